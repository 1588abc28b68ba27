/** What went wrong or is worth knowing, in place over the network: what happened, what is safe, what to press. */
import { CircleAlert, HardDrive, Info, WifiOff, X } from "lucide-react";
import { useEffect, useState } from "react";
import type { Records, RunRecord, ServerTrouble } from "../../protocol/messages";
import { headOf, isOut, runBehind, runsOf } from "../../store/document";
import { bytes } from "../../store/format";
import { problemSaid, said } from "../../store/said";
import { t } from "../../words";
import { Button, IconButton } from "../parts/Button";
import { Link } from "../parts/Link";
import { Words } from "../parts/Words";
import { useLine, useRecords, useStudy } from "./context";
import { Linked } from "./Linked";

export function Notices() {
  const { state, lostAt, server } = useLine();
  const last = runToTellOf(useRecords());
  return (
    <>
      {lostAt !== null && state !== "gone" && <Away since={lostAt} />}
      {state === "gone" && <Gone />}
      {server && <Trouble {...server} />}
      <Linked />
      {last && <RunNotice key={`${last.id}.${last.attempt}.${last.status}`} run={last} />}
    </>
  );
}

function Away({ since }: { since: number }) {
  const study = useStudy();
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="banner danger">
      <WifiOff className="icon" aria-hidden="true" />
      <span>
        <Words said={t("shell:lost", { seconds: Math.max(0, Math.round((now - since) / 1000)) })} />
      </span>
      <Button look="compact" onClick={() => study.retry()}>
        {t("shell:tryNow")}
      </Button>
    </div>
  );
}

function Gone() {
  return (
    <div className="banner danger">
      <WifiOff className="icon" aria-hidden="true" />
      <span>
        <Words said={t("shell:closed")} />
      </span>
      <Link to="" className="btn compact" style={{ textDecoration: "none" }}>
        {t("shell:allStudies")}
      </Link>
    </div>
  );
}

const TROUBLES = {
  full: "shell:troubleFull",
  unwritable: "shell:troubleUnwritable",
  failing: "shell:troubleFailing",
  away: "shell:troubleAway",
} as const;

/** What keeps the server from keeping things; it goes when that is over. */
function Trouble({ code, path, free }: ServerTrouble) {
  return (
    <div className="banner danger" role="alert">
      <HardDrive className="icon" aria-hidden="true" />
      <span>
        <Words said={t(TROUBLES[code], { path, free: bytes(free) })} />
      </span>
    </div>
  );
}

/** The newest run, while what it has to say is about the network in sight: not after an undo. */
function runToTellOf(records: Records): RunRecord | undefined {
  const [last, head] = [runsOf(records).at(-1), headOf(records)];
  if (!last || isOut(last)) return last;
  const here =
    last.status === "failed"
      ? last.base === (head?.id ?? null)
      : head && runBehind(records, head)?.id === last.id;
  return here ? last : undefined;
}

/** A worker that was lost, a run that failed: said until somebody has read it. */
function RunNotice({ run }: { run: RunRecord }) {
  const [read, setRead] = useState(false);
  const failed = run.status === "failed";
  if (read || !(failed || run.notice)) return null;
  const Icon = failed ? CircleAlert : Info;
  return (
    <div className={`banner ${failed ? "danger" : ""}`} role="note">
      <Icon className="icon" aria-hidden="true" />
      <span>
        {failed ? (
          <>
            <b>{run.error ? problemSaid(run.error) : t("shell:failed")}</b> {t("shell:failedSafe")}
          </>
        ) : (
          run.notice && said(run.notice, run.notice_said)
        )}
      </span>
      <IconButton icon={X} name={t("parts:dismiss")} look="compact" onClick={() => setRead(true)} />
    </div>
  );
}
