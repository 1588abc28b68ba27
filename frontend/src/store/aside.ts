/** What the Guide was told to leave, by study; kept in this browser. */
import { createStore, type StoreApi } from "zustand/vanilla";

const PLACE = "kanscope.aside.";

export type AsideStore = StoreApi<{ reasons: ReadonlySet<string> }>;

export function makeAside(study: string): AsideStore {
  const store: AsideStore = createStore(() => ({ reasons: kept(study) }));
  store.subscribe(({ reasons }) => keep(study, reasons));
  return store;
}

export const putAside = (store: AsideStore, reason: string) =>
  store.setState(({ reasons }) => ({ reasons: new Set([...reasons, reason]) }));

export const takeUpAgain = (store: AsideStore) => store.setState({ reasons: new Set() });

function kept(study: string): ReadonlySet<string> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(PLACE + study) ?? "[]");
    return new Set(Array.isArray(found) ? found.filter((one) => typeof one === "string") : []);
  } catch {
    return new Set();
  }
}

function keep(study: string, reasons: ReadonlySet<string>): void {
  try {
    if (reasons.size > 0) localStorage.setItem(PLACE + study, JSON.stringify([...reasons]));
    else localStorage.removeItem(PLACE + study);
  } catch {
    // A browser without storage forgets it with the page.
  }
}
