/** How things stand at one moment: what is selected, where every curve is on its way, whether a run runs. */
import type { CurveView } from "./view";

export interface Preview {
  id: string;
  curve: CurveView | null;
  name: string | null;
}

export interface Look {
  /** The curve as it is drawn now, in motion or at rest. */
  curveOf(id: string): CurveView | null;
  /** Former curves, the oldest first; empty unless a run runs. */
  trailOf(id: string): readonly CurveView[];
  strengthOf(id: string): number;
  selected: string | null;
  hovered: string | null;
  /** Edges pointed at from elsewhere: their part of the formula. */
  lit: ReadonlySet<string>;
  /** Whether what a cut would cost is written beside edges and nodes. */
  costs: boolean;
  preview: Preview | null;
  training: boolean;
  zoom: number;
  /** No numbers: thumbnails and the moving example. */
  quiet: boolean;
}
