/** The columns of a study as they are now: the table's and those worked out from them, in the units somebody set. */
import type { Column, DataRecord, StudyRecord } from "../protocol/messages";

export function columnsOf(study: Pick<StudyRecord, "columns">, data: DataRecord): Column[] {
  const { units } = data;
  return [...study.columns, ...data.derived].map((column) =>
    column.name in units ? { ...column, unit: units[column.name] ?? null } : column,
  );
}
