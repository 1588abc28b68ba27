import { expect, it } from "vitest";
import { marks } from "./marks";

it("marks a narrow range with 1, 2 and 5", () => {
  expect(marks(0.4, 3)).toEqual([0.5, 1, 2]);
});

it("marks a wide range with powers of ten", () => {
  expect(marks(0.0008, 1.5)).toEqual([0.001, 0.01, 0.1, 1]);
});

it("leaves powers out where there are many", () => {
  expect(marks(1e-10, 1)).toEqual([1e-10, 1e-8, 1e-6, 1e-4, 0.01, 1]);
});
