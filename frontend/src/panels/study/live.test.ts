import { expect, it } from "vitest";
import { toyView } from "../../canvas/example";
import type { Frame } from "../../protocol/frames";
import { Telemetry } from "../../store/telemetry";
import { followRun } from "./live";

const frameOf = (run: string): Frame => ({
  run,
  step: 100,
  steps: 200,
  train_rmse: 0.1,
  test_rmse: 0.1,
  seconds_left: 1,
  curves: new Map([["edge:0:0:0", { lo: 0, hi: 1, values: [0, 1] }]]),
  scores: new Map([["edge:0:0:0", 1]]),
  outputs: [{ scatter: [], r2: 0.5 }],
});

function onlooker() {
  const seen: string[] = [];
  const canvas = { setCurves: () => seen.push("curves"), setOutputs: () => seen.push("outputs") };
  return { seen, canvas };
}

it("shows what a run has reached at once when a new view comes, also while it is held", () => {
  const { seen, canvas } = onlooker();
  const telemetry = new Telemetry();
  telemetry.take(frameOf("run:1"));
  followRun(canvas, telemetry, "run:1", toyView("learnt"));
  expect(seen).toEqual(["curves", "outputs"]);
});

it("shows nothing of another run", () => {
  const { seen, canvas } = onlooker();
  const telemetry = new Telemetry();
  telemetry.take(frameOf("run:1"));
  const leave = followRun(canvas, telemetry, "run:2", toyView("learnt"));
  expect(seen).toEqual([]);
  telemetry.take(frameOf("run:2"));
  leave();
  telemetry.take(frameOf("run:2"));
  expect(seen).toEqual(["curves", "outputs"]);
});
