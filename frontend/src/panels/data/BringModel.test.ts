import { describe, expect, it } from "vitest";
import type { Model } from "../../protocol/messages";
import { misfitOf } from "./BringModel";

const model: Model = { id: `sha:${"0".repeat(64)}`, kind: "pykan", width: [2, [3, 1], 1], grid: 5, k: 3 };

describe("a model and the roles of the columns", () => {
  it("fit when there are as many inputs and targets", () => {
    expect(misfitOf(model, { inputs: ["a", "b"], targets: ["y"] })).toBeNull();
    expect(misfitOf(null, { inputs: [], targets: [] })).toBeNull();
  });

  it("do not fit otherwise, and it is said how many it takes", () => {
    const said = misfitOf(model, { inputs: ["a", "b", "c"], targets: ["y"] });
    expect(said).toMatch(/2 inputs and 1 output.*3/);
  });
});
