/** The one next step: an act, the numbers that justify it, one button that says what it will do. */
import { Pause, Play, RotateCcw, Scale, Scissors, SquareFunction, X } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { nameAll, pause, prune, refit, resume, snap, train, undo } from "../../actions";
import type { Records } from "../../protocol/messages";
import { putAside, takeUpAgain } from "../../store/aside";
import { dataOf, edgesOf, networkOf, trainingOut } from "../../store/document";
import { count, counted, error, significant, strength } from "../../store/format";
import { type Advice, advise, reasonOf } from "../../store/guide";
import { shapeName } from "../../store/names";
import { proposalInSight } from "../../store/proposals";
import { changeRecipe } from "../../store/recipe";
import { choose } from "../../store/selection";
import { t } from "../../words";
import { Button, IconButton } from "../parts/Button";
import {
  useAction,
  useAway,
  useEdgeNames,
  useLine,
  useReached,
  useRecords,
  useSelected,
  useStudy,
} from "./context";
import { LookingOn } from "./LookingOn";
import { readVerdict } from "./reach";
import { Trail } from "./Trail";

export function Guide() {
  const [study, records] = [useStudy(), useRecords()];
  const { reasons } = useStore(study.aside);
  const advice = advise(records, reasons);
  const reason = reasonOf(advice);
  if (useLine().access === "look") return <LookingOn step={advice.step} />;
  return (
    <section className="guide" aria-label={t("shell:guide")}>
      <header>
        <span className="eyebrow">{t("guide:next", { act: t(`guide:next_${advice.kind}`) })}</span>
        {reason !== null && (
          <IconButton
            icon={X}
            name={t("guide:putAside")}
            look="compact"
            onClick={() => putAside(study.aside, reason)}
          />
        )}
      </header>
      <Trail step={advice.step} />
      <Words advice={advice} records={records} />
    </section>
  );
}

function Words({ advice, records }: { advice: Advice; records: Records }) {
  switch (advice.kind) {
    case "wait":
      return <Step title={t("guide:wait")} said={t("guide:waitSaid")} />;
    case "watch":
      return <Watch />;
    case "train":
      return <TrainFirst records={records} />;
    case "sparser":
      return <Sparser sparsity={advice.sparsity} records={records} />;
    case "prune":
      return <PruneIdle idle={advice.idle} share={advice.share} records={records} />;
    case "settle":
      return <Settle left={advice.left} records={records} />;
    case "name":
      return <NameEdge edge={advice.edge} left={advice.left} />;
    case "refit":
      return <Refit records={records} />;
    case "restore":
      return <Restore records={records} />;
    case "read":
      return <Read records={records} snapped={advice.snapped} />;
    case "rest":
      return <Rest />;
  }
}

function Step({ title, said, children }: { title: string; said: string; children?: ReactNode }) {
  const away = useAway();
  return (
    <>
      <h2>{title}</h2>
      <p>{said}</p>
      {children &&
        (away ? <p className="dim">{t("access:waits")}</p> : <div className="acts">{children}</div>)}
    </>
  );
}

/**
 * While the Inspector holds a filled button (a curve to name, a cut to restore) or a proposal does, the Guide's turns
 * quiet.
 */
function useLook(): string {
  const [records, selected] = [useRecords(), useSelected()];
  const proposal = proposalInSight(records, useStore(useStudy().selection));
  const edge = selected === null ? undefined : records[selected];
  if (proposal) return "";
  return edge?.kind === "edge" && edge.status !== "symbolic" ? "" : "primary";
}

function Watch() {
  const [hold, on, look] = [useAction(pause), useAction(resume), useLook()];
  const run = trainingOut(useRecords());
  const reached = useReached(run?.id ?? null);
  if (run?.status === "paused") {
    const figures = { step: count(reached?.step ?? run.step), error: error(reached?.test_rmse) };
    return (
      <Step title={t("guide:held")} said={t("guide:heldSaid", figures)}>
        <Button icon={Play} look={look} disabled={on.disabled} onClick={() => on.run()}>
          {t("guide:goOn")}
        </Button>
      </Step>
    );
  }
  return (
    <Step title={t("guide:watch")} said={t("guide:watchSaid")}>
      {!hold.disabled && (
        <Button icon={Pause} onClick={() => hold.run()}>
          {t("guide:pause")}
        </Button>
      )}
    </Step>
  );
}

function TrainFirst({ records }: { records: Records }) {
  const [{ disabled, run }, look] = [useAction(train), useLook()];
  const [data, network] = [dataOf(records), networkOf(records)];
  const said = t("guide:trainSaid", {
    inputs: t("parts:inputs", counted(data?.inputs.length ?? 0)),
    targets: t("parts:targets", counted(data?.targets.length ?? 0)),
    rows: t("parts:rows", counted(network?.train_rows ?? 0)),
    nodes: nodes(network?.width.slice(1, -1) ?? []),
  });
  return (
    <Step title={t("guide:train")} said={said}>
      <Button icon={Play} look={look} disabled={disabled} onClick={() => run(undefined)}>
        {t("guide:trainShape", { shape: shapeName(network?.width ?? []) })}
      </Button>
    </Step>
  );
}

