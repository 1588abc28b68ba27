/** Keys: those with Ctrl anywhere but in text fields; single keys only while the network has focus. */
import { type KeyboardEvent, useEffect } from "react";
import {
  type Action,
  accept,
  attempt,
  cut,
  fitting,
  goToProposal,
  lock,
  openDrawing,
  pause,
  redo,
  resume,
  train,
  undo,
  unlock,
  VERBS,
} from "../../actions";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import { mayEdit } from "../../store/access";
import { trainingOut } from "../../store/document";
import type { OpenStudy } from "../../store/openStudy";
import { proposalInSight } from "../../store/proposals";
import { summon } from "../palette/summon";
import { useStudy } from "./context";
import { layoutStore, present } from "./layout";
import { nameSelected } from "./reach";

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export function useKeyboard(): void {
  const study = useStudy();
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key === "Escape" && !document.querySelector("[role=dialog], dialog")) leave(study);
      if (!(event.ctrlKey || event.metaKey) || event.altKey || typing(event.target)) return;
      if (withControl(event.key.toLowerCase(), event.shiftKey, study)) event.preventDefault();
    };
    // On its way down: a dialog that is closed by the same key is still there to be seen.
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  }, [study]);
}

function withControl(key: string, shift: boolean, study: OpenStudy): boolean {
  if (key === "k") summon("palette");
  else if (key === "z") attempt(study, shift ? redo : undo, undefined);
  else return false;
  return true;
}

/**
 * First the drawing is left, then what is tried is put back, then the edge is let go, then the comparison; a screen that is presented is
 * left before all of them.
 */
function leave(study: OpenStudy): void {
  if (layoutStore.getState().presenting) {
    present(false);
    return;
  }
  const { preview, chosen, drawing, trying, deciding, proposal, edge } = study.selection.getState();
  const { tool, spread } = study.sight.getState();
  if (drawing !== null) study.selection.setState({ drawing: null });
  else if (deciding !== null) study.selection.setState({ deciding: null });
  else if (preview || chosen !== null || trying)
    study.selection.setState({ preview: null, chosen: null, trying: null });
  else if (tool !== "select") study.sight.setState({ tool: "select" });
  else if (proposal !== null && edge === null) study.selection.setState({ proposal: null });
  else if (edge === null && study.comparing.getState().pair !== null)
    study.comparing.setState({ pair: null });
  else {
    study.selection.setState({ edge: null, many: [] });
    if (spread !== null) study.sight.setState({ spread: null });
  }
}

const ARROWS: Record<string, "left" | "right" | "up" | "down"> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

export function stageKeys(event: KeyboardEvent, study: OpenStudy, canvas: NetworkCanvas): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  const direction = ARROWS[event.key];
  if (direction) canvas.moveSelection(direction);
  else if (event.key === " ") startOrHold(study);
  else if (event.key === "?") summon("keys");
  else if (event.key === "P" && event.shiftKey) present(true);
  else if (!letterKey(event.key.toLowerCase(), study, canvas)) return;
  event.preventDefault();
}

const letterKey = (key: string, study: OpenStudy, canvas: NetworkCanvas) =>
  proposalKey(key, study) || edgeKey(key, study, canvas);

function edgeKey(key: string, study: OpenStudy, canvas: NetworkCanvas): boolean {
  const { edge, many } = study.selection.getState();
  const { sight } = study;
  if (key === "f") canvas.fit();
  else if (key === "n" && edge) nameSelected();
  else if (key === "d" && edge) attempt(study, openDrawing, edge);
  else if (key === "v") sight.setState({ tool: "select" });
  else if (key === "l") sight.setState({ tool: "lasso" });
  else if (key === "p") sight.setState(({ probe }) => ({ probe: probe === null ? "worst" : null }));
  else if (key === "/") sight.setState({ finding: true });
  else if (key === "x" && many.length > 0) attempt(study, VERBS.cut, many);
  else if (key === "k" && many.length > 0) attempt(study, lockOrFree(study, many), many);
  else if (key === "x" && edge) attempt(study, cut, edge);
  else if (key === "k" && edge) attempt(study, isLocked(study, edge) ? unlock : lock, edge);
  else return false;
  return true;
}

/** Several are held unless all of them are. */
const lockOrFree = (study: OpenStudy, edges: readonly string[]) =>
  fitting(study.records, edges, "lock").length > 0 ? VERBS.lock : VERBS.unlock;

/** A, E and R answer the proposal in sight; J goes to the next. */
function proposalKey(key: string, study: OpenStudy): boolean {
  const proposal = proposalInSight(study.records, study.selection.getState());
  if (key === "j") attempt(study, goToProposal, undefined);
  else if (!proposal || !mayEdit(study.line.getState().access)) return false;
  else if (key === "a") attempt(study, accept, { proposal: proposal.id });
  else if (key === "e") study.selection.setState({ deciding: "edit" });
  else if (key === "r") study.selection.setState({ deciding: "reject" });
  else return false;
  return true;
}

function isLocked(study: OpenStudy, edge: string): boolean {
  const record = study.records[edge];
  return record?.kind === "edge" && record.locked;
}

/** Space trains, holds, goes on. */
function startOrHold(study: OpenStudy): void {
  const run = trainingOut(study.records);
  attempt<undefined>(
    study,
    (run ? (run.status === "paused" ? resume : pause) : train) as Action<undefined>,
    undefined,
  );
}
