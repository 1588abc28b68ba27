/** Which column plays which part, before the server is told. */
import type { Column, DataRecord } from "../../protocol/messages";
import { count, counted } from "../../store/format";
import { t } from "../../words";

export type Role = "input" | "target" | "out";

export const ROLES: readonly Role[] = ["input", "target", "out"];

export interface Choice {
  roles: ReadonlyMap<string, Role>;
  logs: ReadonlySet<string>;
}

interface Given {
  inputs: readonly string[];
  targets: readonly string[];
  logs: readonly string[];
}

export function choiceFrom(columns: readonly Column[], given: Given): Choice {
  const role = (name: string): Role =>
    given.inputs.includes(name) ? "input" : given.targets.includes(name) ? "target" : "out";
  return { roles: new Map(columns.map(({ name }) => [name, role(name)])), logs: new Set(given.logs) };
}

export function withRole(choice: Choice, column: string, role: Role): Choice {
  const logs = new Set(choice.logs);
  if (role === "out") logs.delete(column);
  return { roles: new Map(choice.roles).set(column, role), logs };
}

export function withLog(choice: Choice, column: string, on: boolean): Choice {
  const logs = new Set(choice.logs);
  if (on) logs.add(column);
  else logs.delete(column);
  return { ...choice, logs };
}

/** As the server takes it, in the table's order. */
export function rolesOf(choice: Choice): { inputs: string[]; targets: string[]; logs: string[] } {
  const named = (role: Role) => [...choice.roles].filter(([, each]) => each === role).map(([name]) => name);
  const [inputs, targets] = [named("input"), named("target")];
  return { inputs, targets, logs: [...inputs, ...targets].filter((name) => choice.logs.has(name)) };
}

export const canBeUsed = (column: Column) =>
  column.kind === "number" && column.minimum != null && column.minimum !== column.maximum;

export const canBeLog = (column: Column) => canBeUsed(column) && (column.minimum ?? 0) > 0;

/** What is still missing before a network can be built, or null. */
export function whatIsMissing(choice: Choice, columns: readonly Column[]): string | null {
  if (columns.filter(canBeUsed).length < 2) return t("table:tooFew");
  const { inputs, targets } = rolesOf(choice);
  if (targets.length === 0) return t("table:noTarget");
  return inputs.length === 0 ? t("table:noInput") : null;
}

/** "2 345 rows, at most 1 726 of them without a gap": a row that lacks a value in a column in use is left out. */
export function usableRows(
  table: { rows: number; columns: readonly Column[] },
  { inputs, targets }: Pick<Given, "inputs" | "targets">,
): string {
  const used = table.columns.filter(({ name }) => inputs.includes(name) || targets.includes(name));
  const most = Math.max(0, ...used.map((column) => column.missing));
  const rows = t("parts:rows", counted(table.rows));
  return most === 0 ? rows : t("table:atMost", { rows, n: count(table.rows - most) });
}

export function sameRoles(choice: Choice, data: DataRecord): boolean {
  const now = rolesOf(choice);
  const same = (one: readonly string[], other: readonly string[]) =>
    one.length === other.length && one.every((name) => other.includes(name));
  return same(now.inputs, data.inputs) && same(now.targets, data.targets) && same(now.logs, data.logs);
}
