import { describe, expect, it } from "vitest";
import { layoutFrom, within } from "./layout";

describe("the layout of the panels", () => {
  it("comes back as it was kept, within bounds", () => {
    const kept = layoutFrom('{"left":{"width":300,"folded":true},"right":{"width":9000}}');
    expect(kept.left).toEqual({ width: 300, folded: true });
    expect(kept.right).toEqual({ width: 560, folded: false });
  });

  it("is the usual one where nothing sensible was kept", () => {
    for (const text of [null, "", "null", "[1]", '{"left":7}', '{"left":{"width":"wide"}}']) {
      expect(layoutFrom(text).left).toEqual({ width: null, folded: false });
    }
  });

  it("never starts presenting", () => {
    expect(layoutFrom('{"presenting":true}').presenting).toBe(false);
  });

  it("keeps widths whole", () => {
    expect(within("left", 250.6)).toBe(251);
  });
});
