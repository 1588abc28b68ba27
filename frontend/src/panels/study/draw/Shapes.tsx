/** Shapes an edge may be held to. It is held to one at a time. */
import { Check } from "lucide-react";
import type { Shape } from "../../../protocol/messages";
import { t } from "../../../words";

const SHAPES: readonly Shape[] = [
  "rising",
  "falling",
  "convex",
  "concave",
  "odd",
  "even",
  "periodic",
  "zero outside",
];

/** "rises". */
export const shapeName = (shape: Shape) =>
  shape === "zero outside" ? t("draw:zeroOutside") : t(`draw:${shape}`);

export function Shapes({ shape, choose }: { shape: Shape | null; choose: (shape: Shape | null) => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of toggles, not a form's part
    <div className="sketch-shapes" role="group" aria-label={t("draw:shape")}>
      {SHAPES.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === shape}
          onClick={() => choose(each === shape ? null : each)}
        >
          {each === shape && <Check className="icon" aria-hidden="true" />}
          {shapeName(each)}
        </button>
      ))}
    </div>
  );
}
