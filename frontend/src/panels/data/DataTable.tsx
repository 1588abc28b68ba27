/** The first rows under their columns; over each column its name, unit, role, spread and range. */
import type { Column, TableLook } from "../../protocol/messages";
import { count, rangeEnds } from "../../store/format";
import { t } from "../../words";
import { Histogram } from "../charts/Histogram";
import { type Choice, canBeUsed, ROLES, type Role } from "./roles";

export interface DataTableProps {
  name: string;
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
  /** Rows of the whole table; only its first ones are here. */
  total: number;
  choice: Choice;
  look?: TableLook;
  selected: string | null;
  select: (column: string) => void;
  /** Null for who may only look. */
  setRole: ((column: string, role: Role) => void) | null;
}

const LOOK: Record<Role, string> = { input: "", target: "target", out: "left-out" };

export function DataTable({
  name,
  columns,
  rows,
  total,
  choice,
  look,
  selected,
  select,
  setRole,
}: DataTableProps) {
  const looks = columns.map((column) => {
    const role = choice.roles.get(column.name) ?? "out";
    return `${LOOK[role]}${column.name === selected ? " selected" : ""}`;
  });
  const marked = columns.map(
    ({ name }) => new Set(look?.columns.find((each) => each.name === name)?.marked ?? []),
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: the contract names it a region
    <div className="data-scroll" role="region" aria-label={t("shell:data")}>
      <table className="data-table" aria-label={name}>
        <thead>
          <tr>
            <th scope="col" className="row-number">
              <span className="visually-hidden">{t("table:row")}</span>
            </th>
            {columns.map((column, k) => (
              <th key={column.name} scope="col" className={looks[k]} onClick={() => select(column.name)}>
                <ColumnHead column={column} choice={choice} setRole={setRole} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            <tr key={at}>
              <td className="row-number">{at + 1}</td>
              {columns.map((column, k) => (
                <td
                  key={column.name}
                  className={`${column.kind === "text" ? "text " : ""}${looks[k]}${marked[k]?.has(at) ? " outlier" : ""}`}
                >
                  {row[k]}
                  {marked[k]?.has(at) && <span className="visually-hidden"> {t("data:outlier")}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < total && (
        <p className="data-more">{t("table:firstRows", { n: count(rows.length), all: count(total) })}</p>
      )}
    </div>
  );
}

interface HeadProps extends Pick<DataTableProps, "choice" | "setRole"> {
  column: Column;
}

function ColumnHead({ column, choice, setRole }: HeadProps) {
  const role = choice.roles.get(column.name) ?? "out";
  return (
    <>
      <div className="column-name">
        <b title={column.name}>{column.name}</b>
        {column.unit && <span className="dim">{column.unit}</span>}
      </div>
      {setRole ? (
        <select
          className="role"
          aria-label={t("table:roleOf", { column: column.name })}
          value={role}
          disabled={!canBeUsed(column)}
          onChange={(event) => setRole(column.name, event.target.value as Role)}
        >
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {t(`table:role_${each}`)}
            </option>
          ))}
        </select>
      ) : (
        <span className="role">{t(`table:role_${role}`)}</span>
      )}
      <Histogram
        bins={column.histogram.length ? column.histogram : [0]}
        height={30}
        tone={role === "target" ? "var(--c-accent)" : "var(--c-density)"}
        strong={role === "out" ? 0.18 : role === "target" ? 0.7 : 0.4}
      />
      <span className="column-range">{rangeOf(column, choice.logs.has(column.name))}</span>
    </>
  );
}

export function rangeOf(column: Column, logarithm = false): string {
  const said = spanOf(column, logarithm);
  return column.missing > 0 ? t("table:empty", { said, n: count(column.missing) }) : said;
}

function spanOf({ kind, minimum, maximum }: Column, logarithm: boolean): string {
  if (kind !== "number" || minimum == null || maximum == null) return t(`table:kind_${kind}`);
  const range = rangeEnds(minimum, maximum).join(" … ");
  return logarithm ? t("table:lnOf", { range }) : range;
}
