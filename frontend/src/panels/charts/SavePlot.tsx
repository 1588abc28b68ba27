/** A plot with a small button in its corner that saves it, as SVG or PNG. */
import { Menu } from "@mantine/core";
import { Download } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { t } from "../../words";
import { IconButton } from "../parts/Button";
import { saveBlob, saveText } from "../parts/copy";
import { type ChartFile, chartDots, chartFile, fileName } from "./chartFile";

interface Props {
  /** What is seen. */
  label: string;
  /** What is saved where the chart on screen is no SVG; the first chart inside unless told. */
  drawn?: () => ChartFile | null;
  children: ReactNode;
}

export function SavePlot({ label, drawn, children }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const inside = () => {
    const chart = host.current?.querySelector<SVGSVGElement>("svg.chart, svg[role=img]");
    return chart ? chartFile(chart) : null;
  };
  const save = async (format: "svg" | "png") => {
    const made = (drawn ?? inside)();
    if (!made) return;
    const name = `${fileName(label)}.${format}`;
    if (format === "svg") saveText(made.text, name, "image/svg+xml");
    else saveBlob(await chartDots(made), name);
  };
  return (
    <div className="saved-plot" ref={host}>
      {children}
      <Menu position="bottom-end" offset={4} classNames={{ dropdown: "floating", item: "floating-item" }}>
        <Menu.Target>
          <IconButton
            icon={Download}
            name={t("parts:savePlot")}
            aria-label={t("parts:savePlotOf", { label })}
            look="compact save-plot"
          />
        </Menu.Target>
        <Menu.Dropdown>
          {(["svg", "png"] as const).map((format) => (
            <Menu.Item key={format} onClick={() => void save(format)}>
              {format.toUpperCase()}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
