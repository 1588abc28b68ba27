/** Every request the browser makes, one function each. */
import { address, ask, askBytes, askText } from "./http";
import type {
  Accepted,
  Candidates,
  Comparison,
  ConstantsAnswer,
  CutCosts,
  Dataset,
  Drawn,
  Example,
  FitAnswer,
  FormulaAnswer,
  FrontAnswer,
  FunctionPreview,
  LibraryAnswer,
  MakeDataset,
  MakeStudy,
  Me,
  Model,
  Operation,
  ProbeAnswer,
  Reading,
  Residual,
  RunMetrics,
  Script,
  Seeds,
  Shape,
  Studies,
  TableLook,
  TwinAnswer,
} from "./messages";
import { problemOf } from "./problem";

export const getMe = () => ask<Me>("me");
export const getExamples = () => ask<{ examples: Example[] }>("examples");
export const getStudies = () => ask<Studies>("studies?limit=100");
export const getDataset = (id: string) => ask<Dataset>(`datasets/${id}`);

export function uploadDataset(file: File): Promise<Dataset> {
  const form = new FormData();
  form.append("file", file);
  return ask<Dataset>("datasets", { method: "POST", form });
}

export function bringModel(files: readonly File[]): Promise<Model> {
  const form = new FormData();
  for (const file of files) form.append("files", file);
  return ask<Model>("models", { method: "POST", form });
}

export const makeDataset = (body: MakeDataset) => ask<Dataset>("datasets", { method: "POST", body });

export const getLook = (id: string) => ask<TableLook>(`datasets/${id}/look`);
export const readAgain = (id: string, reading: Partial<Reading>) =>
  ask<Dataset>(`datasets/${id}`, { method: "PATCH", body: { reading } });

export const makeStudy = (body: MakeStudy) => ask<{ id: string }>("studies", { method: "POST", body });
export const deleteStudy = (id: string) => ask<void>(`studies/${id}`, { method: "DELETE" });

/** Sends an operation. A lost answer is asked for once more under the same key, so nothing happens twice. */
export async function operate(study: string, body: Operation): Promise<Accepted> {
  const call = { method: "POST" as const, body, key: crypto.randomUUID() };
  const path = `studies/${study}/operations`;
  try {
    return await ask<Accepted>(path, call);
  } catch (error) {
    if (problemOf(error).code !== "unreachable") throw error;
    return ask<Accepted>(path, call);
  }
}

export const getMetrics = (study: string, run: string, signal?: AbortSignal) =>
  ask<RunMetrics>(`studies/${study}/runs/${run}/metrics?points=2000`, { signal });

export const getFilm = (study: string, run: string, signal?: AbortSignal) =>
  askBytes(`studies/${study}/runs/${run}/film`, signal);

export const getPicture = (study: string, version: string, signal?: AbortSignal) =>
  askBytes(`studies/${study}/versions/${version}/picture`, signal);

const query = <T>(study: string, name: string, body: object, signal?: AbortSignal) =>
  ask<T>(`studies/${study}/queries/${name}`, { method: "POST", body, signal });

export interface Suggest {
  edge: string;
  version: string;
  /** Of the training that is out, as it was last kept. */
  live: boolean;
  /** What a price counts; 0 ranks by accuracy alone. */
  cost_weight: number;
  refit: boolean;
}

export const suggest = (study: string, question: Suggest, signal?: AbortSignal) =>
  query<Candidates>(study, "suggest", question, signal);
export const askConstants = (study: string, version: string, signal?: AbortSignal) =>
  query<ConstantsAnswer>(study, "constants", { version }, signal);
export const askFront = (study: string, signal?: AbortSignal) =>
  query<FrontAnswer>(study, "front", {}, signal);
export const askFormula = (study: string, version: string, signal?: AbortSignal) =>
  query<FormulaAnswer>(study, "formula", { version }, signal);
export interface AskFit {
  version: string;
  /** The inputs of the map of errors; left out: the two that matter most. */
  across?: string;
  down?: string;
}
export const askFit = (study: string, body: AskFit, signal?: AbortSignal) =>
  query<FitAnswer>(study, "fit", body, signal);
export const askResidual = (study: string, version: string, edge: string, signal?: AbortSignal) =>
  query<Residual>(study, "residual", { version, edge }, signal);
export const askSeeds = (
  study: string,
  version: string,
  batch: { first: number; count: number },
  signal?: AbortSignal,
) => query<Seeds>(study, "seeds", { version, ...batch }, signal);
export const askComparison = (study: string, a: string, b: string, signal?: AbortSignal) =>
  query<Comparison>(study, "compare", { a, b }, signal);
export const askCode = (study: string, version: string, signal?: AbortSignal) =>
  query<Script>(study, "code", { version }, signal);
export const askTwin = (study: string, version: string, seconds: number, signal?: AbortSignal) =>
  query<TwinAnswer>(study, "twin", { version, seconds }, signal);
export const costOfCut = (
  study: string,
  version: string,
  edges: readonly string[] | null,
  signal?: AbortSignal,
) => query<CutCosts>(study, "cost_of_cut", edges ? { version, edges } : { version }, signal);
export interface AskDrawn {
  edge: string;
  version: string;
  points: readonly (readonly [number, number])[];
  shape: Shape | null;
}

export const drawPreview = (study: string, question: AskDrawn, signal?: AbortSignal) =>
  query<Drawn>(study, "draw_preview", question, signal);
/** `row` counts from 0; null: the row that is furthest off. */
export const probe = (study: string, version: string, row: number | null, signal?: AbortSignal) =>
  query<ProbeAnswer>(study, "probe", row === null ? { version, worst: true } : { version, row }, signal);
export const getLibrary = (study: string, signal?: AbortSignal) =>
  query<LibraryAnswer>(study, "library", {}, signal);
export const tryFunction = (study: string, body: { name: string; formula: string }, signal?: AbortSignal) =>
  query<FunctionPreview>(study, "function", body, signal);

/** The formula as text. */
export type ExportFormat =
  | "latex"
  | "sympy"
  | "python"
  | "numpy"
  | "torch"
  | "jax"
  | "c"
  | "julia"
  | "r"
  | "matlab"
  | "mathematica"
  | "fortran"
  | "rust"
  | "javascript"
  | "excel";
/** The network as a figure, a report, all for an article, the network for programs, the study as a whole. */
export type WholeFormat = "svg" | "pdf" | "png" | "report" | "paper" | "onnx" | "kanscope";
export const getBytes = (study: string, format: WholeFormat) =>
  askBytes(`studies/${study}/export?format=${format}`);
export const getExport = (study: string, format: ExportFormat) =>
  askText(`studies/${study}/export?format=${format}`);

/** Where a version's file is to be had, for links. */
export const exportAddress = (study: string, format: string, version: string) =>
  address(`studies/${study}/export?format=${format}&version=${version}`).href;
