/** What an edge's curve leaves over, along its input: rows as dots, and what they ask for together. */
import type { NetworkView } from "../../canvas/view";
import type { Residual as Left } from "../../protocol/messages";
import { problemOf } from "../../protocol/problem";
import { error, fixed } from "../../store/format";
import { t } from "../../words";
import { Dots } from "../charts/Dots";
import { Plot } from "../charts/Plot";
import { extent, padded, type Scale } from "../charts/scale";
import { useResidual } from "../queries";
import { useEdgeNames, useHead, useStudy } from "./context";
import { endsOf } from "./ends";

/** From this share of the squared error on, a better curve is worth looking for. */
const WORTH = 0.1;

interface Props {
  edge: string;
  view: NetworkView | null;
  ready: boolean;
}

export function Residual({ edge, view, ready }: Props) {
  const answer = useResidual(useStudy().id, useHead()?.id, edge, ready);
  const left = answer.data;
  return (
    <section className="panel" aria-label={t("evidence:residual")}>
      <header>
        <h2>{t("evidence:residual")}</h2>
      </header>
      {left ? (
        <Drawn left={left} edge={edge} view={view} />
      ) : (
        <p className="small mid">
          {answer.isError ? problemOf(answer.error).sentence : t("evidence:residualWaits")}
        </p>
      )}
    </section>
  );
}

function Drawn({ left, edge, view }: { left: Left; edge: string; view: NetworkView | null }) {
  const name = useEdgeNames()(edge);
  const { across, unit } = endsOf(edge, name, view);
  const reach = reachOf(left);
  const inside = left.left.map((value) => value && Math.max(-reach, Math.min(reach, value)));
  const bars = left.bins.map(({ left: moved }) => Math.abs(moved));
  const most = error(Math.max(...bars, 0));
  const up = unit ? t("evidence:leftIn", { unit }) : t("evidence:left");
  return (
    <>
      <Plot
        x={{ domain: padded(extent(left.x), 0.03), name: across }}
        y={{ domain: [-reach, reach], name: up }}
        height={168}
        label={t("evidence:residualOf", { edge: name, most })}
      >
        {(x, y) => (
          <>
            <Dots x={left.x} y={inside} test={left.test} across={x} up={y} />
            <Together bins={left.bins} x={x} y={y} />
          </>
        )}
      </Plot>
      <p className="small mid">
        {left.explained < WORTH
          ? t("evidence:noPattern", { input: across })
          : t("evidence:pattern", { share: fixed(100 * left.explained, 0), input: across })}
      </p>
    </>
  );
}

/** All bins and nine of ten rows are inside; what is further off lies on the rim, where it flattens nothing. */
function reachOf({ left, bins }: Left): number {
  const sizes = left.flatMap((value) => (value === null ? [] : [Math.abs(value)])).toSorted((a, b) => a - b);
  const most = Math.max(...bins.map(({ left: moved, error: unsure }) => Math.abs(moved) + 2 * unsure), 1e-12);
  return 1.1 * Math.max(sizes[Math.floor(0.9 * sizes.length)] ?? 0, most);
}

/** A line through what each bin asks for, with two standard errors on both sides. */
function Together({ bins, x, y }: { bins: Left["bins"]; x: Scale; y: Scale }) {
  const points = bins.map((bin) => `${x(bin.x).toFixed(1)} ${y(bin.left).toFixed(1)}`);
  return (
    <>
      {bins.map((bin) => (
        <line
          key={bin.x}
          x1={x(bin.x)}
          x2={x(bin.x)}
          y1={y(bin.left - 2 * bin.error)}
          y2={y(bin.left + 2 * bin.error)}
          stroke="var(--c-accent)"
          strokeWidth="1.2"
        />
      ))}
      <path d={`M${points.join("L")}`} fill="none" stroke="var(--c-accent)" strokeWidth="1.8" />
    </>
  );
}
