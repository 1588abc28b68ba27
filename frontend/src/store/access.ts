/** Who may change a study, as the server tells it with everybody who is here. The browser only draws it. */
import type { Person } from "../protocol/messages";

/** Until the server has told, nothing is offered. */
export type Access = "unknown" | "edit" | "look";

export function accessOf(you: string, people: readonly Person[]): Access {
  const me = people.find(({ id }) => id === you);
  return me === undefined ? "unknown" : me.may_edit ? "edit" : "look";
}

/** The one place that decides whether this person is offered what changes the study. */
export const mayEdit = (access: Access) => access === "edit";

/** The others who are here and may edit, each name once. */
export const editorsOf = (you: string, people: readonly Person[]): string[] => [
  ...new Set(people.filter(({ id, may_edit }) => id !== you && may_edit).map(({ name }) => name)),
];
