/** What is asked of the server and kept while it is valid. Versions never change, so their answers stay. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import * as api from "../protocol/api";
import { decodeFilm } from "../protocol/frames";
import type { Dataset } from "../protocol/messages";
import { fetchPicture } from "../store/picture";

const FOREVER = { staleTime: Number.POSITIVE_INFINITY, gcTime: 10 * 60_000 };

export const useMe = () => useQuery({ queryKey: ["me"], queryFn: api.getMe, ...FOREVER });
export const useExamples = () => useQuery({ queryKey: ["examples"], queryFn: api.getExamples, ...FOREVER });
export const useStudies = () =>
  useQuery({ queryKey: ["studies"], queryFn: api.getStudies, refetchOnMount: "always" });

export const useDataset = (id: string | undefined) =>
  useQuery({
    queryKey: ["dataset", id],
    queryFn: () => api.getDataset(id ?? ""),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Outliers and correlations of a table as it was read. */
export const useLook = (dataset: Pick<Dataset, "id" | "reading">) =>
  useQuery({
    queryKey: ["look", dataset.id, dataset.reading],
    queryFn: () => api.getLook(dataset.id),
    ...FOREVER,
  });

/** The last picture stays until the next one is there: the canvas is never blank. */
export const usePicture = (study: string, version: string | undefined) =>
  useQuery({
    queryKey: ["picture", study, version],
    queryFn: ({ signal }) => fetchPicture(study, version ?? "", signal),
    enabled: version !== undefined,
    placeholderData: keepPreviousData,
    ...FOREVER,
  });

/** The film of a run, every moment of it. */
export const useFilm = (study: string, run: string) =>
  useQuery({
    queryKey: ["film", study, run],
    queryFn: async ({ signal }) => decodeFilm(await api.getFilm(study, run, signal)),
    ...FOREVER,
  });

/** `reading`: which reading of the sealed rows the version is; a reading adds to the answer. */
export const useFormula = (study: string, version: string | undefined, reading: number | null = null) =>
  useQuery({
    queryKey: ["formula", study, version, reading],
    queryFn: ({ signal }) => api.askFormula(study, version ?? "", signal),
    enabled: version !== undefined,
    placeholderData: keepPreviousData,
    ...FOREVER,
  });

/** Row by row; the last answer stays until that of another version or of other inputs is there. */
export const useFit = (study: string, version: string | undefined, over: Omit<api.AskFit, "version">) =>
  useQuery({
    queryKey: ["fit", study, version, over],
    queryFn: ({ signal }) => api.askFit(study, { version: version ?? "", ...over }, signal),
    enabled: version !== undefined,
    placeholderData: keepPreviousData,
    ...FOREVER,
  });

/** What an edge leaves over; asked for once what is more urgent is there. */
export const useResidual = (
  study: string,
  version: string | undefined,
  edge: string | null,
  ready: boolean,
) =>
  useQuery({
    queryKey: ["residual", study, version, edge],
    queryFn: ({ signal }) => api.askResidual(study, version ?? "", edge ?? "", signal),
    enabled: ready && version !== undefined && edge !== null,
    ...FOREVER,
  });

/** Other seeds, a batch after the other so that one sees how far they are; nothing is asked until `wanted`. */
export function useSeeds(study: string, version: string | undefined, wanted: boolean) {
  const client = useQueryClient();
  const key = ["seeds", study, version];
  const batches = useQueries({
    queries: SEED_BATCHES.map((batch) => ({
      queryKey: [...key, batch.first],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.askSeeds(study, version ?? "", batch, signal),
      enabled:
        wanted &&
        version !== undefined &&
        SEED_BATCHES.filter(({ first }) => first < batch.first).every(
          ({ first }) => client.getQueryData([...key, first]) !== undefined,
        ),
      retry: false,
      ...FOREVER,
    })),
  });
  return {
    seeds: batches.flatMap(({ data }) => data?.seeds ?? []),
    done: batches.every(({ data }) => data !== undefined),
    error: batches.find(({ error }) => error)?.error ?? null,
    cancel: () => void client.cancelQueries({ queryKey: key }),
  };
}

export const SEED_BATCHES = [0, 2, 4, 6].map((first) => ({ first, count: 2 }));

/** Two versions and the way between them; the last pair stays until the next one is there. */
export const useComparison = (study: string, a: string | undefined, b: string | undefined) =>
  useQuery({
    queryKey: ["compare", study, a, b],
    queryFn: ({ signal }) => api.askComparison(study, a ?? "", b ?? "", signal),
    enabled: a !== undefined && b !== undefined,
    placeholderData: keepPreviousData,
  });

/** A version as Python. */
export const useCode = (study: string, version: string | undefined) =>
  useQuery({
    queryKey: ["code", study, version],
    queryFn: ({ signal }) => api.askCode(study, version ?? "", signal),
    enabled: version !== undefined,
    placeholderData: keepPreviousData,
    ...FOREVER,
  });

