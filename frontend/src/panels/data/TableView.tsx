/** A table and the column in hand: the centre and the right of every data screen. */
import { type ReactNode, useState } from "react";
import type { Dataset } from "../../protocol/messages";
import { plural } from "../../store/format";
import { ColumnPanel } from "./ColumnPanel";
import { DataTable } from "./DataTable";
import { readingWords } from "./ReadingPanel";
import { type Choice, type Role, withLog, withRole } from "./roles";

interface Props {
  dataset: Dataset;
  choice: Choice;
  setChoice: (choice: Choice) => void;
  /** Below the column's own panels. */
  children?: ReactNode;
  /** At the foot of the Inspector. */
  foot?: ReactNode;
}

export function TableView({ dataset, choice, setChoice, children, foot }: Props) {
  const [selected, select] = useState(() => firstTarget(dataset, choice));
  const column = dataset.columns.find((each) => each.name === selected);
  const setRole = (name: string, role: Role) => {
    select(name);
    setChoice(withRole(choice, name, role));
  };
  return (
    <>
      <main className="centre">
        <Title dataset={dataset} />
        <DataTable
          name={dataset.name}
          columns={dataset.columns}
          rows={dataset.preview}
          total={dataset.rows}
          choice={choice}
          selected={selected}
          select={select}
          setRole={setRole}
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
              setRole={setRole}
              setLog={(name, on) => setChoice(withLog(choice, name, on))}
            />
          )}
          {children}
        </div>
        {foot}
      </div>
    </>
  );
}

const firstTarget = (dataset: Dataset, choice: Choice): string | null =>
  dataset.columns.find(({ name }) => choice.roles.get(name) === "target")?.name ??
  dataset.columns[0]?.name ??
  null;

function Title({ dataset }: { dataset: Dataset }) {
  const size = [
    plural(dataset.rows, "row"),
    plural(dataset.columns.length, "column"),
    readingWords(dataset.reading),
  ];
  return (
    <div className="data-bar">
      <b>{dataset.name}</b>
      <span className="dim">{size.filter(Boolean).join(", ")}</span>
    </div>
  );
}
