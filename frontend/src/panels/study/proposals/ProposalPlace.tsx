/** Where a proposal's card stands: under the plate of its edge, or at the foot of the paper where it has none. */
import { useRef } from "react";
import { useStore } from "zustand";
import type { NetworkCanvas } from "../../../canvas/networkCanvas";
import { proposalInSight } from "../../../store/proposals";
import { anchor } from "../anchor";
import { useLine, useRecords, useStudy } from "../context";
import { useMoved } from "../useMoved";
import { ProposalCard } from "./ProposalCard";

export function ProposalPlace({ canvas }: { canvas: NetworkCanvas }) {
  const now = useStore(useStudy().selection);
  const proposal = proposalInSight(useRecords(), now);
  const live = useLine().state === "live";
  const place = useRef<HTMLDivElement>(null);
  const edge = proposal?.on[0];
  useMoved(canvas, () => {
    const box = edge ? canvas.boxOf(edge) : null;
    if (place.current) anchor(place.current, box ?? foot(place.current), "below");
  });
  if (!proposal || !live || now.drawing !== null) return null;
  return (
    <div ref={place} className="propcard-place" style={{ visibility: "hidden" }}>
      <ProposalCard key={proposal.id} proposal={proposal} />
    </div>
  );
}

function foot(card: HTMLElement): DOMRect | null {
  const room = card.parentElement?.getBoundingClientRect();
  return room ? new DOMRect(room.width / 2, room.height, 0, 0) : null;
}
