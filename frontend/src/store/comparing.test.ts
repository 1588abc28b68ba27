import { afterEach, describe, expect, it } from "vitest";
import { makeComparing, pairInAddress, placed, swapped } from "./comparing";

afterEach(() => history.replaceState(null, "", "/study/a"));

describe("two versions side by side", () => {
  it("are read from an address and from nothing that only looks like one", () => {
    expect(pairInAddress("?compare=3-7")).toEqual({ a: 3, b: 7 });
    for (const search of ["", "?compare=", "?compare=3", "?compare=3-", "?compare=a-b", "?compare=-1-2"])
      expect(pairInAddress(search)).toBeNull();
  });

  it("are written into the address, and leave it again", () => {
    history.replaceState(null, "", "/study/a?version=7");
    const comparing = makeComparing();
    comparing.setState({ pair: { a: 3, b: 7 } });
    expect(location.search).toBe("?version=7&compare=3-7");
    comparing.setState({ pair: null });
    expect(location.search).toBe("?version=7");
  });

  it("change places when one is put where the other stands", () => {
    expect(placed({ a: 3, b: 7 }, "b", 5)).toEqual({ a: 3, b: 5 });
    expect(placed({ a: 3, b: 7 }, "b", 3)).toEqual({ a: 7, b: 3 });
    expect(swapped({ a: 3, b: 7 })).toEqual({ a: 7, b: 3 });
  });
});
