/** The Data tab of a study: the same table; other roles build a fresh network, the old one stays in the history. */
import { useState } from "react";
import { setRoles } from "../../actions";
import type { Column, DataRecord, Dataset } from "../../protocol/messages";
import { dataOf, networkOf, studyOf } from "../../store/document";
import { plural } from "../../store/format";
import { Button } from "../parts/Button";
import { useDataset } from "../queries";
import { useAction, useRecords } from "../study/context";
import { type Choice, choiceFrom, rolesOf, sameRoles, whatIsMissing } from "./roles";
import { TableView } from "./TableView";

export function StudyData() {
  const records = useRecords();
  const [study, data] = [studyOf(records), dataOf(records)];
  const dataset = useDataset(study?.dataset);
  if (data && dataset.data) {
    return <Table key={JSON.stringify(data)} dataset={dataset.data} data={data} />;
  }
  return (
    <main className="centre">
      <p className="panel">{dataset.isError ? dataset.error.message : "Opening the table…"}</p>
    </main>
  );
}

function Table({ dataset, data }: { dataset: Dataset; data: DataRecord }) {
  const [choice, setChoice] = useState(() => choiceFrom(dataset.columns, data));
  const leave = () => setChoice(choiceFrom(dataset.columns, data));
  const foot = sameRoles(choice, data) ? null : (
    <Change choice={choice} columns={dataset.columns} leave={leave} />
  );
  return (
    <TableView dataset={dataset} choice={choice} setChoice={setChoice} foot={foot}>
      <Split data={data} />
    </TableView>
  );
}

/** How the rows are divided: the two counts are of rows without a gap, as the errors were measured on them. */
function Split({ data }: { data: DataRecord }) {
  const network = networkOf(useRecords());
  const percent = (part: number) => `${Math.round(100 * part)} %`;
  return (
    <section className="panel">
      <dl className="facts">
        <dt>To learn from</dt>
        <dd>{network ? plural(network.train_rows, "row") : ""}</dd>
        <dt>Kept for testing, {percent(data.test)}</dt>
        <dd>{network ? plural(network.test_rows, "row") : ""}</dd>
        <dt>Sealed for the verdict</dt>
        <dd>{percent(data.sealed)}</dd>
      </dl>
    </section>
  );
}

interface ChangeProps {
  choice: Choice;
  columns: readonly Column[];
  leave: () => void;
}

function Change({ choice, columns, leave }: ChangeProps) {
  const { disabled, run } = useAction(setRoles);
  const missing = whatIsMissing(choice, columns);
  return (
    <section className="panel panel-foot">
      <p className="mid small" style={{ marginBottom: 8 }}>
        {missing ?? "Other roles need a fresh network. The one you have stays in the history."}
      </p>
      <div className="foot-acts">
        <Button
          look="primary grow"
          disabled={disabled || missing !== null}
          onClick={() => run(rolesOf(choice))}
        >
          Build a fresh network
        </Button>
        <Button look="quiet" onClick={leave}>
          Leave as it is
        </Button>
      </div>
    </section>
  );
}
