import { ChartColumnIncreasing, Scissors } from "lucide-react";
import { prune, refineGrid } from "../../actions";
import type { NetworkRecord } from "../../protocol/messages";
import { edgesOf, networkOf } from "../../store/document";
import { counted, error, significant } from "../../store/format";
import { shapeName } from "../../store/names";
import { unitOfErrors } from "../../store/view";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { useAction, useRecords } from "./context";

export function NetworkSummary() {
  const records = useRecords();
  const [cutting, refining] = [useAction(prune), useAction(refineGrid)];
  const network = networkOf(records);
  return (
    <section className="panel">
      <header>
        <h2>{t("inspector:network")}</h2>
        {cutting.offered && (
          <span className="panel-head-acts">
            <Button icon={Scissors} look="compact" disabled={cutting.disabled} onClick={() => cutting.run()}>
              {t("inspector:prune")}
            </Button>
            <Button
              icon={ChartColumnIncreasing}
              look="compact"
              disabled={refining.disabled}
              onClick={() => refining.run()}
            >
              {t("inspector:refineGrid")}
            </Button>
          </span>
        )}
      </header>
      {network && <Facts network={network} edges={edgesOf(records)} unit={unitOfErrors(records)} />}
    </section>
  );
}

interface FactsProps {
  network: NetworkRecord;
  edges: ReturnType<typeof edgesOf>;
  unit: string | null;
}

function Facts({ network, edges, unit }: FactsProps) {
  const splines = edges.filter((edge) => edge.status === "spline").length;
  const named = edges.filter((edge) => edge.status === "symbolic").length;
  const cut = edges.length - splines - named;
  const kinds = [
    splines ? t("inspector:splines", counted(splines)) : "",
    named ? t("inspector:named", { n: named }) : "",
    cut ? t("inspector:cuts", { n: cut }) : "",
  ].filter(Boolean);
  const shape = shapeName(network.width);
  const products = network.width.some((entry) => typeof entry !== "number" && entry[1] > 0);
  return (
    <dl className="facts">
      <dt>{t("inspector:shape")}</dt>
      <dd>{products ? shape : t("inspector:allSums", { shape })}</dd>
      <dt>{t("inspector:curves")}</dt>
      <dd>{kinds.join(t("parts:comma"))}</dd>
      {splines > 0 && (
        <>
          <dt>{t("inspector:splineKind")}</dt>
          <dd>{t("inspector:orderGrid", { k: network.k, grid: network.grid })}</dd>
        </>
      )}
      <dt>{t("inspector:testRmse")}</dt>
      <dd>
        {error(network.test_rmse)}
        {network.target_spread != null && (
          <span className="dim">
            {" "}
            {t("inspector:ofSpread", { spread: significant(network.target_spread, 3) })}
          </span>
        )}
      </dd>
      {unit && (
        <>
          <dt>{t("inspector:errorsIn")}</dt>
          <dd>{unit}</dd>
        </>
      )}
    </dl>
  );
}
