/** Nodes: a circle with + for a sum, a rounded square with × for a product. */
import type { NodePlace } from "./layout";
import { scissors } from "./scissors";
import { ink, type Pen, roughWidth, type Shape } from "./shape";

export interface NodeLook {
  lit: boolean;
  /** What cutting the node would cost, ready to show. */
  cost: string | null;
  zoom: number;
  quiet: boolean;
}

export function nodeShapes(node: NodePlace, look: NodeLook): Shape[] {
  return [body(node, look), ...sign(node), ...caption(node, look), ...cost(node, look)];
}

function body(node: NodePlace, look: NodeLook): Shape {
  const { at, r } = node;
  const pen = outline(node, look);
  const fill = ink("raised");
  if (!node.product) return { kind: "disc", at, r, fill, pen };
  return { kind: "box", box: { x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r }, radius: r * 0.3, fill, pen };
}

function outline(node: NodePlace, look: NodeLook): Pen {
  if (node.cut) return { ink: ink("cut"), width: 1, dash: [2, 3] };
  if (look.lit) return { ink: ink("accent"), width: 2 };
  return node.idle ? { ink: ink("line-strong"), width: 1 } : { ink: ink("text-2"), width: 1.5 };
}

function sign(node: NodePlace): Shape[] {
  if (node.cut || node.r < 3.5) return [];
  const { x, y } = node.at;
  const q = node.r * 0.42;
  const d = node.product ? q * 0.9 : 0;
  const [a, b] = node.product
    ? [
        [x - d, y - d, x + d, y + d],
        [x + d, y - d, x - d, y + d],
      ]
    : [
        [x - q, y, x + q, y],
        [x, y - q, x, y + q],
      ];
  const pen = { ink: ink(node.idle ? "text-3" : "text"), width: node.idle ? 1 : 1.5 };
  return [a, b].map((points): Shape => ({ kind: "line", points: points ?? [], pen }));
}

/** Only nodes that something strong reaches, and that are large enough, carry their name. */
function caption(node: NodePlace, look: NodeLook): Shape[] {
  if (node.idle || node.cut || look.quiet || node.r * look.zoom < 11) return [];
  const at = { x: node.at.x, y: node.at.y + node.r + 13 };
  return [{ kind: "text", text: node.name, at, size: 11, face: "ui", ink: ink("text-3"), align: "center" }];
}

/** Below its name: scissors, and what the error would rise by. */
function cost(node: NodePlace, look: NodeLook): Shape[] {
  if (!look.cost || node.idle || node.cut || look.quiet || node.r * look.zoom < 11) return [];
  const width = roughWidth(look.cost, 11) + 12;
  const y = node.at.y + node.r + 28;
  const at = { x: node.at.x + width / 2, y };
  return [
    { kind: "text", text: look.cost, at, size: 11, face: "ui", ink: ink("text-2"), align: "right" },
    ...scissors({ x: node.at.x - width / 2 + 4, y: y - 4 }, 0.9),
  ];
}
