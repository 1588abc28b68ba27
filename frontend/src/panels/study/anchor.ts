/** Where things that float stand: beside an edge's plate, never over it. */
const GAP = 12;
/** Where the tools on the paper end. */
const TOOLS = 52;

/** On the wished side of the plate, on the other where there is no room. */
export function anchor(floating: HTMLElement, box: DOMRect | null, side: "above" | "below"): void {
  const room = floating.parentElement?.getBoundingClientRect();
  floating.style.visibility = box && room ? "visible" : "hidden";
  if (!box || !room) return;
  const { offsetWidth: width, offsetHeight: height } = floating;
  const [above, below] = [box.top - height - GAP, box.bottom + GAP];
  const upwards = side === "above" ? above >= TOOLS : below + height + 8 > room.height;
  const left = Math.min(Math.max(8, box.left + box.width / 2 - width / 2), room.width - width - 8);
  floating.style.transform = `translate(${Math.round(left)}px, ${Math.round(upwards ? above : below)}px)`;
  floating.style.left = "0";
  floating.style.top = "0";
}
