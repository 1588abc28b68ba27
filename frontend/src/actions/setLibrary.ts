import type { Action } from "./action";

export interface LibraryChange {
  preset?: string;
  /** null takes a price back to the usual one. */
  costs?: Record<string, number | null>;
  ban?: Record<string, boolean | null>;
}

/** Which functions the study is offered, and what they cost. Nothing of the network changes. */
export const setLibrary: Action<LibraryChange> = {
  id: "set-library",
  label: "Change the library",
  enabled: ({ line }) => line === "live",
  run: (study, change) => study.operate({ op: "set_library", ...change }),
};