function nodes(hidden: readonly (number | [number, number])[]): string {
  const total = hidden.flat().reduce((sum, each) => sum + each, 0);
  return total > 0 ? t("guide:nodes", counted(total)) : "";
}

/** Goes back and sets the recipe; training on from here would start from curves bent by single rows. */
function Sparser({ sparsity, records }: { sparsity: number; records: Records }) {
  const [{ disabled, run }, look] = [useAction(undo), useLook()];
  const { train_rmse: train, test_rmse: test } = networkOf(records) ?? {};
  const times = significant((test ?? 0) / (train || 1), 2);
  const back = () => {
    changeRecipe({ sparsity });
    run();
  };
  return (
    <Step title={t("guide:noise")} said={t("guide:noiseSaid", { error: error(test), times })}>
      <Button icon={RotateCcw} look={look} disabled={disabled} onClick={back}>
        {t("guide:goBack", { sparsity })}
      </Button>
    </Step>
  );
}

interface PruneProps {
  idle: readonly string[];
  share: number;
  records: Records;
}

function PruneIdle({ idle, share, records }: PruneProps) {
  const { selection } = useStudy();
  const edges = idle.length;
  const [{ disabled, run }, look] = [useAction(prune), useLook()];
  const percent = 100 * share;
  const carried = percent < 1 ? t("guide:little") : `${Math.round(percent)} %`;
  const figures = { share: carried, error: error(networkOf(records)?.test_rmse) };
  return (
    <Step
      title={t("guide:pruneIdle", counted(edges))}
      said={t("guide:pruneSaid", { ...counted(edges), ...figures })}
    >
      <Button icon={Scissors} look={look} disabled={disabled} onClick={() => run()}>
        {t("guide:prune", counted(edges))}
      </Button>
      <Button look="quiet" onClick={() => choose(selection, idle)}>
        {t("guide:showIdle")}
      </Button>
    </Step>
  );
}

function Settle({ left, records }: { left: number; records: Records }) {
  const [{ disabled, run }, look] = [useAction(train), useLook()];
  const figures = { ...counted(left), error: error(networkOf(records)?.test_rmse) };
  return (
    <Step title={t("guide:settle", counted(left))} said={t("guide:settleSaid", figures)}>
      <Button icon={Play} look={look} disabled={disabled} onClick={() => run({ sparsity: 0, steps: 100 })}>
        {t("guide:trainCurves", counted(left))}
      </Button>
      <NameAll left={left} />
    </Step>
  );
}

/** For who is in a hurry: it trains on in between by itself. */
function NameAll({ left }: { left: number }) {
  const { disabled, run } = useAction(nameAll);
  return (
    <Button look="quiet" disabled={disabled} onClick={() => run()}>
      {t("guide:nameAll", { n: left })}
    </Button>
  );
}

function NameEdge({ edge, left }: { edge: string; left: number }) {
  const [study, look, name] = [useStudy(), useLook(), useEdgeNames()];
  const record = useRecords()[edge];
  const selected = useSelected() === edge;
  const figures = { ...counted(left), strength: strength(record?.kind === "edge" ? record.score : 0) };
  const said = selected ? t("guide:nameThis") : t("guide:nameOpen", figures);
  return (
    <Step title={t("guide:name", { edge: name(edge) })} said={said}>
      {!selected && (
        <Button icon={SquareFunction} look={look} onClick={() => study.selection.setState({ edge })}>
          {t("guide:open")}
        </Button>
      )}
      <NameAll left={left} />
    </Step>
  );
}

function Refit({ records }: { records: Records }) {
  const [{ disabled, run }, look] = [useAction(refit), useLook()];
  const named = edgesOf(records).filter(({ status }) => status === "symbolic").length;
  const figures = { ...counted(named), error: error(networkOf(records)?.test_rmse) };
  return (
    <Step title={t("guide:refit")} said={t("guide:refitSaid", figures)}>
      <Button icon={SquareFunction} look={look} disabled={disabled} onClick={() => run()}>
        {t("guide:refit")}
      </Button>
    </Step>
  );
}

function Restore({ records }: { records: Records }) {
  const [{ disabled, run }, look] = [useAction(undo), useLook()];
  return (
    <Step title={t("guide:allCut")} said={t("guide:allCutSaid", counted(edgesOf(records).length))}>
      <Button icon={RotateCcw} look={look} disabled={disabled} onClick={() => run()}>
        {t("guide:takeBack")}
      </Button>
    </Step>
  );
}

/** Everything there is was put aside. */
function Rest() {
  const { aside } = useStudy();
  return (
    <Step title={t("guide:rest")} said={t("guide:restSaid")}>
      <Button look="quiet" onClick={() => takeUpAgain(aside)}>
        {t("guide:again")}
      </Button>
    </Step>
  );
}

function Read({ records, snapped }: { records: Records; snapped: boolean }) {
  const said = t("guide:readSaid", { error: error(networkOf(records)?.test_rmse) });
  const snapping = useAction(snap);
  return (
    <Step title={t("guide:read")} said={said}>
      <Button icon={Scale} look={useLook()} onClick={readVerdict}>
        {t("guide:verdict")}
      </Button>
      {!snapped && (
        <Button look="quiet" disabled={snapping.disabled} onClick={() => snapping.run({ all: true })}>
          {t("guide:snap")}
        </Button>
      )}
    </Step>
  );
}
