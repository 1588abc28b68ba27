/** Records and the head's picture, made into what the canvas draws. */
import type { EdgeView, LayerWidth, NetworkView, OutputView, PortView } from "../canvas/view";
import type { InputPicture, OutputPicture, Picture } from "../protocol/frames";
import type {
  DataRecord,
  EdgeRecord,
  NetworkRecord,
  ProposalRecord,
  Records,
  StudyRecord,
  WidthEntry,
} from "../protocol/messages";
import { columnsOf } from "./columns";
import {
  dataOf,
  edgesOf,
  edgesTouched,
  isFresh,
  networkOf,
  notesOf,
  runsOut,
  studyOf,
  waitingOf,
} from "./document";
import { change, rSquared } from "./format";
import { nodeName, placeOf, shortName } from "./names";

/** The strength every edge is drawn with before a first training: what chance gave it means nothing. */
const EQUAL = 0.35;

/** Below this attribution an edge is idle: the default threshold of a prune. */
export const IDLE_SCORE = 0.03;

const layerWidth = (entry: WidthEntry): LayerWidth =>
  typeof entry === "number"
    ? { sums: entry, products: 0, arity: [] }
    : { sums: entry[0], products: entry[1], arity: Array.from({ length: entry[1] }, () => 2) };

/** Attributions against the strongest of their layer, so that the widest layers show their main paths too. */
export function strengths(scores: ReadonlyMap<string, number>): Map<string, number> {
  const strongest = new Map<number, number>();
  for (const [id, score] of scores) {
    const { layer } = placeOf(id);
    strongest.set(layer, Math.max(strongest.get(layer) ?? 0, score));
  }
  const share = (id: string, score: number) => Math.min(1, score / (strongest.get(placeOf(id).layer) || 1));
  return new Map([...scores].map(([id, score]) => [id, share(id, score)]));
}

/** "φ1,2,1" as the formula has an unnamed edge, by its place counted from 1, or the function in its own input. */
export function labels(edges: readonly EdgeRecord[], data: DataRecord, layers: number): Map<string, string> {
  const label = (edge: EdgeRecord) => {
    if (edge.status === "symbolic" && edge.function)
      return shortName(edge.function, inputName(edge, data, layers));
    const { layer, source, target } = placeOf(edge.id);
    return edge.status === "cut" ? "" : `φ${layer + 1},${source + 1},${target + 1}`;
  };
  return new Map(edges.map((edge) => [edge.id, label(edge)]));
}

function inputName(edge: EdgeRecord, data: DataRecord, layers: number): string {
  const { layer, source } = placeOf(edge.id);
  const name = nodeName(layer, source, data, layers);
  return layer === 0 && name.length === 1 ? name : "x";
}

export function viewOf(
  records: Records,
  picture: Picture | null,
  costs: ReadonlyMap<string, number>,
): NetworkView | null {
  const [study, data, network] = [studyOf(records), dataOf(records), networkOf(records)];
  if (!study || !data || !network) return null;
  const heard = inputsHeard(records);
  return {
    width: network.width.map(layerWidth),
    edges: edgeViews(records, data, network, picture, costs),
    inputs: data.inputs.map((name, k) => ({
      ...input(name, study, data, picture?.inputs[k]),
      weak: !heard.has(k),
    })),
    outputs: data.targets.map((name, k) => output(name, study, data, network, picture?.outputs[k])),
    nodeCosts: nodeCosts(costs, network),
  };
}

const nodeCosts = (costs: ReadonlyMap<string, number>, network: NetworkRecord) =>
  new Map(
    [...costs]
      .filter(([id]) => id.startsWith("node:"))
      .map(([id, cost]) => [id, change(cost, network.test_rmse)]),
  );

/** The inputs from which a living edge leaves. */
const inputsHeard = (records: Records) =>
  new Set(
    edgesOf(records)
      .filter(({ id, status }) => status !== "cut" && placeOf(id).layer === 0)
      .map(({ id }) => placeOf(id).source),
  );

