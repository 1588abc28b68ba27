import { useEffect, useRef } from "react";
import { trainingOut } from "../../store/document";
import { count, seconds, significant } from "../../store/format";
import type { Telemetry } from "../../store/telemetry";
import { t } from "../../words";
import { Words } from "../parts/Words";
import { useAway, useFrame, useRecords, useStudy } from "./context";

/** The reading beside the title while a training is out, and the amber line along the bar. */
export function RunReading() {
  const run = trainingOut(useRecords());
  const { telemetry } = useStudy();
  const live = useFrame(200);
  const away = useAway();
  if (!run) return null;
  const frame = live?.run === run.id ? live : null;
  const left = away ? null : frame?.seconds_left;
  return (
    <>
      <span className="rule" />
      <span className="reading">
        <Words said={t("shell:reading", { step: count(frame?.step ?? run.step), steps: count(run.steps) })} />
      </span>
      {run.status === "paused" && <span className="chip">{t("shell:paused")}</span>}
      {run.status === "running" && left != null && left > 0 && (
        <span className="reading extra">
          {t("shell:speed", { n: significant(((frame?.steps ?? 0) - (frame?.step ?? 0)) / left, 2) })}
        </span>
      )}
      {run.status === "running" && left != null && (
        <span className="reading time">
          <Words said={t("shell:left", { time: seconds(left) })} />
        </span>
      )}
      <ProgressLine telemetry={telemetry} step={run.step} steps={run.steps} />
    </>
  );
}

interface LineProps {
  telemetry: Telemetry;
  step: number;
  steps: number;
}

/** Moves with every frame, so it is moved outside React. */
function ProgressLine({ telemetry, step, steps }: LineProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const move = () => {
      const share = Math.min(1, (telemetry.frame?.step ?? step) / Math.max(1, steps));
      if (!line.current) return;
      line.current.style.transform = `scaleX(${share})`;
      line.current.setAttribute("aria-valuenow", String(Math.round(100 * share)));
    };
    move();
    return telemetry.listen(move);
  }, [telemetry, step, steps]);
  return (
    <div
      ref={line}
      className="progress"
      role="progressbar"
      aria-label={t("shell:progress")}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    />
  );
}
