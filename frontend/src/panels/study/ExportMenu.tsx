import { Menu } from "@mantine/core";
import { Copy, Hourglass, Upload } from "lucide-react";
import { useState } from "react";
import { type ExportFormat, getBytes, getExport, type WholeFormat } from "../../protocol/api";
import { problemOf } from "../../protocol/problem";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { copyText, saveBytes, saveText } from "../parts/copy";
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

const FIGURES = ["svg", "pdf", "png"] as const;
const PAPERS = ["report", "paper"] as const;
const WHOLE = ["onnx", "kanscope"] as const;
const FILES: Record<WholeFormat, string> = {
  svg: "figure.svg",
  pdf: "figure.pdf",
  png: "figure.png",
  report: "report.html",
  paper: "paper.zip",
  onnx: "network.onnx",
  kanscope: "study.kanscope",
};

/**
 * The figure, report and all for an article; the formula of now as a file, or, by the small button beside it, on the
 * clipboard; the network; all of it.
 */
export function ExportMenu() {
  const study = useStudy();
  const head = useHead();
  const told = (error: unknown) => study.trouble.setState({ problem: problemOf(error) });
  const take = (format: ExportFormat, use: (text: string) => unknown) =>
    getExport(study.id, format).then(use).catch(told);
  const [making, setMaking] = useState(0);
  const takeWhole = (format: WholeFormat) => {
    setMaking((others) => others + 1);
    return getBytes(study.id, format)
      .then((bytes) => saveBytes(bytes, FILES[format]))
      .catch(told)
      .finally(() => setMaking((others) => others - 1));
  };
  const whole = (format: (typeof PAPERS)[number] | (typeof WHOLE)[number]) => (
    <Menu.Item key={format} className="export-whole" onClick={() => void takeWhole(format)}>
      {t(`law:${format}`)} <span className="dim">{t(`law:${format}Is`)}</span>
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" offset={6} classNames={{ dropdown: "floating", item: "floating-item" }}>
      <Menu.Target>
        <Button icon={making ? Hourglass : Upload} look="quiet" disabled={!head} aria-busy={making > 0}>
          {t("shell:export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className="export-menu">
        <div className="export-row export-figure">
          {FIGURES.map((format, k) => (
            <Menu.Item
              key={format}
              aria-label={t("law:figureAs", { format: format.toUpperCase() })}
              onClick={() => void takeWhole(format)}
            >
              {k === 0 ? t("law:figureAs", { format: "SVG" }) : format.toUpperCase()}
            </Menu.Item>
          ))}
        </div>
        {PAPERS.map(whole)}
        <Menu.Divider />
        {FORMATS.map(({ format, name, file }) => (
          <div key={format} className="export-row">
            <Menu.Item onClick={() => void take(format, (text) => saveText(text, file))}>{name}</Menu.Item>
            <Menu.Item aria-label={t("shell:copyOf", { name })} onClick={() => void take(format, copyText)}>
              <Copy size={14} aria-hidden />
            </Menu.Item>
          </div>
        ))}
        <Menu.Divider />
        {WHOLE.map(whole)}
      </Menu.Dropdown>
    </Menu>
  );
}
