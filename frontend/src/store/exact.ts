/** Exact numbers as people write them, and numbers as surely as they are known. */
import { constant, fixed, significant } from "./format";

/** "pi/2" as "π/2", "3*sqrt(2)" as "3√2". */
export const exactText = (text: string) =>
  text
    .replace(/\bpi\b/g, "π")
    .replace(/\bE\b/g, "e")
    .replace(/sqrt\((\w+)\)/g, "√$1")
    .replace(/(\d)\*(?=[π√e(])/g, "$1")
    .replace(/\*\*/g, "^")
    .replace(/\*/g, "·")
    .replace(/-/g, "−");

/** A value to the digit its standard error begins with, four decimals at most; a tiny one by two digits. */
export function measured(value: number, standardError: number): string {
  if (value !== 0 && Math.abs(value) < 1e-4) return significant(value, 2);
  if (!(standardError > 0)) return constant(value);
  const decimals = Math.min(4, Math.max(0, -Math.floor(Math.log10(standardError))));
  return fixed(value, decimals);
}

/** What an exact number adds to the test error, as a share of it; "≈ 0" below half a percent. */
export function price(change: number | null, error: number | null): string {
  if (change === null || error === null || !(error > 0)) return "–";
  const percent = (100 * change) / error;
  if (Math.abs(percent) < 0.5) return "≈ 0";
  if (percent >= 1000) return `×${significant(1 + percent / 100, 2)}`;
  return `${percent > 0 ? "+" : ""}${significant(percent, 2)} %`;
}
