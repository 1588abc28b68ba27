import { encode } from "@msgpack/msgpack";
import { expect, it } from "vitest";
import { curveOf, decodeFrame, decodePicture } from "./frames";

it("turns bytes into values between the lowest and the highest", () => {
  const { values } = curveOf([-1, 1, Uint8Array.from([0, 51, 255])]);
  expect(Array.from(values)).toEqual([-1, -0.6, 1]);
});

it("keeps a flat curve flat", () => {
  expect(Array.from(curveOf([2, 2, Uint8Array.from([0, 255])]).values)).toEqual([2, 2]);
});

it("reads a frame", () => {
  const frame = decodeFrame(
    encode({
      run: "run:3",
      step: 4,
      steps: 20,
      train_rmse: 0.1,
      test_rmse: 0.2,
      seconds_left: 1.5,
      curves: { "edge:0:0:0": [0, 255, Uint8Array.from([0, 255])] },
      scores: { "edge:0:0:0": 0.5 },
    }),
  );
  expect(frame).toMatchObject({ run: "run:3", step: 4, seconds_left: 1.5 });
  expect(Array.from(frame.curves.get("edge:0:0:0")?.values ?? [])).toEqual([0, 255]);
  expect(frame.scores.get("edge:0:0:0")).toBe(0.5);
});

it("reads a picture", () => {
  const picture = decodePicture(
    encode({
      curves: {},
      ranges: { "edge:0:0:0": [-1, 2] },
      densities: { "edge:0:0:0": Uint8Array.from([1, 2]) },
      scores: {},
      inputs: [{ histogram: [1], minimum: 0, maximum: 1 }],
      outputs: [{ scatter: [[1, 2]], r2: 0.5 }],
    }),
  );
  expect(picture.ranges.get("edge:0:0:0")).toEqual([-1, 2]);
  expect(picture.densities.get("edge:0:0:0")).toEqual([1, 2]);
  expect(picture.outputs[0]?.r2).toBe(0.5);
});
