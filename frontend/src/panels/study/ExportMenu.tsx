import { Menu } from "@mantine/core";
import { Upload } from "lucide-react";
import { getExport } from "../../protocol/api";
import { problemOf } from "../../protocol/problem";
import { Button } from "../parts/Button";
import { saveText } from "../parts/copy";
import { useHead, useStudy } from "./context";

export const FORMATS = [
  { format: "latex", name: "LaTeX", file: "formula.tex" },
  { format: "sympy", name: "SymPy", file: "formula.sympy.txt" },
  { format: "python", name: "Python function", file: "formula.py" },
] as const;

export type Format = (typeof FORMATS)[number];

/** The formula of now as a file. */
export function ExportMenu() {
  const study = useStudy();
  const head = useHead();
  const save = async ({ format, file }: Format) => {
    try {
      saveText(await getExport(study.id, format), file);
    } catch (error) {
      study.trouble.setState({ problem: problemOf(error) });
    }
  };
  return (
    <Menu position="bottom-end" offset={6} classNames={{ dropdown: "floating", item: "floating-item" }}>
      <Menu.Target>
        <Button icon={Upload} look="quiet" disabled={!head}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((each) => (
          <Menu.Item key={each.format} onClick={() => void save(each)}>
            {each.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
