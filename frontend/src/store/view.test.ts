import { describe, expect, it } from "vitest";
import type { Picture } from "../protocol/frames";
import { built, edge, run } from "./fixture";
import { strengths, viewOf } from "./view";

const curve = { lo: 0, hi: 1, values: [0, 1] };
const picture: Picture = {
  curves: new Map([["edge:0:0:0", curve]]),
  ranges: new Map([["edge:0:0:0", [-1, 1]]]),
  densities: new Map([["edge:0:0:0", [1, 2, 3]]]),
  scores: new Map(),
  inputs: [{ histogram: [9, 8], minimum: -1, maximum: 1 }],
  outputs: [{ scatter: [[2, 1]], r2: 0.99997 }],
};
const none = new Map<string, number>();
const show = (records = built(), costs: ReadonlyMap<string, number> = none) => {
  const view = viewOf(records, picture, costs);
  if (!view) throw new Error("no view");
  return view;
};

describe("what the canvas draws", () => {
  it("is nothing before there is a network", () => {
    expect(viewOf({}, null, none)).toBeNull();
  });

  it("takes curves, ranges and densities from the picture", () => {
    expect(show().edges[0]).toMatchObject({
      curve,
      range: [-1, 1],
      density: [1, 2, 3],
      layer: 0,
      source: 0,
      target: 0,
    });
    expect(show().edges[1]?.curve).toBeNull();
  });

  it("draws an input pale once nothing listens to it", () => {
    const records = built(edge("edge:0:1:0", 0, { status: "cut" }));
    expect(show(records).inputs.map(({ weak }) => weak)).toEqual([false, true]);
  });

  it("numbers what has no name and writes names in the edge's own input", () => {
    const records = built(edge("edge:0:1:0", 0.4, { status: "symbolic", function: "x^2" }));
    expect(show(records).edges.map(({ label }) => label)).toEqual(["φ1,1,1", "x²", "φ2,1,1"]);
  });

  it("calls a curve by its place, counted from 1, as the formula does", () => {
    const records = built(edge("edge:0:0:1", 0.4));
    expect(show(records).edges.map(({ id, label }) => `${id} ${label}`)).toEqual([
      "edge:0:0:0 φ1,1,1",
      "edge:0:0:1 φ1,1,2",
      "edge:0:1:0 φ1,2,1",
      "edge:1:0:0 φ2,1,1",
    ]);
  });

  it("measures strength against the strongest edge of the layer", () => {
    const found = strengths(
      new Map([
        ["edge:0:0:0", 0.5],
        ["edge:0:1:0", 0.05],
        ["edge:1:0:0", 0.2],
      ]),
    );
    expect([...found.values()]).toEqual([1, 0.1, 1]);
  });

  it("shows scatter as actual against predicted, and R² with its nines", () => {
    expect(show().outputs[0]).toMatchObject({ scatter: [[1, 2]], r2: "0.99997", name: "y" });
  });

  it("keeps a column's unit, and drops it from its logarithm", () => {
    expect(show().inputs[0]).toMatchObject({ name: "x1", unit: "m", histogram: [9, 8] });
    const records = built({
      kind: "data",
      id: "data",
      inputs: ["x1", "x2"],
      targets: ["y"],
      logs: ["x1"],
      test: 0.2,
      sealed: 0.1,
      seed: 0,
      filter: null,
      units: {},
      derived: [],
    });
    expect(show(records).inputs[0]).toMatchObject({ name: "ln x1", unit: null });
  });

  it("says what a cut would cost where it was measured", () => {
    const view = show(built(), new Map([["edge:0:0:0", 0.69]]));
    expect(view.edges.map(({ cost }) => cost)).toEqual(["+0.69", null, null]);
  });

  it("marks the edges a run is about to change", () => {
    const records = built(run(5, 2, { op: "lock_edges", edges: ["edge:1:0:0"] }, { status: "queued" }));
    expect(show(records).edges.map(({ busy }) => busy)).toEqual([false, false, true]);
  });
});
