import { editorsOf } from "../../store/access";
import type { Step } from "../../store/guide";
import { t } from "../../words";
import { useLine } from "./context";
import { Trail } from "./Trail";

/** In the Guide's place for who may only look: how far the study is, and who may edit it. */
export function LookingOn({ step }: { step: Step }) {
  const { you, people } = useLine();
  return (
    <section className="guide" aria-label={t("shell:guide")}>
      <div className="eyebrow">{t("access:readOnly")}</div>
      <Trail step={step} />
      <h2>{t("access:title")}</h2>
      <p>{who(editorsOf(you, people))}</p>
    </section>
  );
}

/** The name the server's own address goes by. */
const HOST = "you";

function who(editors: readonly string[]): string {
  const names = editors.map((name) => (name === HOST ? t("access:host") : name));
  const last = names.at(-1);
  if (last === undefined) return t("access:nobody");
  if (names.length === 1) return t("access:who", { names: last });
  const some = names.slice(0, -1).join(", ");
  return t("access:whoMany", { names: t("access:and", { some, last }) });
}
