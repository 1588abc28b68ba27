import { chooseLanguage, LANGUAGES, languageNow, t } from "../../words";

/** The way to the other language, in that language's own name. */
export function LanguageSwitch() {
  const other = languageNow() === "en" ? "zh" : "en";
  return (
    <button
      type="button"
      className="language"
      lang={other === "zh" ? "zh-Hans" : "en"}
      title={t("parts:speak", { language: LANGUAGES[other] })}
      onClick={() => void chooseLanguage(other)}
    >
      {LANGUAGES[other]}
    </button>
  );
}
