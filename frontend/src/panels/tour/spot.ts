/** Where on the screen a step's subject is, and how the canvas is brought to it. */
import type { Box } from "../../canvas/geometry";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import { around, common, type Spot } from "./place";
import type { TourStep } from "./steps";

/** A ring at the window's edge must be seen whole. */
const RIM = 5;

export function bringToSight(canvas: NetworkCanvas, step: TourStep, edge: string | null): void {
  const boxes = portsOf(canvas, step);
  if (step.sight === "edge" && edge !== null) canvas.flyTo(edge);
  else if (boxes.length > 0) canvas.show(boxes);
  else canvas.fit();
}

/** What the step speaks of, as far as it can be seen; the canvas where it cannot. */
export function spotOf(canvas: NetworkCanvas, step: TourStep, edge: string | null): Spot | null {
  const stage = document.querySelector<HTMLElement>(".stage");
  const there = typeof step.spot === "string" ? onCanvas(canvas, step, edge, stage) : inPage(step.spot);
  return there ?? (stage && rectOf(stage));
}

const rectOf = (element: Element): Spot => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
};

const portsOf = (canvas: NetworkCanvas, { sight }: TourStep): Box[] =>
  sight === "inputs" || sight === "outputs" ? (canvas.places?.[sight] ?? []).map(({ box }) => box) : [];

function onCanvas(
  canvas: NetworkCanvas,
  step: TourStep,
  edge: string | null,
  stage: HTMLElement | null,
): Spot | null {
  if (!stage) return null;
  const room = rectOf(stage);
  const boxes =
    step.spot === "edge"
      ? [edge === null ? null : canvas.boxOf(edge)]
      : portsOf(canvas, step).map((box) => canvas.onScreen(box));
  const spots = boxes.flatMap((box) =>
    box ? [{ left: room.left + box.x, top: room.top + box.y, width: box.width, height: box.height }] : [],
  );
  const all = around(spots);
  return all && common(all, room);
}

function inPage(selectors: readonly string[]): Spot | null {
  for (const selector of selectors) {
    const found = document.querySelector(selector);
    const seen = found && seenOf(found);
    if (seen) return seen;
  }
  return null;
}

/** Less what its scrolling panel and the window hide of it. */
function seenOf(element: Element): Spot | null {
  const window = { left: RIM, top: RIM, width: innerWidth - 2 * RIM, height: innerHeight - 2 * RIM };
  const whole = common(rectOf(element), window);
  const panel = element.closest(".scroll");
  return whole && panel ? common(whole, rectOf(panel)) : whole;
}
