/** What is this: the network as a whole, or the evidence for one edge. The table of edges is always there. */
import { trainingOut } from "../../store/document";
import { t } from "../../words";
import { AllConstants } from "./Constants";
import { useRecords, useSelected } from "./context";
import { EdgeInspector } from "./EdgeInspector";
import { EdgesTable } from "./EdgesTable";
import { LossPanel } from "./LossPanel";
import { NetworkSummary } from "./NetworkSummary";
import { ProposalsPanel } from "./proposals/ProposalsPanel";
import { RunFigures } from "./RunFigures";
import type { CanvasData } from "./useCanvasData";

export function Inspector(data: CanvasData) {
  const records = useRecords();
  const selected = useSelected();
  const edge = selected === null ? undefined : records[selected];
  const training = trainingOut(records);
  const whole = (
    <>
      <ProposalsPanel />
      {training ? <RunFigures run={training} /> : <NetworkSummary />}
      {!training && !edge && <AllConstants />}
      <EdgesTable {...data} />
    </>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: the contract names it a region
    <div role="region" className="right" aria-label={t("shell:inspector")}>
      {edge?.kind === "edge" ? (
        <EdgeInspector key={edge.id} edge={edge} {...data}>
          {whole}
        </EdgeInspector>
      ) : (
        <>
          <div className="scroll">{whole}</div>
          <LossPanel />
        </>
      )}
    </div>
  );
}
