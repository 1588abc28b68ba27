/** What was called up over the screen, by key or by command; one at a time. */
import { createStore, useStore } from "zustand";

export type Summoned = "palette" | "keys" | "library" | "version-name";

export const summonStore = createStore<{ shown: Summoned | null }>(() => ({ shown: null }));

export const summon = (shown: Summoned) => summonStore.setState({ shown });
export const dismiss = () => summonStore.setState({ shown: null });
export const useSummoned = () => useStore(summonStore, ({ shown }) => shown);
