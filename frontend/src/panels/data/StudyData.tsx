/** The Data tab of a study: the same table; other roles build a fresh network, the old one stays in the history. */
import { useState } from "react";
import { setRoles } from "../../actions";
import type { DataRecord, Dataset } from "../../protocol/messages";
import { dataOf, studyOf } from "../../store/document";
import { count, plural } from "../../store/format";
import { Button } from "../parts/Button";
import { useDataset } from "../queries";
import { useAction, useRecords } from "../study/context";
import { ColumnPanel } from "./ColumnPanel";
import { DataTable } from "./DataTable";
import { readingWords } from "./ReadingPanel";
import { type Choice, choiceFrom, rolesOf, sameRoles, whatIsMissing, withLog, withRole } from "./roles";

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
  const [selected, select] = useState(data.targets[0] ?? null);
  const column = dataset.columns.find((each) => each.name === selected);
  return (
    <>
      <main className="centre">
        <div className="data-bar">
          <b>{dataset.name}</b>
          <span className="dim">
            {[
              plural(dataset.rows, "row"),
              plural(dataset.columns.length, "column"),
              readingWords(dataset.reading),
            ]
              .filter(Boolean)
              .join(", ")}
          </span>
        </div>
        <DataTable
          name={dataset.name}
          columns={dataset.columns}
          rows={dataset.preview}
          choice={choice}
          selected={selected}
          select={select}
          setRole={(name, role) => {
            select(name);
            setChoice(withRole(choice, name, role));
          }}
        />
      </main>
      {/* biome-ignore lint/a11y/useSemanticElements: the contract names it a region */}
      <div className="right" role="region" aria-label="Inspector">
        <div className="scroll">
          {column && (
            <ColumnPanel
              column={column}
              rows={dataset.rows}
              choice={choice}
              setRole={(name, role) => setChoice(withRole(choice, name, role))}
              setLog={(name, on) => setChoice(withLog(choice, name, on))}
            />
          )}
          <Split rows={dataset.rows} data={data} />
        </div>
        {!sameRoles(choice, data) && (
          <Change choice={choice} leave={() => setChoice(choiceFrom(dataset.columns, data))} />
        )}
      </div>
    </>
  );
}

function Split({ rows, data }: { rows: number; data: DataRecord }) {
  const share = (part: number) => `${count(rows * part)} rows, ${Math.round(100 * part)} %`;
  return (
    <section className="panel">
      <dl className="facts">
        <dt>Kept for testing</dt>
        <dd>{share(data.test)}</dd>
        <dt>Sealed for the verdict</dt>
        <dd>{share(data.sealed)}</dd>
      </dl>
    </section>
  );
}

function Change({ choice, leave }: { choice: Choice; leave: () => void }) {
  const { disabled, run } = useAction(setRoles);
  const missing = whatIsMissing(choice);
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
