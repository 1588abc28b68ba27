import { expect, it } from "vitest";
import { POWER } from "./FunctionText";

it("raises a power, whole, broken or a letter, and nothing else", () => {
  expect("x^1.5".split(POWER)).toEqual(["x", "1.5", ""]);
  expect("1/sqrt(1+x^2)".split(POWER)).toEqual(["1/sqrt(1+x", "2", ")"]);
  expect("x^n/(1+x^n)".split(POWER)).toEqual(["x", "n", "/(1+x", "n", ")"]);
  expect("exp(−1/x)".split(POWER)).toEqual(["exp(−1/x)"]);
});
