/** Two versions side by side: both networks, both formulas, and what lies between them. */
import { X } from "lucide-react";
import type { ReactNode } from "react";
import type { Pair } from "../../store/comparing";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { useStudy } from "../study/context";
import { Notices } from "../study/Notices";
import { ComparedFormulas } from "./ComparedFormulas";
import { ComparedPanel } from "./ComparedPanel";
import { ComparedStage } from "./ComparedStage";
import { useSides } from "./useSides";

export function Compared({ pair }: { pair: Pair }) {
  const sides = useSides(pair);
  if (sides.state === "missing") return <Empty said={t("compare:missing", { n: sides.number })} />;
  if (sides.state === "waiting") return <Empty said={t("compare:waiting")} busy />;
  if (sides.state === "failed") {
    return (
      <Empty said={sides.said}>
        <Button onClick={sides.again}>{t("compare:again")}</Button>
      </Empty>
    );
  }
  return (
    <>
      <main className="centre" aria-busy={sides.both.stale}>
        <Notices />
        <ComparedStage both={sides.both} />
        <ComparedFormulas both={sides.both} />
      </main>
      <ComparedPanel both={sides.both} />
    </>
  );
}

/** No two networks to be seen: why, and the ways on. */
function Empty({ said, busy = false, children }: { said: string; busy?: boolean; children?: ReactNode }) {
  const { comparing } = useStudy();
  return (
    <main className="centre compare-empty" aria-busy={busy}>
      <p className="mid" role={busy ? undefined : "alert"}>
        {said}
      </p>
      <span className="foot-acts">
        {children}
        <Button icon={X} onClick={() => comparing.setState({ pair: null })}>
          {t("compare:leave")} <kbd>Esc</kbd>
        </Button>
      </span>
    </main>
  );
}
