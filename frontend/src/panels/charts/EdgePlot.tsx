/** The Inspector's plot of one edge: its curve, a candidate over it, where the data lie, and what is left over. */
import { useElementSize } from "@mantine/hooks";
import type { CurveView } from "../../canvas/view";
import { axis } from "../../store/format";
import { t } from "../../words";
import { SavePlot } from "./SavePlot";
import { extent, linear, padded, pathOf, type Scale, ticks } from "./scale";

export interface EdgePlotProps {
  curve: CurveView;
  range: readonly [number, number];
  density: readonly number[] | null;
  candidate: ArrayLike<number> | null;
  named: boolean;
  /** "x (rad)". */
  across: string;
  label: string;
}

const LEFT = 42;
const RIGHT = 8;
const TOP = 8;
const PLOT = 128;
const STRIP = TOP + PLOT + 3;
const FOOT = STRIP + 8;
const RESIDUAL = 34;

export function EdgePlot(props: EdgePlotProps) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const height = FOOT + 34 + (props.candidate ? RESIDUAL + 14 : 0);
  return (
    <SavePlot label={props.label}>
      <div ref={ref} style={{ minHeight: height }}>
        {width > 0 && (
          <svg className="chart" width={width} height={height} role="img" aria-label={props.label}>
            <Drawing {...props} width={width} />
          </svg>
        )}
      </div>
    </SavePlot>
  );
}

function Drawing({
  curve,
  range,
  density,
  candidate,
  named,
  across,
  width,
}: EdgePlotProps & { width: number }) {
  const x = linear(range, LEFT, width - RIGHT);
  const [lo, hi] = [curve.lo, curve.hi];
  const y = linear(padded(candidate ? joint(extent(candidate), [lo, hi]) : [lo, hi]), TOP + PLOT, TOP);
  return (
    <>
      <Axes x={x} y={y} width={width} />
      {density && <Strip density={density} x={x} />}
      <path
        d={pathOf(curve.values, x, y)}
        fill="none"
        stroke={named ? "var(--c-symbolic)" : "var(--c-spline)"}
        strokeWidth={candidate ? 5 : 2.4}
        opacity={candidate ? 0.28 : 1}
        strokeLinecap="round"
      />
      {candidate && (
        <path
          d={pathOf(candidate, x, y)}
          fill="none"
          stroke="var(--c-symbolic)"
          strokeWidth="2.2"
          strokeDasharray="7 4"
        />
      )}
      <text className="axis" x={width - RIGHT} y={FOOT + 27} textAnchor="end">
        {across}
      </text>
      {candidate && <Residual curve={curve} candidate={candidate} x={x} width={width} />}
    </>
  );
}

/** A candidate far off its curve is cut at twice the curve's height, so that the curve stays readable. */
function joint(one: [number, number], [lo, hi]: [number, number]): [number, number] {
  const reach = hi - lo || 1;
  return [Math.max(Math.min(one[0], lo), lo - reach / 2), Math.min(Math.max(one[1], hi), hi + reach / 2)];
}

const stepOf = ([first = 0, second = first]: readonly number[]) => second - first;

function Axes({ x, y, width }: { x: Scale; y: Scale; width: number }) {
  const [across, up] = [ticks(x.domain, 5), ticks(y.domain, 5)];
  return (
    <>
      {up.map((value) => (
        <g key={`y${value}`}>
          <line
            x1={LEFT}
            x2={width - RIGHT}
            y1={y(value)}
            y2={y(value)}
            stroke={value === 0 ? "var(--c-line-strong)" : "var(--c-line)"}
          />
          <text className="axis" x={LEFT - 6} y={y(value) + 3.5} textAnchor="end">
            {axis(value, stepOf(up))}
          </text>
        </g>
      ))}
      {across.map((value) => (
        <g key={`x${value}`}>
          <line x1={x(value)} x2={x(value)} y1={TOP} y2={TOP + PLOT} stroke="var(--c-line)" />
          <text className="axis" x={x(value)} y={FOOT + 13} textAnchor="middle">
            {axis(value, stepOf(across))}
          </text>
        </g>
      ))}
    </>
  );
}

function Strip({ density, x }: { density: readonly number[]; x: Scale }) {
  const tallest = Math.max(...density, 1e-12);
  const [from, to] = [x(x.domain[0]), x(x.domain[1])];
  const step = (to - from) / density.length;
  return density.map((value, k) => (
    <rect
      // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
      key={k}
      x={from + k * step}
      y={STRIP}
      width={Math.max(0.5, step - 0.6)}
      height={5}
      fill="var(--c-density)"
      opacity={0.08 + 0.55 * (value / tallest)}
    />
  ));
}

/** Round factors by which the residual is enlarged. */
const FACTORS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000];

function Residual(props: { curve: CurveView; candidate: ArrayLike<number>; x: Scale; width: number }) {
  const { curve, candidate, x, width } = props;
  const left = Array.from(candidate, (value, k) => value - (curve.values[k] ?? 0));
  const largest = Math.max(...left.map(Math.abs), 1e-12);
  const reach = (curve.hi - curve.lo || 1) / 2;
  const factor = FACTORS.findLast((each) => each * largest <= reach) ?? 1;
  const shown = Math.max(reach / factor, largest);
  const middle = FOOT + 44 + RESIDUAL / 2;
  const y = linear([-shown, shown], middle + RESIDUAL / 2, middle - RESIDUAL / 2);
  return (
    <>
      <text className="axis" x={LEFT} y={FOOT + 40}>
        {t("inspector:residual", { factor })}
      </text>
      <line x1={LEFT} x2={width - RIGHT} y1={middle} y2={middle} stroke="var(--c-line-strong)" />
      <path d={pathOf(left, x, y)} fill="none" stroke="var(--c-symbolic)" strokeWidth="1.3" />
    </>
  );
}
