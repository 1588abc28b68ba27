import { expect, it } from "vitest";
import { withName } from "./linkedLatex";

const mark = (edge: string, text: string) => `\\htmlData{edge=${edge}}{${text}}`;
const inner = mark("edge:0:0:0", "\\varphi_{1,1,1}\\left(x_{1}\\right)");
const latex = mark("edge:1:0:0", `\\varphi_{2,1,1}\\left(${inner} + x_{2}^{2}\\right)`);

it("writes a candidate in the place of the unnamed curve", () => {
  const part = "\\htmlData{edge=edge:0:0:0,preview=yes}{\\sin\\left(a\\,x_{1}+b\\right)}";
  expect(withName(latex, "edge:0:0:0", "sin")).toBe(latex.replace(inner, part));
});

it("keeps what stands inside", () => {
  const wanted = `\\htmlData{edge=edge:1:0:0,preview=yes}{e^{a\\,${inner} + x_{2}^{2}+b}}`;
  expect(withName(latex, "edge:1:0:0", "exp")).toBe(wanted);
});

it("writes powers without numbers that would only be moved out of them", () => {
  expect(withName(inner, "edge:0:0:0", "x^2")).toContain("{x_{1}^{2}}");
});

it("shows nothing for an edge that has a name, is cut, or whose name would be LaTeX itself", () => {
  expect(withName(mark("edge:0:0:0", "x_{1}^{2}"), "edge:0:0:0", "sin")).toBeNull();
  expect(withName(latex, "edge:0:9:9", "sin")).toBeNull();
  expect(withName(inner, "edge:0:0:0", "a}b\\c := x")).toContain("\\operatorname{abc}");
});
