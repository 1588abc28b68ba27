/** Every state visited, as accuracy against complexity, and those that nothing simpler is as good as. */
import type { Records, VersionRecord } from "../protocol/messages";
import { headOf, versionsOf } from "./document";

export interface FrontPoint {
  version: VersionRecord;
  complexity: number;
  rmse: number;
  /** Nothing visited is both as simple and as good. */
  leads: boolean;
  now: boolean;
}

/** One point a version whose error is a positive number; of equals the earliest leads. */
export function frontOf(records: Records): FrontPoint[] {
  const head = headOf(records)?.id;
  const versions = versionsOf(records);
  const tested = versions.some(({ test_rmse }) => test_rmse !== null);
  const known = versions.flatMap((version) => {
    const rmse = tested ? version.test_rmse : version.train_rmse;
    return rmse !== null && rmse > 0 ? [{ version, rmse, complexity: version.complexity }] : [];
  });
  let best = Number.POSITIVE_INFINITY;
  const rising = known.toSorted(
    (one, other) =>
      one.complexity - other.complexity || one.rmse - other.rmse || one.version.number - other.version.number,
  );
  return rising.map((point) => {
    const leads = point.rmse < best;
    best = Math.min(best, point.rmse);
    return { ...point, leads, now: point.version.id === head };
  });
}
