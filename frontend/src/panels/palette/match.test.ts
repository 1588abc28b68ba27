import { describe, expect, it } from "vitest";
import { match, ranked } from "./match";

const found = (typed: string, ...names: string[]) =>
  ranked(typed, names, (name) => name).map(([name]) => name);

describe("finding a command by some of its letters", () => {
  it("takes letters in their order, blanks and capitals apart", () => {
    expect(match("X1 h12", "x1 → h1.2")?.at).toEqual([0, 1, 5, 6, 8]);
    expect(match("h1x", "x1 → h1.2")).toBeNull();
  });

  it("puts beginnings of words and letters that stand together first", () => {
    expect(found("tr", "Go to the first result", "Train", "Export as R")[0]).toBe("Train");
    expect(found("nae", "Name all edges", "Change the language")[0]).toBe("Name all edges");
  });

  it("keeps everything in its order while nothing is typed", () => {
    expect(found("", "b", "a")).toEqual(["b", "a"]);
  });
});
