import { useMemo } from "react";
import type { NetworkView } from "../../canvas/view";
import type { Picture } from "../../protocol/frames";
import { trainingOut } from "../../store/document";
import { viewOf } from "../../store/view";
import { useCosts, usePicture } from "../queries";
import { useHead, useRecords, useStudy } from "./context";

export interface CanvasData {
  view: NetworkView | null;
  picture: Picture | null;
  costs: ReadonlyMap<string, number>;
}

const NO_COSTS: ReadonlyMap<string, number> = new Map();

/** The head as it looks: records, picture and what each cut would cost. */
export function useCanvasData(): CanvasData {
  const study = useStudy();
  const records = useRecords();
  const version = useHead()?.id;
  const picture = usePicture(study.id, version).data ?? null;
  const costs = useCosts(study.id, version).data ?? NO_COSTS;
  const training = trainingOut(records) !== undefined;
  // What a cut would cost belongs to the version before the run; while curves move it says nothing.
  const view = useMemo(
    () => viewOf(records, picture, training ? NO_COSTS : costs),
    [records, picture, costs, training],
  );
  return { view, picture, costs };
}
