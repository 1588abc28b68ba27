/** Accuracy against complexity of everything visited: a picture that leads back to each state. */
import { type KeyboardEvent, type PointerEvent, useMemo, useState } from "react";
import { checkout } from "../../actions";
import type { FrontAnswer } from "../../protocol/messages";
import { count, error, power } from "../../store/format";
import { type FrontPoint, frontOf } from "../../store/front";
import { versionSaid } from "../../store/said";
import { t } from "../../words";
import { marks } from "../charts/marks";
import { SavePlot } from "../charts/SavePlot";
import { linear, padded, type Scale, ticks } from "../charts/scale";
import { Formula } from "../parts/Formula";
import { nameTex, spaced } from "../parts/nameTex";
import { useFront } from "../queries";
import { useAction, useRecords, useStudy } from "./context";

const [WIDTH, HEIGHT, LEFT, TOP, FOOT] = [232, 138, 40, 8, 108];
/** Formulas of so many targets are shown for a version. */
const MOST_SHOWN = 3;
/** The nearest dot within so many pixels is meant. */
const REACH = 14;

export function Front() {
  const records = useRecords();
  const points = useMemo(() => frontOf(records), [records]);
  const [at, setAt] = useState<number | null>(null);
  const [looked, look] = useState(false);
  const { disabled, run } = useAction(checkout);
  const pointed = at === null ? undefined : points[at];
  const front = useFront(useStudy().id, points.length, looked);
  const go = (point: FrontPoint | undefined) => point && !point.now && !disabled && run(point.version.id);
  const point = (next: number | null) => {
    setAt(next);
    if (next !== null) look(true);
  };
  if (points.length < 2) return null;
  return (
    <section className="panel panel-foot front" aria-label={t("history:front")}>
      <header>
        <h2>{t("history:front")}</h2>
        <span className="dim small">{t("history:testRmse")}</span>
      </header>
      <SavePlot label={t("history:frontSaid")}>
        <Plot points={points} at={at} point={point} go={go} />
      </SavePlot>
      {pointed && <Told point={pointed} answer={front.data} />}
    </section>
  );
}

interface PlotProps {
  points: readonly FrontPoint[];
  at: number | null;
  point: (at: number | null) => void;
  go: (point: FrontPoint | undefined) => void;
}

function Plot({ points, at, point, go }: PlotProps) {
  const [x, y] = useMemo(() => scales(points), [points]);
  const pick = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    point(nearest(points, x, y, (event.clientX - box.left) * (WIDTH / box.width), event.clientY - box.top));
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) {
      const from = at ?? points.findIndex(({ now }) => now);
      point(Math.min(points.length - 1, Math.max(0, from + step)));
    } else if (event.key === "Enter") go(at === null ? undefined : points[at]);
    else return;
    event.preventDefault();
  };
  return (
    <div
      role="listbox"
      aria-label={t("history:frontSaid")}
      aria-activedescendant={at === null ? undefined : `front-${at}`}
      tabIndex={0}
      onKeyDown={press}
      onFocus={() => point(at ?? points.findIndex(({ now }) => now))}
      onBlur={() => point(null)}
    >
      {points.map((each, k) => (
        <span
          key={each.version.id}
          id={`front-${k}`}
          role="option"
          aria-selected={each.now}
          className="visually-hidden"
          tabIndex={-1}
        >
          {t(each.now ? "history:pointNow" : "history:point", {
            said: versionSaid(each.version),
            complexity: each.complexity,
            rmse: error(each.rmse),
          })}
        </span>
      ))}
      <svg
        className={at === null ? "chart" : "chart pointing"}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        height={HEIGHT}
        aria-hidden="true"
        onPointerMove={pick}
        onPointerLeave={() => point(null)}
        onClick={() => go(at === null ? undefined : points[at])}
      >
        <Axes x={x} y={y} />
        <path d={stairs(points, x, y)} fill="none" stroke="var(--c-text-3)" />
        {points.map((each, k) => (
          <Dot key={each.version.id} point={each} x={x} y={y} on={k === at} />
        ))}
      </svg>
    </div>
  );
}

