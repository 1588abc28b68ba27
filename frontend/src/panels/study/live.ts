/** Frames go from the line to the canvas without passing through React. */
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import type { NetworkView } from "../../canvas/view";
import type { Frame } from "../../protocol/frames";
import type { Telemetry } from "../../store/telemetry";
import { outputAt, strengths } from "../../store/view";

type Shown = Pick<NetworkCanvas, "setCurves" | "setOutputs">;

/**
 * Shows a run's frames as they come, and its latest one at once: a new view (after a checkpoint, a pause, a lost
 * worker) brings the picture of the version before the run, which is not what the run has reached.
 */
export function followRun(
  canvas: Shown,
  telemetry: Telemetry,
  run: string,
  view: NetworkView | null,
): () => void {
  const show = () => {
    const { frame } = telemetry;
    if (frame?.run === run) showFrame(canvas, frame, view);
  };
  show();
  return telemetry.listen(show);
}

/** The network as it was at one moment: curves, strengths, and how well the outputs did. */
export function showFrame(canvas: Shown, frame: Frame, view: NetworkView | null): void {
  canvas.setCurves(frame.curves, strengths(frame.scores));
  if (view) canvas.setOutputs(view.outputs.map((output, k) => outputAt(output, frame.outputs[k])));
}
