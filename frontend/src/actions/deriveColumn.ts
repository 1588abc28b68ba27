import { type Action, editable } from "./action";

export interface ByFormula {
  name: string;
  /** Null takes the column away. */
  formula: string | null;
  unit?: string | null;
}

/** A column worked out from others. */
export const deriveColumn: Action<ByFormula> = {
  id: "derive-column",
  label: "Column by formula",
  enabled: editable,
  run: (study, column) => study.operate({ op: "derive_column", ...column }),
};
