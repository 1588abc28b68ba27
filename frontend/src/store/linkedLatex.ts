/** LaTeX whose parts say which edge they stand for: \htmlData{edge=edge:0:0:0}{\sin …}. */

const MARK = /\\htmlData\{edge=([^}]*)\}\{/g;

/** How a function is written around its argument; others stand upright before it. */
const FORMS: Record<string, string> = {
  x: "#",
  "x^2": "\\left(#\\right)^{2}",
  "x^3": "\\left(#\\right)^{3}",
  "x^4": "\\left(#\\right)^{4}",
  "x^5": "\\left(#\\right)^{5}",
  "1/x": "\\frac{1}{#}",
  "1/x^2": "\\frac{1}{\\left(#\\right)^{2}}",
  sqrt: "\\sqrt{#}",
  "1/sqrt(x)": "\\frac{1}{\\sqrt{#}}",
  exp: "e^{#}",
  abs: "\\left|#\\right|",
  sin: "\\sin\\left(#\\right)",
  cos: "\\cos\\left(#\\right)",
  tan: "\\tan\\left(#\\right)",
  log: "\\ln\\left(#\\right)",
};

/** The argument on an edge is scaled and shifted; which numbers it will be is not said yet. */
function written(name: string, argument: string): string {
  const form = FORMS[name] ?? `\\operatorname{${upright(name)}}\\left(#\\right)`;
  const power = /^(?:x\^\d|1\/x\^2)$/.test(name);
  if (power && ALONE.test(argument)) return form.replace("\\left(#\\right)", () => argument);
  const linear = name === "x" ? argument : `a\\,${argument}+b`;
  return form.replace("#", () => (power ? argument : linear));
}

/** A variable that needs no brackets below a power. */
const ALONE = /^(?:[a-z]|\\(?:mathrm|text)\{[^{}]*\})(?:_\{\d+\})?$/i;

/** Signs of a name that mean something in LaTeX go; so do numbers of its own and the formula of a custom one. */
const upright = (name: string) => (name.split(/:=|\(/)[0] ?? "").trim().replace(/[\\{}$&#^_%~]/g, "");

/** The formula as it would read with a name on an edge that has none yet; null where that is not to be seen. */
export function withName(latex: string, edge: string, name: string): string | null {
  for (const mark of latex.matchAll(MARK)) {
    if (!mark[1]?.split(" ").includes(edge)) continue;
    const start = mark.index + mark[0].length;
    const end = closing(latex, start);
    const part = /^\\varphi_\{[\d,]+\}\\left\(([\s\S]*)\\right\)$/.exec(latex.slice(start, end));
    if (!part) continue;
    const head = `\\htmlData{edge=${mark[1]},preview=yes}{`;
    return latex.slice(0, mark.index) + head + written(name, part[1] ?? "") + latex.slice(end);
  }
  return null;
}

/** The place of the brace that closes what is open at `start`. */
function closing(text: string, start: number): number {
  let depth = 1;
  for (let k = start; k < text.length; k++) {
    if (text[k] === "\\") k++;
    else if (text[k] === "{") depth++;
    else if (text[k] === "}" && --depth === 0) return k;
  }
  return text.length;
}
