import { ChartColumnIncreasing, Scissors } from "lucide-react";
import { prune, refineGrid } from "../../actions";
import type { NetworkRecord } from "../../protocol/messages";
import { edgesOf, networkOf } from "../../store/document";
import { error, plural, significant } from "../../store/format";
import { shapeName } from "../../store/names";
import { unitOfErrors } from "../../store/view";
import { Button } from "../parts/Button";
import { useAction, useRecords } from "./context";

export function NetworkSummary() {
  const records = useRecords();
  const [cutting, refining] = [useAction(prune), useAction(refineGrid)];
  const network = networkOf(records);
  return (
    <section className="panel">
      <header>
        <h2>Network</h2>
        <span className="panel-head-acts">
          <Button icon={Scissors} look="compact" disabled={cutting.disabled} onClick={() => cutting.run()}>
            Prune
          </Button>
          <Button
            icon={ChartColumnIncreasing}
            look="compact"
            disabled={refining.disabled}
            onClick={() => refining.run()}
          >
            Refine grid
          </Button>
        </span>
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
    splines ? plural(splines, "spline") : "",
    named ? `${named} named` : "",
    cut ? `${cut} cut` : "",
  ].filter(Boolean);
  const products = network.width.some((entry) => typeof entry !== "number" && entry[1] > 0);
  return (
    <dl className="facts">
      <dt>Shape</dt>
      <dd>
        {shapeName(network.width)}
        {!products && ", all sums"}
      </dd>
      <dt>Curves</dt>
      <dd>{kinds.join(", ")}</dd>
      {splines > 0 && (
        <>
          <dt>Splines</dt>
          <dd>
            order {network.k}, grid {network.grid}
          </dd>
        </>
      )}
      <dt>Test RMSE</dt>
      <dd>
        {error(network.test_rmse)}
        {network.target_spread != null && (
          <span className="dim"> of {significant(network.target_spread, 3)} spread</span>
        )}
      </dd>
      {unit && (
        <>
          <dt>Errors are in</dt>
          <dd>{unit}</dd>
        </>
      )}
    </dl>
  );
}
