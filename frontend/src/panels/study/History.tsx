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
    <section className="panel history" aria-label={t("history:title")}>
      <header>
        <h2>{t("history:title")}</h2>
        <span className="dim small">{t("history:testRmse")}</span>
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

function Line({ line, mine }: { line: HistoryLine; mine: boolean }) {
  const { version, standing } = line;
  const { offered, disabled, run } = useAction(checkout);
  const now = standing === "now";
  const by = mine ? t("history:you") : version.author;
  const who = version.credit ? t("proposals:credited", { credit: version.credit, by }) : by;
  const said = standing === "past" ? who : `${who}${t("parts:comma")}${t(`history:${standing}`)}`;
  const Row = offered ? "button" : "div";
  return (
    <li className={standing} aria-current={now || undefined}>
      <Rail line={line} />
      <Row
        className="tree-row"
        {...(offered && {
          type: "button",
          disabled: disabled || now,
          title: now ? undefined : t("history:go"),
          onClick: () => run(version.id),
        })}
      >
        <span />
        <span className="text">
          {version.name ? <b>{version.name}</b> : version.text}
          <span className="by">{said}</span>
        </span>
        <span className="number">{error(version.test_rmse)}</span>
      </Row>
      {now && <VersionName version={version} />}
    </li>
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
