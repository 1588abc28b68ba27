/** Two versions as two canvases draw them and as a table tells them: what differs, and by how much. */
import type { CurveView, EdgeView, NetworkView } from "../canvas/view";
import type { Picture } from "../protocol/frames";
import type { AnyRecord, ComparedSide, Comparison, Difference, Differs, Records } from "../protocol/messages";
import { MINUS, significant } from "./format";
import { viewOf } from "./view";

/** The study as it was at a version: nothing proposed, noted or out. */
export function recordsAt(records: Records, { data, network, edges }: ComparedSide): Records {
  const kept: AnyRecord[] = records.study ? [records.study] : [];
  return Object.fromEntries([...kept, data, network, ...edges].map((record) => [record.id, record]));
}

export interface Seen {
  records: Records;
  view: NetworkView | null;
}

const NO_COSTS: ReadonlyMap<string, number> = new Map();

/** Both as they are drawn: what differs is marked, and what only the other one has stays as a ghost. */
export function bothSeen(
  records: Records,
  { a, b, differences }: Pick<Comparison, "a" | "b" | "differences">,
  pictures: { a: Picture | null; b: Picture | null },
): { a: Seen; b: Seen } {
  const differs = new Set<string>(differences.map(({ edge }) => edge));
  const [before, after] = [recordsAt(records, a), recordsAt(records, b)];
  const views = [viewOf(before, pictures.a, NO_COSTS), viewOf(after, pictures.b, NO_COSTS)] as const;
  const seen = (view: NetworkView | null, other: NetworkView | null) => view && marked(view, other, differs);
  return {
    a: { records: before, view: seen(views[0], views[1]) },
    b: { records: after, view: seen(views[1], views[0]) },
  };
}

function marked(view: NetworkView, other: NetworkView | null, differs: ReadonlySet<string>): NetworkView {
  const beside = new Map(other?.edges.map((edge) => [edge.id, edge]));
  return { ...view, edges: view.edges.map((edge) => markedEdge(edge, beside.get(edge.id), differs)) };
}

function markedEdge(edge: EdgeView, beside: EdgeView | undefined, differs: ReadonlySet<string>): EdgeView {
  const own = differs.has(edge.id) ? { ...edge, differs: true } : edge;
  if (edge.status !== "cut" || !beside || beside.status === "cut") return own;
  return { ...own, going: true, curve: beside.curve };
}

/** The curves of A, to lie grey behind those of B. */
export const formerOf = (view: NetworkView | null): Map<string, { original: CurveView }> =>
  new Map(
    view?.edges.flatMap(({ id, status, curve }) =>
      status !== "cut" && curve ? [[id, { original: curve }] as const] : [],
    ),
  );

export type FigureKind = "error" | "count";

export interface Change {
  text: string;
  /** Smaller is better for all that is compared here. */
  better: boolean | null;
}

/** Factors for errors ("÷ 3.9"), differences for counts ("− 12"). */
export function changeOf(a: number | null, b: number | null, kind: FigureKind): Change | null {
  if (a === null || b === null) return null;
  const better = a === b ? null : b < a;
  if (kind === "count") return { text: difference(b - a), better };
  if (a <= 0 || b <= 0) return null;
  const factor = Math.max(a, b) / Math.min(a, b);
  if (factor < 1.005) return { text: "=", better: null };
  return { text: `${b < a ? "÷" : "×"} ${significant(factor, factor < 100 ? 2 : 3)}`, better };
}

const difference = (by: number) => {
  if (by === 0) return "=";
  return `${by < 0 ? MINUS : "+"} ${significant(Math.abs(by), by % 1 === 0 ? 6 : 2).replace(/\.0+$/, "")}`;
};

export interface Group {
  what: Difference;
  edges: readonly Differs[];
}

const ORDER: readonly Difference[] = [
  "added",
  "gone",
  "cut",
  "restored",
  "named",
  "renamed",
  "unnamed",
  "exact",
  "numbers",
  "locked",
  "unlocked",
];

/** Differences of one kind together; names one by one, since each is news. */
export function grouped(differences: readonly Differs[]): Group[] {
  const alone = new Set<Difference>(["named", "renamed", "unnamed"]);
  return ORDER.flatMap((what) => {
    const edges = differences.filter((one) => one.what === what);
    if (alone.has(what)) return edges.map((one) => ({ what, edges: [one] }));
    return edges.length > 0 ? [{ what, edges }] : [];
  });
}

/** Whether errors of both may stand beside one another: the same targets, in the same units, on the same rows. */
export function sameMeasure({ data: a }: ComparedSide, { data: b }: ComparedSide): boolean {
  const measure = ({ targets, logs, test, sealed, seed, filter, units }: ComparedSide["data"]) =>
    JSON.stringify([
      targets,
      targets.map((name) => [logs.includes(name), units[name] ?? null]),
      ...[test, sealed, seed, filter],
    ]);
  return measure(a) === measure(b);
}

export const living = ({ edges }: ComparedSide) => edges.filter(({ status }) => status !== "cut").length;
