/** Tools on the paper: what a click does, what is drawn, what is set back, and how near one is. */
import {
  ArrowDownUp,
  Crosshair,
  Grid3x3,
  History,
  Lasso,
  Maximize,
  Minus,
  MousePointer2,
  Plus,
  Scissors,
  Spline,
} from "lucide-react";
import { useRef } from "react";
import { useStore } from "zustand";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import { fewCrossings } from "../../canvas/order";
import type { NetworkView } from "../../canvas/view";
import { t } from "../../words";
import { Button, IconButton } from "../parts/Button";
import { useStudy } from "./context";
import { FilterPopover } from "./FilterPopover";
import { FindPopover } from "./FindPopover";
import { useMoved } from "./useMoved";

interface Props {
  canvas: NetworkCanvas;
  view: NetworkView;
}

export function StageTools({ canvas, view }: Props) {
  return (
    <div className="kit top-left" role="toolbar" aria-label={t("canvas:tools")}>
      <Hands />
      <span className="kit-rule" aria-hidden="true" />
      <Forms canvas={canvas} view={view} />
      <span className="kit-rule" aria-hidden="true" />
      <Drawn view={view} />
      <span className="kit-rule" aria-hidden="true" />
      <FilterPopover view={view} />
      <FindPopover canvas={canvas} view={view} />
    </div>
  );
}

/** What a press on the paper does. */
function Hands() {
  const { sight } = useStudy();
  const { tool, probe } = useStore(sight);
  return (
    <>
      <IconButton
        icon={MousePointer2}
        name={t("canvas:select")}
        keys="V"
        look={tool === "select" ? "compact on" : "compact"}
        aria-pressed={tool === "select"}
        onClick={() => sight.setState({ tool: "select" })}
      />
      <IconButton
        icon={Lasso}
        name={t("canvas:lasso")}
        keys="L"
        look={tool === "lasso" ? "compact on" : "compact"}
        aria-pressed={tool === "lasso"}
        onClick={() => sight.setState({ tool: "lasso" })}
      />
      <IconButton
        icon={Crosshair}
        name={t("canvas:probe")}
        keys="P"
        look={probe === null ? "compact" : "compact on"}
        aria-pressed={probe !== null}
        onClick={() => sight.setState({ probe: probe === null ? "worst" : null })}
      />
    </>
  );
}

function Forms({ canvas, view }: Props) {
  const { sight } = useStudy();
  const { form } = useStore(sight);
  const matrix = form === "matrix" || (form === "auto" && canvas.wantsMatrix(view));
  return (
    <>
      <IconButton
        icon={Spline}
        name={t("canvas:curves")}
        look={matrix ? "compact" : "compact on"}
        aria-pressed={!matrix}
        onClick={() => sight.setState({ form: "curves" })}
      />
      <IconButton
        icon={Grid3x3}
        name={t("canvas:matrix")}
        look={matrix ? "compact on" : "compact"}
        aria-pressed={matrix}
        onClick={() => sight.setState({ form: "matrix" })}
      />
    </>
  );
}

/** What is drawn beside the curves, and in which order nodes stand. */
function Drawn({ view }: { view: NetworkView }) {
  const { selection, sight } = useStudy();
  const costs = useStore(selection, (state) => state.showCosts);
  const { former, order } = useStore(sight);
  return (
    <>
      <IconButton
        icon={Scissors}
        name={t("canvas:costs")}
        look={costs ? "compact on" : "compact"}
        aria-pressed={costs}
        onClick={() => selection.setState({ showCosts: !costs })}
      />
      <IconButton
        icon={History}
        name={t("canvas:former")}
        look={former ? "compact on" : "compact"}
        aria-pressed={former}
        onClick={() => sight.setState({ former: !former })}
      />
      <IconButton
        icon={ArrowDownUp}
        name={order ? t("canvas:byNumber") : t("canvas:arrange")}
        look={order ? "compact on" : "compact"}
        aria-pressed={order !== undefined}
        onClick={() => sight.setState({ order: order ? undefined : fewCrossings(view) })}
      />
    </>
  );
}

export function CutEdges({ view }: { view: NetworkView }) {
  const { selection } = useStudy();
  const hidden = useStore(selection, (state) => state.hideCut);
  const cut = view.edges.filter((edge) => edge.status === "cut").length;
  if (cut === 0) return null;
  return (
    <div className="kit top-right">
      <span className="mid small">
        {hidden ? t("canvas:cutEdges", { count: cut, n: cut }) : t("canvas:cutShown", { count: cut, n: cut })}
      </span>
      <Button
        look="quiet compact"
        aria-pressed={!hidden}
        onClick={() => selection.setState({ hideCut: !hidden })}
      >
        {hidden ? t("canvas:show") : t("canvas:hide")}
      </Button>
    </div>
  );
}

export function Zoom({ canvas }: { canvas: NetworkCanvas }) {
  const percent = useRef<HTMLSpanElement>(null);
  useMoved(canvas, () => {
    if (percent.current) percent.current.textContent = `${canvas.percent} %`;
  });
  return (
    <div className="kit bottom-right" role="toolbar" aria-label={t("canvas:zoom")}>
      <IconButton
        icon={Minus}
        name={t("canvas:zoomOut")}
        look="compact"
        onClick={() => canvas.zoomBy(1 / 1.25)}
      />
      <span className="percent" ref={percent} />
      <IconButton icon={Plus} name={t("canvas:zoomIn")} look="compact" onClick={() => canvas.zoomBy(1.25)} />
      <IconButton
        icon={Maximize}
        name={t("canvas:whole")}
        keys="F"
        look="compact"
        data-act="whole-network"
        onClick={() => canvas.fit()}
      />
    </div>
  );
}
