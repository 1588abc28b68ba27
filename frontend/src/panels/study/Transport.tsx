import { Pause, Play, Square } from "lucide-react";
import { pause, resume, stop, train } from "../../actions";
import { trainingOut } from "../../store/document";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { useAction, useRecords } from "./context";
import { RecipePopover } from "./RecipePopover";

/** One slot for the run: Train with its recipe, or what may be done with the one that is out. */
export function Transport() {
  const run = trainingOut(useRecords());
  if (!run) return <Start />;
  return run.status === "paused" ? <Held /> : <Running />;
}

function Start() {
  const { disabled, run } = useAction(train);
  return (
    <span className="joined">
      <Button icon={Play} disabled={disabled} onClick={() => run(undefined)}>
        {t("shell:train")}
      </Button>
      <RecipePopover />
    </span>
  );
}

function Running() {
  const [hold, end] = [useAction(pause), useAction(stop)];
  return (
    <>
      <Button icon={Pause} disabled={hold.disabled} onClick={() => hold.run()}>
        {t("shell:pause")}
      </Button>
      <Button icon={Square} disabled={end.disabled} onClick={() => end.run()}>
        {t("shell:stop")}
      </Button>
    </>
  );
}

function Held() {
  const [on, end] = [useAction(resume), useAction(stop)];
  return (
    <>
      <Button icon={Play} disabled={on.disabled} onClick={() => on.run()}>
        {t("shell:resume")}
      </Button>
      <Button icon={Square} disabled={end.disabled} onClick={() => end.run()}>
        {t("shell:stop")}
      </Button>
    </>
  );
}