function scales(points: readonly FrontPoint[]): [Scale, Scale] {
  const [across, up] = [points.map((each) => each.complexity), points.map((each) => Math.log10(each.rmse))];
  const wide = padded([Math.min(0, ...across), Math.max(...across)], 0.06);
  const tall = padded([Math.min(...up), Math.max(...up)], 0.12);
  return [linear([0, wide[1]], LEFT, WIDTH - 6), linear(tall, FOOT, TOP)];
}

function nearest(points: readonly FrontPoint[], x: Scale, y: Scale, atX: number, atY: number): number | null {
  const far = points.map((each) => Math.hypot(x(each.complexity) - atX, y(Math.log10(each.rmse)) - atY));
  const least = Math.min(...far);
  return least <= REACH ? far.indexOf(least) : null;
}

/** From each leading state on to the next better one. */
function stairs(points: readonly FrontPoint[], x: Scale, y: Scale): string {
  const steps = points.filter(({ leads }) => leads);
  const path = steps.map(({ complexity, rmse }, k) => {
    const [left, top] = [x(complexity).toFixed(1), y(Math.log10(rmse)).toFixed(1)];
    return k === 0 ? `M${left} ${top}` : `H${left}V${top}`;
  });
  return `${path.join("")}H${WIDTH - 6}`;
}

function Axes({ x, y }: { x: Scale; y: Scale }) {
  const [low, high] = y.domain;
  return (
    <>
      {marks(10 ** low, 10 ** high).map((value) => (
        <g key={value}>
          <line
            x1={LEFT}
            x2={WIDTH - 6}
            y1={y(Math.log10(value))}
            y2={y(Math.log10(value))}
            stroke="var(--c-line)"
          />
          <text className="axis" x={LEFT - 6} y={y(Math.log10(value)) + 3.5} textAnchor="end">
            {power(value)}
          </text>
        </g>
      ))}
      {ticks(x.domain, 4).map((value) => (
        <text key={value} className="axis" x={x(value)} y={FOOT + 15} textAnchor="middle">
          {count(value)}
        </text>
      ))}
      <text className="axis" x={WIDTH - 6} y={FOOT + 29} textAnchor="end">
        {t("history:complexity")}
      </text>
    </>
  );
}

function Dot({ point, x, y, on }: { point: FrontPoint; x: Scale; y: Scale; on: boolean }) {
  const [cx, cy] = [x(point.complexity), y(Math.log10(point.rmse))];
  const fill = point.leads ? "var(--c-text)" : "var(--c-panel)";
  return (
    <>
      <circle cx={cx} cy={cy} r={3.6} fill={fill} stroke="var(--c-text-3)" strokeWidth="1.2" />
      {(point.now || on) && (
        <circle
          cx={cx}
          cy={cy}
          r={7}
          fill="none"
          stroke="var(--c-accent)"
          strokeWidth={point.now ? 2 : 1.2}
        />
      )}
    </>
  );
}

/** The state pointed at, in the place of the axis' name: how far off it is, and its formula. */
function Told({ point, answer }: { point: FrontPoint; answer: FrontAnswer | undefined }) {
  const found = answer?.versions.find(({ version }) => version === point.version.id);
  return (
    <div className="front-told" aria-live="polite">
      <span>
        {versionSaid(point.version)}
        {point.now && <span className="dim"> {t("history:now")}</span>}
      </span>
      <span className="dim">
        {t("history:atComplexity", { rmse: error(point.rmse), complexity: point.complexity })}
      </span>
      <span className="front-formula">
        {(found?.formulas ?? []).slice(0, MOST_SHOWN).map(({ target, latex }) => (
          <Formula key={target} latex={spaced(`${nameTex(target)} = ${latex}`)} />
        ))}
      </span>
      {answer && <span className="dim small">{t("law:complexity")}</span>}
    </div>
  );
}
