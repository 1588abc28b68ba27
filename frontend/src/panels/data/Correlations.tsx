/** How much each pair of columns goes together: a triangle of squares, orange below, blue above. */
import type { TableLook } from "../../protocol/messages";
import { t } from "../../words";
import { SavePlot } from "../charts/SavePlot";

interface Props {
  correlation: TableLook["correlation"];
  /** Columns in use; the others are not drawn. */
  used: readonly string[];
}

const CELL = 22;
const MOST = 14;
const NAMES = 104;

export function Correlations({ correlation, used }: Props) {
  const shown = correlation.names.filter((name) => used.includes(name)).slice(0, MOST);
  if (shown.length < 2) return null;
  const value = (one: string, other: string) =>
    correlation.values[correlation.names.indexOf(one)]?.[correlation.names.indexOf(other)] ?? null;
  const size = shown.length * CELL;
  return (
    <section className="panel">
      <header>
        <h2>{t("data:together")}</h2>
      </header>
      <SavePlot label={t("data:together")}>
        <svg
          className="correlations"
          viewBox={`0 0 ${NAMES + size} ${size}`}
          style={{ maxWidth: NAMES + size }}
          role="img"
          aria-label={pairsSaid(shown, value)}
        >
          {shown.map((one, row) => (
            <g key={one} transform={`translate(0 ${row * CELL})`}>
              <text x={NAMES - 8} y={CELL / 2} className="correlation-name">
                {one.length > 13 ? `${one.slice(0, 12)}…` : one}
              </text>
              {shown.slice(0, row + 1).map((other, k) => (
                <Square key={other} x={NAMES + k * CELL} value={one === other ? 1 : value(one, other)} />
              ))}
            </g>
          ))}
        </svg>
      </SavePlot>
      <p className="dim small">{t("data:togetherSaid")}</p>
    </section>
  );
}

function Square({ x, value }: { x: number; value: number | null }) {
  const size = value === null ? 0 : (CELL - 4) * Math.sqrt(Math.abs(value));
  const tone = value !== null && value < 0 ? "var(--c-neg-3)" : "var(--c-pos-3)";
  const inset = (CELL - size) / 2;
  return (
    <>
      <rect className="correlation-place" x={x + 1} y={1} width={CELL - 2} height={CELL - 2} />
      <rect x={x + inset} y={inset} width={size} height={size} fill={tone} />
    </>
  );
}

function pairsSaid(names: readonly string[], value: (one: string, other: string) => number | null): string {
  const pairs = names.flatMap((one, row) => names.slice(0, row).map((other) => [other, one] as const));
  const said = pairs.map(([other, one]) => {
    const found = value(one, other);
    return t("data:togetherOf", { one: other, other: one, value: found?.toFixed(2) ?? t("data:tooFew") });
  });
  return [t("data:together"), ...said].join(". ");
}
