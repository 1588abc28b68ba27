/** Where the drawing stands: over the plate of its edge, as if the plate had opened. */
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import type { NetworkCanvas } from "../../../canvas/networkCanvas";
import type { NetworkView } from "../../../canvas/view";
import { trainingOut } from "../../../store/document";
import { useRecords, useStudy } from "../context";
import { useMoved } from "../useMoved";
import { DrawCard } from "./DrawCard";

interface Props {
  canvas: NetworkCanvas;
  view: NetworkView | null;
}

const MARGIN = 10;

export function DrawPlace({ canvas, view }: Props) {
  const { selection } = useStudy();
  const records = useRecords();
  const id = useStore(selection, (state) => state.drawing);
  const [record, seen] = [id ? records[id] : undefined, view?.edges.find((edge) => edge.id === id)];
  const place = useRef<HTMLDivElement>(null);
  const open = record?.kind === "edge" && record.status === "spline" && !trainingOut(records);
  useEffect(() => {
    if (id && !open) selection.setState({ drawing: null });
  }, [selection, id, open]);
  useMoved(canvas, () => {
    if (place.current && id) overPlate(place.current, canvas.boxOf(id));
  });
  if (record?.kind !== "edge" || !open || !seen?.curve || !seen.range) return null;
  return (
    <div ref={place} className="sketch-place">
      <DrawCard key={record.id} edge={record} curve={seen.curve} range={seen.range} density={seen.density} />
    </div>
  );
}

/** Its middle on the plate's, as far as the stage has room. */
function overPlate(card: HTMLElement, box: DOMRect | null): void {
  const room = card.parentElement?.getBoundingClientRect();
  if (!room) return;
  const { offsetWidth: width, offsetHeight: height } = card;
  const middle = box
    ? [box.left + box.width / 2, box.top + box.height / 2]
    : [room.width / 2, room.height / 2];
  const within = (at: number, size: number, all: number) =>
    Math.round(Math.max(MARGIN, Math.min(at - size / 2, all - size - MARGIN)));
  const [left, top] = [
    within(middle[0] ?? 0, width, room.width),
    within(middle[1] ?? 0, height, room.height),
  ];
  card.style.transform = `translate(${left}px, ${top}px)`;
  card.style.visibility = "visible";
}
