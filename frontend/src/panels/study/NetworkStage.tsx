/** The network and the tools on its paper. The canvas lives outside React; this keeps it told. */
import { type RefObject, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { NetworkCanvas } from "../../canvas/networkCanvas";
import type { EdgeView, NetworkView } from "../../canvas/view";
import { trainingOut } from "../../store/document";
import { shortName } from "../../store/names";
import type { OpenStudy } from "../../store/openStudy";
import { addOrDrop, choose, type Trying } from "../../store/selection";
import { withColumn } from "../../store/sight";
import { t } from "../../words";
import { Tour } from "../tour/Tour";
import { TourOffer } from "../tour/TourOffer";
import { useAway, useRecords, useStudy } from "./context";
import { DrawPlace } from "./draw/DrawPlace";
import { FilmBar } from "./FilmBar";
import { FloatingTools } from "./FloatingTools";
import { stageKeys } from "./keyboard";
import { useLayout } from "./layout";
import { followRun } from "./live";
import { Minimap } from "./Minimap";
import { PreviewNote } from "./PreviewNote";
import { ProbeBar } from "./ProbeBar";
import { ProposalPlace } from "./proposals/ProposalPlace";
import { CutEdges, StageTools, Zoom } from "./StageTools";
import { TryingNote } from "./TryingNote";
import { useFormer } from "./useFormer";

export function NetworkStage({ view }: { view: NetworkView | null }) {
  const study = useStudy();
  const host = useRef<HTMLDivElement>(null);
  const [canvas, setCanvas] = useState<NetworkCanvas | null>(null);
  const away = useAway();
  useCanvas(host, study, setCanvas);
  useEffect(() => {
    if (canvas && view) canvas.setView(view);
  }, [canvas, view]);
  useLive(canvas, study, view);
  useMarks(canvas, study);
  useSight(canvas, study);
  useFormer(canvas);
  const { presenting } = useLayout();
  useEffect(() => canvas?.setPresented(presenting), [canvas, presenting]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the contract names it a region
    <div
      role="region"
      className={`stage${away ? " away" : ""}`}
      aria-label={t("shell:network")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: single keys act while the network has focus
      tabIndex={0}
      onKeyDown={(event) => canvas && stageKeys(event, study, canvas)}
    >
      <div className="stage-canvas" ref={host} />
      {canvas && view && <StageTools canvas={canvas} view={view} />}
      {view && <CutEdges view={view} />}
      {canvas && <FloatingTools canvas={canvas} />}
      {canvas && <DrawPlace canvas={canvas} view={view} />}
      {canvas && <ProposalPlace canvas={canvas} />}
      {canvas && <PreviewNote canvas={canvas} />}
      {canvas && <TryingNote canvas={canvas} />}
      {canvas && view && <Minimap canvas={canvas} view={view} />}
      {canvas && <ProbeBar canvas={canvas} />}
      {canvas && view && <FilmBar canvas={canvas} view={view} />}
      {canvas && <Zoom canvas={canvas} />}
      {canvas && view && <TourOffer />}
      {canvas && view && <Tour canvas={canvas} />}
    </div>
  );
}

function useCanvas(
  host: RefObject<HTMLDivElement | null>,
  study: OpenStudy,
  made: (canvas: NetworkCanvas | null) => void,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the canvas lives as long as the study
  useEffect(() => {
    if (!host.current) return;
    const { selection, sight } = study;
    const canvas = new NetworkCanvas(host.current, {
      onSelect: (edge) => {
        selection.setState({ edge, many: [], preview: null });
        if (edge === null) sight.setState({ spread: null });
      },
      onHover: (hovered) => selection.setState({ hovered }),
      onOpen: (edge) => selection.setState({ edge, preview: null }),
      onChoose: (edges, node) => {
        choose(selection, edges);
        sight.setState({ tool: "select", spread: node });
      },
      onAdd: (edge) => addOrDrop(selection, edge),
      onReorder: (column, nodes) =>
        sight.setState({ order: withColumn(sight.getState().order, column, nodes) }),
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
  const [away, out] = [useAway(), run?.id];
  // What a run does while the line is away is not known: nothing moves until it is.
  const training = run?.status === "running" && !away;
  useEffect(() => canvas?.setTraining(training), [canvas, training]);
  useEffect(() => {
    if (canvas && out !== undefined) return followRun(canvas, study.telemetry, out, view);
  }, [canvas, study, view, out]);
}

function useMarks(canvas: NetworkCanvas | null, study: OpenStudy): void {
  const { edge, hovered, lit, many, preview, trying, hideCut, showCosts } = useStore(study.selection);
  useEffect(() => canvas?.setSelected(edge), [canvas, edge]);
  useEffect(() => canvas?.setHovered(hovered), [canvas, hovered]);
  useEffect(() => canvas?.setLit(lit), [canvas, lit]);
  useEffect(() => canvas?.setChosen(many), [canvas, many]);
  useEffect(() => canvas?.setHideCut(hideCut), [canvas, hideCut]);
  useEffect(() => canvas?.setCosts(showCosts), [canvas, showCosts]);
  useEffect(() => canvas?.setTried(trying?.edges ?? [], trying && WOULD[trying.verb]), [canvas, trying]);
  useEffect(() => {
    canvas?.setPreview(preview?.edge ?? null, preview?.curve ?? null, preview && shortName(preview.name));
  }, [canvas, preview]);
}

/** What an edge would be after a verb. */
const WOULD: Record<Trying["verb"], Partial<EdgeView>> = {
  cut: { status: "cut", going: true },
  restore: { status: "spline" },
  lock: { locked: true },
  unlock: { locked: false },
};

function useSight(canvas: NetworkCanvas | null, study: OpenStudy): void {
  const { tool, form, floor, order, spread } = useStore(study.sight);
  useEffect(() => canvas?.setTool(tool), [canvas, tool]);
  useEffect(() => canvas?.setForm(form), [canvas, form]);
  useEffect(() => canvas?.setFloor(floor), [canvas, floor]);
  useEffect(() => canvas?.setOrder(order), [canvas, order]);
  useEffect(() => canvas?.setSpread(spread), [canvas, spread]);
}
