import { networkOf } from "../../store/document";
import { error } from "../../store/format";
import { LossPlot } from "../charts/LossPlot";
import { useFrame, useRecords, useStudy } from "./context";

export function LossPanel() {
  const { telemetry } = useStudy();
  const frame = useFrame(200);
  const network = networkOf(useRecords());
  return (
    <section className="panel panel-foot" aria-label="Loss">
      <header>
        <h2>Loss</h2>
        <span className="dim small">
          test RMSE <b className="numbers">{error(frame?.test_rmse ?? network?.test_rmse)}</b>
        </span>
      </header>
      <LossPlot telemetry={telemetry} />
    </section>
  );
}
