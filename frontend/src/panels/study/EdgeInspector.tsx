/** One edge and the evidence for a name: its curve, the candidates over it, and the verbs. */
import { X } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useStore } from "zustand";
import { fix } from "../../actions";
import type { CurveView } from "../../canvas/view";
import type { Candidate, EdgeRecord } from "../../protocol/messages";
import { problemOf } from "../../protocol/problem";
import { libraryOf, networkOf, trainingOut } from "../../store/document";
import { change, error, rSquared, strength } from "../../store/format";
import { functionName } from "../../store/names";
import { t } from "../../words";
import { EdgePlot } from "../charts/EdgePlot";
import { extent } from "../charts/scale";
import { IconButton } from "../parts/Button";
import { FunctionText } from "../parts/FunctionText";
import { useCandidates, useRefitted } from "../queries";
import { Candidates } from "./Candidates";
import { Constants } from "./Constants";
import { useAction, useEdgeNames, useFrame, useHead, useRecords, useStudy } from "./context";
import { Expected } from "./draw/Expected";
import { EdgeVerbs } from "./EdgeVerbs";
import { endsOf } from "./ends";
import { LossPanel } from "./LossPanel";
import { Notes } from "./proposals/Notes";
import { Residual } from "./Residual";
import { Seeds } from "./Seeds";
import type { CanvasData } from "./useCanvasData";

interface Props extends CanvasData {
  edge: EdgeRecord;
  children: ReactNode;
}

export function EdgeInspector({ edge, view, picture, costs, children }: Props) {
  const study = useStudy();
  const records = useRecords();
  const version = useHead()?.id;
  const training = trainingOut(records);
  const asked = edge.status === "cut" ? null : edge.id;
  const costWeight = useStore(study.selection, (state) => state.costWeight);
  const kept = training?.checkpoint ?? null;
  const question = { version, edge: asked, costWeight, library: libraryOf(records), kept };
  const candidates = useCandidates(study.id, question);
  const refitted = useRefitted(study.id, question, candidates.isSuccess && !training);
  const list = asked === null ? [] : ((refitted.data ?? candidates.data)?.candidates ?? []);
  const picked = useStore(study.selection, (state) => state.chosen);
  const naming = useAction(fix);
  const [input = ""] = useEdgeNames()(edge.id).split(" → ");
  const chosen = list.find((each) => each.function === (picked ?? edge.function)) ?? list[0] ?? null;
  const pointed = useStore(study.selection, (state) => state.preview?.name);
  usePreviewKept(edge.id, list);
  const tried = list.find((each) => each.function === pointed);
  const shown = tried ?? (edge.status === "spline" ? chosen : null);
  return (
    <>
      <div className="scroll">
        <section className="panel">
          <Head edge={edge} />
          <Plot edge={edge} view={view} picture={picture} shown={shown} />
        </section>
        {edge.status === "symbolic" && edge.params && <Constants edge={edge} />}
        {asked && (
          <Candidates
            input={input}
            list={list}
            refitting={refitted.isFetching}
            state={
              candidates.isError
                ? problemOf(candidates.error).sentence
                : candidates.isPending
                  ? "asking"
                  : null
            }
            chosen={chosen}
            pointed={tried ?? null}
            choose={(candidate) => study.selection.setState({ chosen: candidate.function })}
            commit={(candidate) => naming.run({ edge: edge.id, function: candidate.function })}
            point={(candidate) => study.selection.setState({ preview: previewOf(edge.id, candidate) })}
          />
        )}
        {asked && <Residual edge={asked} view={view} ready={candidates.isFetched} />}
        <Expected edge={edge} />
        {edge.status !== "cut" && !training && <Facts edge={edge} cost={costs.get(edge.id)} />}
        {asked && <Seeds edge={asked} />}
        <Notes on={edge.id} />
        {children}
      </div>
      {training && <LossPanel />}
      <EdgeVerbs edge={edge} chosen={chosen} cost={training ? undefined : costs.get(edge.id)} />
    </>
  );
}

/** What is being tried gets what comes later: the error once the rest is refitted. */
function usePreviewKept(edge: string, list: readonly Candidate[]): void {
  const { selection } = useStudy();
  useEffect(() => {
    const { preview } = selection.getState();
    const tried = list.find((each) => each.function === preview?.name);
    if (preview?.edge === edge && tried && tried.refitted_rmse !== preview.refitted)
      selection.setState({ preview: { ...preview, refitted: tried.refitted_rmse } });
  }, [selection, edge, list]);
}

export function previewOf(edge: string, candidate: Candidate | null) {
  if (!candidate) return null;
  const [lo, hi] = extent(candidate.curve);
  const curve = { lo, hi, values: candidate.curve };
  return {
    edge,
    name: candidate.function,
    curve,
    rmse: candidate.test_rmse,
    refitted: candidate.refitted_rmse,
  };
}

function Head({ edge }: { edge: EdgeRecord }) {
  const { selection } = useStudy();
  const name = useEdgeNames()(edge.id);
  const state =
    edge.status === "symbolic"
      ? functionName(edge.function ?? "")
      : t(edge.status === "cut" ? "inspector:isCut" : "inspector:spline");
  return (
    <header>
      <h2>
        {name}{" "}
        <span className={edge.status === "symbolic" ? "chip symbolic" : "chip"}>
          <FunctionText said={state} />
        </span>{" "}
        {edge.locked && <span className="chip locked">{t("inspector:locked")}</span>}
      </h2>
      <IconButton
        icon={X}
        name={t("parts:close")}
        keys="Esc"
        look="compact"
        onClick={() => selection.setState({ edge: null, preview: null })}
      />
    </header>
  );
}

interface PlotProps extends Pick<Props, "edge" | "view" | "picture"> {
  shown: Candidate | null;
}

function Plot({ edge, view, picture, shown }: PlotProps) {
  const live = useFrame(80)?.curves.get(edge.id);
  const name = useEdgeNames()(edge.id);
  const curve: CurveView | undefined = live ?? picture?.curves.get(edge.id);
  const range = picture?.ranges.get(edge.id);
  if (!curve || !range) return <p className="dim small">{t("inspector:curveComes")}</p>;
  const { across } = endsOf(edge.id, name, view);
  const label = shown
    ? t("inspector:curveWith", { edge: name, name: functionName(shown.function) })
    : t("inspector:curveOf", { edge: name });
  return (
    <EdgePlot
      curve={curve}
      range={range}
      density={picture?.densities.get(edge.id) ?? null}
      candidate={shown?.curve ?? null}
      named={edge.status === "symbolic"}
      across={across}
      label={label}
    />
  );
}

function Facts({ edge, cost }: { edge: EdgeRecord; cost: number | undefined }) {
  const now = networkOf(useRecords())?.test_rmse ?? null;
  return (
    <section className="panel">
      <dl className="facts">
        <dt>{t("inspector:strength")}</dt>
        <dd>{strength(edge.score)}</dd>
        {edge.r2 !== null && (
          <>
            <dt>{t("inspector:r2Given")}</dt>
            <dd>{rSquared(edge.r2)}</dd>
          </>
        )}
        {cost !== undefined && now !== null && (
          <>
            <dt>{t("inspector:ifCut")}</dt>
            <dd>
              {error(now)} → {error(now + cost)} <span className="dim">{change(cost, now)}</span>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
