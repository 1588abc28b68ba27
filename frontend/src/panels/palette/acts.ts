/** Every action of a study as the palette offers it: what it says, and to what it is done. */
import {
  type Action,
  compare,
  cut,
  goToProposal,
  lock,
  nameAll,
  openDrawing,
  pause,
  prune,
  readSealed,
  redo,
  refineGrid,
  refit,
  restore,
  resume,
  snap,
  stop,
  train,
  undo,
  unfix,
  unlock,
} from "../../actions";
import { t } from "../../words";

interface Act<Target> {
  action: Action<Target>;
  said: () => string;
}

/** A target is bound here, so that acts on the whole network are all alike. */
function whole<Target>(action: Action<Target>, target: Target, said: () => string): Act<undefined> {
  const bound: Action<undefined> = { ...action, run: (study) => action.run(study, target) };
  return { action: bound, said };
}

export const WHOLE: readonly Act<undefined>[] = [
  whole(train, undefined, () => t("palette:train")),
  whole(pause, undefined, () => t("palette:pause")),
  whole(resume, undefined, () => t("palette:resume")),
  whole(stop, undefined, () => t("palette:stop")),
  whole(prune, undefined, () => t("palette:prune")),
  whole(nameAll, undefined, () => t("palette:nameAll")),
  whole(refit, undefined, () => t("palette:refit")),
  whole(snap, { all: true }, () => t("palette:snap")),
  whole(refineGrid, undefined, () => t("palette:refineGrid")),
  whole(readSealed, undefined, () => t("palette:readSealed")),
  whole(goToProposal, undefined, () => t("proposals:next")),
  whole(compare, undefined, () => t("compare:start")),
  whole(undo, undefined, () => t("palette:undo")),
  whole(redo, undefined, () => t("palette:redo")),
];

/** Done to the selected edge. */
export const ONE_EDGE: readonly { action: Action<string>; said: (edge: string) => string }[] = [
  { action: cut, said: (edge) => t("palette:cut", { edge }) },
  { action: restore, said: (edge) => t("palette:restore", { edge }) },
  { action: lock, said: (edge) => t("palette:lock", { edge }) },
  { action: unlock, said: (edge) => t("palette:unlock", { edge }) },
  { action: openDrawing, said: (edge) => t("draw:drawOn", { edge }) },
  { action: unfix, said: (edge) => t("palette:unfix", { edge }) },
];
