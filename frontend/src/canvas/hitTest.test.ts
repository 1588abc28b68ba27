import { expect, test } from "vitest";
import { toyView } from "./example";
import { centre, pointAt } from "./geometry";
import { edgeAt } from "./hitTest";
import { layOut } from "./layout";

const margins = { top: 60, right: 24, bottom: 40, left: 24 };
const places = layOut(toyView("learnt"), {
  width: 828,
  height: 736,
  margins,
  ports: "plate",
  zoom: 1,
  hideCut: false,
});

test("the middle of each glyph answers with its edge", () => {
  for (const { id, box } of places.edges.values()) if (box) expect(edgeAt(places, centre(box), 1)).toBe(id);
});

test("a wire answers near it and not far from it", () => {
  const place = places.edges.get("edge:1:2:0");
  const wire = place?.wires[0];
  if (!wire) throw new Error("the strong edge has a wire");
  const { x, y } = pointAt(wire, 0.5);
  expect(edgeAt(places, { x, y: y + 5 }, 1)).toBe("edge:1:2:0");
  expect(edgeAt(places, { x, y: y + 30 }, 1)).toBeNull();
});

test("bare paper answers with nothing", () => {
  expect(edgeAt(places, { x: 400, y: 20 }, 1)).toBeNull();
});

test("what is lifted above the others is hit first", () => {
  const box = { x: 0, y: 0, w: 828, h: 736 };
  expect(edgeAt(places, { x: 300, y: 300 }, 1, [{ id: "edge:0:0:0", box }])).toBe("edge:0:0:0");
});

test("small targets are at least 24 pixels on screen", () => {
  const spark = places.edges.get("edge:0:0:0")?.box;
  if (!spark) throw new Error("an idle edge has a sparkline");
  const above = { x: spark.x + spark.w / 2, y: spark.y - 4 };
  expect(edgeAt(places, above, 0.4)).toBe("edge:0:0:0");
});
