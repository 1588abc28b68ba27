import { headOf, versionsOf } from "../store/document";
import type { Action } from "./action";

/** Puts a version beside the present one; without a version the one before it. */
export const compare: Action<string | undefined> = {
  id: "compare",
  label: "Compare versions",
  looks: true,
  enabled: ({ records }) => versionsOf(records).length > 1,
  run: async (study, beside) => {
    const versions = versionsOf(study.records);
    const head = headOf(study.records);
    const numberOf = (id: string | undefined) => 1 + versions.findIndex((version) => version.id === id);
    const b = numberOf(head?.id);
    const other = numberOf(beside) || numberOf(head?.parents[0]) || versions.length;
    study.comparing.setState({ pair: other === b ? { a: other, b: other === 1 ? 2 : 1 } : { a: other, b } });
  },
};
