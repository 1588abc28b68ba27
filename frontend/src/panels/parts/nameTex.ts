/** A thin space before a word that follows a number or another word: 361.93 period, not 361.93period. */
export const spaced = (latex: string) => latex.replace(/([\d})])\s+(?=\\(?:text|mathrm)\{)/g, "$1\\,");

/** A column's name in LaTeX: x1 as a letter with its number, longer words upright. */
export function nameTex(name: string): string {
  const [, stem, digits] = /^([A-Za-z]+)_?(\d+)$/.exec(name) ?? [];
  const bare = stem ?? name;
  const word =
    bare.length === 1 ? bare : `\\mathrm{${bare.replace(/[\\{}$&#^_%~]/g, (sign) => `\\${sign}`)}}`;
  return digits ? `${word}_{${digits}}` : word;
}
