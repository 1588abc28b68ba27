import { describe, expect, test } from "vitest";
import { spread } from "./columns";
import { exampleView, toyView } from "./example";
import { type Box, overlap } from "./geometry";
import { layOut, type Places, type Room } from "./layout";
import type { NetworkView } from "./view";

function room(width = 828, height = 736, hideCut = false): Room {
  const margins = { top: 60, right: 24, bottom: 40, left: 24 };
  return { width, height, margins, ports: "plate", zoom: 1, hideCut };
}

const boxes = (places: Places): Box[] => [...places.edges.values()].flatMap((p) => p.box ?? []);
const widthOf = (places: Places, id: string): number => places.edges.get(id)?.box?.w ?? 0;

function expectNothingOverlaps(places: Places): void {
  const all = [...boxes(places), ...places.inputs.map((p) => p.box), ...places.outputs.map((p) => p.box)];
  all.forEach((a, k) => {
    for (const b of all.slice(k + 1)) expect(overlap(a, b)).toBe(false);
  });
}

function expectAllInside(places: Places, { width, height }: Room): void {
  for (const { x, y, w, h } of boxes(places)) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(x + w).toBeLessThanOrEqual(width);
    expect(y + h).toBeLessThanOrEqual(height);
  }
}

describe("a network in its room", () => {
  const networks: [string, NetworkView][] = [
    ["[2,5,1]", toyView("learnt")],
    ["[2,5,1] with cut edges", toyView("pruned")],
    ["[2,1,1]", exampleView([2, 1, 1], 1)],
    ["[1,1]", exampleView([1, 1], 1)],
    ["[5,5,1]", exampleView([5, 5, 1], 1)],
    ["[10,5,1]", exampleView([10, 5, 1], 1)],
    ["[2,3,2]", exampleView([2, 3, 2], 1)],
  ];
  const rooms = [room(460, 420), room(728, 636), room(1308, 916)];
  for (const [name, view] of networks) {
    for (const r of rooms) {
      test(`${name} fits ${r.width} × ${r.height} and nothing overlaps`, () => {
        const places = layOut(view, r);
        expectNothingOverlaps(places);
        expectAllInside(places, r);
      });
    }
  }
});

test("strong edges are plates and idle ones sparklines", () => {
  const places = layOut(toyView("learnt"), room());
  for (const id of ["edge:0:0:2", "edge:0:1:2", "edge:1:2:0"])
    expect(widthOf(places, id)).toBeGreaterThan(96);
  for (const id of ["edge:0:0:0", "edge:1:4:0"]) expect(widthOf(places, id)).toBeLessThan(96);
});

test("edges of equal strength are treated alike", () => {
  const view = toyView("learnt");
  const alike = { ...view, edges: view.edges.map((e) => ({ ...e, strength: 0.5 })) };
  const places = layOut(alike, room());
  const widths = new Set(alike.edges.filter((e) => e.layer === 0).map((e) => widthOf(places, e.id)));
  expect(widths.size).toBe(1);
});

test("hidden cut edges leave their room to the others", () => {
  const shown = layOut(toyView("pruned"), room());
  const hidden = layOut(toyView("pruned"), room(828, 736, true));
  expect(hidden.edges.size).toBe(3);
  expect(hidden.nodes.map((n) => n.index)).toEqual([2]);
  expect(widthOf(hidden, "edge:1:2:0")).toBeGreaterThanOrEqual(widthOf(shown, "edge:1:2:0"));
});

test("a node whose edges are all cut says so", () => {
  const places = layOut(toyView("pruned"), room());
  expect(places.nodes.map((n) => n.cut)).toEqual([true, true, false, true, true]);
});

test("a crowded layer places its strongest edges and leaves the others strokes", () => {
  const view = exampleView([4, 10, 10, 1], 5);
  const places = layOut(view, room());
  const middle = view.edges.filter((e) => e.layer === 1);
  const placed = middle.filter((e) => places.edges.get(e.id)?.box);
  expect(placed.length).toBeGreaterThan(12);
  expect(placed.length).toBeLessThan(middle.length);
  expectNothingOverlaps(places);
});

test("zooming in admits more sparklines", () => {
  const view = exampleView([4, 10, 10, 1], 5);
  const near = layOut(view, { ...room(), zoom: 4 });
  expect(boxes(near).length).toBeGreaterThan(boxes(layOut(view, room())).length);
});

test("every edge of a large network has a place", () => {
  const view = exampleView([16, 32, 4], 5);
  expect(layOut(view, room()).edges.size).toBe(view.edges.length);
});

test("the inputs of a product arrive apart", () => {
  const view = exampleView([2, 2, 1], 3);
  const width = [view.width[0], { sums: 0, products: 1, arity: [2] }, view.width[2]].flatMap((w) => w ?? []);
  const edges = view.edges.filter((e) => e.layer === 0 || e.source === 0);
  const places = layOut({ ...view, width, edges }, room());
  const ends = ["edge:0:0:0", "edge:0:0:1"].map((id) => places.edges.get(id)?.wires.at(-1)?.[7]);
  expect(places.nodes[0]?.product).toBe(true);
  expect(ends[0]).toBeLessThan(ends[1] ?? 0);
});

test("heights are spread no further than they must be", () => {
  expect(spread([10, 12, 100], 20)).toEqual([1, 21, 100]);
  expect(spread([0, 50, 100], 20)).toEqual([0, 50, 100]);
});

test("a column with room to spare is not packed in the middle", () => {
  const view = exampleView([10, 3, 1], 5);
  const few = { ...view, edges: view.edges.filter((e) => e.layer === 1 || e.source < 5) };
  const [first, second] = layOut(few, room(728, 636, true)).nodes.map((n) => n.at.y);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(60);
});

test("inputs that nothing listens to any more do not overlap", () => {
  const view = exampleView([10, 3, 1], 5);
  const few = { ...view, edges: view.edges.filter((e) => e.layer === 1 || e.source < 5) };
  for (const r of [room(728, 636, true), room(1308, 916, true)]) expectNothingOverlaps(layOut(few, r));
});
