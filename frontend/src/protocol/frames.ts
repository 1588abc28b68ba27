/** Binary messages: msgpack with curves as bytes between their own lowest and highest value. */
import { decode } from "@msgpack/msgpack";
import type { CurveView } from "../canvas/view";

/** The latest state of a run, sent some thirty times a second and never kept. */
export interface Frame {
  run: string;
  step: number;
  steps: number;
  train_rmse: number;
  test_rmse: number;
  seconds_left: number | null;
  curves: ReadonlyMap<string, CurveView>;
  scores: ReadonlyMap<string, number>;
  outputs: OutputPicture[];
}

export interface InputPicture {
  histogram: number[];
  minimum: number;
  maximum: number;
}

export interface OutputPicture {
  /** Pairs (predicted, actual). */
  scatter: [number, number][];
  r2: number | null;
}

/** What a version looks like; immutable. */
export interface Picture {
  curves: ReadonlyMap<string, CurveView>;
  ranges: ReadonlyMap<string, [number, number]>;
  densities: ReadonlyMap<string, number[]>;
  scores: ReadonlyMap<string, number>;
  inputs: InputPicture[];
  outputs: OutputPicture[];
}

type PackedCurve = [number, number, Uint8Array];
type Packed<T> = Record<string, T>;
interface PackedFrame extends Omit<Frame, "curves" | "scores" | "outputs"> {
  outputs?: OutputPicture[];
  curves?: Packed<PackedCurve>;
  scores?: Packed<number>;
}
interface PackedPicture {
  curves: Packed<PackedCurve>;
  ranges: Packed<[number, number]>;
  densities: Packed<Uint8Array>;
  scores: Packed<number>;
  inputs: InputPicture[];
  outputs: OutputPicture[];
}

export function decodeFrame(bytes: Uint8Array): Frame {
  const packed = decode(bytes) as PackedFrame;
  return {
    ...packed,
    curves: unpacked(packed.curves, curveOf),
    scores: unpacked(packed.scores, (score) => score),
    outputs: packed.outputs ?? [],
  };
}

/** The moments of a run, oldest first. */
export function decodeFilm(bytes: Uint8Array): Frame[] {
  const { frames } = decode(bytes) as { frames: Uint8Array[] };
  return frames.map(decodeFrame);
}

export function decodePicture(bytes: Uint8Array): Picture {
  const packed = decode(bytes) as PackedPicture;
  return {
    curves: unpacked(packed.curves, curveOf),
    ranges: unpacked(packed.ranges, (range) => range),
    densities: unpacked(packed.densities, (density) => Array.from(density)),
    scores: unpacked(packed.scores, (score) => score),
    inputs: packed.inputs ?? [],
    outputs: packed.outputs ?? [],
  };
}

function unpacked<T, U>(packed: Packed<T> | undefined, convert: (value: T) => U): Map<string, U> {
  return new Map(Object.entries(packed ?? {}).map(([id, value]) => [id, convert(value)]));
}

/** y = lo + (hi − lo)·byte/255. */
export function curveOf([lo, hi, bytes]: PackedCurve): CurveView {
  const scale = (hi - lo) / 255;
  // A plain loop: four thousand curves arrive ten times a second.
  const values = new Float64Array(bytes.length);
  for (let k = 0; k < bytes.length; k++) values[k] = lo + scale * (bytes[k] ?? 0);
  return { lo, hi, values };
}
