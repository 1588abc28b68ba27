import { describe, expect, it } from "vitest";
import type { Records } from "../protocol/messages";
import { BUILD, built, edge, PRUNE, run, TRAIN, version } from "./fixture";
import { advise, reasonOf } from "./guide";

const FIX = { op: "fix_symbolic", edge: "edge:0:0:0", function: "sin" } as const;
const at = (number: number) => ({ kind: "head" as const, id: "head" as const, version: `version:${number}` });
const trained = [run(3, 2, TRAIN), version(4, 2), at(4)] as const;
const pruned = [run(3, 2, TRAIN), version(4, 2), run(5, 4, PRUNE), version(6, 4), at(6)] as const;
const cut = edge("edge:0:1:0", 0, { status: "cut" });
const named = (id: string) => edge(id, 0.5, { status: "symbolic", function: "sin" });

const kind = (records: Records) => advise(records).kind;

describe("the guide", () => {
  it("waits while the first network is being built", () => {
    expect(kind({})).toBe("wait");
  });

  it("begins with training", () => {
    expect(kind(built())).toBe("train");
  });

  it("watches while a training is out", () => {
    expect(kind(built(run(3, 2, TRAIN, { status: "running" })))).toBe("watch");
  });

  it("takes back a training that has learnt single rows, for a sparser one", () => {
    const network = { ...built().network, train_rmse: 0.1, test_rmse: 0.5 } as Records[string];
    expect(advise(built(...trained, network))).toMatchObject({ kind: "sparser", sparsity: 0.05 });
    const sparse = run(3, 2, { ...TRAIN, sparsity: 0.25 });
    expect(kind(built(...trained, network, sparse))).toBe("prune");
    expect(kind(built(...pruned, network))).toBe("settle");
  });

  it("does not mind a test error that is small beside the spread of the target", () => {
    const network = { ...built().network, train_rmse: 0.001, test_rmse: 0.01 } as Records[string];
    expect(kind(built(...trained, network))).toBe("prune");
  });

  it("offers to prune what is idle after a training", () => {
    expect(advise(built(...trained))).toMatchObject({ kind: "prune", edges: 1 });
  });

  it("leaves locked edges out of the count", () => {
    expect(kind(built(...trained, edge("edge:0:1:0", 0.01, { locked: true })))).toBe("name");
  });

  it("does not offer to prune again what a prune has spared", () => {
    expect(kind(built(...pruned))).toBe("settle");
  });

  it("lets what a prune has left settle before it is named", () => {
    const settled = built(...pruned, run(7, 6, TRAIN), version(8, 6), at(8), cut);
    expect(advise(settled)).toMatchObject({ kind: "name", edge: "edge:0:0:0", left: 2 });
  });

  it("names the curves of the inputs first", () => {
    const settled = built(...pruned, run(7, 6, TRAIN), version(8, 6), at(8), cut);
    expect(advise(settled)).toMatchObject({ kind: "name", edge: "edge:0:0:0" });
  });

  it("refits once every curve has a name", () => {
    const records = built(
      ...pruned,
      run(7, 6, FIX),
      version(8, 6),
      at(8),
      cut,
      named("edge:0:0:0"),
      named("edge:1:0:0"),
    );
    expect(kind(records)).toBe("refit");
  });

  it("reads the formula after the refit", () => {
    const names = [cut, named("edge:0:0:0"), named("edge:1:0:0")];
    expect(kind(built(...pruned, run(7, 6, TRAIN), version(8, 6), at(8), ...names))).toBe("read");
  });

  it("offers exact constants until they are there", () => {
    const names = [cut, named("edge:0:0:0"), named("edge:1:0:0")];
    const refitted = run(7, 6, { op: "refit" });
    const read = built(...pruned, refitted, version(8, 6), at(8), ...names);
    expect(advise(read)).toMatchObject({ kind: "read", snapped: false });
    const exact = run(9, 8, { op: "snap", edge: null, constant: null, value: null, all: true });
    expect(
      advise(built(...pruned, refitted, version(8, 6), exact, version(10, 8), at(10), ...names)),
    ).toMatchObject({
      kind: "read",
      snapped: true,
    });
  });

  it("goes on to the next step when one was put aside, and does not come back for the same reason", () => {
    const records = built(...trained);
    const aside = new Set<string>();
    const put = () => {
      const advice = advise(records, aside);
      aside.add(reasonOf(advice) ?? "");
      return advice.kind === "name" ? advice.edge : advice.kind;
    };
    expect([put(), put(), put(), put()]).toEqual(["prune", "edge:0:0:0", "edge:0:1:0", "edge:1:0:0"]);
    expect(advise(records, aside)).toEqual({ kind: "rest", step: "prune" });
    const more = built(...trained, edge("edge:0:0:0", 0.01));
    expect(advise(more, aside)).toMatchObject({ kind: "prune", edges: 2 });
  });

  it("always tells of what is under way, whatever was put aside", () => {
    expect([reasonOf(advise({})), reasonOf(advise(built(run(3, 2, TRAIN, { status: "running" }))))]).toEqual([
      null,
      null,
    ]);
  });

  it("goes back when every edge is cut", () => {
    const all = ["edge:0:0:0", "edge:0:1:0", "edge:1:0:0"].map((id) => edge(id, 0, { status: "cut" }));
    expect(kind(built(...pruned, ...all))).toBe("restore");
  });

  it("begins anew after a fresh network", () => {
    expect(kind(built(...trained, run(5, 4, BUILD), version(6, 4), at(6)))).toBe("train");
  });

  it("goes back with an undo", () => {
    expect(kind(built(...trained, at(2)))).toBe("train");
  });
});
