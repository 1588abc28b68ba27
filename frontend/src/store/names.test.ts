import { expect, it } from "vitest";
import { functionName, shortName } from "./names";

it("writes powers in the edge's own input", () => {
  expect(functionName("x^2", "y")).toBe("y²");
  expect(functionName("power(2.3712)", "y")).toBe("y^2.37");
});

it("calls a function of one's own by its name, and rounds the numbers of a shaped one", () => {
  expect(functionName("langmuir := x/(1 + x)")).toBe("langmuir");
  expect(functionName("damped(-0.200123)")).toBe("damped(−0.2)");
  expect(shortName("damped(-0.200123)")).toBe("damped");
  expect(shortName("hill(1.5)")).toBe("hill(1.5)");
});
