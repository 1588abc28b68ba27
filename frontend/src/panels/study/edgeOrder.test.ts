import { expect, test } from "vitest";
import { edge } from "../../store/fixture";
import { type EdgeLine, matching, ordered, turned } from "./edgeOrder";

const line = (id: string, name: string, score: number, more: Partial<EdgeLine> = {}): EdgeLine => ({
  edge: edge(id, score),
  name,
  label: "φ1",
  cost: undefined,
  ...more,
});

const LINES = [
  line("edge:0:0:0", "x1 → h1.1", 0.2, { cost: 0.5 }),
  line("edge:0:1:0", "x2 → h1.1", 0.9, { cost: 0.1, label: "x²" }),
  line("edge:0:1:1", "x2 → h1.2", 0.4, { edge: edge("edge:0:1:1", 0.4, { status: "cut" }) }),
  line("edge:1:0:0", "h1.1 → y", 0.5, { edge: edge("edge:1:0:0", 0.5, { locked: true }) }),
];

const names = (lines: readonly EdgeLine[]): string[] => lines.map(({ name }) => name);

test("edges are listed by strength, and cut ones stay at the end whichever way round", () => {
  expect(names(ordered(LINES, { key: "strength", falling: true }))).toEqual([
    "x2 → h1.1",
    "h1.1 → y",
    "x1 → h1.1",
    "x2 → h1.2",
  ]);
  expect(names(ordered(LINES, { key: "strength", falling: false }))).toEqual([
    "x1 → h1.1",
    "h1.1 → y",
    "x2 → h1.1",
    "x2 → h1.2",
  ]);
});

test("what nobody has priced comes after what costs something", () => {
  expect(names(ordered(LINES, { key: "cost", falling: true })).slice(0, 2)).toEqual([
    "x1 → h1.1",
    "x2 → h1.1",
  ]);
});

test("a second press on a column turns it, another column begins its own way", () => {
  const first = turned({ key: "strength", falling: true }, "name");
  expect(first).toEqual({ key: "name", falling: false });
  expect(turned(first, "name")).toEqual({ key: "name", falling: true });
  expect(turned(first, "cost")).toEqual({ key: "cost", falling: true });
});

test("the filter takes ends, labels and states, every word of it", () => {
  expect(names(matching(LINES, "x2 h1.1"))).toEqual(["x2 → h1.1"]);
  expect(names(matching(LINES, "x²"))).toEqual(["x2 → h1.1"]);
  expect(names(matching(LINES, "locked"))).toEqual(["h1.1 → y"]);
  expect(names(matching(LINES, "cut"))).toEqual(["x2 → h1.2"]);
  expect(matching(LINES, " ")).toBe(LINES);
  expect(matching(LINES, "x3")).toEqual([]);
});
