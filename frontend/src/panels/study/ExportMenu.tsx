import { Menu } from "@mantine/core";
import { Copy, Upload } from "lucide-react";
import { type ExportFormat, getExport } from "../../protocol/api";
import { problemOf } from "../../protocol/problem";
import { Button } from "../parts/Button";
import { copyText, saveText } from "../parts/copy";
import { useHead, useStudy } from "./context";

export interface Format {
  format: ExportFormat;
  name: string;
  file: string;
}

export const FORMATS: readonly Format[] = [
  { format: "latex", name: "LaTeX", file: "formula.tex" },
  { format: "sympy", name: "SymPy", file: "formula.sympy.txt" },
  { format: "python", name: "Python", file: "formula.py" },
  { format: "numpy", name: "NumPy", file: "formula.numpy.py" },
  { format: "torch", name: "PyTorch", file: "formula.torch.py" },
  { format: "jax", name: "JAX", file: "formula.jax.py" },
  { format: "c", name: "C", file: "formula.c" },
  { format: "julia", name: "Julia", file: "formula.jl" },
  { format: "r", name: "R", file: "formula.R" },
  { format: "matlab", name: "MATLAB, Octave", file: "formula.m" },
  { format: "mathematica", name: "Mathematica", file: "formula.wl" },
  { format: "fortran", name: "Fortran", file: "formula.f90" },
  { format: "rust", name: "Rust", file: "formula.rs" },
  { format: "javascript", name: "JavaScript", file: "formula.mjs" },
  { format: "excel", name: "Excel", file: "formula.tsv" },
];

/** The formula of now as a file, or, by the small button beside it, on the clipboard. */
export function ExportMenu() {
  const study = useStudy();
  const head = useHead();
  const take = async (format: ExportFormat, use: (text: string) => unknown) => {
    try {
      await use(await getExport(study.id, format));
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
        {FORMATS.map(({ format, name, file }) => (
          <div key={format} className="export-row">
            <Menu.Item onClick={() => void take(format, (text) => saveText(text, file))}>{name}</Menu.Item>
            <Menu.Item aria-label={`Copy ${name}`} onClick={() => void take(format, copyText)}>
              <Copy size={14} aria-hidden />
            </Menu.Item>
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
