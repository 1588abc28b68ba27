/** What a study may do to a column beyond its role; a table that is no study yet has none of it. */
import { createContext, useContext } from "react";

export interface Shaping {
  disabled: boolean;
  setUnit: (column: string, unit: string) => void;
  leaveOut: (column: string, low: number, high: number) => void;
  /** The formula of a column that is worked out, and taking it away (null while it is in use). */
  formulaOf: (column: string) => string | null;
  takeAway: (column: string) => (() => void) | null;
}

export const ShapingContext = createContext<Shaping | null>(null);
export const useShaping = () => useContext(ShapingContext);
