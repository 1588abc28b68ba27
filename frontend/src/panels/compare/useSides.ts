/** Everything two canvases, two formulas and a table need of two versions. */
import { useMemo } from "react";
import type { Comparison, FormulaAnswer, VersionRecord } from "../../protocol/messages";
import type { Pair } from "../../store/comparing";
import { versionsOf } from "../../store/document";
import { bothSeen, type Seen } from "../../store/sideBySide";
import { useComparison, useFormula, usePicture } from "../queries";
import { useRecords, useStudy } from "../study/context";

export interface ComparedVersion extends Seen {
  version: VersionRecord;
  formula: FormulaAnswer | null;
  /** Why there is no formula, if there is none. */
  wrong: string | null;
}

export interface Both {
  comparison: Comparison;
  differs: ReadonlySet<string>;
  a: ComparedVersion;
  b: ComparedVersion;
  /** The last pair is still shown while the next is on its way. */
  stale: boolean;
}

/** The pair, or why it is not there: a number no version has, an answer on its way, or one that failed. */
export type Sides =
  | { state: "missing"; number: number }
  | { state: "waiting" }
  | { state: "failed"; said: string; again: () => void }
  | { state: "there"; both: Both };

export function useSides(pair: Pair): Sides {
  const study = useStudy();
  const records = useRecords();
  const versions = versionsOf(records);
  const [a, b] = [versions[pair.a - 1], versions[pair.b - 1]];
  const answer = useComparison(study.id, a?.id, b?.id);
  const pictures = [usePicture(study.id, a?.id), usePicture(study.id, b?.id)] as const;
  const formulas = [useFormulaOf(a), useFormulaOf(b)] as const;
  const [before, after] = pictures.map(({ data, isPlaceholderData }) =>
    isPlaceholderData ? null : (data ?? null),
  );
  const comparison = answer.data;
  const seen = useMemo(
    () => comparison && bothSeen(records, comparison, { a: before ?? null, b: after ?? null }),
    [records, comparison, before, after],
  );
  const differs = useMemo(() => new Set(comparison?.differences.map(({ edge }) => edge)), [comparison]);
  if (versions.length === 0) return { state: "waiting" };
  if (!a || !b) return { state: "missing", number: a ? pair.b : pair.a };
  if (answer.isError)
    return { state: "failed", said: answer.error.message, again: () => void answer.refetch() };
  if (!comparison || !seen) return { state: "waiting" };
  const side = (version: VersionRecord, which: 0 | 1) => ({
    ...(which === 0 ? seen.a : seen.b),
    ...{ version, formula: formulas[which].data ?? null, wrong: formulas[which].error?.message ?? null },
  });
  const both = { comparison, differs, a: side(a, 0), b: side(b, 1), stale: answer.isPlaceholderData };
  return { state: "there", both };
}

function useFormulaOf(version: VersionRecord | undefined) {
  const formula = useFormula(useStudy().id, version?.id, version?.sealed_reading);
  return { data: formula.isPlaceholderData ? undefined : formula.data, error: formula.error };
}
