/** Taking the keyboard's focus to where something is done. */

export const wholeNetwork = () => document.querySelector<HTMLElement>('[data-act="whole-network"]')?.click();

/** Naming an edge is choosing among its candidates. */
export const nameSelected = () => onArrival(".right", ".candidates tbody tr", (row) => row.focus());

/** The verdict comes with its formula, which takes a moment to be worked out. */
export const readVerdict = () => onArrival(".formula", '[data-act="verdict"]', (button) => button.click());

/** Reaches for something inside a panel once it is there: at once, or when it arrives. */
function onArrival(within: string, wanted: string, reach: (found: HTMLElement) => void): void {
  const panel = document.querySelector(within);
  const find = () => panel?.querySelector<HTMLElement>(wanted);
  const there = find();
  if (there) reach(there);
  if (there || !panel) return;
  const arrival = new MutationObserver(() => {
    const arrived = find();
    if (!arrived) return;
    leave();
    reach(arrived);
  });
  // Whoever does something else meanwhile keeps the focus there.
  const leave = () => {
    arrival.disconnect();
    removeEventListener("keydown", leave, true);
    removeEventListener("pointerdown", leave, true);
  };
  arrival.observe(panel, { childList: true, subtree: true });
  addEventListener("keydown", leave, true);
  addEventListener("pointerdown", leave, true);
}
