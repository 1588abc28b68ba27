/** The network and the few tools on its paper. The canvas lives outside React; this keeps it told. */
import { Maximize, Minus, Plus, Scissors } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { NetworkCanvas } from "../../canvas/networkCanvas";
import type { NetworkView } from "../../canvas/view";
import { trainingOut } from "../../store/document";
import { plural } from "../../store/format";
import { shortName } from "../../store/names";
import type { OpenStudy } from "../../store/openStudy";
import { Button, IconButton } from "../parts/Button";
import { useLine, useRecords, useStudy } from "./context";
import { DrawPlace } from "./draw/DrawPlace";
import { FloatingTools } from "./FloatingTools";
import { stageKeys } from "./keyboard";
import { followRun } from "./live";
import { PreviewNote } from "./PreviewNote";

export function NetworkStage({ view }: { view: NetworkView | null }) {
  const study = useStudy();
  const host = useRef<HTMLDivElement>(null);
  const [canvas, setCanvas] = useState<NetworkCanvas | null>(null);
  const [percent, setPercent] = useState(100);
  const [moved, setMoved] = useState(0);
  const away = useLine().lostAt !== null;
  useCanvas(host, study, setCanvas, setPercent, () => setMoved((times) => times + 1));
  useEffect(() => {
    if (canvas && view) canvas.setView(view);
  }, [canvas, view]);
  useLive(canvas, study, view);
  useMarks(canvas, study);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the contract names it a region
    <div
      role="region"
      className={`stage${away ? " away" : ""}`}
      aria-label="Network"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: single keys act while the network has focus
      tabIndex={0}
      onKeyDown={(event) => canvas && stageKeys(event, study, canvas)}
    >
      <div className="stage-canvas" ref={host} />
      <Shown />
      {view && <CutEdges view={view} />}
      {canvas && <FloatingTools canvas={canvas} moved={moved} />}
      {canvas && <DrawPlace canvas={canvas} view={view} moved={moved} />}
      {canvas && <PreviewNote canvas={canvas} moved={moved} />}
      {canvas && <Zoom canvas={canvas} percent={percent} />}
    </div>
  );
}

function useCanvas(
  host: RefObject<HTMLDivElement | null>,
  study: OpenStudy,
  made: (canvas: NetworkCanvas | null) => void,
  zoomed: (percent: number) => void,
  moved: () => void,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the canvas lives as long as the study
  useEffect(() => {
    if (!host.current) return;
    const canvas = new NetworkCanvas(host.current, {
      onSelect: (edge) => study.selection.setState({ edge, preview: null }),
      onHover: (hovered) => study.selection.setState({ hovered }),
      onOpen: (edge) => study.selection.setState({ edge, preview: null }),
      onZoom: zoomed,
      onMove: moved,
    });
    made(canvas);
    return () => {
      made(null);
      canvas.dispose();
    };
  }, [study]);
}

/** While a run is out its frames are what is seen; once it is over its version's picture holds. */
function useLive(canvas: NetworkCanvas | null, study: OpenStudy, view: NetworkView | null): void {
  const run = trainingOut(useRecords());
  const [training, out] = [run?.status === "running", run?.id];
  useEffect(() => canvas?.setTraining(training), [canvas, training]);
  useEffect(() => {
    if (canvas && out !== undefined) return followRun(canvas, study.telemetry, out, view);
  }, [canvas, study, view, out]);
}

function useMarks(canvas: NetworkCanvas | null, study: OpenStudy): void {
  const { edge, hovered, lit, preview, hideCut, showCosts } = useStore(study.selection);
  useEffect(() => canvas?.setSelected(edge), [canvas, edge]);
  useEffect(() => canvas?.setHovered(hovered), [canvas, hovered]);
  useEffect(() => canvas?.setLit(lit), [canvas, lit]);
  useEffect(() => canvas?.setHideCut(hideCut), [canvas, hideCut]);
  useEffect(() => canvas?.setCosts(showCosts), [canvas, showCosts]);
  useEffect(() => {
    canvas?.setPreview(preview?.edge ?? null, preview?.curve ?? null, preview && shortName(preview.name));
  }, [canvas, preview]);
}

/** What is written on the network beside its curves. */
function Shown() {
  const { selection } = useStudy();
  const costs = useStore(selection, (state) => state.showCosts);
  return (
    <div className="kit top-left" role="toolbar" aria-label="Shown">
      <IconButton
        icon={Scissors}
        name="Cost of cut"
        look={costs ? "compact on" : "compact"}
        aria-pressed={costs}
        onClick={() => selection.setState({ showCosts: !costs })}
      />
    </div>
  );
}

function CutEdges({ view }: { view: NetworkView }) {
  const { selection } = useStudy();
  const hidden = useStore(selection, (state) => state.hideCut);
  const cut = view.edges.filter((edge) => edge.status === "cut").length;
  if (cut === 0) return null;
  return (
    <div className="kit top-right">
      <span className="mid small">
        {plural(cut, "cut edge")} {hidden ? "hidden" : "shown"}
      </span>
      <Button
        look="quiet compact"
        aria-pressed={!hidden}
        onClick={() => selection.setState({ hideCut: !hidden })}
      >
        {hidden ? "Show" : "Hide"}
      </Button>
    </div>
  );
}

function Zoom({ canvas, percent }: { canvas: NetworkCanvas; percent: number }) {
  return (
    <div className="kit bottom-right" role="toolbar" aria-label="Zoom">
      <IconButton icon={Minus} name="Zoom out" look="compact" onClick={() => canvas.zoomBy(1 / 1.25)} />
      <span className="percent">{percent} %</span>
      <IconButton icon={Plus} name="Zoom in" look="compact" onClick={() => canvas.zoomBy(1.25)} />
      <IconButton
        icon={Maximize}
        name="Whole network"
        keys="F"
        look="compact"
        data-act="whole-network"
        onClick={() => canvas.fit()}
      />
    </div>
  );
}
