import { describe, expect, test } from "vitest";
import { exampleView } from "./example";
import { layOut } from "./layout";
import { levelOnScreen } from "./levels";
import { allShapes, buildScene } from "./scene";
import type { Shape } from "./shape";
import { lookAtRest } from "./still";
import type { EdgeView } from "./view";

const margins = { top: 60, right: 24, bottom: 40, left: 24 };
const room = { width: 828, height: 736, margins, ports: "plate" as const, zoom: 1, hideCut: false };

test("the level follows the room on screen, and is only left once its border is clearly passed", () => {
  expect([9, 27, 29, 95, 97].map((w) => levelOnScreen(w))).toEqual([
    "stroke",
    "stroke",
    "spark",
    "spark",
    "plate",
  ]);
  expect(levelOnScreen(100, "spark")).toBe("spark");
  expect(levelOnScreen(106, "spark")).toBe("plate");
  expect(levelOnScreen(90, "plate")).toBe("plate");
  expect(levelOnScreen(86, "plate")).toBe("spark");
  expect(levelOnScreen(26, "spark")).toBe("spark");
  expect(levelOnScreen(25, "spark")).toBe("stroke");
  expect(levelOnScreen(30, "stroke")).toBe("stroke");
});

const STATES: [string, Partial<EdgeView>, { training?: boolean; selected?: string }][] = [
  ["a spline", {}, {}],
  ["named", { status: "symbolic", label: "sin" }, {}],
  ["locked", { locked: true }, {}],
  ["cut", { status: "cut" }, {}],
  ["proposed", { proposed: { label: "sin" } }, {}],
  ["at work", { busy: true }, {}],
  ["in training", {}, { training: true }],
];
const LEVELS = { plate: 1, spark: 0.6, stroke: 0.1 } as const;

/** Kinds, dashes and pulses, in the order they are drawn, without a word about colour. */
const colourless = (shape: Shape): string => {
  const pen = "pen" in shape ? shape.pen : undefined;
  const pulse = shape.kind === "wire" && shape.pulse ? " pulse" : "";
  const text = shape.kind === "text" || shape.kind === "tag" ? ` ${shape.text}` : "";
  return `${shape.kind}${pen?.dash ? " dashed" : ""}${pulse}${text}`;
};

describe("the states of an edge", () => {
  const one = exampleView([1, 1], 4);
  for (const [name, level] of Object.entries(LEVELS)) {
    const pictures = STATES.map(([state, change, more]) => {
      const edges = one.edges.map((e) => ({ ...e, strength: 0.9, ...change }));
      const view = { ...one, edges };
      const look = {
        ...lookAtRest(view),
        quiet: false,
        levelOf: () => name as keyof typeof LEVELS,
        zoom: level < 0.5 ? 0.8 : 1,
        training: more.training ?? false,
      };
      const shapes = allShapes(buildScene(view, layOut(view, room), look));
      return [state, shapes.map(colourless)] as const;
    });
    test(`are told apart at level ${name} without colour`, () => {
      const told = pictures.filter(([state]) => state !== "at work").map(([, shapes]) => shapes.join("; "));
      expect(new Set(told).size).toBe(told.length);
      expect(Object.fromEntries(pictures)).toMatchSnapshot();
    });
  }
});
