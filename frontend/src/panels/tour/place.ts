/** Where a card stands that speaks of something: beside it, and whole in the window. Lengths in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

export interface Spot extends Size {
  left: number;
  top: number;
}

export type Side = "left" | "right" | "above" | "below";

const GAP = 14;
const MARGIN = 12;

/**
 * On the first wished side with room for it; where none has, on the first, as far as the window allows. Low: at the
 * lower end of the spot instead of its middle.
 */
export function placeBeside(
  spot: Spot,
  card: Size,
  room: Size,
  sides: readonly Side[],
  low = false,
): { left: number; top: number } {
  const side = sides.find((each) => roomAt(each, spot, room) >= needed(each, card)) ?? sides[0] ?? "below";
  const beside = low ? { ...spot, top: spot.top + spot.height - card.height, height: card.height } : spot;
  const { left, top } = at(side, beside, card);
  return {
    left: Math.round(within(left, card.width, room.width)),
    top: Math.round(within(top, card.height, room.height)),
  };
}

const needed = (side: Side, card: Size) =>
  (side === "left" || side === "right" ? card.width : card.height) + GAP + MARGIN;

function roomAt(side: Side, spot: Spot, room: Size): number {
  if (side === "left") return spot.left;
  if (side === "above") return spot.top;
  return side === "right" ? room.width - spot.left - spot.width : room.height - spot.top - spot.height;
}

function at(side: Side, spot: Spot, card: Size): { left: number; top: number } {
  const [middle, centre] = [spot.left + spot.width / 2, spot.top + spot.height / 2];
  if (side === "left") return { left: spot.left - card.width - GAP, top: centre - card.height / 2 };
  if (side === "right") return { left: spot.left + spot.width + GAP, top: centre - card.height / 2 };
  const left = middle - card.width / 2;
  return { left, top: side === "above" ? spot.top - card.height - GAP : spot.top + spot.height + GAP };
}

const within = (start: number, length: number, room: number) =>
  Math.max(MARGIN, Math.min(start, room - length - MARGIN));

/** What two places have in common; null where that is nothing. */
export function common(one: Spot, other: Spot): Spot | null {
  const [left, top] = [Math.max(one.left, other.left), Math.max(one.top, other.top)];
  const width = Math.min(one.left + one.width, other.left + other.width) - left;
  const height = Math.min(one.top + one.height, other.top + other.height) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : null;
}

/** The least that holds all of them; null where there are none. */
export function around(spots: readonly Spot[]): Spot | null {
  if (spots.length === 0) return null;
  const [left, top] = [Math.min(...spots.map((s) => s.left)), Math.min(...spots.map((s) => s.top))];
  const right = Math.max(...spots.map((s) => s.left + s.width));
  const bottom = Math.max(...spots.map((s) => s.top + s.height));
  return { left, top, width: right - left, height: bottom - top };
}
