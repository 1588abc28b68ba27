/** What is said where no row is: along one input, past both ends of the data, the others at their median. */
import type { FitSlice, FitTarget } from "../../protocol/messages";
import { t } from "../../words";
import { type Axis, Plot } from "../charts/Plot";
import { extent, padded, type Scale } from "../charts/scale";
import { axisOver, type Names } from "./Met";

interface Props {
  target: FitTarget;
  nameOf: Names;
}

export function Beyond({ target, nameOf }: Props) {
  return target.slices.map((slice) => (
    <figure className="fit-figure" key={slice.name}>
      <figcaption>
        {t("fit:beyondTitle")} <span className="math">{slice.name}</span>
      </figcaption>
      <Plot
        x={axisOver(slice.x, slice.log, nameOf(slice.name))}
        y={upward(slice, target, nameOf(target.target))}
        height={220}
        label={labelOf(slice, target)}
      >
        {(x, y) => <Lines slice={slice} x={x} y={y} />}
      </Plot>
    </figure>
  ));
}

/** At most three times as tall as the rows are: what runs away leaves the frame. */
function upward(slice: FitSlice, target: FitTarget, name: string): Axis {
  const known = target.actual.filter((value) => value !== null);
  const said = [...slice.network, ...(slice.formula ?? [])].filter((value) => value !== null);
  if (target.log) return axisOver([...known, ...said], true, name);
  const [lo, hi] = extent(known);
  const reach = hi - lo || 1;
  const [least, most] = extent([...said, lo, hi]);
  return { domain: padded([Math.max(least, lo - reach), Math.min(most, hi + reach)], 0.05), name };
}

function labelOf(slice: FitSlice, target: FitTarget): string {
  const about = { target: target.target, name: slice.name };
  return slice.formula ? t("fit:beyondBoth", about) : t("fit:beyondNetwork", about);
}

function Lines({ slice, x, y }: { slice: FitSlice; x: Scale; y: Scale }) {
  const [lo, hi] = [slice.lo ?? x.domain[0], slice.hi ?? x.domain[1]];
  const [bottom, top] = [y(y.domain[0]), y(y.domain[1])];
  return (
    <>
      <rect
        x={x(lo)}
        y={top}
        width={Math.max(0, x(hi) - x(lo))}
        height={bottom - top}
        fill="var(--c-text-3)"
        opacity="0.1"
      />
      <text className="axis" x={(x(lo) + x(hi)) / 2} y={top + 12} textAnchor="middle">
        {t("fit:dataBand")}
      </text>
      <svg x={0} y={top} width="100%" height={bottom - top} aria-hidden="true">
        <g transform={`translate(0 ${-top})`}>
          <path
            d={line(slice.x, slice.network, x, y)}
            fill="none"
            stroke="var(--c-spline)"
            strokeWidth="2.2"
          />
          {slice.formula && (
            <path
              d={line(slice.x, slice.formula, x, y)}
              fill="none"
              stroke="var(--c-symbolic)"
              strokeWidth="2.2"
              strokeDasharray="7 4"
            />
          )}
        </g>
      </svg>
    </>
  );
}

/** Breaks where there is no value. */
function line(xs: FitSlice["x"], ys: FitSlice["network"], x: Scale, y: Scale): string {
  let [path, on] = ["", false];
  xs.forEach((across, k) => {
    const up = ys[k];
    const [left, top] = across == null || up == null ? [Number.NaN, Number.NaN] : [x(across), y(up)];
    const there = Number.isFinite(left) && Math.abs(top) < 1e5;
    if (there) path += `${on ? "L" : "M"}${left.toFixed(1)} ${top.toFixed(1)}`;
    on = there;
  });
  return path;
}
