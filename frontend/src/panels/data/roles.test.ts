import { expect, it } from "vitest";
import { choiceFrom, rolesOf, sameRoles, usableRows, whatIsMissing, withLog, withRole } from "./roles";

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
  expect(whatIsMissing(choice, columns)).toBeNull();
  expect(whatIsMissing(withRole(choice, "c", "out"), columns)).toMatch(/target/);
  expect(whatIsMissing(withRole(choice, "a", "out"), columns)).toMatch(/input/);
});

it("says that a table without numbers cannot have a formula", () => {
  const words = columns.map((column) => ({ ...column, kind: "text" as const }));
  expect(whatIsMissing(choiceFrom(words, { inputs: [], targets: [], logs: [] }), words)).toMatch(
    /two columns/,
  );
});

it("counts the rows that can be used, as far as columns tell", () => {
  const gappy = columns.map((column) => (column.name === "b" ? { ...column, missing: 30 } : column));
  expect(usableRows({ rows: 100, columns: gappy }, given)).toBe("100 rows");
  expect(usableRows({ rows: 100, columns: gappy }, { inputs: ["b"], targets: ["c"] })).toBe(
    "100 rows, at most 70 of them without a gap",
  );
});

it("knows whether anything differs from the study", () => {
  const data = {
    kind: "data" as const,
    id: "data" as const,
    ...given,
    test: 0.2,
    sealed: 0.1,
    seed: 0,
    filter: null,
    units: {},
    derived: [],
  };
  expect(sameRoles(choiceFrom(columns, given), data)).toBe(true);
  expect(sameRoles(withRole(choiceFrom(columns, given), "b", "input"), data)).toBe(false);
});
