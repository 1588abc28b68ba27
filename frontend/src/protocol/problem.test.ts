import { expect, it } from "vitest";
import { Problem } from "./problem";

it("says what happened once, as a sentence", () => {
  const problem = new Problem(
    { detail: "no function 'f' at character 1: known are abs, exp", hint: "known are abs, exp" },
    422,
  );
  expect(problem.sentence).toBe("No function 'f' at character 1: known are abs, exp.");
});

it("keeps the cure beside the sentence", () => {
  const problem = new Problem({ detail: "x1 is empty.", hint: "Choose another." }, 422);
  expect(problem.sentence).toBe("x1 is empty. Choose another.");
  expect(new Problem({}, 500).message).toBe("The server answered 500.");
});

it("leaves names of files and columns as they are spelt", () => {
  expect(new Problem({ detail: "empty.csv is empty." }, 422).message).toBe("empty.csv is empty.");
  expect(new Problem({ detail: "period_days is constant" }, 422).message).toBe("period_days is constant.");
});
