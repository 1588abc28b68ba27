import { describe, expect, it } from "vitest";
import type { Committed, Snapshot } from "../protocol/messages";
import { afterCommit, edgesOf, fromSnapshot, headOf, merge, runBehind, trainingOut } from "./document";
import { BUILD, built, edge, run, TRAIN, version } from "./fixture";

const commit = (number: number, changes: Partial<Committed["changes"]>): Committed => ({
  type: "committed",
  number,
  op: { op: "undo" },
  author: "you",
  at: "2026-01-01T00:00:00Z",
  text: "",
  changes: { put: {}, removed: [], ...changes },
  version: null,
  run: null,
});
const snapshot: Snapshot = { type: "snapshot", number: 4, epoch: "e", records: built() };

describe("merging changes", () => {
  it("puts new records, replaces old ones and takes removed ones out", () => {
    const locked = edge("edge:0:0:0", 0.5, { locked: true });
    const after = merge(built(), {
      put: { [locked.id]: locked, "version:9": version(9, 2) },
      removed: ["edge:0:1:0"],
    });
    expect(after["edge:0:0:0"]).toBe(locked);
    expect(after["version:9"]).toBeDefined();
    expect(after["edge:0:1:0"]).toBeUndefined();
  });

  it("keeps untouched records as the same objects and the old document as it was", () => {
    const before = built();
    const after = merge(before, { put: {}, removed: ["edge:0:1:0"] });
    expect(after.study).toBe(before.study);
    expect(before["edge:0:1:0"]).toBeDefined();
  });

  it("leaves a commit it knows already alone", () => {
    const document = fromSnapshot(snapshot);
    expect(afterCommit(document, commit(4, { removed: ["study"] }))).toBe(document);
  });

  it("notices a commit that was missed", () => {
    expect(afterCommit(fromSnapshot(snapshot), commit(6, {}))).toBeNull();
  });

  it("counts on with the next commit", () => {
    expect(afterCommit(fromSnapshot(snapshot), commit(5, {}))?.number).toBe(5);
  });
});

describe("reading the document", () => {
  it("orders edges by layer, source and target as numbers", () => {
    const ids = ["edge:0:10:0", "edge:0:2:0", "edge:1:0:0"];
    const records = Object.fromEntries(ids.map((id) => [id, edge(id, 0)]));
    expect(edgesOf(records).map(({ id }) => id)).toEqual(["edge:0:2:0", "edge:0:10:0", "edge:1:0:0"]);
  });

  it("finds the version everyone looks at", () => {
    expect(headOf(built())?.id).toBe("version:2");
  });

  it("finds the training that is out and no other run", () => {
    expect(trainingOut(built(run(5, 2, BUILD, { status: "running" })))).toBeUndefined();
    expect(trainingOut(built(run(5, 2, TRAIN, { status: "paused" })))?.id).toBe("run:5");
  });

  it("knows which run led to a version, though its parent has other children", () => {
    const records = built(run(3, 2, TRAIN), version(4, 2), run(6, 2, BUILD), version(7, 2));
    expect(runBehind(records, version(4, 2))?.id).toBe("run:3");
    expect(runBehind(records, version(7, 2))?.id).toBe("run:6");
  });
});
