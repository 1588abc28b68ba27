import { Film } from "lucide-react";
import { useStore } from "zustand";
import { networkOf, trainingOut } from "../../store/document";
import { filmBehind } from "../../store/film";
import { error } from "../../store/format";
import { t } from "../../words";
import { lossFile } from "../charts/LossFigure";
import { LossPlot } from "../charts/LossPlot";
import { SavePlot } from "../charts/SavePlot";
import { Button } from "../parts/Button";
import { useReached, useRecords, useStudy } from "./context";

/** Opens the film of the training that led here. */
function WatchAgain() {
  const { sight } = useStudy();
  const film = filmBehind(useRecords());
  const watched = useStore(sight, (state) => state.film);
  if (!film || watched === film.id) return null;
  return (
    <Button icon={Film} look="quiet compact" onClick={() => sight.setState({ film: film.id })}>
      {t("inspector:watchAgain")}
    </Button>
  );
}

export function LossPanel() {
  const { telemetry } = useStudy();
  const records = useRecords();
  const run = trainingOut(records);
  const reached = useReached(run?.id ?? null);
  const now = run ? reached : networkOf(records);
  return (
    <section className="panel panel-foot" aria-label={t("inspector:loss")}>
      <header>
        <h2>{t("inspector:loss")}</h2>
        <span className="dim small">
          {t("inspector:lossShown")} <b className="numbers">{error(now?.test_rmse)}</b>
        </span>
      </header>
      <SavePlot label={t("inspector:lossSaid")} drawn={() => lossFile(telemetry.loss)}>
        <LossPlot telemetry={telemetry} />
      </SavePlot>
      {!run && <WatchAgain />}
    </section>
  );
}
