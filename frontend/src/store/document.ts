/** The study as the server has told it. The browser merges changes and decides nothing. */
import type {
  AnyRecord,
  Changes,
  Committed,
  DataRecord,
  EdgeRecord,
  HeadRecord,
  LibraryRecord,
  NetworkRecord,
  NoteRecord,
  ProposalRecord,
  Records,
  RunRecord,
  Snapshot,
  StudyRecord,
  VersionRecord,
} from "../protocol/messages";

export interface StudyDocument {
  /** The number of the last commit merged; −1 before the first snapshot. */
  number: number;
  epoch: string;
  records: Records;
}

export const EMPTY: StudyDocument = { number: -1, epoch: "", records: {} };

/** Records after changes. Untouched records stay the same objects. */
export function merge(records: Records, changes: Changes): Records {
  const next: Record<string, AnyRecord> = { ...records, ...changes.put };
  for (const id of changes.removed) delete next[id];
  return next;
}

export function fromSnapshot(snapshot: Snapshot): StudyDocument {
  return { number: snapshot.number, epoch: snapshot.epoch, records: snapshot.records };
}

/** The document after a commit; null where a commit was missed and the server must be asked. */
export function afterCommit(document: StudyDocument, commit: Committed): StudyDocument | null {
  if (commit.number <= document.number) return document;
  if (commit.number > document.number + 1) return null;
  return { ...document, number: commit.number, records: merge(document.records, commit.changes) };
}

function ofKind<T extends AnyRecord>(records: Records, kind: T["kind"]): T[] {
  return Object.values(records).filter((record): record is T => record.kind === kind);
}

export const studyOf = (records: Records) => records.study as StudyRecord | undefined;
export const dataOf = (records: Records) => records.data as DataRecord | undefined;
export const libraryOf = (records: Records) => records.library as LibraryRecord | undefined;
export const networkOf = (records: Records) => records.network as NetworkRecord | undefined;

export function headOf(records: Records): VersionRecord | undefined {
  const head = records.head as HeadRecord | undefined;
  return head && (records[head.version] as VersionRecord | undefined);
}

export function edgesOf(records: Records): EdgeRecord[] {
  return ofKind<EdgeRecord>(records, "edge").sort((one, other) => comparePlaces(one.id, other.id));
}

export function notesOf(records: Records): NoteRecord[] {
  return ofKind<NoteRecord>(records, "note").sort((one, other) => numberIn(one.id) - numberIn(other.id));
}

export function proposalsOf(records: Records): ProposalRecord[] {
  return ofKind<ProposalRecord>(records, "proposal").sort(
    (one, other) => numberIn(one.id) - numberIn(other.id),
  );
}

/** Proposals that wait for an answer, oldest first. */
export const waitingOf = (records: Records) =>
  proposalsOf(records).filter((proposal) => proposal.state === "open");

export function runsOf(records: Records): RunRecord[] {
  return ofKind<RunRecord>(records, "run").sort((one, other) => numberIn(one.id) - numberIn(other.id));
}

export function versionsOf(records: Records): VersionRecord[] {
  return ofKind<VersionRecord>(records, "version").sort((one, other) => one.number - other.number);
}

const OUT = new Set(["queued", "running", "paused"]);
export const isOut = (run: RunRecord) => OUT.has(run.status);
export const runsOut = (records: Records) => runsOf(records).filter(isOut);

/** The training that is under way, running or held. */
export const trainingOut = (records: Records) => runsOut(records).find((run) => run.operation.op === "train");

/** The last training that is under way or has ended. */
export const lastTraining = (records: Records) =>
  runsOf(records).findLast((run) => run.operation.op === "train");

/** The run that led from a version's parent to it. */
export function runBehind(records: Records, version: VersionRecord): RunRecord | undefined {
  const run = records[version.run];
  return run?.kind === "run" ? run : undefined;
}

/** Operations that begin with a new network. */
export const FRESH: ReadonlySet<string> = new Set(["build_network", "set_roles", "set_split"]);

/** Whether the network in sight has not been trained since it was made: its strengths are chance. */
export function isFresh(records: Records): boolean {
  const head = headOf(records);
  const run = head && runBehind(records, head);
  return run !== undefined && FRESH.has(run.operation.op);
}

/** The edges a run will change: named by its operation. */
export function edgesTouched(run: RunRecord): readonly string[] {
  const operation = run.operation;
  if ("edge" in operation && operation.edge) return [operation.edge];
  return "edges" in operation ? operation.edges : [];
}

/** The number in ids such as "run:12". */
export const numberIn = (id: string) => Number(id.slice(id.lastIndexOf(":") + 1));

function comparePlaces(one: string, other: string): number {
  const a = one.split(":").map(Number);
  const b = other.split(":").map(Number);
  const differs = [1, 2, 3].find((part) => a[part] !== b[part]) ?? 3;
  return (a[differs] ?? 0) - (b[differs] ?? 0);
}
