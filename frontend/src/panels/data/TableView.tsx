/** A table and the column in hand: the centre and the right of every data screen. */
import { type ReactNode, useState } from "react";
import type { Dataset } from "../../protocol/messages";
import { counted } from "../../store/format";
import { t } from "../../words";
import { useLook } from "../queries";
import { ColumnPanel } from "./ColumnPanel";
import { Correlations } from "./Correlations";
import { DataTable } from "./DataTable";
import { readingWords } from "./ReadingPanel";
import { type Choice, type Role, withLog, withRole } from "./roles";

interface Props {
  dataset: Dataset;
  choice: Choice;
  /** Null for who may only look. */
  setChoice: ((choice: Choice) => void) | null;
  /** At the right of the bar over the table. */
  tools?: ReactNode;
  /** Between the bar and the table. */
  under?: ReactNode;
  /** Below the column's own panels. */
  children?: ReactNode;
  /** At the foot of the Inspector. */
  foot?: ReactNode;
}

export function TableView({ dataset, choice, setChoice, tools, under, children, foot }: Props) {
  const look = useLook(dataset).data;
  const [selected, select] = useState(() => firstTarget(dataset, choice));
  const column = dataset.columns.find((each) => each.name === selected);
  const setRole =
    setChoice &&
    ((name: string, role: Role) => {
      select(name);
      setChoice(withRole(choice, name, role));
    });
  return (
    <>
      <main className="centre">
        <Title dataset={dataset} tools={tools} />
        {under}
        <DataTable
          name={dataset.name}
          columns={dataset.columns}
          rows={dataset.preview}
          total={dataset.rows}
          choice={choice}
          look={look}
          selected={selected}
          select={select}
          setRole={setRole}
        />
      </main>
      {/* biome-ignore lint/a11y/useSemanticElements: the contract names it a region */}
      <div className="right" role="region" aria-label={t("shell:inspector")}>
        <div className="scroll">
          {column && (
            <ColumnPanel
              column={column}
              rows={dataset.rows}
              choice={choice}
              typed={look?.typed[column.name] ?? column.name}
              look={look?.columns.find(({ name }) => name === column.name)}
              setRole={setRole}
              setLog={setChoice && ((name, on) => setChoice(withLog(choice, name, on)))}
            />
          )}
          {look && <Correlations correlation={look.correlation} used={usedIn(choice)} />}
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

const usedIn = (choice: Choice) =>
  [...choice.roles].filter(([, role]) => role !== "out").map(([name]) => name);

function Title({ dataset, tools }: Pick<Props, "dataset" | "tools">) {
  const size = [
    t("parts:rows", counted(dataset.rows)),
    t("table:columns", counted(dataset.columns.length)),
    readingWords(dataset.reading),
  ];
  return (
    <div className="data-bar">
      <b>{dataset.name}</b>
      <span className="dim">{size.filter(Boolean).join(t("parts:comma"))}</span>
      {tools && <span className="data-tools">{tools}</span>}
    </div>
  );
}
