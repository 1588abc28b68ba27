import { expect, it } from "vitest";
import { routeOf } from "./route";

it("reads the page from the address, under any prefix", () => {
  expect(routeOf("/", "/")).toEqual({ page: "home" });
  expect(routeOf("/study/abc", "/")).toEqual({ page: "study", id: "abc" });
  expect(routeOf("/lab/kan/new/d1", "/lab/kan/")).toEqual({ page: "new", dataset: "d1" });
});

it("shows the first screen for an address it does not know", () => {
  expect(routeOf("/elsewhere", "/")).toEqual({ page: "home" });
  expect(routeOf("/study/", "/")).toEqual({ page: "home" });
});
