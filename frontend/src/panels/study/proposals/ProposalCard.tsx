/** Who wants what and why, and three answers: do it, do something like it, turn it down. */
import { Check, Hexagon } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { useStore } from "zustand";
import { accept, reject } from "../../../actions";
import type { ProposalRecord } from "../../../protocol/messages";
import { waitingOf } from "../../../store/document";
import { ago } from "../../../store/format";
import { said } from "../../../store/said";
import { t } from "../../../words";
import { Button } from "../../parts/Button";
import { useAction, useRecords, useStudy } from "../context";
import { EditForm } from "./EditForm";

export function ProposalCard({ proposal }: { proposal: ProposalRecord }) {
  const { selection } = useStudy();
  const deciding = useStore(selection, (state) => state.deciding);
  const waiting = waitingOf(useRecords());
  const place = waiting.findIndex((one) => one.id === proposal.id) + 1;
  return (
    <article className="propcard" aria-label={t("proposals:card", { author: proposal.author })}>
      <header>
        <span className="propcard-face" aria-hidden="true">
          <Hexagon className="icon" />
        </span>
        <div>
          <h2>{said(proposal.title, proposal.said)}</h2>
          <span className="dim small">
            {[proposal.author, ago(proposal.at, Date.now())].join(t("parts:comma"))}
          </span>
        </div>
        <span className="dim small count">{t("proposals:place", { k: place, n: waiting.length })}</span>
      </header>
      {proposal.reason && <blockquote>{proposal.reason}</blockquote>}
      {deciding === "edit" && <EditForm proposal={proposal} />}
      {deciding === "reject" && <RejectForm proposal={proposal} />}
      {deciding === null && <Answers proposal={proposal} />}
    </article>
  );
}

function Answers({ proposal }: { proposal: ProposalRecord }) {
  const { selection } = useStudy();
  const accepting = useAction(accept);
  if (!accepting.offered) return null;
  return (
    <footer>
      <Button
        icon={Check}
        look="proposed"
        disabled={accepting.disabled}
        onClick={() => accepting.run({ proposal: proposal.id })}
      >
        {t("proposals:accept")}
      </Button>
      <Button onClick={() => selection.setState({ deciding: "edit" })}>{t("proposals:edit")}</Button>
      <Button onClick={() => selection.setState({ deciding: "reject" })}>{t("proposals:reject")}</Button>
    </footer>
  );
}

function RejectForm({ proposal }: { proposal: ProposalRecord }) {
  const { selection } = useStudy();
  const [reason, setReason] = useState("");
  const rejecting = useAction(reject);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    rejecting.run({ proposal: proposal.id, reason });
  };
  return (
    <form onSubmit={send}>
      <label className="field">
        <input
          // biome-ignore lint/a11y/noAutofocus: it was asked for by this very press
          autoFocus
          aria-label={t("proposals:why")}
          placeholder={t("proposals:why")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <footer>
        <Button type="submit" look="proposed" disabled={rejecting.disabled}>
          {t("proposals:reject")}
        </Button>
        <Button look="quiet" onClick={() => selection.setState({ deciding: null })}>
          {t("proposals:back")}
        </Button>
      </footer>
    </form>
  );
}
