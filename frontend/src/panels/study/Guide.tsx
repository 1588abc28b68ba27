/** The one next step: an act, the numbers that justify it, one button that says what it will do. */
import { Eye, Pause, Play, RotateCcw, Scissors, SquareFunction } from "lucide-react";
import type { ReactNode } from "react";
import { nameAll, pause, prune, refit, resume, snap, train, undo } from "../../actions";
import type { Records } from "../../protocol/messages";
import { dataOf, networkOf, trainingOut } from "../../store/document";
import { count, error, plural, significant } from "../../store/format";
import { type Advice, advise, STEPS } from "../../store/guide";
import { shapeName } from "../../store/names";
import { changeRecipe } from "../../store/recipe";
import { Button } from "../parts/Button";
import { useAction, useEdgeNames, useRecords, useSelected, useStudy } from "./context";

export function Guide() {
  const records = useRecords();
  const advice = advise(records);
  return (
    <section className="guide" aria-label="Guide">
      <div className="eyebrow">Next: {NEXT[advice.kind]}</div>
      <Trail advice={advice} />
      <Words advice={advice} records={records} />
    </section>
  );
}

const NEXT: Record<Advice["kind"], string> = {
  wait: "a first network",
  watch: "train",
  train: "train",
  sparser: "train with more sparsity",
  prune: "prune",
  settle: "let the curves settle",
  name: "name",
  refit: "refit",
  restore: "go back",
  read: "the formula",
};

function Trail({ advice }: { advice: Advice }) {
  const at = STEPS.indexOf(advice.step);
  return (
    <div className="trail" role="img" aria-label={`Step ${at + 1} of ${STEPS.length}`}>
      {STEPS.map((step, k) => (
        <i key={step} className={k < at ? "done" : k === at ? "now" : ""} />
      ))}
    </div>
  );
}

function Words({ advice, records }: { advice: Advice; records: Records }) {
  switch (advice.kind) {
    case "wait":
      return (
        <Step title="The first network is being built" said="Every curve shows its start in a moment." />
      );
    case "watch":
      return <Watch />;
    case "train":
      return <TrainFirst records={records} />;
    case "sparser":
      return <Sparser sparsity={advice.sparsity} records={records} />;
    case "prune":
      return <PruneIdle edges={advice.edges} share={advice.share} records={records} />;
    case "settle":
      return <Settle left={advice.left} />;
    case "name":
      return <NameEdge edge={advice.edge} left={advice.left} />;
    case "refit":
      return <Refit />;
    case "restore":
      return <Restore />;
    case "read":
      return <Read records={records} snapped={advice.snapped} />;
  }
}

function Step({ title, said, children }: { title: string; said: string; children?: ReactNode }) {
  return (
    <>
      <h2>{title}</h2>
      <p>{said}</p>
      {children && <div className="acts">{children}</div>}
    </>
  );
}

/** While the Inspector holds a filled button (a curve to name, a cut to restore), the Guide's turns quiet. */
function useLook(): string {
  const [records, selected] = [useRecords(), useSelected()];
  const edge = selected === null ? undefined : records[selected];
  return edge?.kind === "edge" && edge.status !== "symbolic" ? "" : "primary";
}

function Watch() {
  const [hold, on] = [useAction(pause), useAction(resume)];
  if (trainingOut(useRecords())?.status === "paused") {
    return (
      <Step
        title="The run is held"
        said="What it has reached is kept. Let it go on, or stop it and make that a version."
      >
        <Button icon={Play} look="primary" disabled={on.disabled} onClick={() => on.run()}>
          Go on
        </Button>
      </Step>
    );
  }
  return (
    <Step
      title="Watch the curves settle"
      said="Flat curves on thin wires are what sparsity is removing. Select one to hold it in the Inspector while it trains."
    >
      {!hold.disabled && (
        <Button icon={Pause} onClick={() => hold.run()}>
          Pause to look
        </Button>
      )}
    </Step>
  );
}

function TrainFirst({ records }: { records: Records }) {
  const [{ disabled, run }, look] = [useAction(train), useLook()];
  const [data, network] = [dataOf(records), networkOf(records)];
  const inputs = plural(data?.inputs.length ?? 0, "input");
  const targets = plural(data?.targets.length ?? 0, "target");
  const said = `${inputs}, ${targets}, ${count(network?.train_rows ?? 0)} rows to learn from. ${nodes(network?.width.slice(1, -1) ?? [])}`;
  return (
    <Step title="Train a first network" said={said}>
      <Button icon={Play} look={look} disabled={disabled} onClick={() => run(undefined)}>
        Train {shapeName(network?.width ?? [])}
      </Button>
    </Step>
  );
}

