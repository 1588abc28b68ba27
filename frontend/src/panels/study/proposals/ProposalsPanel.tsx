/** Proposals that wait for an answer, and what became of the others. */
import { Check, ChevronRight, type LucideIcon, X } from "lucide-react";
import { useStore } from "zustand";
import type { ProposalRecord } from "../../../protocol/messages";
import { proposalsOf } from "../../../store/document";
import { proposalInSight } from "../../../store/proposals";
import { said } from "../../../store/said";
import { t } from "../../../words";
import { useRecords, useStudy } from "../context";

/** So many decided ones are listed; History has them all. */
const DECIDED = 8;

export function ProposalsPanel() {
  const { selection } = useStudy();
  const records = useRecords();
  const now = useStore(selection);
  const all = proposalsOf(records);
  const waiting = all.filter((one) => one.state === "open");
  const decided = all
    .filter((one) => one.state !== "open")
    .toReversed()
    .slice(0, DECIDED);
  const inSight = proposalInSight(records, now)?.id;
  if (all.length === 0) return null;
  return (
    <section className="panel">
      <header>
        <h2>
          {t("proposals:title")}{" "}
          <span className="dim small">{t("proposals:waiting", { n: waiting.length })}</span>
        </h2>
      </header>
      <ul className="propqueue">
        {waiting.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              aria-current={one.id === inSight || undefined}
              onClick={() =>
                selection.setState({ edge: one.on[0] ?? null, proposal: one.id, deciding: null })
              }
            >
              <i className="propqueue-flag" />
              <span>
                {said(one.title, one.said)}
                <span className="dim small">{one.author}</span>
              </span>
              <ChevronRight className="icon" aria-hidden="true" />
            </button>
          </li>
        ))}
        {decided.map((one) => (
          <Decided key={one.id} proposal={one} />
        ))}
      </ul>
    </section>
  );
}

function Decided({ proposal }: { proposal: ProposalRecord }) {
  const Icon: LucideIcon = proposal.state === "accepted" ? Check : X;
  return (
    <li className="propqueue-done">
      <Icon className="icon" aria-hidden="true" />
      <span>
        {said(proposal.title, proposal.said)}
        <span className="dim small">{endOf(proposal)}</span>
      </span>
    </li>
  );
}

function endOf({ state, decided_by, answer, answer_said }: ProposalRecord): string {
  const by = decided_by ?? "";
  switch (state) {
    case "accepted":
      return t("proposals:acceptedBy", { by });
    case "rejected":
      return answer ? t("proposals:rejectedWhy", { by, why: answer }) : t("proposals:rejectedBy", { by });
    case "withdrawn":
      return t("proposals:withdrawn");
    default:
      return t("proposals:outdated", { why: said(answer ?? "", answer_said) });
  }
}
