/** On request, what each curve was: in the version before, and in the first one of this network. */
import { useEffect } from "react";
import { useStore } from "zustand";
import type { Former } from "../../canvas/look";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import type { Picture } from "../../protocol/frames";
import type { Records, VersionRecord } from "../../protocol/messages";
import { FRESH, headOf, runBehind } from "../../store/document";
import { usePicture } from "../queries";
import { useRecords, useStudy } from "./context";

export function useFormer(canvas: NetworkCanvas | null): void {
  const study = useStudy();
  const records = useRecords();
  const asked = useStore(study.sight, (state) => state.former);
  const [first, last] = asked ? formerVersions(records) : [];
  const original = usePicture(study.id, first).data;
  const before = usePicture(study.id, last).data;
  useEffect(() => {
    canvas?.setFormer(
      asked ? formerCurves(first ? original : undefined, last ? before : undefined) : new Map(),
    );
  }, [canvas, asked, first, last, original, before]);
}

/** The version a network of this shape began with, and the one before the head; each once. */
export function formerVersions(records: Records): [string | undefined, string | undefined] {
  const parentOf = (version: VersionRecord): VersionRecord | undefined => {
    const parent = records[version.parents[0] ?? ""];
    return parent?.kind === "version" ? parent : undefined;
  };
  const isBeginning = (version: VersionRecord): boolean =>
    FRESH.has(runBehind(records, version)?.operation.op ?? "");
  const head = headOf(records);
  if (!head || isBeginning(head)) return [undefined, undefined];
  const last = parentOf(head);
  let first = last;
  while (first && !isBeginning(first)) first = parentOf(first);
  return [first?.id === last?.id ? undefined : first?.id, last?.id];
}

function formerCurves(original: Picture | undefined, last: Picture | undefined): Map<string, Former> {
  const former = new Map<string, Former>();
  for (const [id, curve] of original?.curves ?? []) former.set(id, { original: curve });
  for (const [id, curve] of last?.curves ?? []) former.set(id, { ...former.get(id), last: curve });
  return former;
}
