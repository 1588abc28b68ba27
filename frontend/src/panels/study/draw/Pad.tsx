/** The paper: axes, the learnt curve in grey, the sketch with its handles. Pointer and keys change the sketch. */
import { type PointerEvent, useEffect, useRef, useState } from "react";
import type { CurveView } from "../../../canvas/view";
import type { Drawn } from "../../../protocol/messages";
import { axis } from "../../../store/format";
import { added, type Handle, lineThrough, moved, removed, stroked } from "../../../store/sketch";
import { t } from "../../../words";
import { extent, linear, padded, pathOf, type Scale, ticks } from "../../charts/scale";
import { Handles } from "./Handles";

interface Props {
  learnt: CurveView;
  range: readonly [number, number];
  density: readonly number[] | null;
  handles: readonly Handle[];
  preview: Drawn | null;
  change: (handles: Handle[]) => void;
}

const [WIDTH, HEIGHT] = [436, 236];
const [LEFT, RIGHT, TOP, FOOT] = [38, 8, 8, 32];
/** Room above and below the curves, by their height: what one expects may be higher. */
const ROOM = 0.35;
/** A pointer this near a handle takes it, in pixels. */
const NEAR = 14;
/** A shorter stroke was a click. */
const CLICK = 6;

type Pen = { kind: "handle"; index: number } | { kind: "stroke"; points: Handle[] } | null;

export function Pad({ learnt, range, density, handles, preview, change }: Props) {
  const [pen, setPen] = useState<Pen>(null);
  const heights = useHeights(learnt, handles, pen !== null);
  const x = linear(padded(range, 0.02), LEFT, WIDTH - RIGHT);
  const y = linear(heights, HEIGHT - FOOT, TOP);
  const paper = useRef<SVGSVGElement>(null);
  const at = (event: PointerEvent) => placeOf(event, paper.current, x, y);
  const down = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const index = nearest(handles, at(event), x, y);
    setPen(index === null ? { kind: "stroke", points: [at(event)] } : { kind: "handle", index });
  };
  const move = (event: PointerEvent) => {
    if (pen?.kind === "handle") change(moved(handles, pen.index, at(event)));
    else if (pen) setPen({ kind: "stroke", points: [...pen.points, at(event)] });
  };
  const up = () => {
    if (pen?.kind === "stroke") change(finished(handles, pen.points, x, heights[1] - heights[0]));
    setPen(null);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with points in it, not a form's part
    <svg
      ref={paper}
      className="chart sketch-pad"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="group"
      aria-label={t("draw:pad", { n: handles.length })}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={() => setPen(null)}
      onDoubleClick={(event) => {
        const index = nearest(handles, placeOf(event, paper.current, x, y), x, y);
        if (index !== null) change(removed(handles, index));
      }}
    >
      <Axes x={x} y={y} />
      {density && <Strip density={density} range={range} x={x} />}
      <path
        d={pathOf(learnt.values, linear(range, x(range[0]), x(range[1])), y)}
        className="sketch-learnt"
        data-learnt
      />
      {preview && <path d={throughPoints(preview.x, preview.y, x, y)} className="sketch-fitted" />}
      <path d={sketched(handles, x, y)} className="sketch-line" />
      {pen?.kind === "stroke" && (
        <path
          d={throughPoints(
            pen.points.map((p) => p.x),
            pen.points.map((p) => p.y),
            x,
            y,
          )}
          className="sketch-pen"
        />
      )}
      <Handles handles={handles} x={x} y={y} change={change} />
    </svg>
  );
}

/** The paper grows once the pen is up, never under it. */
function useHeights(learnt: CurveView, handles: readonly Handle[], held: boolean): [number, number] {
  const [lo, hi] = extent([learnt.lo, learnt.hi, ...handles.map((handle) => handle.y)]);
  const [kept, keep] = useState<[number, number]>(() => padded([lo, hi], ROOM));
  useEffect(() => {
    if (!held) keep(padded([lo, hi], ROOM));
  }, [held, lo, hi]);
  return kept;
}

