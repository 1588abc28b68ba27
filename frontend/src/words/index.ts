/**
 * Every word of the screen, in English and Chinese. To use it: `import { t } from "../../words"`, `t("home:lead")`.
 * To add words: a key in `en/<area>.ts` and the same in `zh/<area>.ts`; a key without Chinese is a type error.
 */
import i18next from "i18next";
import { createStore } from "zustand/vanilla";
import { en } from "./en";

export const LANGUAGES = { en: "English", zh: "中文" } as const;
export type Language = keyof typeof LANGUAGES;

const PLACE = "kanscope.language";
const isLanguage = (text: string | null | undefined): text is Language => text === "en" || text === "zh";

/** The language kept from an earlier choice, else the first of the browser's that is spoken here, else English. */
export function languageFrom(kept: string | null, wished: readonly string[]): Language {
  if (isLanguage(kept)) return kept;
  const known = wished.map((tag) => tag.toLowerCase().split("-")[0]).find(isLanguage);
  return known ?? "en";
}

/** What is spoken now. The page is drawn anew when it changes, so `t` may be called anywhere while drawing. */
export const languageStore = createStore<{ language: Language }>(() => ({ language: "en" }));
export const languageNow = () => languageStore.getState().language;

void i18next.init({
  lng: "en",
  fallbackLng: "en",
  resources: { en },
  ns: Object.keys(en),
  defaultNS: "parts",
  keySeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
});

export const t = i18next.t;

/**
 * What the server says in English, in another language: "said:trained" or "examples:toy.title", filled with
 * figures. Null in English, and where there are no words for it: then the server's own stand.
 */
export function served(name: string, figures: Readonly<Record<string, string | number>> = {}): string | null {
  return i18next.exists(name) ? i18next.t(name as "parts:now", figures) : null;
}

/** Speaks a language from now on; Chinese is fetched the first time. */
async function speak(language: Language): Promise<void> {
  if (language === "zh" && !i18next.hasResourceBundle("zh", "parts")) {
    const { zh, served } = await import("./zh");
    for (const [area, words] of Object.entries({ ...zh, ...served }))
      i18next.addResourceBundle("zh", area, words);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === "zh" ? "zh-Hans" : language;
  languageStore.setState({ language });
}

/** Before the first drawing. */
export const speakAsBefore = () => speak(languageFrom(localStorage.getItem(PLACE), navigator.languages));

/** Somebody chose: kept for the next visit. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(PLACE, language);
  await speak(language);
}
