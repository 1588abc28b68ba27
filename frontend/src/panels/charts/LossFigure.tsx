/** The loss of a run as a still SVG, for a file: the plot on screen is a canvas that lives. */
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { LossHistory } from "../../store/telemetry";
import { t } from "../../words";
import { type ChartFile, chartFile } from "./chartFile";
import { PlotFrame } from "./Plot";
import { extent, paddedLog, type Scale } from "./scale";

const [WIDTH, HEIGHT, LABELS] = [480, 280, 34];

/** Drawn out of sight, where style sheets reach it, and taken away again; null before the first step. */
export function lossFile(loss: LossHistory): ChartFile | null {
  const known = [...loss.train, ...loss.test].filter((value) => value > 0);
  if (known.length === 0) return null;
  const host = document.createElement("div");
  host.className = "out-of-sight";
  document.body.append(host);
  const root = createRoot(host);
  flushSync(() => root.render(<LossFigure loss={loss} known={known} />));
  const chart = host.querySelector("svg");
  const file = chart && chartFile(chart);
  root.unmount();
  host.remove();
  return file;
}

function LossFigure({ loss, known }: { loss: LossHistory; known: readonly number[] }) {
  const last = loss.steps.at(-1) ?? 1;
  return (
    <PlotFrame
      x={{ domain: [0, last * 1.02], name: t("inspector:lossSteps") }}
      y={{ domain: paddedLog(extent(known)), log: true, name: "RMSE" }}
      width={WIDTH}
      right={LABELS}
      height={HEIGHT}
      label={t("inspector:lossSaid")}
    >
      {(x, y) => (
        <>
          <Line name="train" steps={loss.steps} values={loss.train} x={x} y={y} below />
          <Line name="test" steps={loss.steps} values={loss.test} x={x} y={y} />
        </>
      )}
    </PlotFrame>
  );
}

interface LineProps {
  name: "train" | "test";
  steps: readonly number[];
  values: readonly number[];
  x: Scale;
  y: Scale;
  below?: boolean;
}

/** Train thin and solid, test heavier and dashed, both named at their ends. */
function Line({ name, steps, values, x, y, below }: LineProps) {
  const points = steps.flatMap((step, k) => {
    const value = values[k] ?? 0;
    return value > 0 ? [`${x(step).toFixed(1)} ${y(value).toFixed(1)}`] : [];
  });
  const [left, top] = (points.at(-1) ?? "0 0").split(" ").map(Number);
  return (
    <>
      <path
        d={`M${points.join("L")}`}
        fill="none"
        stroke={`var(--c-${name})`}
        strokeWidth={name === "train" ? 1.4 : 2}
        strokeDasharray={name === "test" ? "5 3" : undefined}
      />
      <text className="axis" x={(left ?? 0) + 5} y={(top ?? 0) + (below ? 11 : -2)} fill={`var(--c-${name})`}>
        {t(name === "train" ? "inspector:lossTrain" : "inspector:lossTest")}
      </text>
    </>
  );
}
