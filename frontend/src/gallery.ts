/** A page for looking at the canvas while working on it; `npm run dev`, then /gallery.html. Not in the build. */
import "./design/tokens.css";
import "./design/base.css";
import { curveFrom, exampleView, takingShape, toyView } from "./canvas/example";
import { NetworkCanvas } from "./canvas/networkCanvas";
import { readPalette } from "./canvas/palette";
import { drawStill } from "./canvas/still";
import type { EdgeView, NetworkView } from "./canvas/view";

const asked = new URLSearchParams(location.search);
const pick = (name: string, otherwise: string): string => asked.get(name) ?? otherwise;
if (asked.has("theme")) document.documentElement.dataset.theme = pick("theme", "light");

const PENDULUM = ["L", "g", "θ₀", "m", "T"];

const VIEWS: Record<string, () => NetworkView> = {
  learnt: () => toyView("learnt"),
  pruned: () => toyView("pruned"),
  named: () => toyView("named"),
  untrained: untrained,
  states: states,
  five: () => exampleView([5, 5, 1], 7),
  pendulum: () => exampleView([4, 10, 10, 1], 5, PENDULUM),
  ten: () => exampleView([10, 5, 1], 3, ["temperature", "pressure_in_bar", "x3"]),
  wide: () => exampleView([16, 32, 4], 9),
  thousand: () => exampleView([20, 40, 5], 9),
  huge: () => exampleView([64, 64, 1], 9),
  one: () => exampleView([1, 1], 9),
  pair: () => exampleView([2, 3, 2], 9),
  products: products,
  small: () => exampleView([2, 1, 1], 12),
};

function untrained(): NetworkView {
  const view = toyView("learnt");
  const curves = takingShape(view, 0, 0);
  const edges = view.edges.map((e) => ({
    ...e,
    strength: 0.55,
    cost: null,
    curve: curves.get(e.id) ?? null,
  }));
  return { ...view, edges, outputs: view.outputs.map((o) => ({ ...o, r2: null, scatter: null })) };
}

function states(): NetworkView {
  const view = toyView("pruned");
  const change: Record<string, Partial<EdgeView>> = {
    "edge:0:0:2": { locked: true },
    "edge:0:1:2": { status: "symbolic", label: "y²" },
    "edge:1:2:0": { busy: true },
  };
  return { ...view, edges: view.edges.map((e) => ({ ...e, ...change[e.id] })) };
}

function products(): NetworkView {
  const view = exampleView([2, 4, 1], 21);
  const width = [
    { sums: 2, products: 0, arity: [] },
    { sums: 2, products: 1, arity: [2] },
  ];
  const edges = view.edges.filter((e) => e.layer === 0 || e.source < 3);
  return { ...view, edges, width: [...width, { sums: 1, products: 0, arity: [] }] };
}

function stage(width: string, height: string): HTMLElement {
  const host = document.createElement("div");
  host.style.cssText = `position:relative;overflow:hidden;background:var(--c-canvas);width:${width};height:${height}`;
  document.body.append(host);
  return host;
}

function showThumbnails(): void {
  const counts = [
    [4, 4, 1],
    [3, 3, 1],
    [6, 4, 1],
    [2, 4, 1],
    [2, 5, 1],
    [10, 5, 1],
  ];
  document.body.style.cssText = "display:flex;flex-wrap:wrap;gap:16px;padding:16px";
  counts.forEach((width, seed) => {
    const canvas = document.createElement("canvas");
    canvas.style.cssText = "width:270px;height:92px;background:var(--c-canvas)";
    document.body.append(canvas);
    drawStill(canvas, exampleView(width, seed + 3, ["L", "g", "θ", "m"]), readPalette());
  });
}

function showNetwork(): void {
  const picture = asked.has("picture");
  const host = picture ? stage("640px", "285px") : stage("100vw", "100vh");
  const canvas: NetworkCanvas = new NetworkCanvas(
    host,
    {
      onSelect: (id) => canvas.setSelected(id),
      onHover: (id) => canvas.setHovered(id),
      onOpen: (id) => canvas.setSelected(id),
    },
    { picture },
  );
  const view = picture ? toyView("learnt", 3, 1) : (VIEWS[pick("view", "learnt")] ?? VIEWS.learnt)?.();
  if (!view) return;
  canvas.setView(view);
  canvas.setHideCut(asked.has("hide"));
  canvas.setSelected(asked.get("selected"));
  canvas.setHovered(asked.get("hovered"));
  if (asked.has("preview")) {
    const wave = curveFrom((u) => 0.9 * Math.tanh(2 * u));
    canvas.setPreview(pick("preview", ""), wave, "tanh");
  }
  if (asked.has("zoom")) canvas.zoomBy(Number(asked.get("zoom")));
  if (asked.has("live")) train(canvas, view);
  Object.assign(window, { networkCanvas: canvas, toyView, exampleView });
}

/** Frames at ten a second, as a worker would send them. */
function train(canvas: NetworkCanvas, view: NetworkView): void {
  canvas.setTraining(true);
  let step = 0;
  setInterval(() => {
    step += 1;
    canvas.setCurves(takingShape(view, Math.min(1, step / 40), step / 10));
  }, 100);
}

if (asked.has("still")) showThumbnails();
else showNetwork();
