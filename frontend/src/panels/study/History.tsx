import { useEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import { checkout, compare } from "../../actions";
import type { RunRecord } from "../../protocol/messages";
import { type Pair, placed, SIDES } from "../../store/comparing";
import { runsOut } from "../../store/document";
import { count, error } from "../../store/format";
import { type HistoryLine, historyLines } from "../../store/history";
import { versionSaid } from "../../store/said";
import { t } from "../../words";
import { Letter } from "../compare/Letter";
import { Button } from "../parts/Button";
import { useMe } from "../queries";
import { useAction, useFrame, useRecords, useStudy } from "./context";
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
  const pair = useStore(useStudy().comparing, (state) => state.pair);
  const shown = `${lines.length}.${runs.length}.${head}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line and each step back scrolls the present into sight
  useEffect(() => {
    tree.current?.querySelector(".now")?.scrollIntoView({ block: "nearest" });
  }, [shown]);
  return (
    <section className={pair ? "panel history comparing" : "panel history"} aria-label={t("history:title")}>
      <header>
        <h2>{t("history:title")}</h2>
        <CompareButton pair={pair} />
      </header>
      <ol className="tree" ref={tree}>
        {lines.map((line, k) => (
          <Line
            key={line.version.id}
            pair={pair}
            number={k + 1}
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

/** Side by side with the version before, or back to one. */
function CompareButton({ pair }: { pair: Pair | null }) {
  const { comparing } = useStudy();
  const { disabled, run } = useAction(compare);
  return (
    <Button
      look={pair ? "quiet compact on" : "quiet compact"}
      aria-pressed={pair !== null}
      disabled={disabled && !pair}
      onClick={() => (pair ? comparing.setState({ pair: null }) : run(undefined))}
    >
      {t("compare:compare")}
    </Button>
  );
}

interface LineProps {
  line: HistoryLine;
  /** Counted from 1, as the address has it. */
  number: number;
  mine: boolean;
  pair: Pair | null;
}

function Line({ line, number, mine, pair }: LineProps) {
  const { version, standing } = line;
  const { comparing } = useStudy();
  const { offered, disabled, run } = useAction(checkout);
  const now = standing === "now";
  const by = mine ? t("history:you") : version.author;
  const who = version.credit ? t("proposals:credited", { credit: version.credit, by }) : by;
  const said = standing === "past" ? who : `${who}${t("parts:comma")}${t(`history:${standing}`)}`;
  const Row = offered || pair ? "button" : "div";
  const go = () => (pair ? comparing.setState({ pair: placed(pair, "b", number) }) : run(version.id));
  const title = pair ? t("compare:putIn", { n: number, side: "B" }) : now ? undefined : t("history:go");
  return (
    <li className={standing} aria-current={now || undefined}>
      <Rail line={line} />
      <Row
        className="tree-row"
        {...(Row === "button" && {
          type: "button",
          disabled: !pair && (disabled || now),
          title,
          onClick: go,
        })}
      >
        <span />
        <span className="text">
          {version.name ? <b>{version.name}</b> : versionSaid(version)}
          <span className="by">{said}</span>
        </span>
        <span className="number">{error(version.test_rmse)}</span>
      </Row>
      {now && !pair && <VersionName version={version} />}
      {pair && <Places pair={pair} number={number} />}
    </li>
  );
}

/** On which side of the comparison a version stands, and where it may be put. */
function Places({ pair, number }: { pair: Pair; number: number }) {
  const { comparing } = useStudy();
  return (
    <span className="tree-sides">
      {SIDES.map((side) => (
        <button
          key={side}
          type="button"
          aria-pressed={pair[side] === number}
          aria-label={t("compare:putIn", { n: number, side: side.toUpperCase() })}
          onClick={() => comparing.setState({ pair: placed(pair, side, number) })}
        >
          <Letter side={side} />
        </button>
      ))}
    </span>
  );
}

function RunLine({ run, mine }: { run: RunRecord; mine: boolean }) {
  const frame = useFrame(250);
  const live = frame?.run === run.id ? frame : null;
  const step = live?.step ?? run.step;
  const said = [
    mine ? t("history:you") : run.author,
    run.operation.op === "train" && t("history:atStep", { step: count(step) }),
    run.status === "queued" && t("history:waiting"),
  ];
  return (
    <li className="running">
      <RunRail />
      <div className="tree-row">
        <span />
        <span className="text">
          {t(`history:${run.status === "paused" ? "paused" : run.operation.op}`)}
          <span className="by">{said.filter(Boolean).join(t("parts:comma"))}</span>
        </span>
        <span className="number">{live ? error(live.test_rmse) : ""}</span>
      </div>
    </li>
  );
}
