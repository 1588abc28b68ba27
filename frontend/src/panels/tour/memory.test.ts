import { beforeEach, expect, it } from "vitest";
import { isOffered, rememberAnswer } from "./memory";

beforeEach(() => localStorage.clear());

it("offers the tour in a newcomer's first study, as often as it is opened, and in no other", () => {
  expect([isOffered("a"), isOffered("a"), isOffered("b")]).toEqual([true, true, false]);
});

it("never asks again after an answer", () => {
  isOffered("a");
  rememberAnswer();
  expect([isOffered("a"), isOffered("b")]).toEqual([false, false]);
});
