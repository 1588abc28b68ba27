import { expect, test } from "vitest";
import { curvePoints } from "./curve";
import { curveFrom, toyView } from "./example";
import { layOut } from "./layout";
import { CurveMotion, placesBetween } from "./motion";

const margins = { top: 60, right: 24, bottom: 40, left: 24 };
const room = { width: 828, height: 736, margins, ports: "plate" as const, zoom: 1, hideCut: false };
const flat = curveFrom(() => 0);
const high = curveFrom(() => 1);

test("a curve travels by value and then rests", () => {
  const motion = new CurveMotion();
  motion.set("edge:0:0:0", flat, 0, 300);
  motion.set("edge:0:0:0", high, 0, 300);
  const half = motion.at("edge:0:0:0", 100)?.values[10] ?? 0;
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(1);
  expect(motion.at("edge:0:0:0", 300)?.values[10]).toBe(1);
  expect(motion.isMoving(299)).toBe(true);
  expect(motion.isMoving(301)).toBe(false);
});

test("less motion means at once", () => {
  const motion = new CurveMotion();
  motion.set("edge:0:0:0", flat, 0, 0);
  motion.set("edge:0:0:0", high, 0, 0);
  expect(motion.at("edge:0:0:0", 0)?.values[0]).toBe(1);
});

test("curves of any number of points are brought to 64", () => {
  const motion = new CurveMotion();
  motion.set("edge:0:0:0", { lo: 0, hi: 2, values: [0, 1, 2] }, 0, 0);
  const curve = motion.at("edge:0:0:0", 0);
  expect(curve?.values.length).toBe(64);
  expect(curve?.values[63]).toBe(2);
});

test("trails remember three former curves, 0.4 s apart", () => {
  const motion = new CurveMotion();
  motion.set("edge:0:0:0", flat, 0, 0);
  for (let now = 0; now <= 4000; now += 100) motion.markTrail(now);
  expect(motion.trail("edge:0:0:0")).toHaveLength(3);
  motion.clearTrails();
  expect(motion.trail("edge:0:0:0")).toHaveLength(0);
});

test("places glide from the old layout to the new one", () => {
  const from = layOut(toyView("pruned"), room);
  const to = layOut(toyView("pruned"), { ...room, hideCut: true });
  const y = (t: number): number => placesBetween(from, to, t).edges.get("edge:0:0:2")?.middle.y ?? 0;
  expect(y(0)).toBeCloseTo(from.edges.get("edge:0:0:2")?.middle.y ?? -1);
  expect(y(1)).toBe(to.edges.get("edge:0:0:2")?.middle.y);
  expect(placesBetween(from, to, 0.5).edges.size).toBe(3);
});

test("an idle curve on a shared scale is flat", () => {
  const box = { x: 0, y: 0, w: 100, h: 100 };
  const idle = curvePoints(
    curveFrom((u) => 0.01 * u),
    box,
    2,
  );
  const heights = idle.filter((_, k) => k % 2 === 1);
  expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(2);
});
