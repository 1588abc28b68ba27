import type { RunRecord } from "../../protocol/messages";
import { edgesOf, networkOf } from "../../store/document";
import { error } from "../../store/format";
import { IDLE_SCORE } from "../../store/view";
import { useFrame, useRecords } from "./context";

/** The three numbers of the run that is out. */
export function RunFigures({ run }: { run: RunRecord }) {
  const records = useRecords();
  const live = useFrame(150);
  const frame = live?.run === run.id ? live : null;
  const network = networkOf(records);
  const edges = edgesOf(records).filter((edge) => edge.status !== "cut");
  const scores = frame?.scores.size ? [...frame.scores.values()] : edges.map((edge) => edge.score);
  const active = scores.filter((score) => score >= IDLE_SCORE).length;
  return (
    <section className="panel">
      <header>
        <h2>Run</h2>
        <span className={run.status === "paused" ? "chip" : "chip pulse"}>
          {run.status !== "paused" && <i className="dot run" style={{ margin: 0 }} />}
          {run.status === "running" ? "training" : run.status}
        </span>
      </header>
      <div className="figures">
        <Figure name="Test RMSE" value={error(frame?.test_rmse ?? network?.test_rmse)} />
        <Figure name="Train RMSE" value={error(frame?.train_rmse ?? network?.train_rmse)} />
        <Figure name="Active curves" value={String(active)} of={`of ${edges.length}`} />
      </div>
    </section>
  );
}

function Figure({ name, value, of }: { name: string; value: string; of?: string }) {
  return (
    <div>
      <span className="eyebrow">{name}</span>
      <b>
        {value}
        {of && <i>{of}</i>}
      </b>
    </div>
  );
}
