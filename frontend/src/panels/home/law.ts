/** A typed law: which variables it has, and how it reads when typeset. The server does the real reading. */
import { nameTex } from "../parts/nameTex";

const FUNCTIONS = new Set(
  "sin cos tan exp log ln sqrt abs sinh cosh tanh arcsin arccos arctan asin acos atan arctanh sign sgn".split(
    " ",
  ),
);
const CONSTANTS = new Set(["pi", "e"]);
const WORD = /[A-Za-z_][A-Za-z_0-9]*/g;

/** The names that are neither functions nor constants, in the order of their first appearance. */
export function variablesOf(law: string): string[] {
  const words = law.match(WORD) ?? [];
  return [...new Set(words.filter((word) => !FUNCTIONS.has(word) && !CONSTANTS.has(word)))];
}

/** LaTeX good enough for an echo under the field. */
export function texOf(law: string): string {
  return raised(law.replace(/\*\*/g, "^"))
    .replace(WORD, (word) => wordTex(word))
    .replace(/\*/g, "\\,")
    .replace(/\//g, "\\,/\\,");
}

/** `y^2` and `y^(a+b)` with the power in braces. */
function raised(law: string): string {
  return law.replace(
    /\^\s*(\(([^()]*)\)|-?[\w.]+)/g,
    (_, whole: string, inner?: string) => `^{${inner ?? whole}}`,
  );
}

const TEX: Record<string, string> = {
  ln: "\\ln",
  abs: "\\operatorname{abs}",
  sqrt: "\\operatorname{sqrt}",
  asin: "\\arcsin",
  acos: "\\arccos",
  atan: "\\arctan",
  arctanh: "\\operatorname{artanh}",
  sign: "\\operatorname{sgn}",
  sgn: "\\operatorname{sgn}",
};

function wordTex(word: string): string {
  if (word === "pi") return "\\pi ";
  if (FUNCTIONS.has(word)) return `${TEX[word] ?? `\\${word}`}`;
  return word.length === 1 ? word : `${nameTex(word)} `;
}
