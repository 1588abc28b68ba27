import { served } from "../words";
import type { ProblemAnswer } from "./messages";

/** What the server said when it did not do what was asked: a sentence, and often the cure. */
export class Problem extends Error {
  readonly code: string;
  readonly hint: string | null;
  readonly field: string | null;

  constructor(answer: Partial<ProblemAnswer>, status: number) {
    const told = toldIn(answer);
    super(told ?? sentenceOf(answer.detail ?? answer.title ?? `The server answered ${status}.`));
    this.name = "Problem";
    this.code = answer.code ?? String(status);
    const hint = told === null ? answer.hint : null;
    this.hint = hint && !this.message.includes(hint) ? sentenceOf(hint) : null;
    this.field = answer.field ?? null;
  }

  /** What happened, and the cure where there is one. */
  get sentence(): string {
    return [this.message, this.hint].filter(Boolean).join(" ");
  }
}

/** What happened and its cure in a language other than English, null where only the English is known. */
function toldIn({ said = [], code = "" }: Partial<ProblemAnswer>): string | null {
  const clauses = said.map(({ word, figures }) => served(`said:${word}`, figures));
  return clauses.length === 0 ? served(`codes:${code}`) : clauses.includes(null) ? null : clauses.join("");
}

/** With a capital where it begins with a plain word, and a full stop where it ends with one. */
export function sentenceOf(text: string): string {
  const capital = /^[a-z]+\b(?![_.(])/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[\p{L}\p{N})'"”]$/u.test(capital) ? `${capital}.` : capital;
}

const UNREACHABLE = {
  code: "unreachable",
  detail: "The server cannot be reached.",
  hint: "Look whether it still runs; nothing that was acknowledged is lost.",
};

/** Whatever was thrown, as a problem with a sentence. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TypeError) return new Problem(UNREACHABLE, 0);
  return new Problem({ code: "unknown", detail: error instanceof Error ? error.message : String(error) }, 0);
}
