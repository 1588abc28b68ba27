import { expect, it } from "vitest";
import { exactText, measured, price } from "./exact";

it("writes exact numbers as people do", () => {
  expect(["pi/2", "-3*sqrt(2)/4", "E", "2*pi", "22/7"].map(exactText)).toEqual([
    "π/2",
    "−3√2/4",
    "e",
    "2π",
    "22/7",
  ]);
});

it("writes a number to the digit that is known", () => {
  expect(measured(2.71028, 0.002)).toBe("2.710");
  expect(measured(-120.4, 3)).toBe("−120");
  expect(measured(1.23456789, 1e-9)).toBe("1.2346");
  expect(measured(2.5e-7, 1e-9)).toBe("2.5·10⁻⁷");
});

it("says a price as a share of the test error", () => {
  expect(price(0.003, 1)).toBe("≈ 0");
  expect(price(0.03, 1)).toBe("+3.0 %");
  expect(price(-0.1, 1)).toBe("−10 %");
  expect(price(20, 1)).toBe("×21");
  expect(price(null, 1)).toBe("–");
});
