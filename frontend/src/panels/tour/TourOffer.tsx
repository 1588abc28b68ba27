import { Footprints } from "lucide-react";
import { useState } from "react";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { useStudy } from "../study/context";
import { isOffered, rememberAnswer } from "./memory";
import { startTour, useTour } from "./tour";

/** In a newcomer's first study: the tour, or never again. */
export function TourOffer() {
  const { id } = useStudy();
  const [open, setOpen] = useState(() => isOffered(id));
  if (useTour() !== null || !open) return null;
  const answer = (act: () => void) => {
    setOpen(false);
    act();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: no field set, but a question with two answers
    <div className="kit tour-offer" role="group" aria-label={t("tour:title")}>
      <span className="mid small">{t("tour:offer")}</span>
      <Button icon={Footprints} look="compact" onClick={() => answer(startTour)}>
        {t("tour:take")}
      </Button>
      <Button look="quiet compact" onClick={() => answer(rememberAnswer)}>
        {t("tour:no")}
      </Button>
    </div>
  );
}
