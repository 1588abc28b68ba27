import { describe, expect, it } from "vitest";
import type { Person } from "../protocol/messages";
import { accessOf, editorsOf, mayEdit } from "./access";

const person = (id: string, name: string, may_edit: boolean): Person => ({ id, name, edge: null, may_edit });
const people = [person("a", "reader", false), person("b", "writer", true), person("c", "writer", true)];

describe("who may edit", () => {
  it("is what the server says of oneself, not of the others", () => {
    expect(accessOf("a", people)).toBe("look");
    expect(accessOf("b", people)).toBe("edit");
  });

  it("is nobody before the server has told", () => {
    expect(accessOf("", [])).toBe("unknown");
    expect(["unknown", "look", "edit"].filter((access) => mayEdit(access as "edit"))).toEqual(["edit"]);
  });

  it("names the others who may, each name once", () => {
    expect(editorsOf("a", people)).toEqual(["writer"]);
    expect(editorsOf("b", people.slice(0, 2))).toEqual([]);
  });
});
