import { beforeEach, describe, expect, it, vi } from "vitest";
import { built, edge } from "../../store/fixture";
import { edgeToShow, TOUR } from "./steps";
import { endTour, startTour, tourStore, walk } from "./tour";

const at = () => tourStore.getState().at;
beforeEach(endTour);

describe("the tour", () => {
  it("has six steps, walks through them and is over after the last", () => {
    const over = vi.fn();
    startTour(over);
    const seen = TOUR.map(() => {
      const here = at();
      walk(1);
      return here;
    });
    expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
    expect(at()).toBeNull();
    expect(over).toHaveBeenCalledOnce();
  });

  it("goes back, but not before its beginning", () => {
    startTour();
    walk(1);
    walk(-1);
    walk(-1);
    expect(at()).toBe(0);
  });

  it("may be left at any step, once", () => {
    const over = vi.fn();
    startTour(over);
    walk(1);
    endTour();
    endTour();
    expect([at(), over.mock.calls.length]).toEqual([null, 1]);
  });
});

describe("the edge it speaks of", () => {
  it("is the strongest that has no name yet", () => {
    expect(edgeToShow(built())).toBe("edge:1:0:0");
    const named = edge("edge:1:0:0", 1, { status: "symbolic", function: "exp" });
    expect(edgeToShow(built(named))).toBe("edge:0:0:0");
  });

  it("is the strongest where all are named, and none where all are cut", () => {
    const ids = ["edge:0:0:0", "edge:0:1:0", "edge:1:0:0"];
    const all = (status: "symbolic" | "cut") => ids.map((id, k) => edge(id, k / 2, { status }));
    expect(edgeToShow(built(...all("symbolic")))).toBe("edge:1:0:0");
    expect(edgeToShow(built(...all("cut")))).toBeNull();
  });
});
