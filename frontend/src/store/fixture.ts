/** A small study for tests: [2, 1, 1] in the stages of the thin path. */
import type { EdgeRecord, Records, RunRecord, VersionRecord } from "../protocol/messages";

const blob = `sha:${"0".repeat(64)}`;

export function version(
  number: number,
  parent: number | null,
  change: Partial<VersionRecord> = {},
): VersionRecord {
  return {
    kind: "version",
    id: `version:${number}`,
    parents: parent === null ? [] : [`version:${parent}`],
    run: `run:${number - 1}`,
    number,
    author: "you",
    credit: null,
    at: "2026-01-01T00:00:00Z",
    text: `Version ${number}`,
    said: [],
    name: null,
    note: null,
    complexity: 10,
    train_rmse: 0.1,
    test_rmse: 0.2,
    checkpoint: blob,
    picture: blob,
    followed_by: null,
    sealed_reading: null,
    ...change,
  };
}

export function run(
  number: number,
  base: number | null,
  operation: RunRecord["operation"],
  change: Partial<RunRecord> = {},
): RunRecord {
  return {
    kind: "run",
    id: `run:${number}`,
    operation,
    status: "done",
    author: "you",
    credit: null,
    base: base === null ? null : `version:${base}`,
    handed: true,
    attempt: 1,
    losses: 0,
    step: 1,
    steps: 1,
    checkpoint: null,
    within: null,
    adjustments: [],
    film: null,
    notice: null,
    notice_said: [],
    error: null,
    ...change,
  };
}

export function edge(id: string, score: number, change: Partial<EdgeRecord> = {}): EdgeRecord {
  return {
    kind: "edge",
    id,
    status: "spline",
    locked: false,
    function: null,
    params: null,
    exact: {},
    r2: null,
    score,
    prior: null,
    wish: null,
    ...change,
  };
}

export const TRAIN = {
  op: "train",
  steps: 20,
  optimiser: "lbfgs",
  sparsity: 0.01,
  learning_rate: null,
} as const;
export const PRUNE = { op: "prune", node_threshold: 0.03, edge_threshold: 0.03 } as const;
export const BUILD = {
  op: "build_network",
  width: [2, 1, 1],
  grid: 5,
  k: 3,
  seed: 0,
} satisfies RunRecord["operation"];

const column = (name: string) => ({
  name,
  kind: "number" as const,
  unit: name === "x1" ? "m" : null,
  missing: 0,
  minimum: -1,
  maximum: 1,
  histogram: [1, 2, 1],
});

/** The study at version 2, just built. */
export function built(...more: Records[string][]): Records {
  const records: Records[string][] = [
    {
      kind: "study",
      id: "study",
      name: "toy",
      dataset: "d1",
      blob,
      rows: 100,
      columns: ["x1", "x2", "y"].map(column),
      sealed_readings: 0,
    },
    {
      kind: "data",
      id: "data",
      inputs: ["x1", "x2"],
      targets: ["y"],
      logs: [],
      test: 0.2,
      sealed: 0.1,
      seed: 0,
      filter: null,
      units: {},
      derived: [],
    },
    {
      kind: "network",
      id: "network",
      width: [2, 1, 1],
      grid: 5,
      k: 3,
      train_rmse: 0.1,
      test_rmse: 0.2,
      test_r2: 0.99,
      target_spread: 1,
      train_rows: 70,
      test_rows: 20,
    },
    edge("edge:0:0:0", 0.5),
    edge("edge:0:1:0", 0.01),
    edge("edge:1:0:0", 1),
    run(1, null, BUILD),
    version(2, null),
    { kind: "head", id: "head", version: "version:2" },
    ...more,
  ];
  return Object.fromEntries(records.map((record) => [record.id, record]));
}
