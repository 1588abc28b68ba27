/** The line at the foot: what the mouse can do now, what was refused, and whether the line holds. */
import { useStore } from "zustand";
import { dataOf, studyOf, trainingOut } from "../../store/document";
import { counted } from "../../store/format";
import { proposalInSight } from "../../store/proposals";
import { said } from "../../store/said";
import { t } from "../../words";
import { summon } from "../palette/summon";
import { LanguageSwitch } from "../parts/Language";
import { Said } from "../parts/Said";
import { Words } from "../parts/Words";
import { useAway, useLine, useRecords, useSelected, useStudy } from "./context";
import type { Tab } from "./tabs";

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
        <button type="button" className="language" onClick={() => summon("keys")}>
          {t("palette:keys")} <kbd>?</kbd>
        </button>
        <LanguageSwitch />
        {data && <span>{t("shell:seed", { seed: data.seed })}</span>}
        {table && <span>{t("parts:rows", counted(table.rows))}</span>}
        <span>
          <i className={`dot${state === "live" ? (training ? " run" : "") : " off"}`} />
          {state === "live" && training ? t("shell:trainingNow") : t(`shell:${state}`)}
        </span>
      </span>
    </footer>
  );
}

function Hint({ tab }: { tab: Tab }) {
  const records = useRecords();
  const [edge, mine, away] = [useSelected(), useLine().access !== "look", useAway()];
  const drawing = useStore(useStudy().selection, (state) => state.drawing !== null);
  const comparing = useStore(useStudy().comparing, (state) => state.pair !== null);
  const proposal = proposalInSight(records, useStore(useStudy().selection));
  if (drawing) return <Words said={t("draw:hint")} />;
  if (comparing && tab === "network") return <Words said={t("compare:hint")} />;
  if (proposal && mine && tab === "network")
    return <Words said={t("proposals:hint", { title: said(proposal.title, proposal.said) })} />;
  if (!mine && (tab === "network" || tab === "data")) return <Words said={lookingHint(tab, edge)} />;
  const selected = edge === null ? undefined : records[edge];
  const named = selected?.kind === "edge" && selected.status === "symbolic";
  if (away && tab === "network") return <Words said={t(edge ? "access:hintEdge" : "shell:hint")} />;
  if (away && tab === "data") return <Words said={t("access:hintData")} />;
  return <Words said={hintOf(tab, trainingOut(records)?.status, edge, named)} />;
}

function lookingHint(tab: Tab, edge: string | null): string {
  if (tab === "data") return t("access:hintData");
  return edge ? t("access:hintEdge") : t("access:hint");
}

function hintOf(tab: Tab, training: string | undefined, edge: string | null, named: boolean): string {
  if (tab === "data") return t("shell:hintData");
  if (tab === "fit") return t("fit:hint");
  if (tab === "code") return t("code:hint");
  if (training) return training === "paused" ? t("shell:hintGoesOn") : t("shell:hintPauses");
  if (named) return t("access:hintEdge");
  return edge ? t("shell:hintEdge") : t("shell:hint");
}
