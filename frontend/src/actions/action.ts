/** One thing a person may want: what it is called, which key does it, whether it can be done now, and doing it. */
import type { LineState } from "../protocol/connection";
import type { Records } from "../protocol/messages";
import { type Access, mayEdit } from "../store/access";
import { runsOut, trainingOut } from "../store/document";
import type { OpenStudy } from "../store/openStudy";

/** What decides whether an action is possible. */
export interface Situation {
  records: Records;
  line: LineState;
  access: Access;
  edge: string | null;
}

export interface Action<Target = void> {
  id: string;
  label: string;
  /** As shown to people: "Ctrl Z". */
  key?: string;
  /** Twice in a row means twice: a second press counts although the first is not answered yet. */
  repeats?: boolean;
  /** Changes only what is looked at: those may do it who may not edit. */
  looks?: boolean;
  /** Whether the study is such that it can be done; who may do it is not its question. */
  enabled(now: Situation): boolean;
  run(study: OpenStudy, target: Target): Promise<unknown>;
}

export const situationOf = (study: OpenStudy): Situation => ({
  records: study.records,
  line: study.line.getState().state,
  access: study.line.getState().access,
  edge: study.selection.getState().edge,
});

/** Whether this person may ever do such a thing here: where not, it is not offered at all. */
export const offered = ({ looks }: Pick<Action<never>, "looks">, { access }: Pick<Situation, "access">) =>
  looks === true || mayEdit(access);

/** Whether it can be done now, by this person. */
export const possible = (action: Pick<Action<never>, "looks" | "enabled">, now: Situation) =>
  offered(action, now) && action.enabled(now);

/** Does it if it can be done now. A second press of the same, before the first is answered, is the same press. */
export function attempt<Target>(study: OpenStudy, action: Action<Target>, target: Target): void {
  if (!possible(action, situationOf(study))) return;
  const press = JSON.stringify([action.id, target]);
  if (action.repeats) void action.run(study, target);
  else void study.once(press, () => action.run(study, target));
}

/** The line holds and nothing is at work: the network may be changed. */
export const free = ({ records, line }: Situation) =>
  line === "live" && records.network !== undefined && runsOut(records).length === 0;

/** The line holds: edits that are made between two steps of a training, too, may be asked for. */
export const touchable = ({ records, line }: Situation) => line === "live" && records.network !== undefined;

/** The line holds and no training is out: short edits wait their turn. */
export const editable = (now: Situation) => touchable(now) && trainingOut(now.records) === undefined;

export const edgeNow = ({ records, edge }: Situation) => {
  const record = edge === null ? undefined : records[edge];
  return record?.kind === "edge" ? record : undefined;
};
