/** How this person's language writes numbers and dates: the browser's variant of it, en-ZA or zh-TW, where it has one. */
import { languageNow } from ".";

const USUAL = { en: "en-GB", zh: "zh-CN" } as const;

export function localeNow(): string {
  const language = languageNow();
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(`${language}-`)) ?? USUAL[language];
}

const marks = new Map<string, string>();

/** The decimal mark: a point, or a comma. */
export function decimalMark(): string {
  const locale = localeNow();
  const known = marks.get(locale);
  if (known !== undefined) return known;
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  const mark = parts.find(({ type }) => type === "decimal")?.value ?? ".";
  marks.set(locale, mark);
  return mark;
}
