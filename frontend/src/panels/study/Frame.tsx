/** The grid of a study's screen: which panels stand, how wide, and how to bring back one that is folded. */
import { X } from "lucide-react";
import { type CSSProperties, type ReactNode, useEffect, useState } from "react";
import { studyOf } from "../../store/document";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { useRecords } from "./context";
import { fold, present, useLayout } from "./layout";
import { PanelEdge, PanelTab } from "./PanelEdge";
import type { Tab } from "./tabs";

/** Below this the left panel is a button, and lies over the network while it is wanted. */
const NARROW = "(max-width: 1099px)";

export function Frame({ tab, children }: { tab: Tab; children: ReactNode }) {
  const { left, right, presenting } = useLayout();
  const name = studyOf(useRecords())?.name;
  const [narrow, [over, setOver]] = [useMedia(NARROW), useState(false)];
  const leftAway = narrow ? !over : left.folded;
  // Other views hold what they are for in their right panel.
  const rightAway = right.folded && tab === "network";
  const names = ["app study", narrow && "narrow", leftAway && "left-away", rightAway && "right-away"];
  const widths: Record<string, string> = {};
  if (leftAway || left.width !== null) widths["--w-left"] = `${leftAway ? 0 : left.width}px`;
  if (rightAway || right.width !== null) widths["--w-right"] = `${rightAway ? 0 : right.width}px`;
  return (
    <div
      className={names.filter(Boolean).join(" ") + (presenting ? " presenting" : "")}
      style={widths as CSSProperties}
    >
      {children}
      {!presenting && (
        <section className="panel-edges" aria-label={t("shell:widths")}>
          {!narrow && <PanelEdge side="left" />}
          {tab !== "data" && tab !== "code" && <PanelEdge side="right" />}
        </section>
      )}
      {!presenting && (narrow || leftAway) && (
        <PanelTab side="left" open={() => (narrow ? setOver(!over) : fold("left", false))} />
      )}
      {!presenting && rightAway && <PanelTab side="right" open={() => fold("right", false)} />}
      {presenting && (
        <header className="visually-hidden">
          <h1>{name}</h1>
        </header>
      )}
      {presenting && (
        <Button icon={X} look="compact" className="leave-presenting" onClick={() => present(false)}>
          {t("shell:leavePresenting")} <kbd>Esc</kbd>
        </Button>
      )}
    </div>
  );
}

function useMedia(query: string): boolean {
  const [fits, setFits] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const asked = matchMedia(query);
    const again = () => setFits(asked.matches);
    asked.addEventListener("change", again);
    again();
    return () => asked.removeEventListener("change", again);
  }, [query]);
  return fits;
}
