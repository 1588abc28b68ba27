import { expect, test } from "vitest";
import type { Records } from "../protocol/messages";
import { filmBehind } from "./film";
import { run, version } from "./fixture";

const film = `sha:${"f".repeat(64)}`;

function walked(...operations: Operation[]): Records {
  const all = operations.flatMap((operation, k) => [
    run(2 * k + 1, null, operation, operation.op === "train" ? { film } : {}),
    version(2 * k + 2, k === 0 ? null : 2 * k, { run: `run:${2 * k + 1}` }),
  ]);
  const head = { kind: "head", id: "head", version: `version:${2 * operations.length}` } as const;
  return Object.fromEntries([...all, head].map((record) => [record.id, record]));
}

type Operation = Parameters<typeof run>[2];
const built: Operation = { op: "build_network", width: [2, 1], grid: 5, k: 3, seed: 0 };
const trained: Operation = { op: "train", steps: 5, sparsity: 0, optimiser: null, learning_rate: null };
const locked: Operation = { op: "lock_edges", edges: ["edge:0:0:0"] };

test("the film of the last training stays while edges keep their places", () => {
  expect(filmBehind(walked(built, trained, locked))?.id).toBe("run:3");
});

test("a network without a training behind it has no film", () => {
  expect(filmBehind(walked(built))).toBeNull();
  expect(filmBehind(walked(built, trained, built, locked))).toBeNull();
});
