import { describe, expect, it } from "vitest";
import type { Picture } from "../protocol/frames";
import type { ComparedSide, DataRecord, Differs, NetworkRecord } from "../protocol/messages";
import { built, edge, run, TRAIN } from "./fixture";
import { bothSeen, changeOf, formerOf, grouped, living, recordsAt, sameMeasure } from "./sideBySide";

const records = built(run(3, 2, TRAIN, { status: "running" }));
const side = (version: string, ...changed: ReturnType<typeof edge>[]): ComparedSide => ({
  version,
  data: records.data as DataRecord,
  network: records.network as NetworkRecord,
  edges: [edge("edge:0:0:0", 0.5), edge("edge:0:1:0", 0.4), edge("edge:1:0:0", 1)].map(
    (one) => changed.find(({ id }) => id === one.id) ?? one,
  ),
});
const curve = { lo: 0, hi: 1, values: [0, 1] };
const picture: Picture = {
  curves: new Map([["edge:0:1:0", curve]]),
  ranges: new Map(),
  densities: new Map(),
  scores: new Map(),
  inputs: [],
  outputs: [],
};
const differs = (edge: string, what: Differs["what"], now: string | null = null): Differs => ({
  ...{ edge, what, was: null, now },
});

describe("two versions on two canvases", () => {
  const [a, b] = [side("version:2"), side("version:4", edge("edge:0:1:0", 0, { status: "cut" }))];
  const seen = bothSeen(
    records,
    { a, b, differences: [differs("edge:0:1:0", "cut")] },
    { a: picture, b: null },
  );

  it("mark what differs on both", () => {
    const marked = [seen.a, seen.b].map(({ view }) => view?.edges.filter((one) => one.differs));
    expect(marked.map((edges) => edges?.map(({ id }) => id))).toEqual([["edge:0:1:0"], ["edge:0:1:0"]]);
  });

  it("keep the curve of an edge that was cut as a ghost", () => {
    const cut = seen.b.view?.edges.find(({ id }) => id === "edge:0:1:0");
    expect(cut).toMatchObject({ status: "cut", going: true, curve });
  });

  it("show a version without what is out now", () => {
    expect(seen.a.view?.edges.some(({ busy }) => busy)).toBe(false);
    expect(Object.keys(recordsAt(records, a))).not.toContain("run:3");
  });

  it("lay the curves of A behind those of B", () => {
    expect([...formerOf(seen.a.view)]).toEqual([["edge:0:1:0", { original: curve }]]);
  });

  it("count the curves that live", () => {
    expect([living(a), living(b)]).toEqual([3, 2]);
  });
});

describe("how much better", () => {
  it("is a factor for errors and a difference for counts", () => {
    expect(changeOf(0.0031, 0.0008, "error")).toEqual({ text: "÷ 3.9", better: true });
    expect(changeOf(0.1, 0.2, "error")).toEqual({ text: "× 2.0", better: false });
    expect(changeOf(34, 11, "count")).toEqual({ text: "− 23", better: true });
    expect(changeOf(3, 3, "count")).toEqual({ text: "=", better: null });
  });

  it("is not said where one of the two is not known", () => {
    expect(changeOf(null, 0.1, "error")).toBeNull();
    expect(changeOf(0.1, null, "count")).toBeNull();
  });

  it("asks for the same rows and the same unit", () => {
    const [a, b] = [side("version:2"), side("version:4")];
    expect(sameMeasure(a, b)).toBe(true);
    expect(sameMeasure(a, { ...b, data: { ...b.data, logs: ["y"] } })).toBe(false);
    expect(sameMeasure(a, { ...b, data: { ...b.data, filter: "x1 > 0" } })).toBe(false);
  });
});

describe("what changed", () => {
  it("takes cuts together and names one by one", () => {
    const told = grouped([
      differs("edge:1:0:0", "named", "exp"),
      differs("edge:0:0:0", "cut"),
      differs("edge:0:1:0", "cut"),
      differs("edge:0:2:0", "named", "sin"),
    ]);
    expect(told.map(({ what, edges }) => [what, edges.length])).toEqual([
      ["cut", 2],
      ["named", 1],
      ["named", 1],
    ]);
  });
});
