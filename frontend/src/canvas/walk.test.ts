import { expect, test } from "vitest";
import { exampleView, toyView } from "./example";
import { layOut } from "./layout";
import { litPath, ownerOf } from "./topology";
import { nextEdge } from "./walk";

const margins = { top: 60, right: 24, bottom: 40, left: 24 };
const room = { width: 828, height: 736, margins, ports: "plate" as const, zoom: 1, hideCut: false };
const view = toyView("learnt");
const places = layOut(view, room);

test("arrows walk along wires and between neighbours", () => {
  expect(nextEdge(view, places, null, "right")).toBe("edge:0:0:2");
  expect(nextEdge(view, places, "edge:0:0:2", "right")).toBe("edge:1:2:0");
  expect(nextEdge(view, places, "edge:1:2:0", "left")).toBe("edge:0:0:2");
  expect(nextEdge(view, places, "edge:0:0:2", "down")).toBe("edge:0:1:2");
  expect(nextEdge(view, places, "edge:0:1:2", "up")).toBe("edge:0:0:2");
});

test("at the border of the network the selection stays", () => {
  expect(nextEdge(view, places, "edge:1:2:0", "right")).toBe("edge:1:2:0");
  expect(nextEdge(view, places, "edge:0:0:0", "up")).toBe("edge:0:0:0");
});

test("the path through an edge follows the strongest neighbours", () => {
  expect([...litPath(view, "edge:1:2:0")].sort()).toEqual(["edge:0:0:2", "edge:1:2:0"]);
  expect(litPath(exampleView([4, 10, 10, 1], 5), "edge:1:3:4").size).toBe(3);
  expect(litPath(view, null).size).toBe(0);
});

test("a product owns as many subnodes as it has inputs", () => {
  const layer = { sums: 2, products: 2, arity: [3, 2] };
  expect(ownerOf(layer, 1)).toEqual({ node: 1, slot: 0, of: 1 });
  expect(ownerOf(layer, 4)).toEqual({ node: 2, slot: 2, of: 3 });
  expect(ownerOf(layer, 6)).toEqual({ node: 3, slot: 1, of: 2 });
});
