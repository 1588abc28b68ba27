import { expect, it } from "vitest";
import { built, version } from "./fixture";
import { frontOf } from "./front";

const at = (number: number, complexity: number, test_rmse: number | null) =>
  version(number, 2, { complexity, test_rmse });
const leading = (...more: ReturnType<typeof at>[]) =>
  frontOf(built(...more))
    .filter(({ leads }) => leads)
    .map(({ version }) => version.number);

it("keeps what nothing simpler is as good as", () => {
  expect(leading(at(4, 12, 0.1), at(6, 5, 0.4), at(8, 20, 0.15))).toEqual([6, 2, 4]);
});

it("lets the earliest of equals lead", () => {
  expect(leading(at(4, 10, 0.2))).toEqual([2]);
});

it("leaves out what has no error to show, and marks where the study is", () => {
  const points = frontOf(built(at(4, 3, null), at(6, 3, 0)));
  expect(points.map(({ version, now }) => [version.number, now])).toEqual([[2, true]]);
});
