import { useState } from "react";
import type { Column, ColumnLook } from "../../protocol/messages";
import { count, rangeEnds } from "../../store/format";
import { t } from "../../words";
import { Histogram } from "../charts/Histogram";
import { Button } from "../parts/Button";
import { type Choice, canBeLog, canBeUsed, ROLES, type Role } from "./roles";
import { useShaping } from "./shaping";

interface Props {
  column: Column;
  rows: number;
  choice: Choice;
  look?: ColumnLook;
  /** Its name as filters and formulas have it. */
  typed: string;
  /** Null for who may only look. */
  setRole: ((column: string, role: Role) => void) | null;
  setLog: ((column: string, on: boolean) => void) | null;
}

/** One column: how its values spread, which role it plays, and how it is used. */
export function ColumnPanel({ column, rows, choice, look, typed, setRole, setLog }: Props) {
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
          <span className={role === "out" ? "chip" : "chip accent"}>{t(`table:role_${role}`)}</span>
        </header>
        {column.histogram.length > 0 && (
          <Histogram
            bins={column.histogram}
            height={96}
            strong={0.45}
            label={t("table:histogramOf", { column: column.name })}
          />
        )}
        <div className="panel-head dim small">
          <span>{low}</span>
          <span>{high}</span>
        </div>
        <dl className="facts">
          <dt>{t("table:kind")}</dt>
          <dd>{t(`table:kind_${column.kind}`)}</dd>
          <dt>{t("table:withValue")}</dt>
          <dd>{t("table:valueOf", { n: count(rows - column.missing), all: count(rows) })}</dd>
        </dl>
        {look && look.outliers > 0 && <Outliers look={look} typed={typed} />}
      </section>
      <Shape key={`${column.name} ${column.unit}`} column={column} />
      {canBeUsed(column) && setRole && setLog && (
        <RolePanel column={column} role={role} choice={choice} setRole={setRole} setLog={setLog} />
      )}
      {!canBeUsed(column) && <section className="panel dim">{whyNot(column, typed)}</section>}
    </>
  );
}

function whyNot({ kind }: Column, typed: string): string {
  if (kind === "text") return t("data:texts", { condition: `${typed} = "…"` });
  return kind === "time" ? t("data:times") : t("data:same");
}

function Outliers({ look, typed }: { look: ColumnLook; typed: string }) {
  const shaping = useShaping();
  const { low, high, outliers } = look;
  if (low == null || high == null) return null;
  const [from, to] = rangeEnds(low, high);
  return (
    <div className="outliers">
      <p className="mid small">
        {t("data:outliers", { count: outliers, n: count(outliers), low: from, high: to })}
      </p>
      {shaping && (
        <Button look="small" disabled={shaping.disabled} onClick={() => shaping.leaveOut(typed, low, high)}>
          {t("data:leaveThemOut")}
        </Button>
      )}
    </div>
  );
}

/** The unit, and for a column that is worked out its formula. */
function Shape({ column }: { column: Column }) {
  const shaping = useShaping();
  const [unit, setUnit] = useState(column.unit ?? "");
  if (!shaping || column.kind !== "number") return null;
  const formula = shaping.formulaOf(column.name);
  const takeAway = shaping.takeAway(column.name);
  const keep = () => {
    if (unit.trim() !== (column.unit ?? "")) shaping.setUnit(column.name, unit.trim());
  };
  return (
    <section className="panel stack">
      {formula !== null && <p className="math">{t("data:isWorkedOut", { name: column.name, formula })}</p>}
      <label>
        {t("data:unit")}
        <span className="field">
          <input
            aria-label={t("data:unitOf", { column: column.name })}
            value={unit}
            placeholder={t("data:noUnit")}
            maxLength={40}
            disabled={shaping.disabled}
            onChange={(event) => setUnit(event.target.value)}
            onBlur={keep}
            onKeyDown={(event) => event.key === "Enter" && keep()}
          />
        </span>
      </label>
      {formula !== null &&
        (takeAway ? (
          <Button disabled={shaping.disabled} onClick={takeAway}>
            {t("data:takeAway")}
          </Button>
        ) : (
          <p className="dim small">{t("data:inUse")}</p>
        ))}
    </section>
  );
}

interface RoleProps extends Pick<Props, "column" | "choice"> {
  role: Role;
  setRole: NonNullable<Props["setRole"]>;
  setLog: NonNullable<Props["setLog"]>;
}

function RolePanel({ column, role, choice, setRole, setLog }: RoleProps) {
  return (
    <section className="panel">
      <header>
        <h2>{t("table:role")}</h2>
      </header>
      <fieldset
        className="segments plain"
        aria-label={t("table:roleButtons", { column: column.name })}
        style={{ display: "flex" }}
      >
        {ROLES.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={role === each}
            onClick={() => setRole(column.name, each)}
          >
            {t(`table:role_${each}`)}
          </button>
        ))}
      </fieldset>
      {role !== "out" && (
        <p className="dim small" style={{ marginTop: 8 }}>
          {t("data:inside")}
        </p>
      )}
      {canBeLog(column) && role !== "out" && (
        <div className="stack" style={{ marginTop: 12 }}>
          <label className="check">
            <input
              type="checkbox"
              checked={choice.logs.has(column.name)}
              onChange={(event) => setLog(column.name, event.target.checked)}
            />
            {t("data:asLog")} <span className="dim small">{t("data:forDecades")}</span>
          </label>
          {choice.logs.has(column.name) && (
            <p className="dim small">
              {t(role === "target" ? "data:logTold" : "data:logInput", { column: column.name })}
            </p>
          )}
        </div>
      )}
    </section>
  );
}
