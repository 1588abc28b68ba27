import { networkOf, trainingOut } from "../../store/document";
import { error } from "../../store/format";
import { t } from "../../words";
import { LossPlot } from "../charts/LossPlot";
import { useReached, useRecords, useStudy } from "./context";

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
      <LossPlot telemetry={telemetry} />
    </section>
  );
}
