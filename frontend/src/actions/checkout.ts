import { type Action, free } from "./action";

export const checkout: Action<string> = {
  id: "checkout",
  label: "Go to this version",
  enabled: free,
  run: (study, version) => study.operate({ op: "checkout", version }),
};
