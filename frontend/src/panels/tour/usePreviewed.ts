import { useEffect } from "react";
import { useStore } from "zustand";
import { libraryOf, trainingOut } from "../../store/document";
import { useCandidates } from "../queries";
import { useHead, useRecords, useStudy } from "../study/context";
import { previewOf } from "../study/EdgeInspector";

/** Lays the best candidate over an edge's curve, as pointing at it would; null lays none. */
export function usePreviewed(edge: string | null): void {
  const study = useStudy();
  const { selection } = study;
  const records = useRecords();
  const costWeight = useStore(selection, (state) => state.costWeight);
  const asked = trainingOut(records) ? null : edge;
  const question = {
    version: useHead()?.id,
    edge: asked,
    costWeight,
    library: libraryOf(records),
    kept: null,
  };
  const best = useCandidates(study.id, question).data?.candidates[0];
  useEffect(() => {
    if (asked !== null && best) selection.setState({ preview: previewOf(asked, best) });
  }, [selection, asked, best]);
}
