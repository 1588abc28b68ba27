/** The six steps of the way from a table to a formula: what is spoken of, and what the canvas shows meanwhile. */
import type { Records } from "../../protocol/messages";
import { edgesOf } from "../../store/document";
import type { Side } from "./place";

export type StepName = "data" | "train" | "edges" | "naming" | "formula" | "history";

/** What the camera is brought to. */
export type Sight = "inputs" | "whole" | "edge" | "outputs";

export interface TourStep {
  name: StepName;
  sight: Sight;
  /** On the canvas, or the first of these that is on screen. */
  spot: "ports" | "edge" | readonly string[];
  /** Where the card would rather stand. */
  sides: readonly Side[];
  /** Beside the lower end of a tall spot: the middle is for what the canvas shows. */
  low?: boolean;
}

export const TOUR: readonly TourStep[] = [
  { name: "data", sight: "inputs", spot: "ports", sides: ["right", "below", "above"] },
  { name: "train", sight: "whole", spot: [".transport .joined", ".transport"], sides: ["below", "left"] },
  { name: "edges", sight: "edge", spot: "edge", sides: ["below", "left", "right"] },
  {
    name: "naming",
    sight: "edge",
    spot: [".panel:has(.candidates)", ".right"],
    sides: ["left", "below"],
    low: true,
  },
  { name: "formula", sight: "outputs", spot: [".formula"], sides: ["above"] },
  { name: "history", sight: "whole", spot: [".history", ".transport"], sides: ["right", "below"] },
];

/** The edge that two of the steps speak of: the strongest without a name, else the strongest. */
export function edgeToShow(records: Records): string | null {
  const living = edgesOf(records).filter(({ status }) => status !== "cut");
  const unnamed = living.filter(({ status }) => status === "spline");
  const [strongest] = (unnamed.length > 0 ? unnamed : living).toSorted((a, b) => b.score - a.score);
  return strongest?.id ?? null;
}
