/** One row on its way: a dot on each curve where the row meets it, and what each node holds. */
import { heightIn } from "./curve";
import { plateInner, sparkScale } from "./edgeCurves";
import { type Box, centre, grown, type Point } from "./geometry";
import type { Probe } from "./look";
import { ink, roughWidth, type Shape } from "./shape";
import { isInSight, levelIn, type Stage } from "./stage";

export function probeShapes(stage: Stage, probe: Probe): Shape[] {
  return [...dots(stage, probe), ...values(stage, probe)];
}

function dots(stage: Stage, probe: Probe): Shape[] {
  const { look, places, view } = stage;
  return view.edges.flatMap((edge) => {
    const [place, at] = [places.edges.get(edge.id), probe.edges.get(edge.id)];
    const curve = look.curveOf(edge.id);
    if (!place?.box || !at || !edge.range || !curve || edge.status === "cut") return [];
    const level = levelIn(place, place.box, look);
    if (level === "stroke" || !isInSight(stage, place.box)) return [];
    const inner = level === "plate" ? plateInner(place.box) : grown(place.box, -4 * sparkScale(place.box));
    const [low, high] = edge.range;
    const share = high > low ? (at.x - low) / (high - low) : 0.5;
    const inside = Math.max(0, Math.min(1, share));
    const x = inner.x + inner.w * inside;
    const k = Math.round(inside * (curve.values.length - 1));
    const y = heightIn(inner, curve, stage.spans[edge.layer] ?? 1, curve.values[k] ?? 0);
    return mark({ x, y }, inner, level === "plate", inside !== share);
  });
}

/** Beyond the range the curve was learnt on the dot is open: what comes out there is a guess. */
function mark(at: Point, inner: Box, plate: boolean, beyond: boolean): Shape[] {
  const r = plate ? 4.5 : 3;
  const disc: Shape = beyond
    ? { kind: "disc", at, r, fill: ink("raised"), pen: { ink: ink("accent"), width: 1.6 } }
    : { kind: "disc", at, r, fill: ink("accent"), pen: { ink: ink("raised"), width: 1 } };
  if (!plate) return [disc];
  const pen = { ink: ink("accent", 0.45), width: 1, dash: [3, 3] };
  return [{ kind: "line", points: [at.x, inner.y + inner.h, at.x, at.y], pen }, disc];
}

function values({ places, view }: Stage, probe: Probe): Shape[] {
  const last = view.width.length - 1;
  const spots: [string, Point][] = [
    ...places.inputs.map((p): [string, Point] => [`0:${p.index}`, { x: centre(p.box).x, y: p.box.y - 10 }]),
    ...places.outputs.map((p): [string, Point] => [
      `${last}:${p.index}`,
      { x: centre(p.box).x, y: p.box.y - 10 },
    ]),
    ...places.nodes.map((n): [string, Point] => [
      `${n.layer}:${n.index}`,
      { x: n.at.x, y: n.at.y - n.r - 10 },
    ]),
  ];
  return spots.flatMap(([key, at]) => {
    const text = probe.nodes.get(key);
    return text === undefined ? [] : label(text, at);
  });
}

function label(text: string, at: Point): Shape[] {
  const w = roughWidth(text, 11) + 10;
  const box = { x: at.x - w / 2, y: at.y - 9, w, h: 16 };
  return [
    { kind: "box", box, radius: 4, fill: ink("accent") },
    {
      kind: "text",
      text,
      at: { x: at.x, y: at.y + 3 },
      size: 11,
      face: "ui",
      ink: ink("on-accent"),
      align: "center",
    },
  ];
}
