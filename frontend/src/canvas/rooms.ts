/** How the width is shared out between ports, columns of nodes and the edges between them. */
import { clamp } from "./geometry";
import type { Room } from "./layout";
import { roughWidth } from "./shape";
import { nodeCount } from "./topology";
import type { NetworkView, PortView } from "./view";

/** A plate with a picture, one line with the name, or only a disc. */
export type PortForm = "plate" | "line" | "disc";

export interface PortSize {
  form: PortForm;
  w: number;
  h: number;
}

export interface Across {
  /** Middle of each column of nodes; for ports the side where wires touch. */
  columns: number[];
  /** The narrowest distance between two columns. */
  span: number;
}

const DISC = 22;
const LINE = 28;

export function portSize(view: NetworkView, room: Room, height: number, side: "input" | "output"): PortSize {
  const ports = side === "input" ? view.inputs : view.outputs;
  const pitch = height / Math.max(1, ports.length);
  const full = side === "input" ? 66 : 108;
  const w = plateWidth(ports, room, side);
  if (room.ports === "disc" || pitch < LINE + 4) {
    const size = clamp(pitch - 3, 5, DISC);
    return { form: "disc", w: size, h: size };
  }
  if (pitch < full + 8) return { form: "line", w, h: LINE };
  return { form: "plate", w, h: full };
}

/** A plate that its neighbour would overlap is a line. */
export const fitted = (size: PortSize, pitch: number): PortSize =>
  size.form === "plate" && pitch < size.h + 8 ? { ...size, form: "line", h: LINE } : size;

function plateWidth(ports: readonly PortView[], room: Room, side: "input" | "output"): number {
  const words = Math.max(0, ...ports.map((p) => roughWidth(p.name, 17) + roughWidth(p.unit ?? "", 11) + 30));
  const base = clamp(room.width * 0.12, 78, 104) + (side === "output" ? 10 : 0);
  return clamp(words, base, Math.max(base, room.width * 0.16));
}

export function columnsAcross(view: NetworkView, room: Room, height: number): Across {
  const left = room.margins.left + portSize(view, room, height, "input").w;
  const right = room.width - room.margins.right - portSize(view, room, height, "output").w;
  const shares = view.width.slice(1).map((layer, l) => fanShare(nodeCount(layer), view, l));
  const total = shares.reduce((a, b) => a + b, 0);
  const columns = [left];
  let along = 0;
  for (const share of shares) {
    along += share;
    columns.push(left + ((right - left) * along) / total);
  }
  return { columns, span: ((right - left) * Math.min(...shares)) / total };
}

/** A layer whose wires fan out needs more room to turn. */
function fanShare(targets: number, view: NetworkView, layer: number): number {
  const source = view.width[layer];
  return source && targets > nodeCount(source) ? 1.28 : 1;
}
