import { expect, it } from "vitest";
import type { Column, DataRecord } from "../protocol/messages";
import { columnsOf } from "./columns";

const column = (name: string, unit: string | null): Column => ({
  name,
  kind: "number",
  unit,
  missing: 0,
  minimum: 0,
  maximum: 1,
  histogram: [],
});

it("adds derived columns after the table's own, and lets a set unit win", () => {
  const data: DataRecord = {
    kind: "data",
    id: "data",
    inputs: ["m"],
    targets: ["v"],
    logs: [],
    test: 0.2,
    sealed: 0.1,
    seed: 0,
    filter: null,
    units: { m: "g", density: "g/l" },
    derived: [{ ...column("density", null), formula: "m/v", first: [] }],
  };
  const found = columnsOf({ columns: [column("m", "kg"), column("v", "l")] }, data);
  expect(found.map(({ name, unit }) => [name, unit])).toEqual([
    ["m", "g"],
    ["v", "l"],
    ["density", "g/l"],
  ]);
});
