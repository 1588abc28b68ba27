import { expect, it } from "vitest";
import { fitting, SMALLEST } from "./useFitted";

it("leaves what fits as it is, and shrinks the rest no further than it stays readable", () => {
  expect(fitting(300, 400)).toBe(1);
  expect(fitting(500, 400)).toBe(0.8);
  expect(fitting(4000, 400)).toBe(SMALLEST);
});
