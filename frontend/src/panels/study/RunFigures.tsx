import type { RunRecord } from "../../protocol/messages";
import { edgesOf } from "../../store/document";
import { error } from "../../store/format";
import { IDLE_SCORE } from "../../store/view";
import { t } from "../../words";
import { useFrame, useReached, useRecords } from "./context";

/** The three numbers of the run that is out. */
export function RunFigures({ run }: { run: RunRecord }) {
  const records = useRecords();
  const live = useFrame(150);
  const frame = live?.run === run.id ? live : null;
  const reached = useReached(run.id);
  const edges = edgesOf(records).filter((edge) => edge.status !== "cut");
  const scores = frame?.scores.size ? [...frame.scores.values()] : null;
  const active = scores?.filter((score) => score >= IDLE_SCORE).length;
  const said =
    run.status === "queued" || run.status === "paused"
      ? t(`inspector:status_${run.status}`)
      : t("inspector:status_running");
  return (
    <section className="panel">
      <header>
        <h2>{t("inspector:run")}</h2>
        <span className={run.status === "paused" ? "chip" : "chip pulse"}>
          {run.status !== "paused" && <i className="dot run" style={{ margin: 0 }} />}
          {said}
        </span>
      </header>
      <div className="figures">
        <Figure name={t("inspector:testRmse")} value={error(reached?.test_rmse)} />
        <Figure name={t("inspector:trainRmse")} value={error(reached?.train_rmse)} />
        <Figure
          name={t("inspector:active")}
          value={active === undefined ? "–" : String(active)}
          of={t("inspector:ofEdges", { n: edges.length })}
        />
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