interface Placed {
  clientX: number;
  clientY: number;
}

function placeOf(event: Placed, paper: SVGSVGElement | null, x: Scale, y: Scale): Handle {
  const box = paper?.getBoundingClientRect();
  if (!box) return { x: 0, y: 0 };
  const across = ((event.clientX - box.left) / box.width) * WIDTH;
  const up = ((event.clientY - box.top) / box.height) * HEIGHT;
  return { x: inverse(x, across), y: inverse(y, up) };
}

/** The number at a place, kept within what the axis shows. */
function inverse(scale: Scale, place: number): number {
  const [lo, hi] = scale.domain;
  const share = (place - scale(lo)) / (scale(hi) - scale(lo));
  return lo + Math.min(1, Math.max(0, share)) * (hi - lo);
}

function nearest(handles: readonly Handle[], p: Handle, x: Scale, y: Scale): number | null {
  const far = handles.map((handle) => Math.hypot(x(handle.x) - x(p.x), y(handle.y) - y(p.y)));
  const least = Math.min(...far);
  return least <= NEAR ? far.indexOf(least) : null;
}

/** A stroke draws; a click on the paper sets one more handle. */
function finished(handles: readonly Handle[], points: readonly Handle[], x: Scale, height: number): Handle[] {
  const [from, to] = extent(points.map((point) => x(point.x)));
  const first = points[0];
  return to - from < CLICK && first ? added(handles, first) : stroked(handles, points, height);
}

function sketched(handles: readonly Handle[], x: Scale, y: Scale): string {
  const [lo, hi] = [handles[0]?.x ?? 0, handles.at(-1)?.x ?? 1];
  const line = lineThrough(handles);
  const values = Array.from({ length: 121 }, (_, k) => line(lo + (k / 120) * (hi - lo)));
  return pathOf(values, linear([lo, hi], x(lo), x(hi)), y);
}

const throughPoints = (xs: readonly number[], ys: readonly number[], x: Scale, y: Scale): string =>
  xs.map((each, k) => `${k ? "L" : "M"}${x(each).toFixed(1)} ${y(ys[k] ?? 0).toFixed(1)}`).join("");

function Axes({ x, y }: { x: Scale; y: Scale }) {
  const [across, up] = [ticks(x.domain, 5), ticks(y.domain, 4)];
  return (
    <g>
      {up.map((value) => (
        <g key={`y${value}`}>
          <line
            x1={LEFT}
            x2={WIDTH - RIGHT}
            y1={y(value)}
            y2={y(value)}
            stroke={value === 0 ? "var(--c-line-strong)" : "var(--c-line)"}
          />
          <text className="axis" x={LEFT - 6} y={y(value) + 3.5} textAnchor="end">
            {axis(value, (up[1] ?? 0) - (up[0] ?? 0))}
          </text>
        </g>
      ))}
      {across.map((value) => (
        <g key={`x${value}`}>
          <line x1={x(value)} x2={x(value)} y1={TOP} y2={HEIGHT - FOOT} stroke="var(--c-line)" />
          <text className="axis" x={x(value)} y={HEIGHT - 8} textAnchor="middle">
            {axis(value, (across[1] ?? 0) - (across[0] ?? 0))}
          </text>
        </g>
      ))}
    </g>
  );
}

function Strip({
  density,
  range,
  x,
}: {
  density: readonly number[];
  range: readonly [number, number];
  x: Scale;
}) {
  const tallest = Math.max(...density, 1e-12);
  const [from, to] = [x(range[0]), x(range[1])];
  const step = (to - from) / density.length;
  return density.map((value, k) => (
    <rect
      // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
      key={k}
      x={from + k * step}
      y={HEIGHT - FOOT + 3}
      width={Math.max(0.5, step - 0.6)}
      height={5}
      fill="var(--c-density)"
      opacity={0.08 + 0.55 * (value / tallest)}
    />
  ));
}
