import { expect, it } from "vitest";
import { DEFAULT_RECIPE, operationOf, recipeFrom } from "./recipe";

it("remembers a recipe", () => {
  expect(recipeFrom('{"steps": 50, "sparsity": 0, "optimiser": "adam"}')).toEqual({
    steps: 50,
    sparsity: 0,
    optimiser: "adam",
  });
});

it("falls back to the usual recipe where what was kept makes no sense", () => {
  expect(recipeFrom(null)).toEqual(DEFAULT_RECIPE);
  expect(recipeFrom("{")).toEqual(DEFAULT_RECIPE);
  expect(recipeFrom('{"optimiser": "magic"}')).toEqual(DEFAULT_RECIPE);
  expect(recipeFrom('{"steps": 0}')).toEqual(DEFAULT_RECIPE);
  expect(recipeFrom('{"steps": 99999999}')).toEqual(DEFAULT_RECIPE);
});

it("leaves the optimiser open unless one was chosen", () => {
  expect(operationOf(DEFAULT_RECIPE).optimiser).toBeNull();
  expect(operationOf({ ...DEFAULT_RECIPE, optimiser: "adam" }).optimiser).toBe("adam");
});
