import { useMemo } from "react";
import type { NetworkView } from "../../canvas/view";
import type { Picture } from "../../protocol/frames";
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
  const view = useMemo(() => viewOf(records, picture, costs), [records, picture, costs]);
  return { view, picture, costs };
}
