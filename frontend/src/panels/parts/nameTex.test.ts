import { expect, it } from "vitest";
import { nameTex, spaced } from "./nameTex";

it("sets a letter in italics, its number below it, and words upright", () => {
  expect(nameTex("y")).toBe("y");
  expect(nameTex("y1")).toBe("y_{1}");
  expect(nameTex("period")).toBe("\\mathrm{period}");
  expect(nameTex("log10_period")).toBe("\\mathrm{log10\\_period}");
});

it("parts a word from the number or word before it", () => {
  expect(spaced("\\frac{361.93 \\text{a\\_b}^{1.5}}{\\text{c}}")).toBe(
    "\\frac{361.93\\,\\text{a\\_b}^{1.5}}{\\text{c}}",
  );
  expect(spaced("\\mathrm{ab} \\mathrm{cd}")).toBe("\\mathrm{ab}\\,\\mathrm{cd}");
  expect(spaced("2 x + \\mathrm{ab}")).toBe("2 x + \\mathrm{ab}");
});
