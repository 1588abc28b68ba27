import { expect, it } from "vitest";
import { texOf, variablesOf } from "./law";

it("finds the variables of a law, not its functions and constants", () => {
  expect(variablesOf("exp(sin(pi*x) + y^2)")).toEqual(["x", "y"]);
  expect(variablesOf("x1*x2 + x1")).toEqual(["x1", "x2"]);
  expect(variablesOf("2*pi")).toEqual([]);
});

it("typesets a law", () => {
  expect(texOf("exp(sin(pi*x) + y^2)")).toBe("\\exp(\\sin(\\pi \\,x) + y^{2})");
  expect(texOf("x1**(a+b)")).toBe("x_{1} ^{a+b}");
});
