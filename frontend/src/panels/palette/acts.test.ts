import { describe, expect, it } from "vitest";
import * as actions from "../../actions";
import { ONE_EDGE, WHOLE } from "./acts";

const isAction = (one: unknown): one is actions.Action<never> =>
  typeof one === "object" && one !== null && "enabled" in one && "run" in one;

/** These need more than a press; the palette opens where they are done (`opening` and others in commands.ts). */
const OPENED = [
  actions.fix,
  actions.nameVersion,
  actions.addFunction,
  actions.setLibrary,
  actions.setRoles,
  actions.setUnits,
  actions.setFilter,
  actions.setSplit,
  actions.deriveColumn,
  actions.checkout,
  actions.drawCurve,
  actions.wish,
  actions.accept,
  actions.reject,
  actions.comment,
].map(({ id }) => id);

describe("the palette", () => {
  it("offers every action: add a new one to acts.ts, or where it is done to commands.ts", () => {
    const known = Object.values(actions)
      .filter(isAction)
      .map(({ id }) => id);
    const offered = [...WHOLE, ...ONE_EDGE].map(({ action }) => action.id);
    expect([...offered, ...OPENED].toSorted()).toEqual(known.toSorted());
  });
});
