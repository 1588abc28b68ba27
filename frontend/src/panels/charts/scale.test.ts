import { expect, it } from "vitest";
import { extent, linear, pathOf, ticks } from "./scale";

it("marks an axis with round numbers inside it", () => {
  expect(ticks([-1, 1], 5)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(ticks([0.371, 7.17], 4)).toEqual([2, 4, 6]);
});

it("draws evenly spaced values over the domain", () => {
  expect(pathOf([0, 1], linear([0, 10], 0, 100), linear([0, 1], 50, 0))).toBe("M0.0 50.0L100.0 0.0");
});

it("finds an extent even where there is nothing finite", () => {
  expect(extent([3, -1, 2])).toEqual([-1, 3]);
  expect(extent([])).toEqual([0, 1]);
  expect(extent([Number.POSITIVE_INFINITY])).toEqual([0, 1]);
});
