import { networkOf, trainingOut } from "../../store/document";
import { error } from "../../store/format";
import { LossPlot } from "../charts/LossPlot";
import { useReached, useRecords, useStudy } from "./context";

export function LossPanel() {
  const { telemetry } = useStudy();
  const records = useRecords();
  const run = trainingOut(records);
  const reached = useReached(run?.id ?? null);
  const now = run ? reached : networkOf(records);
  return (
    <section className="panel panel-foot" aria-label="Loss">
      <header>
        <h2>Loss</h2>
        <span className="dim small">
          test RMSE <b className="numbers">{error(now?.test_rmse)}</b>
        </span>
      </header>
      <LossPlot telemetry={telemetry} />
    </section>
  );
}
