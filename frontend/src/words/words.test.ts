import { afterEach, describe, expect, it } from "vitest";
import { chooseLanguage, languageFrom, t } from ".";
import { en } from "./en";
import { zh } from "./zh";

afterEach(() => chooseLanguage("en"));

/** What a sentence is filled with and which words stand out in it. */
const marksIn = (text: string) => (text.match(/\{\{\w+\}\}|<\/?b>/g) ?? []).toSorted();

describe("words of the screen", () => {
  it("begin in the language chosen before, else the browser's first that is known, else English", () => {
    expect(languageFrom("zh", ["en-GB"])).toBe("zh");
    expect(languageFrom(null, ["fr", "zh-Hans-CN", "en"])).toBe("zh");
    expect(languageFrom("tlh", ["fr"])).toBe("en");
  });

  it("are filled with the same things in both languages", () => {
    const chinese: Record<string, Record<string, string>> = zh;
    for (const [area, words] of Object.entries(en)) {
      for (const [key, text] of Object.entries(words)) {
        if (key.endsWith("_one")) continue;
        expect([area, key, ...marksIn(chinese[area]?.[key] ?? "")]).toEqual([area, key, ...marksIn(text)]);
      }
    }
  });

  it("count in English by one and many, in Chinese by one form", async () => {
    expect(t("parts:edges", { count: 1, n: "1" })).toBe("1 edge");
    expect(t("parts:edges", { count: 12, n: "12" })).toBe("12 edges");
    await chooseLanguage("zh");
    expect(t("parts:edges", { count: 1, n: "1" })).toBe("1 条边");
    expect(document.documentElement.lang).toBe("zh-Hans");
  });
});
