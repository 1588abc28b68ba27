/** How firmly training holds to the sketch: a weight between a hundredth and ten, by its order of magnitude. */
import { t } from "../../../words";

export const START_WEIGHT = 0.1;
const [LEAST, MOST] = [-2, 1];

export function Firmness({ weight, change }: { weight: number; change: (weight: number) => void }) {
  const order = Math.log10(weight);
  return (
    <label className="sketch-firmness">
      <span>{t("draw:firmly")}</span>
      <input
        type="range"
        min={LEAST}
        max={MOST}
        step={0.25}
        value={Math.min(MOST, Math.max(LEAST, order))}
        aria-label={t("draw:firmlySaid")}
        aria-valuetext={saidOf(order)}
        onChange={(event) => change(10 ** Number(event.currentTarget.value))}
      />
      <span className="dim">{saidOf(order)}</span>
    </label>
  );
}

function saidOf(order: number): string {
  if (order <= -1.5) return t("draw:hint1");
  if (order <= -0.5) return t("draw:hint2");
  return order <= 0.5 ? t("draw:hint3") : t("draw:hint4");
}
