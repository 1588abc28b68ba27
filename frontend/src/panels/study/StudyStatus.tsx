/** The line at the foot: what the mouse can do now, what was refused, and whether the line holds. */
import { useStore } from "zustand";
import type { LineState } from "../../protocol/connection";
import { dataOf, studyOf, trainingOut } from "../../store/document";
import { count } from "../../store/format";
import { Said } from "../parts/Said";
import { useLine, useRecords, useSelected, useStudy } from "./context";
import type { Tab } from "./TopBar";

export function StudyStatus({ tab }: { tab: Tab }) {
  const study = useStudy();
  const { problem } = useStore(study.trouble);
  const records = useRecords();
  const { state: now, lostAt } = useLine();
  const state = now === "connecting" && lostAt !== null ? "waiting" : now;
  const [table, data] = [studyOf(records), dataOf(records)];
  const training = trainingOut(records)?.status === "running";
  return (
    <footer className="status">
      <span role="status">
        {problem ? <Said problem={problem} forget={() => study.forgive()} /> : <Hint tab={tab} />}
      </span>
      <span className="status-right">
        {data && <span>seed {data.seed}</span>}
        {table && <span>{count(table.rows)} rows</span>}
        <span>
          <i className={`dot${state === "live" ? (training ? " run" : "") : " off"}`} />
          {state === "live" && training ? "Training" : LINE[state]}
        </span>
      </span>
    </footer>
  );
}

const LINE: Record<LineState, string> = {
  connecting: "Connecting",
  live: "Connected",
  waiting: "Offline",
  gone: "Closed",
};

function Hint({ tab }: { tab: Tab }) {
  const records = useRecords();
  const edge = useSelected();
  if (tab === "data") {
    return (
      <>
        <b>Click</b> a column to see it, <b>choose</b> a role over it
      </>
    );
  }
  const run = trainingOut(records);
  if (run) {
    return (
      <>
        <b>Click</b> a curve to hold it in the Inspector while it trains; <b>Space</b>{" "}
        {run.status === "paused" ? "goes on" : "pauses"}
      </>
    );
  }
  if (edge) {
    return (
      <>
        <b>Point</b> at a candidate to see it, <b>click</b> to choose, <b>Fix</b> to name the edge, <b>Esc</b>{" "}
        to leave
      </>
    );
  }
  return (
    <>
      <b>Click</b> a curve to open it, <b>drag</b> the paper to pan, <b>scroll</b> to zoom
    </>
  );
}
