/** Which proposal is in sight, and which comes next. */
import type { ProposalRecord, Records } from "../protocol/messages";
import { waitingOf } from "./document";
import type { Selection } from "./selection";

type InSight = Pick<Selection, "edge" | "proposal">;

/** The one gone to, or else the first on the selected edge; only while it waits for an answer. */
export function proposalInSight(records: Records, { edge, proposal }: InSight): ProposalRecord | null {
  const waiting = waitingOf(records);
  const chosen = waiting.find((one) => one.id === proposal);
  return chosen ?? waiting.find((one) => edge !== null && one.on.includes(edge)) ?? null;
}

/** The one after it, round and round. */
export function nextProposal(records: Records, now: InSight): ProposalRecord | null {
  const waiting = waitingOf(records);
  const at = waiting.findIndex((one) => one.id === proposalInSight(records, now)?.id);
  return waiting[(at + 1) % waiting.length] ?? null;
}
