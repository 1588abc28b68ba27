import { describe, expect, it } from "vitest";
import { added, type Handle, handlesOn, lineThrough, moved, removed, sent, split, stroked } from "./sketch";

const sine = Array.from({ length: 64 }, (_, k) => Math.sin((k / 63) * 2 * Math.PI));
const RANGE = [-1, 1] as const;
const xs = (handles: readonly Handle[]) => handles.map(({ x }) => x);

describe("a sketch", () => {
  it("begins on the learnt curve", () => {
    const handles = handlesOn(sine, RANGE);
    expect(handles).toHaveLength(9);
    expect(xs(handles)).toEqual([...xs(handles)].sort((a, b) => a - b));
    expect([handles[0]?.x, handles.at(-1)?.x]).toEqual([-1, 1]);
    expect(handles[2]?.y).toBeCloseTo(1, 2);
  });

  it("goes through its handles and never beyond its neighbours", () => {
    const steps = [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 1.5, y: 4 },
      { x: 3, y: 4 },
    ];
    const line = lineThrough(steps);
    for (const { x, y } of steps) expect(line(x)).toBeCloseTo(y);
    for (let x = 0; x <= 3; x += 0.01) {
      expect(line(x)).toBeGreaterThanOrEqual(-1e-12);
      expect(line(x)).toBeLessThanOrEqual(4 + 1e-12);
    }
  });

  it("keeps its handles in order whatever is dragged where", () => {
    const handles = handlesOn(sine, RANGE);
    const far = moved(handles, 3, { x: 9, y: 2 });
    expect(far[3]?.x).toBeLessThan(far[4]?.x ?? 0);
    expect(far[3]?.y).toBe(2);
    expect(xs(moved(handles, 0, { x: -5, y: 0 }))[0]).toBe(-5);
  });

  it("takes handles in and out, but keeps two", () => {
    const handles = handlesOn(sine, RANGE);
    expect(removed(handles, 4)).toHaveLength(8);
    expect(removed(handles.slice(0, 2), 0)).toHaveLength(2);
    expect(added(handles, { x: 0.1, y: 0 })).toHaveLength(10);
    expect(added(handles, { x: handles[4]?.x ?? 0, y: 3 })).toHaveLength(9);
    const more = split(handles, 8);
    expect(more).toHaveLength(10);
    expect(lineThrough(handles)(more[8]?.x ?? 0)).toBeCloseTo(more[8]?.y ?? 9);
  });

  it("takes the course of a stroke where the stroke went", () => {
    const handles = handlesOn(sine, RANGE);
    const stroke = Array.from({ length: 50 }, (_, k) => ({ x: 0.5 - k / 50, y: 2 - Math.abs(k - 25) / 25 }));
    const drawn = stroked(handles, stroke, 2);
    const line = lineThrough(drawn);
    expect(line(0)).toBeCloseTo(2, 1);
    expect(line(-1)).toBeCloseTo(sine[0] ?? 9);
    expect(drawn.length).toBeLessThan(14);
    expect(xs(drawn)).toEqual([...xs(drawn)].sort((a, b) => a - b));
  });

  it("lets a pen that goes back draw again", () => {
    const there = [0, 0.2, 0.4, 0.6].map((x) => ({ x, y: 0 }));
    const again = [0.3, 0.5, 0.8].map((x) => ({ x, y: 1 }));
    const line = lineThrough(stroked(handlesOn(sine, RANGE), [...there, ...again], 2));
    expect(line(0.5)).toBeCloseTo(1);
    expect(line(0.1)).toBeCloseTo(0);
  });

  it("is sent from its first handle to its last, to the right at every point", () => {
    const points = sent(handlesOn(sine, RANGE));
    expect(points).toHaveLength(96);
    expect([points[0]?.[0], points.at(-1)?.[0]]).toEqual([-1, 1]);
    expect(points.every(([x], k) => k === 0 || x > (points[k - 1]?.[0] ?? 0))).toBe(true);
  });
});