/** Two rivals learn for so many seconds each; asked for by a click, given up by another. */
export const useTwin = (study: string, version: string | undefined, seconds: number, ready: boolean) =>
  useQuery({
    queryKey: ["twin", study, version, seconds],
    queryFn: ({ signal }) => api.askTwin(study, version ?? "", seconds, signal),
    enabled: ready && version !== undefined,
    retry: false,
    ...FOREVER,
  });

/** What a drawing would make of an edge; asked once the pen rests. */
export function useDrawPreview(study: string, asked: api.AskDrawn | null) {
  const [rested] = useDebouncedValue(asked, 150);
  return useQuery({
    queryKey: ["drawn", study, rested],
    queryFn: ({ signal }) => api.drawPreview(study, rested as api.AskDrawn, signal),
    enabled: rested !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** The formulas of all versions, `count` of them; asked again as long as some are still missing. */
export const useFront = (study: string, count: number, wanted: boolean) =>
  useQuery({
    queryKey: ["front", study, count],
    queryFn: ({ signal }) => api.askFront(study, signal),
    enabled: wanted,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.versions.some(({ formulas }) => formulas === null) ? 500 : false,
    ...FOREVER,
  });

/** What each cut would cost. `edges`: only of these, where there are too many to try them all. */
export const useCosts = (study: string, version: string | undefined, edges: readonly string[] | null) =>
  useQuery({
    queryKey: ["costs", study, version, edges],
    queryFn: async ({ signal }) => {
      const { costs } = await api.costOfCut(study, version ?? "", edges, signal);
      return new Map(costs.map(({ id, change }) => [id, change]));
    },
    enabled: version !== undefined,
    ...FOREVER,
  });

/** A row's values on its way through the network; the last ones stay until others are there. */
export const useProbe = (study: string, version: string | undefined, row: number | "worst" | null) =>
  useQuery({
    queryKey: ["probe", study, version, row],
    queryFn: ({ signal }) => api.probe(study, version ?? "", row === "worst" ? null : row, signal),
    enabled: version !== undefined && row !== null,
    placeholderData: keepPreviousData,
    retry: false,
    ...FOREVER,
  });

/** What is on offer; `library` is the record it was set by, so that another choice asks anew. */
export const useLibrary = (study: string, library: unknown) =>
  useQuery({
    queryKey: ["library", study, JSON.stringify(library)],
    queryFn: ({ signal }) => api.getLibrary(study, signal),
    placeholderData: keepPreviousData,
    ...FOREVER,
  });

/** What a formula somebody is writing would be; the last answer stays until the next one is there. */
export const useFunction = (study: string, name: string, formula: string) =>
  useQuery({
    queryKey: ["function", study, name, formula],
    queryFn: ({ signal }) => api.tryFunction(study, { name: name || "own", formula }, signal),
    enabled: formula.trim() !== "",
    placeholderData: keepPreviousData,
    ...FOREVER,
  });

export interface Suggested {
  version: string | undefined;
  edge: string | null;
  costWeight: number;
  /** The record of the library: another one asks anew. */
  library: unknown;
  /** While a training is out, the state it was last kept in: the curve of that moment is asked about. */
  kept: string | null;
}

/** The library fitted to an edge, at once. */
export const useCandidates = (study: string, asked: Suggested) => useSuggest(study, asked, false, true);

/** Who stays a moment asks for what takes longer; who passes by does not. */
const MOMENT = 600;

function useStay(where: string): boolean {
  const [before] = useDebouncedValue(where, MOMENT);
  return before === where;
}

/** The same with what the first five lead to once the rest is refitted; asked for after the quick answer. */
export function useRefitted(study: string, asked: Suggested, ready: boolean) {
  const stays = useStay(`${asked.version} ${asked.edge} ${asked.costWeight}`);
  return useSuggest(study, asked, true, ready && stays);
}

function useSuggest(study: string, asked: Suggested, refit: boolean, ready: boolean) {
  const { version = "", edge, costWeight, library, kept } = asked;
  const live = kept !== null;
  return useQuery({
    queryKey: ["suggest", study, edge, version, costWeight, JSON.stringify(library), refit, kept],
    queryFn: ({ signal }) =>
      api.suggest(study, { edge: edge ?? "", version, live, cost_weight: costWeight, refit }, signal),
    placeholderData: (last, before) => (live && before?.queryKey[2] === edge ? last : undefined),
    enabled: ready && version !== "" && edge !== null,
    retry: refit ? false : 1,
    ...FOREVER,
  });
}

/** Numbers of named edges, how surely they are known, and what simple ones would cost. */
export function useConstants(study: string, version: string | undefined, ready: boolean) {
  const stays = useStay(version ?? "");
  return useQuery({
    queryKey: ["constants", study, version],
    queryFn: ({ signal }) => api.askConstants(study, version ?? "", signal),
    enabled: ready && stays && version !== undefined,
    retry: false,
    ...FOREVER,
  });
}
