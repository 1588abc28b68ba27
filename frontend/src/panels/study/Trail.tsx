import { STEPS, type Step } from "../../store/guide";
import { t } from "../../words";

/** The seven marks of the path, from data to formula: which are behind, and which is now. */
export function Trail({ step: now }: { step: Step }) {
  const at = STEPS.indexOf(now);
  return (
    <div className="trail" role="img" aria-label={t("guide:step", { k: at + 1, n: STEPS.length })}>
      {STEPS.map((step, k) => (
        <i key={step} className={k < at ? "done" : k === at ? "now" : ""} />
      ))}
    </div>
  );
}
