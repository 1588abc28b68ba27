import { describe, expect, it } from "vitest";
import { built, version } from "./fixture";
import { historyLines } from "./history";

const at = (number: number) => ({ kind: "head" as const, id: "head" as const, version: `version:${number}` });

describe("the drawing of the history", () => {
  it("keeps undone steps on the main line, below now", () => {
    const lines = historyLines(built(version(2, null, { followed_by: "version:4" }), version(4, 2), at(2)));
    expect(lines.map(({ standing }) => standing)).toEqual(["now", "undone"]);
    expect(lines.map(({ lane }) => lane)).toEqual([0, 0]);
  });

  it("moves what was left behind to a branch", () => {
    const versions = [version(2, null, { followed_by: "version:6" }), version(4, 2), version(6, 2)];
    const lines = historyLines(built(...versions, at(6)));
    expect(lines.map(({ standing }) => standing)).toEqual(["past", "branch", "now"]);
    expect(lines[1]).toMatchObject({ lane: 1, from: 0, mainAbove: true, mainBelow: true });
  });

  it("ends the main line at its last version", () => {
    const lines = historyLines(built(version(4, 2), at(4)));
    expect(lines.map(({ mainBelow }) => mainBelow)).toEqual([true, false]);
  });

  it("is empty before the first version", () => {
    expect(historyLines({})).toEqual([]);
  });
});
