import { afterEach, describe, expect, it } from "vitest";
import { Problem } from "../protocol/problem";
import { chooseLanguage } from "../words";
import { version } from "./fixture";
import { gapsSaid, problemSaid, said, versionSaid } from "./said";

afterEach(() => chooseLanguage("en"));

const fixed = version(4, 2, {
  text: "Fixed x1 → h1.1 as sin, R² 0.9999, test RMSE 0.010 → 0.012",
  said: [
    { word: "fixed", figures: { edge: "x1 → h1.1", function: "sin" } },
    { word: "r2", figures: { r2: 0.99991 } },
    { word: "rmse", figures: { before: 0.0101, after: 0.01234 } },
  ],
});
const locked = {
  code: "refused",
  detail: "x1 → h1.1 is locked; unlock it first.",
  hint: "A hint.",
  said: [{ word: "edge_locked" as const, figures: { edge: "x1 → h1.1" } }],
};

describe("what the server says", () => {
  it("is its own English where English is spoken", () => {
    expect(versionSaid(fixed)).toBe(fixed.text);
    expect(new Problem(locked, 409).sentence).toBe("x1 → h1.1 is locked; unlock it first. A hint.");
  });

  it("is put together clause by clause in Chinese, with numbers as they are written everywhere", async () => {
    await chooseLanguage("zh");
    expect(versionSaid(fixed)).toBe("将 x1 → h1.1 命名为 sin，R² 0.99991，测试 RMSE 0.010 → 0.012");
    expect(said("Cut 7 edges", [{ word: "cut", figures: { edges: 7 } }])).toBe("剪去 7 条边");
    expect(said("…", [{ word: "wish", figures: { edge: "x1 → y", shape: "zero outside" } }])).toBe(
      "希望 x1 → y 为：区间外为 0",
    );
  });

  it("keeps a name that a person gave, and a sentence without clauses", async () => {
    await chooseLanguage("zh");
    expect(versionSaid({ ...fixed, name: "The first law" })).toBe("The first law");
    expect(said("Something of an older server", [])).toBe("Something of an older server");
  });

  it("refuses in Chinese, the remedy in the same sentence", async () => {
    await chooseLanguage("zh");
    const problem = new Problem(locked, 409);
    expect([problem.message, problem.hint]).toEqual(["x1 → h1.1 已锁定；请先解锁。", null]);
    expect(problemSaid({ code: "memory", detail: "There is not enough memory.", said: [] })).toContain(
      "内存不足",
    );
  });

  it("never takes a column's name for an instruction", async () => {
    await chooseLanguage("zh");
    const figures = { column: "$t(shell:undo) {{n}}" };
    expect(said("…", [{ word: "no_column", figures }])).toBe("表中没有列“$t(shell:undo) {{n}}”。");
  });

  it("tells of poles and of rows without a value", async () => {
    const candidate = {
      ...{ function: "1/x", r2: 0.9, cost: 2, a: 1, b: 0, c: 1, d: 0, curve: [], test_rmse: 0.1 },
      ...{ refitted_rmse: null, poles: [0.25], undefined: 0.031, notice: "Pole at x1 = 0.250" },
    };
    expect(gapsSaid(candidate, "x1")).toBe("Pole at x1 = 0.250");
    await chooseLanguage("zh");
    expect(gapsSaid(candidate, "x1")).toBe("x1 = 0.250 处有极点，在 3.1 % 的行上无定义");
  });
});
