import { expect, it } from "vitest";
import type { Access } from "../store/access";
import type { OpenStudy } from "../store/openStudy";
import { type Action, attempt } from "./action";

function pressing(repeats: boolean, access: Access = "edit", looks = false) {
  const pressed = new Set<string>();
  const study = {
    records: {},
    line: { getState: () => ({ state: "live", access }) },
    selection: { getState: () => ({ edge: null }) },
    once: async (press: string, act: () => Promise<unknown>) => {
      if (pressed.has(press)) return;
      pressed.add(press);
      await act();
    },
  } as unknown as OpenStudy;
  let times = 0;
  const action: Action<string> = {
    id: "any",
    label: "Any",
    repeats,
    looks,
    enabled: () => true,
    run: () => {
      times += 1;
      return new Promise(() => undefined);
    },
  };
  return { press: (target: string) => attempt(study, action, target), times: () => times };
}

it("takes a double click for one press", () => {
  const { press, times } = pressing(false);
  press("edge:0:0:0");
  press("edge:0:0:0");
  press("edge:0:0:1");
  expect(times()).toBe(2);
});

it("lets undo be pressed twice in a row", () => {
  const { press, times } = pressing(true);
  press("");
  press("");
  expect(times()).toBe(2);
});

it("does nothing for who may not edit, except what only looks", () => {
  const [changes, looks] = [pressing(true, "look"), pressing(true, "look", true)];
  const early = pressing(true, "unknown");
  for (const each of [changes, looks, early]) each.press("");
  expect([changes.times(), looks.times(), early.times()]).toEqual([0, 1, 0]);
});
