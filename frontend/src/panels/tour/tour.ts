/** Which step of the tour is shown; null: none. */
import { createStore, useStore } from "zustand";
import { rememberAnswer } from "./memory";
import { TOUR } from "./steps";

interface Tour {
  at: number | null;
  /** Done once it is over. */
  after: () => void;
}

const nothing = () => undefined;

export const tourStore = createStore<Tour>(() => ({ at: null, after: nothing }));
export const useTour = () => useStore(tourStore, ({ at }) => at);

export function startTour(after: () => void = nothing): void {
  rememberAnswer();
  tourStore.setState({ at: 0, after });
}

/** On, or back for −1; past the last step it is over, before the first there is nothing. */
export function walk(steps: 1 | -1): void {
  const { at } = tourStore.getState();
  if (at === null) return;
  if (at + steps >= TOUR.length) endTour();
  else tourStore.setState({ at: Math.max(0, at + steps) });
}

export function endTour(): void {
  const { at, after } = tourStore.getState();
  if (at === null) return;
  tourStore.setState({ at: null, after: nothing });
  after();
}
