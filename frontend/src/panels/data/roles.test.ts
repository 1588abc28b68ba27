import { expect, it } from "vitest";
import { choiceFrom, rolesOf, sameRoles, whatIsMissing, withLog, withRole } from "./roles";

const columns = ["a", "b", "c"].map((name) => ({
  name,
  kind: "number" as const,
  unit: null,
  missing: 0,
  minimum: 1,
  maximum: 2,
  histogram: [],
}));
const given = { inputs: ["a"], targets: ["c"], logs: ["a"] };

it("starts from what is given and leaves the rest out", () => {
  expect(rolesOf(choiceFrom(columns, given))).toEqual(given);
});

it("takes the logarithm away with the role", () => {
  const choice = withRole(withRole(choiceFrom(columns, given), "a", "out"), "b", "input");
  expect(rolesOf(choice)).toEqual({ inputs: ["b"], targets: ["c"], logs: [] });
});

it("adds and removes logarithms", () => {
  const choice = withLog(withLog(choiceFrom(columns, given), "c", true), "a", false);
  expect(rolesOf(choice).logs).toEqual(["c"]);
});

it("says what is missing before a network can be built", () => {
  const choice = choiceFrom(columns, given);
  expect(whatIsMissing(choice)).toBeNull();
  expect(whatIsMissing(withRole(choice, "c", "out"))).toMatch(/target/);
  expect(whatIsMissing(withRole(choice, "a", "out"))).toMatch(/input/);
});

it("knows whether anything differs from the study", () => {
  const data = { kind: "data" as const, id: "data" as const, ...given, test: 0.2, sealed: 0.1, seed: 0 };
  expect(sameRoles(choiceFrom(columns, given), data)).toBe(true);
  expect(sameRoles(withRole(choiceFrom(columns, given), "b", "input"), data)).toBe(false);
});
