/** The one next step, read off the records. Words and buttons are the panel's; the rule is here. */
import type { AnyRecord, EdgeRecord, Records, VersionRecord } from "../protocol/messages";
import { edgesOf, FRESH, headOf, networkOf, runBehind, runsOut, trainingOut } from "./document";
import { IDLE_SCORE } from "./view";

export const STEPS = ["data", "train", "sparsify", "prune", "name", "refit", "formula"] as const;
export type Step = (typeof STEPS)[number];

export type Advice =
  | { kind: "wait"; step: Step }
  | { kind: "watch"; step: Step }
  | { kind: "train"; step: Step }
  | { kind: "sparser"; step: Step; sparsity: number }
  | { kind: "prune"; step: Step; edges: number; idle: readonly string[]; share: number }
  | { kind: "settle"; step: Step; left: number }
  | { kind: "name"; step: Step; edge: string; left: number }
  | { kind: "refit"; step: Step }
  | { kind: "restore"; step: Step }
  | { kind: "read"; step: Step; snapped: boolean }
  | { kind: "rest"; step: Step };

/** Why something is advised: put aside once, it does not come back for the same reason. Null: it cannot be. */
export function reasonOf(advice: Advice): string | null {
  switch (advice.kind) {
    case "wait":
    case "watch":
    case "rest":
      return null;
    case "sparser":
      return `sparser ${advice.sparsity}`;
    case "prune":
      return `prune ${advice.edges}`;
    case "settle":
      return `settle ${advice.left}`;
    case "name":
      return `name ${advice.edge}`;
    default:
      return advice.kind;
  }
}

/** The operations that led to the head, newest first. */
export function deeds(records: Records, head: VersionRecord): string[] {
  const names: string[] = [];
  let version: VersionRecord | undefined = head;
  while (version) {
    names.push(runBehind(records, version)?.operation.op ?? "");
    const parent: string | undefined = version.parents[0];
    const known: AnyRecord | undefined = parent === undefined ? undefined : records[parent];
    version = known?.kind === "version" ? known : undefined;
  }
  return names;
}

const PRUNING = new Set(["prune", "prune_edges", "prune_nodes", "prune_inputs"]);

/** What was done since the network was last fresh, newest first. */
function sinceFresh(names: readonly string[]): readonly string[] {
  const fresh = names.findIndex((name) => FRESH.has(name));
  return fresh === -1 ? names : names.slice(0, fresh);
}

const NOTHING: ReadonlySet<string> = new Set();

/** The first step whose reason was not put aside. */
export function advise(records: Records, aside = NOTHING): Advice {
  const steps = stepsOf(records);
  const next = steps.find((each) => !aside.has(reasonOf(each) ?? ""));
  return next ?? { kind: "rest", step: steps[0]?.step ?? "data" };
}

/** What there is to do, the first first. */
function stepsOf(records: Records): Advice[] {
  const head = headOf(records);
  if (!head || !networkOf(records)) return [{ kind: "wait", step: "data" }];
  if (trainingOut(records)) return [{ kind: "watch", step: "train" }];
  const done = sinceFresh(deeds(records, head));
  if (!done.includes("train")) return [{ kind: "train", step: "train" }];
  const sparsity = done.every((op) => op === "train") ? sparserThan(records, head) : null;
  const after = afterTraining(edgesOf(records), done);
  return sparsity === null ? after : [{ kind: "sparser", step: "sparsify", sparsity }, ...after];
}

/** A test error beyond twice the train error, and not small beside the target's spread: single rows were learnt. */
const [FAR, SMALL] = [2, 0.1];
/** Noise that this much sparsity does not keep out, more will not. */
const ENOUGH = 0.2;

/** The sparsity to try instead of the last training's, or null where that has not learnt single rows. */
function sparserThan(records: Records, head: VersionRecord): number | null {
  const [network, run] = [networkOf(records), runBehind(records, head)];
  const { train_rmse: train, test_rmse: test, target_spread: spread } = network ?? {};
  if (train == null || test == null || run?.operation.op !== "train") return null;
  const learntRows = test > FAR * train && test > SMALL * (spread ?? 0);
  if (!learntRows || run.operation.sparsity >= ENOUGH) return null;
  return Number((5 * Math.max(0.01, run.operation.sparsity)).toPrecision(2));
}

function afterTraining(edges: readonly EdgeRecord[], done: readonly string[]): Advice[] {
  const living = edges.filter((edge) => edge.status !== "cut");
  if (living.length === 0) return [{ kind: "restore", step: "prune" }];
  const unnamed = living.filter((edge) => edge.status === "spline");
  const idle = unnamed.filter((edge) => edge.score < IDLE_SCORE && !edge.locked);
  const prunedLast = PRUNING.has(done[0] ?? "");
  const steps: Advice[] = [];
  if (idle.length > 0 && !prunedLast) {
    const ids = idle.map(({ id }) => id);
    steps.push({ kind: "prune", step: "prune", edges: ids.length, idle: ids, share: shareOf(idle, living) });
  }
  const left = unnamed.length;
  // Sparsity has bent the curves that are left; without it they find their shape, and names fit them better.
  if (prunedLast && left > 0) steps.push({ kind: "settle", step: "prune", left });
  steps.push(
    ...firstToLast(unnamed).map(({ id }) => ({ kind: "name", step: "name", edge: id, left }) as const),
  );
  return left > 0 ? steps : [...steps, ...ending(done)];
}

function ending([last = ""]: readonly string[]): Advice[] {
  const read = { kind: "read", step: "formula", snapped: last === "snap" } as const;
  return SETTLED.has(last) ? [read] : [{ kind: "refit", step: "refit" }, read];
}

/** What leaves the constants fitted together. */
const SETTLED = new Set(["train", "refit", "auto_symbolic", "snap"]);

/** The part of all attribution that some edges carry. */
function shareOf(some: readonly EdgeRecord[], all: readonly EdgeRecord[]): number {
  const sum = (edges: readonly EdgeRecord[]) => edges.reduce((total, edge) => total + edge.score, 0);
  return sum(some) / (sum(all) || 1);
}

/** First-layer edges first: their curves are the laws of the inputs and the easiest to name. */
function firstToLast(edges: readonly EdgeRecord[]): EdgeRecord[] {
  const layer = (edge: EdgeRecord) => Number(edge.id.split(":")[1]);
  return edges.toSorted((one, other) => layer(one) - layer(other) || other.score - one.score);
}

/** Whether a run other than a training is at work. */
export const atWork = (records: Records) => runsOut(records).length > 0 && !trainingOut(records);
