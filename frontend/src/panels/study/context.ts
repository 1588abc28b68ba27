/** The open study for every panel under it. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { type Action, attempt, offered, possible, type Situation } from "../../actions";
import type { Frame } from "../../protocol/frames";
import type { MetricsRow } from "../../protocol/messages";
import { mayEdit } from "../../store/access";
import { dataOf, edgesOf, headOf, networkOf } from "../../store/document";
import { edgeName } from "../../store/names";
import type { OpenStudy } from "../../store/openStudy";
import type { Telemetry } from "../../store/telemetry";
import { labels } from "../../store/view";

export const StudyContext = createContext<OpenStudy | null>(null);

export function useStudy(): OpenStudy {
  const study = useContext(StudyContext);
  if (!study) throw new Error("A study's panel stands outside its study.");
  return study;
}

export const useRecords = () => useStore(useStudy().document, (document) => document.records);
export const useLine = () => useStore(useStudy().line);
export const useSelected = () => useStore(useStudy().selection, (selection) => selection.edge);
export const useHead = () => headOf(useRecords());

export function useSituation(): Situation {
  const [records, { state, access }, edge] = [useRecords(), useLine(), useSelected()];
  return { records, line: state, access, edge };
}

/** Whether this person is offered what changes the study. */
export const useMayEdit = () => mayEdit(useLine().access);

/** Whether the line was lost: the study stands as it was told last, and changes wait. */
export const useAway = () => useLine().lostAt !== null;

/** An action bound to the study: whether it is this person's at all, whether it can be done now, and doing it. */
export function useAction<Target>(action: Action<Target>) {
  const study = useStudy();
  const now = useSituation();
  const run = (target: Target) => attempt(study, action, target);
  return { offered: offered(action, now), disabled: !possible(action, now), run };
}

/** "x1 → h1.2" for edge ids. */
export function useEdgeNames(): (edge: string) => string {
  const records = useRecords();
  const [data, network] = [dataOf(records), networkOf(records)];
  return useCallback((edge) => (data && network ? edgeName(edge, data, network) : edge), [data, network]);
}

/** The name or number an edge goes by in the formula. */
export function useEdgeLabels(): ReadonlyMap<string, string> {
  const records = useRecords();
  return useMemo(() => {
    const [data, network] = [dataOf(records), networkOf(records)];
    return data && network ? labels(edgesOf(records), data, network.width.length - 1) : new Map();
  }, [records]);
}

/** The latest frame, a few times a second: for numbers that a person reads. */
export const useFrame = (everyMilliseconds: number): Frame | null =>
  useTelemetry((telemetry) => telemetry.frame, everyMilliseconds);

/** The errors a run has reached: live, or as they were kept where no frame has come (a held run, a page opened late). */
export function useReached(run: string | null): MetricsRow | null {
  const { telemetry } = useStudy();
  useTelemetry(({ loss }) => `${loss.run} ${loss.steps.length}`, 150);
  return run === null ? null : telemetry.reached(run);
}

function useTelemetry<T>(read: (telemetry: Telemetry) => T, everyMilliseconds: number): T {
  const { telemetry } = useStudy();
  const [seen, setSeen] = useState(() => read(telemetry));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read stays the same for a component's life
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      timer = undefined;
      setSeen(read(telemetry));
    };
    const leave = telemetry.listen(() => {
      timer ??= setTimeout(show, everyMilliseconds);
    });
    show();
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [telemetry, everyMilliseconds]);
  return seen;
}
