/** A small pair of scissors: what it costs to cut. */
import type { Point } from "./geometry";
import { ink, type Shape } from "./shape";

export function scissors({ x, y }: Point, z: number): Shape[] {
  const pen = { ink: ink("text-3"), width: 1.1 };
  const blades = [
    [x - 3.6 * z, y - 4.6 * z, x + 2 * z, y + 2 * z],
    [x + 3.6 * z, y - 4.6 * z, x - 2 * z, y + 2 * z],
  ];
  return [
    ...blades.map((points): Shape => ({ kind: "line", points, pen })),
    ...[-3.2, 3.2].map(
      (dx): Shape => ({ kind: "disc", at: { x: x + dx * z, y: y + 3.2 * z }, r: 1.6 * z, pen }),
    ),
  ];
}
