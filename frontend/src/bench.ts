/**
 * A page for measuring: every curve of a network gets a new frame ten times a second, read from bytes as the
 * socket brings them, while the paper is panned and zoomed. `?width=64,64,1`. Not in the build.
 */
import { encode } from "@msgpack/msgpack";
import "./design/tokens.css";
import "./design/base.css";
import { exampleView, takingShape } from "./canvas/example";
import { NetworkCanvas } from "./canvas/networkCanvas";
import type { CurveView, NetworkView } from "./canvas/view";
import { decodeFrame } from "./protocol/frames";

const FRAMES = 40;
const EVERY = 100;

const width = (new URLSearchParams(location.search).get("width") ?? "2,5,1").split(",").map(Number);
const view = exampleView(width, 9);
const film = Array.from({ length: FRAMES }, (_, k) => packed(view, k));
const host = document.createElement("div");
host.style.cssText = "position:relative;overflow:hidden;background:var(--c-canvas);width:100vw;height:100vh";
document.body.append(host);
const nobody = () => {};
const canvas = new NetworkCanvas(host, { onSelect: nobody, onHover: nobody, onOpen: nobody });
canvas.setView(view);

/** Pans and zooms for so long; milliseconds between one picture and the next, and how many frames came. */
async function move(seconds: number): Promise<{ intervals: number[]; frames: number }> {
  canvas.setTraining(true);
  let frames = 0;
  const beat = setInterval(() => {
    const frame = decodeFrame(film[frames++ % FRAMES] ?? new Uint8Array());
    canvas.setCurves(frame.curves, frame.scores);
  }, EVERY);
  const intervals = await pictures(seconds);
  clearInterval(beat);
  return { intervals, frames };
}

function pictures(seconds: number): Promise<number[]> {
  const paper = host.querySelector("canvas");
  if (!paper) throw new Error("There is no paper.");
  return new Promise((resolve) => {
    const [intervals, begun] = [[] as number[], performance.now()];
    let last = begun;
    const next = (now: number) => {
      intervals.push(now - last);
      last = now;
      if (now - begun > 1000 * seconds) return resolve(intervals.slice(1));
      steer(paper, (now - begun) / 1000);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

/** Two seconds of carrying the paper in a circle, then two of going near and away again, and so on. */
function steer(paper: HTMLElement, t: number): void {
  const [x, y] = [innerWidth / 2 + 60 * Math.cos(3 * t), innerHeight / 2 + 60 * Math.sin(3 * t)];
  if (t % 4 < 2) {
    if (!steer.held) paper.dispatchEvent(mouse("mousedown", x, y));
    steer.held = true;
    window.dispatchEvent(mouse("mousemove", x, y));
  } else {
    if (steer.held) window.dispatchEvent(mouse("mouseup", x, y));
    steer.held = false;
    const deltaY = t % 4 < 3 ? -12 : 12;
    paper.dispatchEvent(new WheelEvent("wheel", { clientX: x, clientY: y, deltaY, bubbles: true }));
  }
}
steer.held = false;

const mouse = (type: string, clientX: number, clientY: number) =>
  new MouseEvent(type, { clientX, clientY, button: 0, buttons: 1, bubbles: true, view: window });

function packed(of: NetworkView, k: number): Uint8Array {
  const curves = [...takingShape(of, k / FRAMES, k / 5)].map(([id, curve]) => [id, bytesOf(curve)]);
  const scores = of.edges.map(({ id, strength }) => [id, strength]);
  const told = { run: "run:1", step: k, steps: FRAMES, train_rmse: 1 / (k + 1), test_rmse: 1 / (k + 1) };
  return encode({
    ...told,
    seconds_left: 1,
    curves: Object.fromEntries(curves),
    scores: Object.fromEntries(scores),
    outputs: [],
  });
}

function bytesOf({ lo, hi, values }: CurveView): [number, number, Uint8Array] {
  const scale = hi > lo ? 255 / (hi - lo) : 0;
  return [lo, hi, Uint8Array.from(values, (value) => Math.round((value - lo) * scale))];
}

Object.assign(window, { move, edges: view.edges.length });
