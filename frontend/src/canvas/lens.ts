/** Cells are too small to show a curve: around the one that is pointed at, a lens shows five by five of them. */
import { glyphCurves } from "./edgeCurves";
import type { Box, Point } from "./geometry";
import { type CellAt, cellOf, idAt, type MatrixFrame } from "./matrix";
import { lineName } from "./matrixFrame";
import { ink, roughWidth, type Shape } from "./shape";
import { glyphLook, isLifted, levelIn, type Stage } from "./stage";

const AROUND = 2;
const ACROSS = 2 * AROUND + 1;
const CURVE = { w: 56, h: 40 };
const PAD = 8;
const HEAD = 26;

/** Cross-hairs through the selected and the pointed cell, and the lens at the latter. */
export function lensShapes(stage: Stage): Shape[] {
  const { matrix } = stage.places;
  if (!matrix) return [];
  const { look } = stage;
  const marked = [...new Set([look.lens, look.selected, look.hovered])];
  const crosses = marked.flatMap((id) => {
    const at = id === null ? null : cellOf(matrix, id);
    return at ? cross(stage, matrix, at, id === look.selected) : [];
  });
  const at = look.lens === null ? null : cellOf(matrix, look.lens);
  const place = look.lens === null ? undefined : stage.places.edges.get(look.lens);
  if (!at || !place || levelIn(place, place.box, look) !== "stroke") return crosses;
  return [...crosses, ...lens(stage, matrix, at)];
}

/** Down and across its own block and those that share its axes. */
function cross(stage: Stage, { blocks, cell }: MatrixFrame, at: CellAt, selected: boolean): Shape[] {
  const fill = ink("accent", selected ? 0.16 : 0.09);
  const { x, y, w, h } = at.block.box;
  const [X, Y] = [x + at.column * cell, y + at.row * cell];
  const row: Box = { x, y: Y, w, h: 0.9 * cell };
  const columns = blocks
    .filter(({ columns }) => columns === at.block.columns)
    .map(({ box }): Box => ({ x: X, y: box.y, w: 0.9 * cell, h: box.h }));
  const z = stage.look.zoom;
  const target: Box = { x: X - 0.5 / z, y: Y - 0.5 / z, w: cell * 0.9 + 1 / z, h: cell * 0.9 + 1 / z };
  const pen = { ink: ink("accent"), width: (selected ? 2 : 1.2) / z };
  return [
    ...[row, ...columns].map((box): Shape => ({ kind: "box", box, radius: 0, fill })),
    ...(h > 0 ? [{ kind: "box", box: target, radius: 1 / z, pen } as const] : []),
    ...names(stage, at, { x: X + cell / 2, y: Y + cell / 2 }),
  ];
}

/** Where the names beside the block are out of sight, its line and column are named at the border of what is. */
function names({ view, sight, look }: Stage, { block, row, column }: CellAt, middle: Point): Shape[] {
  if (!sight) return [];
  const z = 1 / look.zoom;
  const [line, post] = [block.rows[row], block.columns[column]];
  const shapes: Shape[] = [];
  if (line && block.box.x < sight.x)
    shapes.push(...pill(lineName(view, line), { x: sight.x + 10 * z, y: middle.y }, z, "left"));
  if (post && block.box.y + block.box.h > sight.y + sight.h - 20 * z)
    shapes.push(...pill(lineName(view, post), { x: middle.x, y: sight.y + 62 * z }, z, "center"));
  return shapes;
}

function pill(text: string, at: Point, z: number, align: "left" | "center"): Shape[] {
  const w = (roughWidth(text, 11) + 12) * z;
  const x = align === "left" ? at.x : at.x - w / 2;
  return [
    { kind: "box", box: { x, y: at.y - 9 * z, w, h: 18 * z }, radius: 4 * z, fill: ink("accent") },
    {
      kind: "text",
      text,
      at: { x: x + w / 2, y: at.y + 4 * z },
      size: 11 * z,
      face: "ui",
      ink: ink("on-accent"),
      align: "center",
    },
  ];
}

