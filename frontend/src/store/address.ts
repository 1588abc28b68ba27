/** What the address says beside the study: which edge, which version was on screen when it was copied, and which two
 * stood side by side. */

export type Parameter = "edge" | "version" | "compare";

/** This address with one parameter set, or without it. Colons stay readable: `?edge=edge:0:0:1&version=3`. */
export function addressWith(name: Parameter, value: string | null): string {
  const parameters = new URLSearchParams(location.search);
  if (value === null) parameters.delete(name);
  else parameters.set(name, value);
  const search = parameters.toString().replaceAll("%3A", ":");
  return location.pathname + (search && `?${search}`);
}

export const rewrite = (name: Parameter, value: string | null) =>
  history.replaceState(history.state, "", addressWith(name, value));

/** Which version an address is of, counted from 1. */
export function versionInAddress(search: string): number | null {
  const text = new URLSearchParams(search).get("version");
  return text && /^\d{1,6}$/.test(text) ? Number(text) : null;
}
