import { useMutation } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useEffect, useRef } from "react";
import { takingShape, toyView } from "../../canvas/example";
import { NetworkCanvas } from "../../canvas/networkCanvas";
import { makeDataset, makeStudy, operate } from "../../protocol/api";
import { problemOf } from "../../protocol/problem";
import { operationOf, recipeStore } from "../../store/recipe";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { useStudies } from "../queries";
import { go } from "../route";
import { startTour } from "../tour/tour";

const LAW = "exp(sin(pi*x) + y^2)";

async function openAndTrain(): Promise<string> {
  const dataset = await makeDataset({ formula: LAW, name: t("home:toy") });
  const study = await makeStudy({ name: t("home:toy"), dataset: dataset.id });
  await operate(study.id, operationOf(recipeStore.getState()));
  return study.id;
}

/** An example that moves before there is data. */
export function Hero() {
  const host = useRef<HTMLDivElement>(null);
  const open = useMutation({ mutationFn: openAndTrain, onSuccess: (id) => go(`study/${id}`) });
  // A second tour goes through the example that is there already.
  const known = useStudies().data?.studies.find(({ name }) => name === t("home:toy"));
  const tour = useMutation({
    mutationFn: async () => known?.id ?? openAndTrain(),
    onSuccess: (id) => {
      startTour();
      go(`study/${id}`);
    },
  });
  const [error, busy] = [
    open.error ?? tour.error,
    [open, tour].some((one) => one.isPending || one.isSuccess),
  ];
  useEffect(() => (host.current ? moving(host.current) : undefined), []);
  return (
    <section className="live" aria-label={t("home:example")}>
      <div ref={host} className="live-canvas" role="img" aria-label={t("home:moving")} />
      <div className="live-caption">
        <div>
          <b>{error ? problemOf(error).message : t("home:takeShape")}</b>
          <span className="mid">{t("home:canYou")}</span>
        </div>
        <div className="live-acts">
          <Button look="quiet large" disabled={busy} onClick={() => tour.mutate()}>
            {t("tour:take")}
          </Button>
          <Button icon={Play} look="primary large" disabled={busy} onClick={() => open.mutate()}>
            {t("home:openAndTrain")}
          </Button>
        </div>
      </div>
    </section>
  );
}

const SETTLES = 6;
const NOTHING = { onSelect: () => undefined, onHover: () => undefined, onOpen: () => undefined };

/** Curves settle within six seconds, then sway a little; with reduced motion they stand as learnt. */
function moving(host: HTMLElement): () => void {
  const view = toyView("learnt", 3, 1);
  const canvas = new NetworkCanvas(host, NOTHING, { picture: true });
  canvas.setView(view);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let frame = 0;
  let last = 0;
  const begun = performance.now();
  const step = (now: number) => {
    frame = requestAnimationFrame(step);
    if (now - last < 40) return;
    last = now;
    const seconds = (now - begun) / 1000;
    const settled = 1 - Math.exp((-3 * seconds) / SETTLES);
    canvas.setCurves(takingShape(view, settled, seconds));
  };
  canvas.setTraining(!still);
  if (!still) frame = requestAnimationFrame(step);
  return () => {
    cancelAnimationFrame(frame);
    canvas.dispose();
  };
}
