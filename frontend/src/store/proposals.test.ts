import { describe, expect, it } from "vitest";
import type { ProposalRecord, Records } from "../protocol/messages";
import { nextProposal, proposalInSight } from "./proposals";

const proposal = (n: number, on: string[], state: ProposalRecord["state"] = "open"): ProposalRecord => ({
  kind: "proposal",
  id: `proposal:${n}`,
  operation: { op: "undo" },
  title: "Undo the last step",
  said: [],
  reason: "",
  on,
  author: "agent",
  at: "2026-01-01T00:00:00Z",
  state,
  decided_by: null,
  answer: null,
  answer_said: [],
  edited: null,
});

const records: Records = Object.fromEntries(
  [
    proposal(3, ["edge:0:0:0"]),
    proposal(20, ["edge:0:0:1"]),
    proposal(4, ["edge:0:0:1"], "rejected"),
    proposal(100, []),
  ].map((one) => [one.id, one]),
);

describe("a proposal", () => {
  it("is in sight when somebody went to it or selected its edge", () => {
    expect(proposalInSight(records, { edge: null, proposal: null })).toBeNull();
    expect(proposalInSight(records, { edge: "edge:0:0:1", proposal: null })?.id).toBe("proposal:20");
    expect(proposalInSight(records, { edge: "edge:0:0:1", proposal: "proposal:3" })?.id).toBe("proposal:3");
  });

  it("is out of sight once it is decided", () => {
    expect(proposalInSight(records, { edge: null, proposal: "proposal:4" })).toBeNull();
  });

  it("is followed by the next that waits, by age, round and round", () => {
    const order = [null, "proposal:3", "proposal:20", "proposal:100"].map(
      (now) => nextProposal(records, { edge: null, proposal: now })?.id,
    );
    expect(order).toEqual(["proposal:3", "proposal:20", "proposal:100", "proposal:3"]);
    expect(nextProposal({}, { edge: null, proposal: null })).toBeNull();
  });
});
