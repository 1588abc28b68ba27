/** Draw what you expect: the learnt curve, the sketch over it, shapes to wish for, and two ways to use them. */
import { X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { drawCurve, possible, situationOf, wish } from "../../../actions";
import type { CurveView } from "../../../canvas/view";
import type { EdgeRecord, Shape } from "../../../protocol/messages";
import type { OpenStudy } from "../../../store/openStudy";
import { type Handle, handlesOn, sent } from "../../../store/sketch";
import { t } from "../../../words";
import { Button, IconButton } from "../../parts/Button";
import { useDrawPreview } from "../../queries";
import { useAction, useEdgeNames, useHead, useStudy } from "../context";
import { Firmness, START_WEIGHT } from "./Firmness";
import { Outlook } from "./Outlook";
import { Pad } from "./Pad";
import { Shapes } from "./Shapes";

interface Props {
  edge: EdgeRecord;
  curve: CurveView;
  range: readonly [number, number];
  density: readonly number[] | null;
}

export function DrawCard({ edge, curve, range, density }: Props) {
  const study = useStudy();
  const name = useEdgeNames()(edge.id);
  const sketch = useSketch(edge, curve, range);
  const { handles, shape, changed, shaped, weight } = sketch;
  const version = useHead()?.id ?? "";
  const asked = { edge: edge.id, version, points: changed ? sent(handles) : [], shape };
  const preview = useDrawPreview(study.id, changed || shaped ? asked : null);
  const { disabled } = useAction(drawCurve);
  const leave = () => study.selection.setState({ drawing: null });
  const use = (as: "start" | "prior") => void commit(study, sketch, as);
  const prior = edge.prior && !changed && sketch.weight !== edge.prior.weight;
  const nothing = !changed && !shaped && !prior;
  return (
    <article
      className="sketch"
      aria-label={t("draw:card", { edge: name })}
      onKeyDown={(event) => entered(event) && !nothing && !disabled && use("prior")}
    >
      <header>
        <h2>{t("draw:title")}</h2>
        <span className="dim">{name}</span>
        <IconButton icon={X} name={t("draw:leave")} keys="Esc" look="compact" onClick={leave} />
      </header>
      <Pad
        learnt={curve}
        range={range}
        density={density}
        handles={handles}
        preview={changed || shaped ? (preview.data ?? null) : null}
        change={sketch.setHandles}
      />
      <Shapes shape={shape} choose={sketch.setShape} />
      <Firmness weight={weight} change={sketch.setWeight} />
      <Outlook asked={changed || shaped} answer={preview.data ?? null} error={preview.error} shape={shape} />
      <footer>
        <Button look="primary" disabled={disabled || nothing} onClick={() => use("prior")}>
          {t("draw:asWish")}
        </Button>
        <Button disabled={disabled || !changed} onClick={() => use("start")}>
          {t("draw:asStart")}
        </Button>
        {edge.prior && (
          <Button look="quiet" disabled={disabled} onClick={() => void takeOff(study, edge.id)}>
            {t("draw:takeOff")}
          </Button>
        )}
      </footer>
    </article>
  );
}

interface Sketching {
  edge: EdgeRecord;
  handles: readonly Handle[];
  shape: Shape | null;
  weight: number;
  /** Whether the curve was drawn anew, and whether another shape was chosen. */
  changed: boolean;
  shaped: boolean;
  setHandles: (handles: Handle[]) => void;
  setShape: (shape: Shape | null) => void;
  setWeight: (weight: number) => void;
}

/** It begins with what was drawn before, or with the learnt curve. */
function useSketch(edge: EdgeRecord, curve: CurveView, range: readonly [number, number]): Sketching {
  const [first] = useState(() =>
    edge.prior ? handlesAlong(edge.prior.points) : handlesOn(curve.values, range),
  );
  const [handles, setHandles] = useState<readonly Handle[]>(first);
  const [shape, setShape] = useState<Shape | null>(edge.wish?.shape ?? null);
  const [weight, setWeight] = useState(edge.prior?.weight ?? START_WEIGHT);
  const [changed, shaped] = [handles !== first, shape !== (edge.wish?.shape ?? null)];
  return { edge, handles, shape, weight, changed, shaped, setHandles, setShape, setWeight };
}

function handlesAlong(points: readonly [number, number][]): Handle[] {
  const [first, last] = [points[0], points.at(-1)];
  const heights = points.map(([, y]) => y);
  return handlesOn(heights, [first?.[0] ?? 0, last?.[0] ?? 1]);
}

/** Enter, but not on a button or a point, which have their own use for it. */
const entered = (event: KeyboardEvent) =>
  event.key === "Enter" && !(event.target instanceof HTMLButtonElement) && !event.defaultPrevented;

/** The curve first, then the shape it is held to; both are done when the drawing closes. */
async function commit(study: OpenStudy, sketch: Sketching, as: "start" | "prior"): Promise<void> {
  const { edge, handles, shape, changed, shaped, weight } = sketch;
  if (!possible(drawCurve, situationOf(study))) return;
  await study.once(`draw ${edge.id}`, async () => {
    const anew = changed || (as === "prior" && edge.prior !== null && edge.prior.weight !== weight);
    const points = changed ? sent(handles) : (edge.prior?.points ?? []);
    const done = !anew || (await drawCurve.run(study, { edge: edge.id, points, as, weight })) !== null;
    const held =
      !done || !shaped || (await wish.run(study, { edge: edge.id, shape: shape ?? "none" })) !== null;
    if (done && held) study.selection.setState({ drawing: null });
  });
}

async function takeOff(study: OpenStudy, edge: string): Promise<void> {
  await study.once(`draw ${edge}`, () => drawCurve.run(study, { edge, points: [], as: "prior", weight: 0 }));
  study.selection.setState({ drawing: null });
}
