/** The inner edges of the side panels: drag or arrow keys set the width, a double click or Enter folds. */
import { PanelLeft, PanelRight } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useEffect, useState } from "react";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { BOUNDS, fold, type Side, setWidth, useLayout } from "./layout";

const STEP = 16;

export function PanelEdge({ side }: { side: Side }) {
  const { width, folded } = useLayout()[side];
  const usual = useUsualWidth(side);
  const now = width ?? usual;
  const name = side === "left" ? t("shell:leftWidth") : t("shell:rightWidth");
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    setWidth(side, side === "left" ? event.clientX : innerWidth - event.clientX);
  };
  const press = (event: KeyboardEvent) => {
    const outward = side === "left" ? "ArrowRight" : "ArrowLeft";
    const inward = side === "left" ? "ArrowLeft" : "ArrowRight";
    if (event.key === outward) setWidth(side, now + STEP);
    else if (event.key === inward) setWidth(side, now - STEP);
    else if (event.key === "Home") setWidth(side, BOUNDS[side][0]);
    else if (event.key === "End") setWidth(side, BOUNDS[side][1]);
    else if (event.key === "Enter") fold(side, !folded);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator one can move is no rule
    <div
      role="separator"
      className={`panel-edge at-${side}`}
      aria-orientation="vertical"
      aria-label={name}
      aria-valuenow={folded ? 0 : now}
      aria-valuemin={0}
      aria-valuemax={BOUNDS[side][1]}
      title={t("shell:edgeSaid")}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => fold(side, !folded)}
      onKeyDown={press}
    />
  );
}

/** What the style sheet makes of this window. */
function useUsualWidth(side: Side): number {
  const read = () =>
    Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue(`--w-${side}`), 10);
  const [usual, setUsual] = useState(read);
  useEffect(() => {
    const again = () => setUsual(read());
    addEventListener("resize", again);
    return () => removeEventListener("resize", again);
  });
  return usual;
}

/** The way back to a panel that is folded. */
export function PanelTab({ side, open }: { side: Side; open: () => void }) {
  return (
    <Button
      icon={side === "left" ? PanelLeft : PanelRight}
      look="compact"
      className={`panel-tab at-${side}`}
      onClick={open}
    >
      {side === "left" ? t("shell:guide") : t("shell:inspector")}
    </Button>
  );
}
