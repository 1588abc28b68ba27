import { beforeEach, expect, it } from "vitest";
import { makeAside, putAside, takeUpAgain } from "./aside";

beforeEach(() => localStorage.clear());

it("is kept for its study, and for no other, until it is taken up again", () => {
  const store = makeAside("a");
  putAside(store, "prune 12");
  putAside(store, "settle 3");
  expect([...makeAside("a").getState().reasons]).toEqual(["prune 12", "settle 3"]);
  expect(makeAside("b").getState().reasons.size).toBe(0);
  takeUpAgain(store);
  expect(makeAside("a").getState().reasons.size).toBe(0);
});

it("takes senseless keepings for none", () => {
  localStorage.setItem("kanscope.aside.a", '{"x": 1');
  localStorage.setItem("kanscope.aside.b", '[1, "prune 2"]');
  expect(makeAside("a").getState().reasons.size).toBe(0);
  expect([...makeAside("b").getState().reasons]).toEqual(["prune 2"]);
});
