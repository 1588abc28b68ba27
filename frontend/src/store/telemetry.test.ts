import { describe, expect, it } from "vitest";
import type { Frame } from "../protocol/frames";
import { Telemetry } from "./telemetry";

const frame = (step: number, run = "run:3"): Frame => ({
  run,
  step,
  steps: 100,
  train_rmse: 1 / step,
  test_rmse: 2 / step,
  seconds_left: 1,
  curves: new Map(),
  scores: new Map(),
  outputs: [],
});

describe("telemetry", () => {
  it("keeps the newest frame and every error it has seen", () => {
    const telemetry = new Telemetry();
    telemetry.take(frame(1));
    telemetry.take(frame(2));
    expect(telemetry.frame?.step).toBe(2);
    expect(telemetry.loss).toEqual({ run: "run:3", steps: [1, 2], train: [1, 0.5], test: [2, 1] });
  });

  it("knows what a held run has reached from the errors kept, though no frame comes", () => {
    const telemetry = new Telemetry();
    telemetry.recall("run:3", [{ step: 7, train_rmse: 0.3, test_rmse: 0.4 }]);
    expect(telemetry.reached("run:3")).toEqual({ step: 7, train_rmse: 0.3, test_rmse: 0.4 });
    expect(telemetry.reached("run:4")).toBeNull();
  });

  it("begins anew with another run", () => {
    const telemetry = new Telemetry();
    telemetry.take(frame(5));
    telemetry.take(frame(1, "run:9"));
    expect(telemetry.loss.steps).toEqual([1]);
  });

  it("puts what the server kept before what is newer", () => {
    const telemetry = new Telemetry();
    telemetry.take(frame(2));
    telemetry.take(frame(4));
    telemetry.recall("run:3", [
      { step: 1, train_rmse: 1, test_rmse: 2 },
      { step: 3, train_rmse: 0.3, test_rmse: 0.6 },
    ]);
    expect(telemetry.loss.steps).toEqual([1, 3, 4]);
  });

  it("tells listeners until they leave", () => {
    const telemetry = new Telemetry();
    let told = 0;
    const leave = telemetry.listen(() => {
      told += 1;
    });
    telemetry.take(frame(1));
    leave();
    telemetry.take(frame(2));
    expect(told).toBe(1);
  });
});
