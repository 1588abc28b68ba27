/** Error by region and beyond the rows of both, one after the other: of two at once the server answers the newest. */
import type { FitAnswer } from "../../protocol/messages";
import { useFit } from "../queries";
import { useStudy } from "../study/context";
import type { Both } from "./useSides";

export interface Fits {
  a: FitAnswer | null;
  b: FitAnswer | null;
  wrong: string | null;
}

export function useFits({ a, b, comparison }: Both): Fits {
  const study = useStudy();
  const first = useFit(study.id, a.version.id, {});
  const answered = first.isPlaceholderData ? undefined : first.data;
  const over = axesOf(answered, comparison.b.data.inputs);
  const settled = answered !== undefined || first.isError;
  const second = useFit(study.id, settled ? b.version.id : undefined, over);
  return {
    a: answered ?? null,
    b: second.isPlaceholderData || !settled ? null : (second.data ?? null),
    wrong: first.error?.message ?? second.error?.message ?? null,
  };
}

/** B is divided along the inputs that A is divided along, where it has them. */
function axesOf(
  answer: FitAnswer | undefined,
  inputs: readonly string[],
): { across?: string; down?: string } {
  const [across, down] = answer?.targets[0]?.regions.axes.map(({ name }) => name) ?? [];
  if (across === undefined || !inputs.includes(across)) return {};
  return down !== undefined && inputs.includes(down) ? { across, down } : { across };
}
