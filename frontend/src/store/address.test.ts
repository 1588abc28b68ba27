import { afterEach, describe, expect, it } from "vitest";
import { addressWith, rewrite, versionInAddress } from "./address";

afterEach(() => history.replaceState(null, "", "/study/a"));

describe("the address", () => {
  it("holds edge and version beside each other", () => {
    history.replaceState(null, "", "/study/a");
    rewrite("edge", "edge:0:0:1");
    rewrite("version", "3");
    expect(location.pathname + location.search).toBe("/study/a?edge=edge:0:0:1&version=3");
    expect(addressWith("edge", null)).toBe("/study/a?version=3");
  });

  it("names a version by its number only", () => {
    expect(versionInAddress("?version=12")).toBe(12);
    for (const search of ["", "?version=", "?version=-1", "?version=x", "?version=1e9"]) {
      expect(versionInAddress(search)).toBeNull();
    }
  });
});
