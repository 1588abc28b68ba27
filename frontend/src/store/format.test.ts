import { describe, expect, it } from "vitest";
import {
  ago,
  axis,
  bytes,
  change,
  constant,
  count,
  error,
  ninesShare,
  power,
  rangeEnds,
  rSquared,
  seconds,
} from "./format";

describe("numbers on screen", () => {
  it.each([
    [0.0031234, "0.0031"],
    [0.0214, "0.021"],
    [1.384, "1.4"],
    [138.4, "138"],
    [12345, "12\u202f345"],
    [0, "0"],
    [2.37e-10, "2.4·10⁻¹⁰"],
    [-0.5, "−0.50"],
  ])("shows the error %d with two significant digits", (value, shown) => {
    expect(error(value)).toBe(shown);
  });

  it("shows a missing error as a dash", () => {
    expect(error(null)).toBe("–");
  });

  it.each([
    [0.61, "0.61"],
    [0.981, "0.98"],
    [0.9984, "0.998"],
    [0.99997, "0.99997"],
    [0.9999987, "0.99999"],
    [1, "1.00000"],
    [-0.35, "−0.35"],
  ])("shows R² %d with its nines and a digit", (value, shown) => {
    expect(rSquared(value)).toBe(shown);
  });

  it("fills the bar of R² by nines", () => {
    expect(ninesShare(0.9)).toBeCloseTo(0.2);
    expect(ninesShare(0.99999)).toBeCloseTo(1);
    expect(ninesShare(-1)).toBeCloseTo(0.02);
  });

  it("calls a change below a hundredth of the error nothing", () => {
    expect(change(0.00001, 0.0031)).toBe("≈ 0");
    expect(change(0.69, 0.0031)).toBe("+0.69");
    expect(change(-0.12, 1.5)).toBe("−0.12");
  });

  it("keeps constants at four decimals with a true minus", () => {
    expect(constant(-0.21402)).toBe("−0.2140");
    expect(constant(-0.00003)).toBe("0.0000");
  });

  it("puts thin spaces between thousands", () => {
    expect(count(1240)).toBe("1\u202f240");
  });

  it("writes axis numbers without needless zeros", () => {
    expect(axis(0.5)).toBe("0.5");
    expect(axis(-1)).toBe("−1");
    expect(axis(1e-7)).toBe("1.0·10⁻⁷");
    expect(power(0.01)).toBe("0.01");
    expect(power(1e-5)).toBe("10⁻⁵");
  });

  it("tells years and other close numbers apart on an axis", () => {
    expect(rangeEnds(2007, 2009)).toEqual(["2007", "2009"]);
    expect(rangeEnds(-1, 0.99912)).toEqual(["−1", "0.999"]);
    expect(rangeEnds(988.64, 1041.23)).toEqual(["989", "1041"]);
    expect([2007, 2007.5, 2008].map((mark) => axis(mark, 0.5))).toEqual(["2007", "2007.5", "2008"]);
    expect(rangeEnds(1234567, 1234569)).toEqual(["1\u202f234\u202f567", "1\u202f234\u202f569"]);
  });

  it("says time left the way people do", () => {
    expect(seconds(1.83)).toBe("1.8 s");
    expect(seconds(75)).toBe("75 s");
    expect(seconds(600)).toBe("10 min");
  });

  it("says how long ago something was", () => {
    const now = Date.parse("2026-01-03T12:00:00Z");
    expect(ago("2026-01-03T11:59:50Z", now)).toBe("now");
    expect(ago("2026-01-03T10:00:00Z", now)).toBe("2 h ago");
    expect(ago("2026-01-02T10:00:00Z", now)).toBe("yesterday");
  });

  it("says bytes the way disks are sold", () => {
    expect([0, 999, 12_000, 3_400_000, 1.2e12].map(bytes)).toEqual([
      "0\u202fB",
      "999\u202fB",
      "12\u202fkB",
      "3.4\u202fMB",
      "1.2\u202fTB",
    ]);
  });
});