function lens(stage: Stage, frame: MatrixFrame, at: CellAt): Shape[] {
  const z = 1 / stage.look.zoom;
  const box = lensBox(stage, frame, at);
  const { x, y } = at.block.box;
  const held: Box = {
    x: x + (at.column - AROUND) * frame.cell,
    y: y + (at.row - AROUND) * frame.cell,
    w: ACROSS * frame.cell,
    h: ACROSS * frame.cell,
  };
  return [
    { kind: "box", box: held, radius: z, pen: { ink: ink("accent"), width: 1.5 * z } },
    { kind: "box", box, radius: 10 * z, fill: ink("raised"), shadow: 24 * z },
    { kind: "box", box, radius: 10 * z, pen: { ink: ink("line-strong"), width: z } },
    ...heading(stage, at, box, z),
    ...curvesIn(stage, at, box, z),
  ];
}

/** Beside the cell, on the side that carries less; inside what is in sight. */
function lensBox(stage: Stage, frame: MatrixFrame, at: CellAt): Box {
  const z = 1 / stage.look.zoom;
  const [w, h] = [(ACROSS * CURVE.w + 2 * PAD) * z, (ACROSS * CURVE.h + HEAD + PAD) * z];
  const { x, y } = at.block.box;
  const away = (AROUND + 1) * frame.cell + 16 * z;
  const [right, left] = [x + at.column * frame.cell + away, x + (at.column + 1) * frame.cell - away - w];
  const { sight } = stage;
  const fits = (from: number): boolean => !sight || (from >= sight.x && from + w <= sight.x + sight.w);
  const goRight = fits(right) && (!fits(left) || inkBeside(stage, at, 1) <= inkBeside(stage, at, -1));
  const top = y + (at.row + 0.5) * frame.cell - h / 2;
  const low = sight ? sight.y + 8 * z : top;
  const high = sight ? sight.y + sight.h - h - 8 * z : top;
  return { x: goRight ? right : left, y: Math.max(low, Math.min(high, top)), w, h };
}

function inkBeside({ look }: Stage, at: CellAt, side: 1 | -1): number {
  let sum = 0;
  const reach = Math.ceil(at.block.columns.length / 2);
  for (let dr = -8; dr <= 8; dr++) {
    for (let dc = AROUND + 1; dc <= reach; dc++) {
      const id = idAt({ ...at, row: at.row + dr, column: at.column + side * dc });
      if (id) sum += look.strengthOf(id);
    }
  }
  return sum;
}

function heading({ view }: Stage, { block, row, column }: CellAt, box: Box, z: number): Shape[] {
  const names = (slots: readonly { column: number; node: number; part: number }[], at: number): string => {
    const [first, last] = [slots[Math.max(0, at - AROUND)], slots[Math.min(slots.length - 1, at + AROUND)]];
    return first && last ? `${lineName(view, first)} … ${lineName(view, last)}` : "";
  };
  const y = box.y + 18 * z;
  const word = {
    kind: "text",
    size: 11 * z,
    face: "ui",
    ink: ink("text-2"),
    room: box.w / 2 - 14 * z,
  } as const;
  return [
    { ...word, text: names(block.rows, row), at: { x: box.x + 10 * z, y } },
    { ...word, text: names(block.columns, column), at: { x: box.x + box.w - 10 * z, y }, align: "right" },
  ];
}

function curvesIn(stage: Stage, at: CellAt, box: Box, z: number): Shape[] {
  const shapes: Shape[] = [];
  for (let r = -AROUND; r <= AROUND; r++) {
    for (let c = -AROUND; c <= AROUND; c++) {
      const id = idAt({ ...at, row: at.row + r, column: at.column + c });
      const slot: Box = {
        x: box.x + (PAD + CURVE.w * (c + AROUND) + 2.5) * z,
        y: box.y + (HEAD + CURVE.h * (r + AROUND) + 2.5) * z,
        w: (CURVE.w - 5) * z,
        h: (CURVE.h - 5) * z,
      };
      if (id) shapes.push(...little(stage, id, slot, r === 0 && c === 0, z));
    }
  }
  return shapes;
}

function little(stage: Stage, id: string, box: Box, middle: boolean, z: number): Shape[] {
  const edge = stage.view.edges.find((e) => e.id === id);
  const place = stage.places.edges.get(id);
  if (!edge || !place) return [];
  const width = middle || isLifted(stage.look, id) ? 2 : 1;
  const frame: Shape = {
    kind: "box",
    box,
    radius: 5 * z,
    pen: { ink: ink(width > 1 ? "accent" : "line"), width: width * z },
  };
  const look = { ...glyphLook(stage, edge, place, box), level: "spark" as const, plugs: [] };
  return [frame, ...glyphCurves(edge, box, look)];
}
