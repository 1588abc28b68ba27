import { expect, test } from "vitest";
import { exampleView } from "./example";
import { layOut } from "./layout";
import { crossings, fewCrossings } from "./order";
import { edgesInside, isInside, reordered } from "./picking";
import type { NetworkView } from "./view";

const margins = { top: 60, right: 24, bottom: 40, left: 24 };
const room = { width: 828, height: 736, margins, ports: "plate" as const, zoom: 1, hideCut: false };

/** Each input feeds one node only, and they are all crossed. */
function crossed(): NetworkView {
  const view = exampleView([4, 4, 1], 1);
  return {
    ...view,
    edges: view.edges.map((e) => ({ ...e, strength: e.layer === 1 || e.source + e.target === 3 ? 1 : 0.01 })),
  };
}

test("an order with few crossings untangles what can be untangled", () => {
  const view = crossed();
  const byNumber = view.width.map((layer) => Array.from({ length: layer.sums }, (_, k) => k));
  expect(crossings(view, byNumber)).toBeGreaterThan(5);
  const order = fewCrossings(view);
  expect(order[1]).toEqual([3, 2, 1, 0]);
  expect(crossings(view, order)).toBeLessThan(0.1);
});

test("inputs and outputs stay where they are, and every node is there once", () => {
  const view = exampleView([5, 8, 8, 2], 4);
  const order = fewCrossings(view);
  expect(order[0]).toEqual([0, 1, 2, 3, 4]);
  expect(order[3]).toEqual([0, 1]);
  expect(order[1]?.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  const byNumber = view.width.map((layer) => Array.from({ length: layer.sums }, (_, k) => k));
  expect(crossings(view, order)).toBeLessThanOrEqual(crossings(view, byNumber));
});

test("nodes stand in the order they were given", () => {
  const view = exampleView([2, 3, 1], 1);
  const places = layOut(view, { ...room, order: [undefined, [2, 0, 1]] });
  const y = (index: number): number => places.nodes.find((n) => n.index === index)?.at.y ?? 0;
  expect(y(2)).toBeLessThan(y(0));
  expect(y(0)).toBeLessThan(y(1));
});

test("a node carried past its neighbours changes places with them, and not before", () => {
  const view = exampleView([2, 3, 1], 1);
  const places = layOut(view, room);
  const y = (index: number): number => places.nodes.find((n) => n.index === index)?.at.y ?? 0;
  const carry = (to: number) => reordered(view, places, { column: 1, node: 0 }, { x: 0, y: to });
  expect(carry(y(0) + 1)).toBeNull();
  expect(carry(y(1) + 1)).toEqual([1, 0, 2]);
  expect(carry(y(2) + 1)).toEqual([1, 2, 0]);
});

test("a loop takes the edges whose middle it holds", () => {
  const square = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
    { x: 0, y: 10 },
  ];
  expect(isInside(square, { x: 5, y: 5 })).toBe(true);
  expect(isInside(square, { x: 15, y: 5 })).toBe(false);
  const places = layOut(exampleView([2, 3, 1], 1), room);
  const everything = [
    { x: -1e4, y: -1e4 },
    { x: 1e4, y: -1e4 },
    { x: 1e4, y: 1e4 },
    { x: -1e4, y: 1e4 },
  ];
  expect(edgesInside(places, everything)).toHaveLength(9);
  expect(edgesInside(places, square)).toEqual([]);
});
