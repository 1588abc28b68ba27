import { describe, expect, it } from "vitest";
import { exampleView } from "../../canvas/example";
import { endsOf } from "./ends";

describe("the ends of an edge", () => {
  const plain = exampleView([2, 3, 1], 4);
  const view = {
    ...plain,
    inputs: plain.inputs.map((port) => ({ ...port, name: "angle", unit: "rad" })),
    outputs: plain.outputs.map((port) => ({ ...port, unit: "hPa" })),
  };

  it("carry the units of the columns there", () => {
    expect(endsOf("edge:0:1:2", "angle → h1.3", view)).toEqual({ across: "angle (rad)", unit: null });
    expect(endsOf("edge:1:2:0", "h1.3 → p", view)).toEqual({ across: "h1.3", unit: "hPa" });
  });

  it("go by their names before the network is drawn", () => {
    expect(endsOf("edge:0:1:2", "angle → h1.3", null)).toEqual({ across: "angle", unit: null });
  });
});
