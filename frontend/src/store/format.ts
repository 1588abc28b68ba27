/** How numbers are written: errors in two significant digits, R² in nines, a true minus, thin spaces. */

import { t } from "../words";
import { decimalMark, localeNow } from "../words/locale";

export const MINUS = "−";
const NARROW = "\u202f";

/** A number as text, with a true minus and this language's decimal mark. */
const written = (text: string) => text.replace(/^-/, MINUS).replace(".", decimalMark());

/** A number with so many decimals; what rounds to nothing has no sign. */
export const fixed = (value: number, decimals: number) =>
  written((Number(value.toFixed(decimals)) || 0).toFixed(decimals));

/** Significant digits without trailing exponents where that reads well. */
export function significant(value: number, digits: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return written(scientific(value, digits));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return written(grouped(value.toFixed(Math.min(decimals, 12))));
}

function scientific(value: number, digits: number): string {
  const [mantissa = "", exponent = "0"] = value.toExponential(digits - 1).split("e");
  return `${mantissa}·10${superscript(Number(exponent))}`;
}

/** A mark of a logarithmic axis: 0.01, and 10⁻⁵ where zeros would have to be counted. */
export function power(value: number): string {
  if (value >= 1e-3 && value < 1e4) return significant(value, 1);
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const times = Math.round(value / 10 ** exponent);
  return `${times === 1 ? "" : `${times}·`}10${superscript(exponent)}`;
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const superscript = (value: number) => {
  const digits = [...String(Math.abs(value))].map((digit) => RAISED[Number(digit)]).join("");
  return value < 0 ? `⁻${digits}` : digits;
};

function grouped(text: string): string {
  const [whole = "", decimals] = text.split(".");
  const spaced = whole.replace(/\d(?=(\d{3})+$)/g, `$&${NARROW}`);
  return decimals === undefined ? spaced : `${spaced}.${decimals}`;
}

/** An error: two significant digits. */
export const error = (value: number | null | undefined) => (value == null ? "–" : significant(value, 2));

/** A count: thin spaces between thousands. */
export const count = (value: number) => grouped(String(Math.round(value)));

/** Bytes: "0 B", "12 kB", "3.4 MB". */
export function bytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(value, 1)) / 3));
  return `${significant(value / 1000 ** unit, unit && 2)}${NARROW}${units[unit]}`;
}

/** R²: as many nines as it has plus one digit, at least two decimals and at most five. */
export function rSquared(value: number | null | undefined): string {
  if (value == null) return "–";
  const nines = Math.floor(-Math.log10(Math.max(1 - value, 1e-9)) + 1e-9);
  const decimals = Math.min(5, Math.max(2, nines + 1));
  const cut = Math.floor(value * 10 ** decimals) / 10 ** decimals;
  return written((value < 1 ? cut : value).toFixed(decimals));
}

/** How much of a bar an R² fills: nines of five. */
export function ninesShare(value: number): number {
  const nines = -Math.log10(Math.max(1 - value, 1e-5));
  return Math.min(1, Math.max(0.02, nines / 5));
}

/** Strength: two decimals. */
export const strength = (value: number) => fixed(value, 2);

/** The change of an error when something goes: signed; below 1 % of the error "≈ 0". */
export function change(value: number | null | undefined, of: number | null | undefined): string {
  if (value == null) return "–";
  if (Math.abs(value) < 0.01 * (of ?? 0)) return "≈ 0";
  return value > 0 ? `+${significant(value, 2)}` : significant(value, 2);
}

/** A constant of a named edge: four decimals. */
export const constant = (value: number) => fixed(value, 4);

/**
 * An axis number: three significant digits, more where marks `step` apart need them, no trailing zeros. Four
 * digits stay together, since they may be a year.
 */
export function axis(value: number, step = 0): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  const apart = step > 0 ? Math.floor(Math.log10(size)) - Math.floor(Math.log10(step) + 1e-9) + 1 : 0;
  const digits = Math.min(12, Math.max(3, apart));
  if (digits === 3 && (size >= 1e5 || size < 1e-3)) return significant(value, 2);
  const text = String(Number(value.toPrecision(digits)));
  return written(size < 1e4 ? text : grouped(text));
}

/** Both ends of a range, told apart: 2007 and 2009. */
export const rangeEnds = (low: number, high: number): [string, string] => [
  axis(low, (high - low) / 10),
  axis(high, (high - low) / 10),
];

/** Time left or gone. */
export function seconds(value: number): string {
  if (value < 10) return t("parts:seconds", { n: fixed(value, 1) });
  if (value < 90) return t("parts:seconds", { n: Math.round(value) });
  if (value < 5400) return t("parts:minutes", { n: Math.round(value / 60) });
  return t("parts:hours", { n: Math.round(value / 3600) });
}

/** How long ago: "now", "5 min ago", "2 h ago", "yesterday", "12 Nov". */
export function ago(at: string, now: number): string {
  const then = new Date(at);
  const minutes = (now - then.getTime()) / 60000;
  if (Number.isNaN(minutes)) return "";
  if (minutes < 1) return t("parts:now");
  if (minutes < 60) return t("parts:minutesAgo", { n: Math.floor(minutes) });
  if (minutes < 24 * 60) return t("parts:hoursAgo", { n: Math.floor(minutes / 60) });
  if (minutes < 48 * 60) return t("parts:yesterday");
  return then.toLocaleDateString(localeNow(), { day: "numeric", month: "short" });
}

/** What a counted word of `words/` needs: the number for its form, and as it is written. */
export const counted = (value: number) => ({ count: value, n: count(value) });
