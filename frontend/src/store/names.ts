/** What things are called on screen: counted from 1, with the scientist's own column names. */

import type { DataRecord, NetworkRecord, WidthEntry } from "../protocol/messages";
import { axis } from "./format";

export interface Place {
  layer: number;
  source: number;
  target: number;
}

export function placeOf(edge: string): Place {
  const [, layer = 0, source = 0, target = 0] = edge.split(":").map(Number);
  return { layer, source, target };
}

/** "x1", "h1.2" or "y". */
export function nodeName(layer: number, index: number, data: DataRecord, layers: number): string {
  if (layer === 0) return data.inputs[index] ?? `x${index + 1}`;
  if (layer === layers) return data.targets[index] ?? `y${index + 1}`;
  return `h${layer}.${index + 1}`;
}

/** "x1 → h1.2". */
export function edgeName(edge: string, data: DataRecord, network: NetworkRecord): string {
  const { layer, source, target } = placeOf(edge);
  const layers = network.width.length - 1;
  return `${nodeName(layer, source, data, layers)} → ${nodeName(layer + 1, target, data, layers)}`;
}

const nodesIn = (entry: WidthEntry) =>
  typeof entry === "number" ? String(entry) : `${entry[0]}+${entry[1]}×`;

/** "2 → 5 → 1". */
export const shapeName = (width: readonly WidthEntry[]) => width.map(nodesIn).join(" → ");

/**
 * A function written in an edge's own input: "sin", "y²" on the edge from y. A function of one's own goes by its
 * name, and the numbers of a shaped one by three digits.
 */
export function functionName(name: string, input = "x"): string {
  const [bare = name] = name.split(":=");
  const rounded = bare
    .trim()
    .replace(/\d+\.\d+(e[+-]?\d+)?/g, (digits) => axis(Number(digits)))
    .replace("(-", "(−");
  return POWERS[rounded]?.replace("x", input) ?? rounded.replace(/^power\((.*)\)$/, `${input}^$1`);
}

/** The same where there is little room: without the numbers of a shaped function. */
export function shortName(name: string, input = "x"): string {
  const whole = functionName(name, input);
  return whole.length > 9 ? whole.replace(/\(.*\)$/, "") : whole;
}

const POWERS: Record<string, string> = {
  x: "x",
  "x^2": "x²",
  "x^3": "x³",
  "x^4": "x⁴",
  "x^5": "x⁵",
  "1/x": "1/x",
  "1/x^2": "1/x²",
  "1/x^3": "1/x³",
  "1/x^4": "1/x⁴",
  "1/x^5": "1/x⁵",
  sqrt: "√x",
  "x^0.5": "√x",
  "x^1.5": "x^1.5",
  "1/sqrt(x)": "1/√x",
  "1/x^0.5": "1/√x",
  abs: "|x|",
};
