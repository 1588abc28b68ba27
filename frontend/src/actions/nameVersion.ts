import type { Action } from "./action";

export const nameVersion: Action<{ version: string; name: string | null }> = {
  id: "name-version",
  label: "Name this version",
  enabled: ({ line }) => line === "live",
  run: (study, { version, name }) => study.operate({ op: "name_version", version, name }),
};
