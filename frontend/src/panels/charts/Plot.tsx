/** A frame with two axes, linear or logarithmic, and whatever is drawn inside it. */
import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import { axis, power } from "../../store/format";
import { marks } from "./marks";
import { SavePlot } from "./SavePlot";
import { linear, logarithmic, type Scale, ticks } from "./scale";

export interface Axis {
  domain: readonly [number, number];
  log?: boolean;
  /** "x (rad)". */
  name: string;
}

interface Props {
  x: Axis;
  y: Axis;
  height: number;
  /** What is seen, for those who do not see it. */
  label: string;
  children: (x: Scale, y: Scale) => ReactNode;
}

const [LEFT, RIGHT, TOP, FOOT] = [52, 10, 18, 34];

export function Plot(props: Props) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  return (
    <SavePlot label={props.label}>
      <div ref={ref} style={{ minHeight: props.height }}>
        {width > 0 && <PlotFrame {...props} width={width} />}
      </div>
    </SavePlot>
  );
}

interface FrameProps extends Props {
  width: number;
  /** Left free beside the axes. */
  right?: number;
}

/** The same in a width that is known. */
export function PlotFrame({ x, y, width, right = RIGHT, height, label, children }: FrameProps) {
  const across = scaleOf(x, LEFT, Math.max(LEFT + 1, width - right));
  const up = scaleOf(y, height - FOOT, TOP);
  return (
    <svg className="chart" width={width} height={height} role="img" aria-label={label}>
      <Across axis={x} scale={across} height={height} width={width} />
      <Up axis={y} scale={up} width={width} />
      {children(across, up)}
    </svg>
  );
}

const scaleOf = ({ domain, log }: Axis, from: number, to: number): Scale =>
  (log ? logarithmic : linear)(domain, from, to);

const marksOf = ({ domain, log }: Axis, wanted: number) => (log ? marks(...domain) : ticks(domain, wanted));

const stepOf = ([first = 0, second = first]: readonly number[]) => second - first;

function Across({ axis: told, scale, height, width }: Sides & { height: number }) {
  const places = marksOf(told, Math.max(2, Math.floor((width - LEFT) / 70)));
  return (
    <>
      {places.map((value) => (
        <g key={value}>
          <line x1={scale(value)} x2={scale(value)} y1={TOP} y2={height - FOOT} stroke="var(--c-line)" />
          <text className="axis" x={scale(value)} y={height - FOOT + 14} textAnchor="middle">
            {told.log ? power(value) : axis(value, stepOf(places))}
          </text>
        </g>
      ))}
      <text className="axis" x={width - RIGHT} y={height - 5} textAnchor="end">
        {told.name}
      </text>
    </>
  );
}

interface Sides {
  axis: Axis;
  scale: Scale;
  width: number;
}

function Up({ axis: told, scale, width }: Sides) {
  const places = marksOf(told, 4);
  return (
    <>
      {places.map((value) => (
        <g key={value}>
          <line
            x1={LEFT}
            x2={width - RIGHT}
            y1={scale(value)}
            y2={scale(value)}
            stroke={value === 0 ? "var(--c-line-strong)" : "var(--c-line)"}
          />
          <text className="axis" x={LEFT - 6} y={scale(value) + 3.5} textAnchor="end">
            {told.log ? power(value) : axis(value, stepOf(places))}
          </text>
        </g>
      ))}
      <text className="axis" x={0} y={10}>
        {told.name}
      </text>
    </>
  );
}
