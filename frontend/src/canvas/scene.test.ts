import { describe, expect, test } from "vitest";
import { axisLabels } from "./axisLabels";
import { curveFrom, exampleView, toyView } from "./example";
import { layOut } from "./layout";
import type { Look } from "./look";
import { allShapes, buildScene } from "./scene";
import type { Shape } from "./shape";
import { sharedSpans } from "./stage";
import { lookAtRest } from "./still";
import type { EdgeView, NetworkView } from "./view";

const margins = { top: 60, right: 24, bottom: 40, left: 24 };
const room = { width: 828, height: 736, margins, ports: "plate" as const, zoom: 1, hideCut: false };

function sceneOf(view: NetworkView, look: Partial<Look> = {}): Shape[] {
  return allShapes(buildScene(view, layOut(view, room), { ...lookAtRest(view), quiet: false, ...look }));
}

/** A shape in one line, without the coordinates: what it is, in which ink. */
function summary(shape: Shape): string {
  if (shape.kind === "text" || shape.kind === "tag") return `${shape.kind} "${shape.text}"`;
  const ink = "pen" in shape && shape.pen ? shape.pen.ink : "fill" in shape ? shape.fill : undefined;
  const dash = "pen" in shape && shape.pen?.dash ? " dashed" : "";
  return `${shape.kind} ${ink?.token ?? ""}${dash}`.trim();
}

const texts = (shapes: Shape[]): string[] =>
  shapes.flatMap((s) => (s.kind === "text" || s.kind === "tag" ? s.text : []));

const changed = (view: NetworkView, id: string, change: Partial<EdgeView>): NetworkView => ({
  ...view,
  edges: view.edges.map((e) => (e.id === id ? { ...e, ...change } : e)),
});

describe("the pictures of one edge", () => {
  const one = exampleView([1, 1], 4);
  const edge = { ...one.edges[0], strength: 1 };
  const pictures: [string, Partial<EdgeView>, Partial<Look>][] = [
    ["a spline", {}, {}],
    ["a named edge", { status: "symbolic", label: "x1²" }, {}],
    ["a locked edge", { locked: true }, {}],
    ["a cut edge", { status: "cut" }, {}],
    ["a selected edge", {}, { selected: "edge:0:0:0" }],
    ["a preview", {}, { preview: { id: "edge:0:0:0", curve: curveFrom(Math.tanh), name: "tanh" } }],
  ];
  for (const [name, change, look] of pictures) {
    test(name, () => {
      const view = changed(one, "edge:0:0:0", { ...edge, ...change });
      expect(sceneOf(view, look).map(summary)).toMatchSnapshot();
    });
  }
});

test("what is not the same in the version beside wears a triangle, whatever its state and the room", () => {
  const one = exampleView([1, 1], 4);
  const triangles = (view: NetworkView) =>
    sceneOf(view).filter((shape) => shape.kind === "area" && shape.points.length === 6).length;
  for (const status of ["spline", "symbolic", "cut"] as const) {
    const drawn = changed(one, "edge:0:0:0", { status, differs: true });
    expect(triangles(drawn) - triangles(changed(drawn, "edge:0:0:0", { differs: false }))).toBe(1);
  }
  const wide = exampleView([8, 40, 1], 4);
  const all = { ...wide, edges: wide.edges.map((edge) => ({ ...edge, differs: true })) };
  expect(triangles(all)).toBe(all.edges.length);
});

test("all curves of a layer share one scale", () => {
  const view = toyView("learnt");
  const spans = sharedSpans(view, lookAtRest(view));
  const widest = Math.max(
    ...view.edges.filter((e) => e.layer === 0).map((e) => (e.curve ? e.curve.hi - e.curve.lo : 0)),
  );
  expect(spans[0]).toBe(widest);
});

test("a cut edge shows no curve and does not set the scale", () => {
  const view = changed(toyView("learnt"), "edge:0:0:2", { status: "cut" });
  expect(sharedSpans(view, lookAtRest(view))[0]).toBeLessThan(1.7);
});

test("bulges travel only while a run runs, and never on cut wires", () => {
  const pulses = (shapes: Shape[]): number => shapes.filter((s) => s.kind === "wire" && s.pulse).length;
  expect(pulses(sceneOf(toyView("pruned")))).toBe(0);
  expect(pulses(sceneOf(toyView("pruned"), { training: true }))).toBe(6);
});

test("text too small to read is left out", () => {
  expect(texts(sceneOf(toyView("learnt")))).toContain("+0.69");
  expect(texts(sceneOf(toyView("learnt"), { zoom: 0.6 }))).not.toContain("+0.69");
});

test("a selected edge lights its path from input to output", () => {
  const wires = sceneOf(toyView("learnt"), { selected: "edge:0:0:2" }).filter((s) => s.kind === "wire");
  expect(wires.filter((w) => w.pen.ink.token === "accent")).toHaveLength(4);
});

test("a selected stroke opens its plate in place", () => {
  const view = exampleView([16, 32, 4], 5);
  const places = layOut(view, room);
  const stroke = [...places.edges.values()].find((p) => !p.box)?.id ?? "";
  const scene = buildScene(view, places, { ...lookAtRest(view), selected: stroke });
  expect(scene.overlay.length).toBeGreaterThan(5);
});

test("axis numbers are as precise as they need to be", () => {
  expect(axisLabels([-1, 1])).toEqual(["−1", "1"]);
  expect(axisLabels([-1, 2.04])).toEqual(["−1.0", "2.0"]);
  expect(axisLabels([0.001, 0.052])).toEqual(["0.001", "0.052"]);
  expect(axisLabels([0, 2.5e6])).toEqual(["0.0e0", "2.5e6"]);
  expect(axisLabels([Number.NaN, 1])).toBeNull();
});

test("what a cut costs is written beside edges and nodes, and can be put away", () => {
  const view = toyView("learnt");
  const costly = { ...view, nodeCosts: new Map([["node:1:2", "+0.71"]]) };
  expect(texts(sceneOf(costly))).toContain("+0.71");
  const quiet = texts(sceneOf(costly, { costs: false }));
  expect(quiet.filter((text) => text.startsWith("+") || text.startsWith("≈"))).toEqual([]);
});

test("an edge whose part of the formula is pointed at is ringed as if pointed at itself", () => {
  const view = toyView("learnt");
  const [edge] = view.edges;
  const rest = sceneOf(view).map(summary);
  const lit = sceneOf(view, { lit: new Set([edge?.id ?? ""]) }).map(summary);
  expect(lit).not.toEqual(rest);
  expect(lit.toSorted()).toEqual(
    sceneOf(view, { hovered: edge?.id ?? null })
      .map(summary)
      .toSorted(),
  );
});
