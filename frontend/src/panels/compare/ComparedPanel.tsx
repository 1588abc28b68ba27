/** From A to B: figures beside one another, the operations between, what they changed, and the ways on. */
import { ArrowLeftRight } from "lucide-react";
import { useStore } from "zustand";
import { checkout } from "../../actions";
import { swapped } from "../../store/comparing";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { useAction, useHead, useStudy } from "../study/context";
import { Changed } from "./Changed";
import { ComparedEdges } from "./ComparedEdges";
import { ComparedFigures } from "./ComparedFigures";
import { EdgePair } from "./EdgePair";
import { Regions } from "./Regions";
import { useFits } from "./useFits";
import type { Both } from "./useSides";
import { Way } from "./Way";

export function ComparedPanel({ both }: { both: Both }) {
  const study = useStudy();
  const selected = useStore(study.selection, (state) => state.edge);
  const fits = useFits(both);
  const swap = () => study.comparing.setState(({ pair }) => ({ pair: pair && swapped(pair) }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: the contract names it a region
    <div role="region" className="right" aria-label={t("shell:inspector")}>
      <div className="scroll">
        <section className="panel">
          <header>
            <h2>{t("compare:fromTo")}</h2>
            <Button icon={ArrowLeftRight} look="quiet compact" onClick={swap}>
              {t("compare:swap")}
            </Button>
          </header>
          <ComparedFigures both={both} fits={fits} />
        </section>
        {selected !== null && <EdgePair both={both} edge={selected} />}
        <Changed both={both} />
        <Way both={both} />
        <Regions fits={fits} />
        <ComparedEdges both={both} />
      </div>
      <Ways both={both} />
    </div>
  );
}

/** To one of the two, with the comparison left behind; the one that is present already is only gone back to. */
function Ways({ both }: { both: Both }) {
  const { comparing } = useStudy();
  const head = useHead()?.id;
  const { offered, disabled, run } = useAction(checkout);
  if (!offered) return null;
  const go = (version: string) => {
    if (version !== head) run(version);
    comparing.setState({ pair: null });
  };
  return (
    <section className="panel panel-foot foot-acts">
      {(["a", "b"] as const).map((side) => {
        const { id } = both[side].version;
        return (
          <Button key={side} className="grow" disabled={disabled && id !== head} onClick={() => go(id)}>
            {t(id === head ? "compare:keep" : "compare:continueFrom", { side: side.toUpperCase() })}
          </Button>
        );
      })}
    </section>
  );
}
