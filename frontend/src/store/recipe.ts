/** How this person trains: remembered in the browser, sent with each training. */
import { createStore } from "zustand/vanilla";
import type { Optimiser } from "../protocol/messages";

export interface Recipe {
  steps: number;
  sparsity: number;
  optimiser: Optimiser;
}

export const DEFAULT_RECIPE: Recipe = { steps: 200, sparsity: 0.01, optimiser: "lbfgs" };
export const OPTIMISERS: Record<Optimiser, string> = { lbfgs: "L-BFGS", adam: "Adam", adamw: "AdamW" };
/** The most steps a training may be given. */
export const MOST_STEPS = 1_000_000;
const PLACE = "kanscope.recipe";

/** What was kept, with anything missing or senseless replaced by the default. */
export function recipeFrom(text: string | null): Recipe {
  try {
    const kept = { ...DEFAULT_RECIPE, ...(JSON.parse(text ?? "{}") as Partial<Recipe>) };
    const sensible =
      kept.steps >= 1 && kept.steps <= MOST_STEPS && kept.sparsity >= 0 && kept.optimiser in OPTIMISERS;
    return sensible ? kept : DEFAULT_RECIPE;
  } catch {
    return DEFAULT_RECIPE;
  }
}

export const recipeStore = createStore<Recipe>(() => recipeFrom(localStorage.getItem(PLACE)));

export function changeRecipe(change: Partial<Recipe>): void {
  recipeStore.setState(change);
  localStorage.setItem(PLACE, JSON.stringify(recipeStore.getState()));
}
