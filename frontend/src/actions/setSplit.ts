import { type Action, editable } from "./action";

export interface Split {
  test: number;
  sealed: number;
  seed: number;
}

/** Other rows to test on and to seal; needs a fresh network. */
export const setSplit: Action<Split> = {
  id: "set-split",
  label: "Divide the rows anew",
  enabled: editable,
  run: (study, split) => study.operate({ op: "set_split", ...split }),
};
