import { useMemo } from "react";
import type { NetworkView } from "../../canvas/view";
import type { Picture } from "../../protocol/frames";
import type { Records } from "../../protocol/messages";
import { edgesOf, trainingOut } from "../../store/document";
import { viewOf } from "../../store/view";
import { useCosts, usePicture } from "../queries";
import { useHead, useRecords, useSelected, useStudy } from "./context";

export interface CanvasData {
  view: NetworkView | null;
  picture: Picture | null;
  costs: ReadonlyMap<string, number>;
}

const NO_COSTS: ReadonlyMap<string, number> = new Map();

/** Every cut is tried on all test rows: of more edges than this only the strongest are, and the selected one. */
const MOST_COSTS = 200;

export function useEdgeCosts(): ReadonlyMap<string, number> {
  const study = useStudy();
  const [records, selected, version] = [useRecords(), useSelected(), useHead()?.id];
  const among = useMemo(() => strongest(records), [records]);
  const costs = useCosts(study.id, version, among).data ?? NO_COSTS;
  const missing = among !== null && selected !== null && !among.includes(selected);
  const one = useCosts(study.id, missing ? version : undefined, missing ? [selected] : null).data;
  return useMemo(() => (missing && one ? new Map([...costs, ...one]) : costs), [missing, one, costs]);
}

/** Null where there are few enough to ask about all. */
function strongest(records: Records): string[] | null {
  const living = edgesOf(records).filter((edge) => edge.status !== "cut");
  if (living.length <= MOST_COSTS) return null;
  return living
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_COSTS)
    .map(({ id }) => id);
}

/** The head as it looks: records, picture and what each cut would cost. */
export function useCanvasData(): CanvasData {
  const study = useStudy();
  const records = useRecords();
  const version = useHead()?.id;
  const picture = usePicture(study.id, version).data ?? null;
  const costs = useEdgeCosts();
  const training = trainingOut(records) !== undefined;
  // What a cut would cost belongs to the version before the run; while curves move it says nothing.
  const view = useMemo(
    () => viewOf(records, picture, training ? NO_COSTS : costs),
    [records, picture, costs, training],
  );
  return { view, picture, costs };
}
