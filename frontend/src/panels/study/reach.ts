/** Taking the keyboard's focus to where something is done. */

export const wholeNetwork = () => document.querySelector<HTMLElement>('[data-act="whole-network"]')?.click();

/** Naming an edge is choosing among its candidates; they may still be on their way. */
export function nameSelected(): void {
  const row = () => document.querySelector<HTMLElement>(".candidates tbody tr");
  row()?.focus();
  const panel = document.querySelector(".right");
  if (row() || !panel) return;
  const arrival = new MutationObserver(() => {
    const arrived = row();
    if (!arrived) return;
    leave();
    arrived.focus();
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
