import { edgesTouched, runsOut } from "../store/document";
import { type Action, edgeNow, editable, type Situation } from "./action";

export interface Drawing {
  edge: string;
  points: [number, number][];
  as: "start" | "prior";
  weight?: number;
}

/** The selected edge is a spline that may move, and nothing is being done to it. */
export function drawable(now: Situation): boolean {
  const edge = edgeNow(now);
  const busy = runsOut(now.records).some((run) => edge && edgesTouched(run).includes(edge.id));
  return editable(now) && edge?.status === "spline" && !edge.locked && !busy;
}

/** Opens the plate to be drawn on. */
export const openDrawing: Action<string> = {
  id: "open-drawing",
  label: "Draw",
  key: "D",
  enabled: drawable,
  run: async (study, edge) => study.selection.setState({ drawing: edge, preview: null }),
};

/** A curve drawn on an edge: where it starts, or what training is drawn towards. */
export const drawCurve: Action<Drawing> = {
  id: "draw-curve",
  label: "Draw what you expect",
  enabled: drawable,
  run: (study, drawing) => study.operate({ op: "draw_curve", ...drawing }),
};