/** What edges with an open proposal would be called. */
function proposedNames(records: Records): Map<string, { label: string }> {
  const named = (operation: ProposalRecord["operation"]) =>
    operation.op === "fix_symbolic"
      ? shortName(operation.function)
      : operation.op === "prune_edges"
        ? "✂"
        : "?";
  return new Map(
    waitingOf(records).flatMap((one) => one.on.map((edge) => [edge, { label: named(one.operation) }])),
  );
}

function edgeViews(
  records: Records,
  data: DataRecord,
  network: NetworkRecord,
  picture: Picture | null,
  costs: ReadonlyMap<string, number>,
): EdgeView[] {
  const edges = edgesOf(records);
  const strength = isFresh(records) ? new Map<string, number>() : strengths(scoresOf(edges));
  const label = labels(edges, data, network.width.length - 1);
  const busy = new Set(runsOut(records).flatMap(edgesTouched));
  const noted = new Set<string>(notesOf(records).map((note) => note.on));
  const proposed = proposedNames(records);
  return edges.map((edge) => ({
    id: edge.id,
    ...placeOf(edge.id),
    status: edge.status,
    locked: edge.locked,
    busy: busy.has(edge.id),
    expected: edge.prior !== null || edge.wish !== null,
    noted: noted.has(edge.id),
    proposed: proposed.get(edge.id) ?? null,
    label: label.get(edge.id) ?? "",
    strength: strength.get(edge.id) ?? (edge.status === "cut" ? 0 : EQUAL),
    curve: picture?.curves.get(edge.id) ?? null,
    range: picture?.ranges.get(edge.id) ?? null,
    density: picture?.densities.get(edge.id) ?? null,
    cost: costs.has(edge.id) ? change(costs.get(edge.id), network.test_rmse) : null,
  }));
}

/** Attributions of the living edges. */
export const scoresOf = (edges: readonly EdgeRecord[]) =>
  new Map(edges.filter((edge) => edge.status !== "cut").map((edge) => [edge.id, edge.score]));

function port(name: string, study: StudyRecord, data: DataRecord): PortView {
  const logarithm = data.logs.includes(name);
  const column = columnsOf(study, data).find((each) => each.name === name);
  return {
    name: logarithm ? `ln ${name}` : name,
    unit: logarithm ? null : (column?.unit ?? null),
    histogram: column?.histogram.length ? column.histogram : null,
    weak: false,
  };
}

/** What an RMSE is measured in: "hPa", or "ln period" where the target enters as its logarithm; null where unknown. */
export function unitOfErrors(records: Records): string | null {
  const [study, data] = [studyOf(records), dataOf(records)];
  const target = data?.targets.length === 1 ? data.targets[0] : undefined;
  if (!study || !data || target === undefined) return null;
  const { name, unit } = port(target, study, data);
  return data.logs.includes(target) ? name : unit;
}

const input = (name: string, study: StudyRecord, data: DataRecord, picture?: InputPicture): PortView => ({
  ...port(name, study, data),
  ...(picture ? { histogram: picture.histogram } : {}),
});

function output(
  name: string,
  study: StudyRecord,
  data: DataRecord,
  network: NetworkRecord,
  picture?: OutputPicture,
): OutputView {
  const r2 = data.targets.length === 1 ? network.test_r2 : null;
  const still = { ...port(name, study, data), r2: r2 == null ? null : rSquared(r2), scatter: null };
  return outputAt(still, picture);
}

/** An output as a picture or a live frame shows it: its R² and its pairs. */
export function outputAt(output: OutputView, picture?: OutputPicture): OutputView {
  if (!picture) return output;
  const { r2, scatter } = picture;
  const pairs = scatter.map(([predicted, actual]): [number, number] => [actual, predicted]);
  return { ...output, r2: r2 == null ? output.r2 : rSquared(r2), scatter: pairs };
}
