import { describe, expect, it } from "vitest";
import { around, common, placeBeside } from "./place";

const room = { width: 1280, height: 800 };
const card = { width: 320, height: 160 };

describe("a card beside what it speaks of", () => {
  it("stands on the side that is wished", () => {
    const spot = { left: 200, top: 300, width: 100, height: 80 };
    expect(placeBeside(spot, card, room, ["right"])).toEqual({ left: 314, top: 260 });
    expect(placeBeside(spot, card, room, ["above"])).toEqual({ left: 90, top: 126 });
  });

  it("takes the next side where the first has no room", () => {
    const spot = { left: 1000, top: 300, width: 250, height: 80 };
    expect(placeBeside(spot, card, room, ["right", "left"])).toEqual({ left: 666, top: 260 });
  });

  it("stands at the lower end of a tall one where that is wished", () => {
    const list = { left: 960, top: 300, width: 320, height: 400 };
    expect(placeBeside(list, card, room, ["left"], true)).toEqual({ left: 626, top: 540 });
  });

  it("is never outside the window", () => {
    const corner = { left: 1240, top: 0, width: 40, height: 40 };
    expect(placeBeside(corner, card, room, ["below"])).toEqual({ left: 948, top: 54 });
    const all = { left: 0, top: 0, ...room };
    expect(placeBeside(all, card, room, ["above", "left"])).toEqual({ left: 480, top: 12 });
  });
});

it("sees only the part of a thing that is in sight", () => {
  const list = { left: 900, top: 400, width: 300, height: 900 };
  expect(common(list, { left: 0, top: 0, ...room })).toEqual({
    left: 900,
    top: 400,
    width: 300,
    height: 400,
  });
  expect(common(list, { left: 0, top: 0, width: 800, height: 800 })).toBeNull();
});

it("holds several things in one", () => {
  const two = [
    { left: 10, top: 50, width: 20, height: 20 },
    { left: 15, top: 10, width: 40, height: 10 },
  ];
  expect(around(two)).toEqual({ left: 10, top: 10, width: 45, height: 60 });
  expect(around([])).toBeNull();
});
