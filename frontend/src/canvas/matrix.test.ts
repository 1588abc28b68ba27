import { describe, expect, test } from "vitest";
import { Arrangement } from "./arrangement";
import { cellShapes } from "./cell";
import { exampleView } from "./example";
import { overlap } from "./geometry";
import { cellOf, layOutMatrix, lineAt, nextCell, wantsMatrix } from "./matrix";
import { allShapes, buildScene } from "./scene";
import type { Shape } from "./shape";
import { lookAtRest } from "./still";
import type { EdgeView, NetworkView } from "./view";

const margins = { top: 60, right: 24, bottom: 40, left: 24 };
const room = { width: 828, height: 736, margins, ports: "plate" as const, zoom: 1, hideCut: false };
const wide = exampleView([64, 64, 10], 3);

test("64 × 64 edges are a matrix of cells that fit the room and never overlap", () => {
  const places = layOutMatrix(wide, room);
  expect(places.edges.size).toBe(64 * 64 + 640);
  const boxes = [...places.edges.values()].flatMap(({ box }) => box ?? []);
  expect(Math.min(...boxes.map((b) => b.x))).toBeGreaterThan(100);
  expect(Math.max(...boxes.map((b) => b.x + b.w))).toBeLessThan(828 - 24);
  expect(Math.max(...boxes.map((b) => b.y + b.h))).toBeLessThanOrEqual(736 - 40);
  expect(boxes[0]?.w).toBeGreaterThan(6);
  const first = boxes[0];
  expect(
    boxes
      .slice(1)
      .some(
        (box) =>
          first && overlap({ ...box, w: box.w - 0.01 }, { ...first, w: first.w - 0.01, h: first.h - 0.01 }),
      ),
  ).toBe(false);
});

test("two layers share the axis of the nodes between them", () => {
  const { matrix, edges } = layOutMatrix(wide, room);
  expect(matrix?.blocks[0]?.columns).toBe(matrix?.blocks[1]?.columns);
  expect(edges.get("edge:0:5:17")?.middle.x).toBe(edges.get("edge:1:17:3")?.middle.x);
  const deep = layOutMatrix(exampleView([6, 5, 4, 3], 2), room);
  expect(deep.edges.get("edge:1:2:3")?.middle.y).toBe(deep.edges.get("edge:2:3:1")?.middle.y);
});

test("each input of a product has a line of its own, and what leaves it leaves once", () => {
  const view = exampleView([2, 4, 1], 21);
  const width = [
    { sums: 2, products: 0, arity: [] },
    { sums: 2, products: 1, arity: [2] },
    { sums: 1, products: 0, arity: [] },
  ];
  const some = { ...view, width, edges: view.edges.filter((e) => e.layer === 0 || e.source < 3) };
  const { matrix, edges } = layOutMatrix(some, room);
  expect(matrix?.blocks[0]?.columns).toHaveLength(4);
  expect(edges.size).toBe(8 + 3);
  expect(edges.get("edge:1:2:0")?.middle.x).toBe(edges.get("edge:0:0:2")?.middle.x);
});

test("a person's order of nodes is the order of lines", () => {
  const order = [undefined, [2, 0, 1], undefined];
  const { edges } = layOutMatrix(exampleView([2, 3, 1], 1), { ...room, order });
  const x = (target: number): number => edges.get(`edge:0:0:${target}`)?.middle.x ?? 0;
  expect(x(2)).toBeLessThan(x(0));
  expect(x(0)).toBeLessThan(x(1));
});

describe("walking over cells", () => {
  const { matrix } = layOutMatrix(wide, room);
  if (!matrix) throw new Error("no matrix");
  test("goes to the neighbour, and over the shared axis into the next layer", () => {
    expect(nextCell(matrix, "edge:0:5:17", "right")).toBe("edge:0:5:18");
    expect(nextCell(matrix, "edge:0:63:17", "down")).toBe("edge:1:17:0");
    expect(nextCell(matrix, "edge:1:17:0", "up")).toBe("edge:0:63:17");
    expect(nextCell(matrix, "edge:0:0:17", "up")).toBe("edge:0:0:17");
  });
  test("begins at the first cell", () => expect(nextCell(matrix, null, "down")).toBe("edge:0:0:0"));
  test("a cell knows its line and column", () =>
    expect(cellOf(matrix, "edge:0:5:17")).toMatchObject({ row: 5, column: 17 }));
  test("a name beside a line takes the whole line", () => {
    const block = matrix.blocks[0];
    if (!block) throw new Error("no block");
    const ids = lineAt(matrix, { x: block.box.x - 10, y: block.box.y + 5.5 * matrix.cell }, 1);
    expect(ids).toHaveLength(64);
    expect(new Set(ids.map((id) => id.split(":")[2]))).toEqual(new Set(["5"]));
  });
});

test("the room decides between wires and cells, and a hair's breadth does not change its mind", () => {
  expect(wantsMatrix(exampleView([20, 40, 5], 1), 636, false)).toBe(false);
  expect(wantsMatrix(wide, 636, false)).toBe(true);
  const border = 0.5 * 64 * 64;
  expect(wantsMatrix(wide, border * 1.05, false)).toBe(false);
  expect(wantsMatrix(wide, border * 1.05, true)).toBe(true);
  const arrangement = new Arrangement();
  arrangement.renew(wide, room, "auto", false, 0, 0);
  expect(arrangement.final?.matrix).toBeDefined();
  expect(arrangement.renew(wide, room, "curves", false, 0, 0)).toBe(true);
  expect(arrangement.final?.matrix).toBeUndefined();
});

const sceneOf = (view: NetworkView, look = {}): Shape[] =>
  allShapes(buildScene(view, layOutMatrix(view, room), { ...lookAtRest(view), quiet: false, ...look }));
const curves = (shapes: Shape[]): number => shapes.filter(({ kind }) => kind === "curve").length;

test("cells show no curves; the lens shows five by five of them, fewer at a corner", () => {
  expect(curves(sceneOf(wide))).toBe(0);
  expect(curves(sceneOf(wide, { lens: "edge:0:30:30" }))).toBe(25);
  expect(curves(sceneOf(wide, { lens: "edge:0:0:0" }))).toBe(9);
});

test("from near, cells are sparklines and then plates, as large on screen as plates are elsewhere", () => {
  const small = exampleView([20, 20, 1], 3);
  expect(curves(sceneOf(small, { zoom: 2, levelOf: () => "spark" }))).toBe(420);
  const texts = sceneOf(small, { zoom: 6, levelOf: () => "plate" }).filter((s) => s.kind === "text");
  expect(Math.max(...texts.map((s) => s.size * 6))).toBeLessThan(25);
  expect(texts.some((s) => s.text === "φ")).toBe(true);
});

test("the state of a cell is told by a mark, not by colour alone", () => {
  const box = { x: 0, y: 0, w: 10, h: 10 };
  const marks = (change: Partial<EdgeView>): string[] =>
    cellShapes({ ...(wide.edges[0] as EdgeView), ...change }, box, { strength: 1, back: false }).map(
      (s) =>
        `${s.kind}${s.kind === "box" && s.pen ? " rim" : ""}${s.kind === "box" ? ` ${s.box.w.toFixed(1)}×${s.box.h.toFixed(1)}` : ""}`,
    );
  const states = [
    {},
    { status: "symbolic" as const },
    { locked: true },
    { status: "cut" as const },
    { busy: true },
    { proposed: { label: "sin" } },
  ];
  const all = states.map((state) => marks(state).join(", "));
  expect(new Set(all).size).toBe(states.length);
  expect(all).toMatchSnapshot();
});
