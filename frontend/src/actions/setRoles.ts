import { type Action, editable } from "./action";

export interface Roles {
  inputs: string[];
  targets: string[];
  logs: string[];
}

/** Other inputs or targets need a fresh network. */
export const setRoles: Action<Roles> = {
  id: "set-roles",
  label: "Build a fresh network",
  enabled: editable,
  run: (study, roles) => study.operate({ op: "set_roles", ...roles }),
};
