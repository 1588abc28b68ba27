import { operationOf, type Recipe, recipeStore } from "../store/recipe";
import { type Action, editable } from "./action";

/** Trains by this person's recipe, or by another given for once. */
export const train: Action<Partial<Recipe> | undefined> = {
  id: "train",
  label: "Train",
  key: "Space",
  enabled: editable,
  run: (study, once) => study.operate(operationOf({ ...recipeStore.getState(), ...once })),
};
