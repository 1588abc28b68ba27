import { useEffect, useMemo, useRef } from "react";
import { checkout } from "../../actions";
import type { RunRecord } from "../../protocol/messages";
import { runsOut } from "../../store/document";
import { count, error } from "../../store/format";
import { type HistoryLine, historyLines } from "../../store/history";
import { t } from "../../words";
import { useMe } from "../queries";
import { useAction, useFrame, useRecords } from "./context";
import { Rail, RunRail } from "./Rail";
import { VersionName } from "./VersionName";

/** Where the study has been: one line with branches, click to go there. */
export function History() {
  const records = useRecords();
  const lines = useMemo(() => historyLines(records), [records]);
  const me = useMe().data?.name;
  const runs = runsOut(records);
  const tree = useRef<HTMLOListElement>(null);
  const head = lines.find(({ standing }) => standing === "now")?.version.id;
  const shown = `${lines.length}.${runs.length}.${head}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line and each step back scrolls the present into sight
  useEffect(() => {
    tree.current?.querySelector(".now")?.scrollIntoView({ block: "nearest" });
  }, [shown]);
  return (
    <section className="panel history" aria-label="History">
      <header>
        <h2>History</h2>
        <span className="dim small">test RMSE</span>
      </header>
      <ol className="tree" ref={tree}>
        {lines.map((line) => (
          <Line
            key={line.version.id}
            line={line.standing === "now" && runs.length > 0 ? { ...line, mainBelow: true } : line}
            mine={line.version.author === me}
          />
        ))}
        {runs.map((run) => (
          <RunLine key={run.id} run={run} mine={run.author === me} />
        ))}
      </ol>
    </section>
  );
}

const ENDING = { past: "", now: ", now", undone: ", undone", branch: ", branch" } as const;

function Line({ line, mine }: { line: HistoryLine; mine: boolean }) {
  const { version, standing } = line;
  const { disabled, run } = useAction(checkout);
  const now = standing === "now";
  return (
    <li className={standing} aria-current={now || undefined}>
      <Rail line={line} />
      <button
        type="button"
        className="tree-row"
        disabled={disabled || now}
        title={now ? undefined : "Go to this version"}
        onClick={() => run(version.id)}
      >
        <span />
        <span className="text">
          {version.name ? <b>{version.name}</b> : version.text}
          <span className="by">
            {version.credit
              ? t("proposals:credited", {
                  credit: version.credit,
                  by: mine ? t("shell:you").toLowerCase() : version.author,
                })
              : mine
                ? "you"
                : version.author}
            {ENDING[standing]}
          </span>
        </span>
        <span className="number">{error(version.test_rmse)}</span>
      </button>
      {now && <VersionName version={version} />}
    </li>
  );
}

const DOING: Record<RunRecord["operation"]["op"], string> = {
  train: "Training",
  set_filter: "Choosing rows",
  set_units: "Setting units",
  derive_column: "Working out a column",
  prune: "Pruning",
  prune_edges: "Cutting",
  prune_nodes: "Cutting",
  prune_inputs: "Cutting",
  grow: "Adding nodes",
  add_layer: "Adding a layer",
  swap_nodes: "Swapping nodes",
  draw_curve: "Drawing",
  wish: "Shaping",
  restore_edges: "Restoring",
  lock_edges: "Locking",
  unlock_edges: "Unlocking",
  fix_symbolic: "Naming",
  unfix_symbolic: "Taking a name off",
  auto_symbolic: "Naming every curve",
  refit: "Refitting the constants",
  snap: "Making constants exact",
  refine_grid: "Refining the grid",
  build_network: "Building the network",
  set_roles: "Building the network",
  set_split: "Dividing the rows",
};

function RunLine({ run, mine }: { run: RunRecord; mine: boolean }) {
  const frame = useFrame(250);
  const live = frame?.run === run.id ? frame : null;
  const step = live?.step ?? run.step;
  const training = run.operation.op === "train";
  return (
    <li className="running">
      <RunRail />
      <div className="tree-row">
        <span />
        <span className="text">
          {run.status === "paused" ? "Paused" : DOING[run.operation.op]}
          <span className="by">
            {mine ? "you" : run.author}
            {training && `, step ${count(step)}`}
            {run.status === "queued" && ", waiting"}
          </span>
        </span>
        <span className="number">{live ? error(live.test_rmse) : ""}</span>
      </div>
    </li>
  );
}
