/** How this person trains: remembered in the browser, sent with each training. */
import { createStore } from "zustand/vanilla";
import type { Optimiser } from "../protocol/messages";

export interface Recipe {
  steps: number;
  sparsity: number;
  optimiser: Choice;
}

/** “auto”: the one that suits the network, as the worker sees it. */
export type Choice = Optimiser | "auto";

export const DEFAULT_RECIPE: Recipe = { steps: 200, sparsity: 0.01, optimiser: "auto" };
export const OPTIMISERS: Record<Choice, string> = {
  auto: "Automatic",
  lm: "Levenberg–Marquardt",
  lbfgs: "L-BFGS",
  adam: "Adam",
  adamw: "AdamW",
};
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

/** The training a recipe stands for. */
export function operationOf({ steps, sparsity, optimiser }: Recipe) {
  return { op: "train", steps, sparsity, optimiser: optimiser === "auto" ? null : optimiser } as const;
}
