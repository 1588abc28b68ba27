import type { Operation } from "../protocol/messages";
import { waitingOf } from "../store/document";
import { nextProposal } from "../store/proposals";
import { type Action, editable } from "./action";

type Proposed = Extract<Operation, { op: "accept" }>["operation"];

/** Goes to the next proposal that waits, and selects what it is about. */
export const goToProposal: Action = {
  id: "go-to-proposal",
  label: "Next proposal",
  key: "J",
  repeats: true,
  looks: true,
  enabled: ({ records }) => waitingOf(records).length > 0,
  run: async (study) => {
    const next = nextProposal(study.records, study.selection.getState());
    if (next) study.selection.setState({ edge: next.on[0] ?? null, proposal: next.id, deciding: null });
  },
};

/** Does what was proposed, or something else in its place. */
export const accept: Action<{ proposal: string; operation?: Proposed }> = {
  id: "accept",
  label: "Accept",
  key: "A",
  enabled: editable,
  run: async (study, { proposal, operation }) => {
    const done = await study.operate({ op: "accept", proposal, ...(operation ? { operation } : {}) });
    if (done) study.selection.setState({ proposal: null, deciding: null });
  },
};

/** Turns a proposal down; the reason is kept. */
export const reject: Action<{ proposal: string; reason: string }> = {
  id: "reject",
  label: "Reject",
  key: "R",
  enabled: ({ line }) => line === "live",
  run: async (study, { proposal, reason }) => {
    const done = await study.operate({ op: "reject", proposal, reason });
    if (done) study.selection.setState({ proposal: null, deciding: null });
  },
};
