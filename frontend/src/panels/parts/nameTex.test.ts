import { expect, it } from "vitest";
import { nameTex } from "./nameTex";

it("sets a letter in italics, its number below it, and words upright", () => {
  expect(nameTex("y")).toBe("y");
  expect(nameTex("y1")).toBe("y_{1}");
  expect(nameTex("period")).toBe("\\mathrm{period}");
  expect(nameTex("log10_period")).toBe("\\mathrm{log10\\_period}");
});
