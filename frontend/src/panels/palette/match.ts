/** Finding a name by some of its letters: "tr" finds "Train", "x1h2" finds "x1 → h1.2". */

export interface Match {
  score: number;
  /** Which letters of the text were meant. */
  at: readonly number[];
}

const AT_WORD = 8;
const NEXT_TO = 6;
const GAP = 0.2;

const startsWord = (text: string, k: number) => k === 0 || /[\s:.,–→/(]/.test(text[k - 1] ?? "");

/**
 * How well `text` fits what was typed: every typed letter must be there, in that order, blanks apart. Letters that
 * begin words or stand together count most; null where one is missing.
 */
export function match(typed: string, text: string): Match | null {
  const wanted = [...typed.toLowerCase().replace(/\s+/g, "")];
  const low = text.toLowerCase();
  if (wanted.length === 0) return { score: 0, at: [] };
  let best: Match | null = null;
  for (
    let start = low.indexOf(wanted[0] ?? "");
    start >= 0;
    start = low.indexOf(wanted[0] ?? "", start + 1)
  ) {
    const found = from(wanted, low, start);
    if (!found) break;
    if (!best || found.score > best.score) best = found;
  }
  return best;
}

function from(wanted: readonly string[], text: string, start: number): Match | null {
  const at: number[] = [];
  let score = 0;
  let next = start;
  for (const letter of wanted) {
    const k = text.indexOf(letter, next);
    if (k < 0) return null;
    const last = at.at(-1);
    if (startsWord(text, k)) score += AT_WORD;
    if (last !== undefined) score += k === last + 1 ? NEXT_TO : -GAP * (k - last);
    at.push(k);
    next = k + 1;
  }
  return { score: score - GAP * start - 0.01 * text.length, at };
}

/** Those that fit, the best first; equals keep their order. */
export function ranked<T>(typed: string, all: readonly T[], textOf: (one: T) => string): [T, Match][] {
  const found: [T, Match][] = [];
  for (const one of all) {
    const fit = match(typed, textOf(one));
    if (fit) found.push([one, fit]);
  }
  return found.toSorted(([, one], [, other]) => other.score - one.score);
}