function nodes(hidden: readonly (number | [number, number])[]): string {
  const total = hidden.flat().reduce((sum, each) => sum + each, 0);
  return total > 0 ? `${plural(total, "node")} in between are a good start.` : "";
}

/** Goes back and sets the recipe; training on from here would start from curves bent by single rows. */
function Sparser({ sparsity, records }: { sparsity: number; records: Records }) {
  const [{ disabled, run }, look] = [useAction(undo), useLook()];
  const { train_rmse: train, test_rmse: test } = networkOf(records) ?? {};
  const said = `The test error, ${error(test)}, is ${significant((test ?? 0) / (train || 1), 2)} times the train error: the curves follow single rows. Go back and train with more sparsity; simpler curves hold on rows not seen.`;
  const back = () => {
    changeRecipe({ sparsity });
    run();
  };
  return (
    <Step title="It has learnt the noise" said={said}>
      <Button icon={RotateCcw} look={look} disabled={disabled} onClick={back}>
        Go back, sparsity {sparsity}
      </Button>
    </Step>
  );
}

function PruneIdle({ edges, share, records }: { edges: number; share: number; records: Records }) {
  const [{ disabled, run }, look] = [useAction(prune), useLook()];
  const percent = 100 * share;
  const carried = percent < 1 ? "less than 1 %" : `${Math.round(percent)} %`;
  const said = `${edges === 1 ? "It carries" : "Together they carry"} ${carried} of the signal. The test error now is ${error(networkOf(records)?.test_rmse)}.`;
  return (
    <Step title={`Prune ${plural(edges, "idle edge")}`} said={said}>
      <Button icon={Scissors} look={look} disabled={disabled} onClick={() => run()}>
        Prune {plural(edges, "edge")}
      </Button>
    </Step>
  );
}

function Settle({ left }: { left: number }) {
  const [{ disabled, run }, look] = [useAction(train), useLook()];
  const curves = plural(left, "curve");
  return (
    <Step
      title={`Let the ${curves} settle`}
      said="Sparsity has bent what is left. A short training without it lets the true shapes show, and names fit better."
    >
      <Button icon={Play} look={look} disabled={disabled} onClick={() => run({ sparsity: 0, steps: 100 })}>
        Train {curves}
      </Button>
    </Step>
  );
}

function NameEdge({ edge, left }: { edge: string; left: number }) {
  const [study, look, name] = [useStudy(), useLook(), useEdgeNames()];
  const all = useAction(nameAll);
  const rest = left === 1 ? "It is the last curve without a name." : `${left} curves have no name yet.`;
  const selected = useSelected() === edge;
  const said = selected
    ? "Point at a candidate to see it on the curve, then fix the one you believe."
    : `${rest} Open this one to see which functions follow it.`;
  return (
    <Step title={`Name the curve ${name(edge)}`} said={said}>
      {!selected && (
        <Button icon={SquareFunction} look={look} onClick={() => study.selection.setState({ edge })}>
          Open this curve
        </Button>
      )}
      <Button look="quiet" disabled={all.disabled} onClick={() => all.run()}>
        Name all {left}
      </Button>
    </Step>
  );
}

function Refit() {
  const [{ disabled, run }, look] = [useAction(refit), useLook()];
  return (
    <Step
      title="Refit the constants"
      said="Every curve has a name. Fitted all together, their constants settle, and those that say nothing go."
    >
      <Button icon={SquareFunction} look={look} disabled={disabled} onClick={() => run()}>
        Refit the constants
      </Button>
    </Step>
  );
}

function Restore() {
  const [{ disabled, run }, look] = [useAction(undo), useLook()];
  return (
    <Step
      title="Every edge is cut"
      said="Nothing reaches the output any more. The version before still does."
    >
      <Button icon={RotateCcw} look={look} disabled={disabled} onClick={() => run()}>
        Take it back
      </Button>
    </Step>
  );
}

function Read({ records, snapped }: { records: Records; snapped: boolean }) {
  const said = `Every curve is named and refitted. The test error is ${error(networkOf(records)?.test_rmse)}.`;
  const snapping = useAction(snap);
  const show = () => document.getElementById("formula")?.focus();
  return (
    <Step title="Read the formula" said={said}>
      <Button icon={Eye} look={useLook()} onClick={show}>
        Show the formula
      </Button>
      {!snapped && (
        <Button look="quiet" disabled={snapping.disabled} onClick={() => snapping.run({ all: true })}>
          Snap constants
        </Button>
      )}
    </Step>
  );
}
