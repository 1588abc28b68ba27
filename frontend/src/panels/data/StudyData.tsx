/** The Data tab of a study: the same table; other roles build a fresh network, the old one stays in the history. */
import { Plus } from "lucide-react";
import { useState } from "react";
import { deriveColumn, setFilter, setRoles, setUnits } from "../../actions";
import type { Column, DataRecord, Dataset, StudyRecord } from "../../protocol/messages";
import { columnsOf } from "../../store/columns";
import { dataOf, studyOf } from "../../store/document";
import { significant } from "../../store/format";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { useDataset } from "../queries";
import { useAction, useMayEdit, useRecords } from "../study/context";
import { ByFormulaBar } from "./ByFormulaBar";
import { RowsPanel } from "./RowsPanel";
import { type Choice, choiceFrom, rolesOf, sameRoles, whatIsMissing } from "./roles";
import { type Shaping, ShapingContext } from "./shaping";
import { TableView } from "./TableView";

export function StudyData() {
  const records = useRecords();
  const [study, data] = [studyOf(records), dataOf(records)];
  const dataset = useDataset(study?.dataset);
  if (study && data && dataset.data) {
    return <Table key={JSON.stringify(data)} dataset={shaped(dataset.data, study, data)} data={data} />;
  }
  return (
    <main className="centre">
      <p className="panel">{dataset.isError ? dataset.error.message : t("table:opening")}</p>
    </main>
  );
}

/** The table with the columns worked out from it beside its own. */
function shaped(dataset: Dataset, study: StudyRecord, data: DataRecord): Dataset {
  const cell = (value: number | null | undefined) => (value == null ? "" : significant(value, 6));
  const preview = dataset.preview.map((row, at) => [
    ...row,
    ...data.derived.map(({ first }) => cell(first[at])),
  ]);
  return { ...dataset, columns: columnsOf(study, data), preview };
}

function Table({ dataset, data }: { dataset: Dataset; data: DataRecord }) {
  const [choice, setChoice] = useState(() => choiceFrom(dataset.columns, data));
  const [asking, setAsking] = useState(false);
  const mine = useMayEdit();
  const shaping = useShapingOf(data);
  const leave = () => setChoice(choiceFrom(dataset.columns, data));
  const foot = sameRoles(choice, data) ? null : (
    <Change choice={choice} columns={dataset.columns} leave={leave} />
  );
  return (
    <ShapingContext value={mine ? shaping : null}>
      <TableView
        dataset={dataset}
        choice={choice}
        setChoice={mine ? setChoice : null}
        tools={
          mine && (
            <Button icon={Plus} aria-expanded={asking} onClick={() => setAsking(!asking)}>
              {t("data:byFormula")}
            </Button>
          )
        }
        under={mine && asking && <ByFormulaBar close={() => setAsking(false)} />}
        foot={foot}
      >
        <RowsPanel data={data} />
      </TableView>
    </ShapingContext>
  );
}

function useShapingOf(data: DataRecord): Shaping {
  const [units, filter, derive] = [useAction(setUnits), useAction(setFilter), useAction(deriveColumn)];
  const inUse = (column: string) => [...data.inputs, ...data.targets].includes(column);
  const formulaOf = (column: string) => data.derived.find(({ name }) => name === column)?.formula ?? null;
  return {
    disabled: units.disabled,
    setUnit: (column, unit) => units.run({ [column]: unit }),
    leaveOut: (column, low, high) => {
      const within = `${low} <= ${column} <= ${high}`;
      filter.run(data.filter ? `(${data.filter}) and ${within}` : within);
    },
    formulaOf,
    takeAway: (column) => (inUse(column) ? null : () => derive.run({ name: column, formula: null })),
  };
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
        {missing ?? t("table:fresh")}
      </p>
      <div className="foot-acts">
        <Button
          look="primary grow"
          disabled={disabled || missing !== null}
          onClick={() => run(rolesOf(choice))}
        >
          {t("table:build")}
        </Button>
        <Button look="quiet" onClick={leave}>
          {t("table:leave")}
        </Button>
      </div>
    </section>
  );
}
