import type { Column } from "../../protocol/messages";
import { count, rangeEnds } from "../../store/format";
import { Histogram } from "../charts/Histogram";
import { type Choice, canBeLog, canBeUsed, ROLE_NAMES, type Role } from "./roles";

interface Props {
  column: Column;
  rows: number;
  choice: Choice;
  setRole: (column: string, role: Role) => void;
  setLog: (column: string, on: boolean) => void;
}

/** One column: how its values spread, which role it plays, and how it is used. */
export function ColumnPanel({ column, rows, choice, setRole, setLog }: Props) {
  const role = choice.roles.get(column.name) ?? "out";
  const { minimum, maximum } = column;
  const [low, high] = minimum == null || maximum == null ? ["", ""] : rangeEnds(minimum, maximum);
  return (
    <>
      <section className="panel">
        <header>
          <h2>
            {column.name} {column.unit && <span className="dim">{column.unit}</span>}
          </h2>
          <span className={role === "out" ? "chip" : "chip accent"}>{ROLE_NAMES[role]}</span>
        </header>
        {column.histogram.length > 0 && (
          <Histogram
            bins={column.histogram}
            height={96}
            strong={0.45}
            label={`Histogram of ${column.name}`}
          />
        )}
        <div className="panel-head dim small">
          <span>{low}</span>
          <span>{high}</span>
        </div>
        <dl className="facts">
          <dt>Kind</dt>
          <dd>{column.kind}</dd>
          <dt>Rows with a value</dt>
          <dd>
            {count(rows - column.missing)} of {count(rows)}
          </dd>
        </dl>
      </section>
      {canBeUsed(column) ? (
        <RolePanel column={column} role={role} choice={choice} setRole={setRole} setLog={setLog} />
      ) : (
        <section className="panel dim">{WHY[column.kind] ?? "It is the same in every row."}</section>
      )}
    </>
  );
}

const WHY: Partial<Record<Column["kind"], string>> = {
  text: "A column of text cannot enter a formula.",
  time: "A column of times cannot enter a formula yet.",
};

interface RoleProps extends Omit<Props, "rows"> {
  role: Role;
}

function RolePanel({ column, role, choice, setRole, setLog }: RoleProps) {
  return (
    <section className="panel">
      <header>
        <h2>Role</h2>
      </header>
      <fieldset
        className="segments plain"
        aria-label={`Role of ${column.name}, as buttons`}
        style={{ display: "flex" }}
      >
        {(Object.keys(ROLE_NAMES) as Role[]).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={role === each}
            onClick={() => setRole(column.name, each)}
          >
            {ROLE_NAMES[each]}
          </button>
        ))}
      </fieldset>
      {canBeLog(column) && role !== "out" && (
        <div className="stack" style={{ marginTop: 12 }}>
          <label className="check">
            <input
              type="checkbox"
              checked={choice.logs.has(column.name)}
              onChange={(event) => setLog(column.name, event.target.checked)}
            />
            as its logarithm <span className="dim small">for ranges of many decades</span>
          </label>
        </div>
      )}
    </section>
  );
}
