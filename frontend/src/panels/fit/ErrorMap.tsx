/** Where the error lies: cells over one or two inputs, orange where it is too low, blue where too high. */
import { useElementSize } from "@mantine/hooks";
import type { FitRegions } from "../../protocol/messages";
import { counted, error, power, axis as written } from "../../store/format";
import { t } from "../../words";
import { SavePlot } from "../charts/SavePlot";
import type { Names } from "./Met";

interface Props {
  regions: FitRegions;
  shown: "network" | "formula";
  /** All inputs that may be chosen. */
  inputs: readonly string[];
  choose: (across: string, down: string | undefined) => void;
  nameOf: Names;
}

const [LEFT, FOOT, HEIGHT] = [52, 20, 260];

export function ErrorMap(props: Props) {
  const { regions, shown, nameOf } = props;
  const cells = regions[shown] ?? regions.network;
  const most = Math.max(...cells.mean.flat().map((value) => Math.abs(value ?? 0)), 1e-12);
  const worst = worstCell(regions, cells.rmse);
  const [some = "", last] = regions.axes.map((axis) => nameOf(axis.name));
  const names = last === undefined ? some : t("fit:and", { some, last });
  const rows = t(regions.rows === "test" ? "fit:testRows" : "parts:rows", counted(regions.counted));
  const who = t(shown === "formula" ? "fit:byFormula" : "fit:byNetwork");
  return (
    <figure className="fit-figure">
      <figcaption>
        {t("fit:regionTitle")} <span className="dim">{rows}</span>
      </figcaption>
      <Inputs {...props} />
      <SavePlot label={t("fit:regionSaid", { who, names })}>
        <Cells regions={regions} mean={cells.mean} most={most} label={t("fit:regionSaid", { who, names })} />
      </SavePlot>
      <Scale most={most} />
      {worst && <p className="small mid">{worst}</p>}
    </figure>
  );
}

function Inputs({ regions, inputs, choose }: Props) {
  const [across = "", down] = regions.axes.map((axis) => axis.name);
  if (inputs.length < 2) return null;
  return (
    <div className="fit-choices">
      <Choice
        name={t("fit:across")}
        value={across}
        of={inputs}
        pick={(name) => choose(name, name === down ? across : down)}
      />
      <Choice
        name={t("fit:upward")}
        value={down ?? ""}
        of={inputs}
        pick={(name) => choose(name === across ? (down ?? across) : across, name)}
      />
    </div>
  );
}

interface ChoiceProps {
  name: string;
  value: string;
  of: readonly string[];
  pick: (name: string) => void;
}

function Choice({ name, value, of, pick }: ChoiceProps) {
  return (
    <label className="small mid">
      {name}{" "}
      <select aria-label={name} value={value} onChange={(event) => pick(event.target.value)}>
        {of.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
  );
}

/** One of nine steps of the diverging scale; none for a cell without rows. */
export function tone(value: number | null | undefined, most: number): string {
  if (value == null) return "none";
  const step = Math.round((Math.abs(value) / most) * 4);
  return step === 0 ? "var(--c-zero)" : `var(--c-${value < 0 ? "neg" : "pos"}-${step})`;
}

interface CellsProps {
  regions: FitRegions;
  mean: FitRegions["network"]["mean"];
  most: number;
  label: string;
}

function Cells({ regions, mean, most, label }: CellsProps) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [rows, columns] = [mean.length, mean[0]?.length ?? 1];
  const height = rows > 1 ? HEIGHT : 64;
  const [w, h] = [Math.max(0, width - LEFT - 10) / columns, (height - FOOT) / rows];
  return (
    <div ref={ref} style={{ minHeight: height }}>
      <svg className="chart" width={width} height={height} role="img" aria-label={label}>
        {mean.flatMap((row, down) =>
          row.map((value, across) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
              key={`${down} ${across}`}
              x={LEFT + across * w + 0.5}
              y={(rows - 1 - down) * h + 0.5}
              width={Math.max(0, w - 1)}
              height={Math.max(0, h - 1)}
              fill={tone(value, most)}
              stroke={value == null ? "var(--c-line)" : "none"}
              strokeDasharray="2 2"
            />
          )),
        )}
        <Ends regions={regions} width={width} height={height} />
      </svg>
    </div>
  );
}

function Ends({ regions, width, height }: { regions: FitRegions; width: number; height: number }) {
  const [across, up] = regions.axes.map((axis) => {
    const [lo, hi] = [axis.edges[0] ?? 0, axis.edges.at(-1) ?? 0];
    const said = (value: number) => (axis.log ? power(value) : written(value, (hi - lo) / 10));
    return { lo: said(lo), hi: said(hi), name: axis.name };
  });
  const foot = height - 5;
  return (
    <>
      <text className="axis" x={LEFT} y={foot}>
        {across?.lo}
      </text>
      <text className="axis" x={(LEFT + width) / 2} y={foot} textAnchor="middle">
        {across?.name}
      </text>
      <text className="axis" x={width - 10} y={foot} textAnchor="end">
        {across?.hi}
      </text>
      {up && (
        <>
          <text className="axis" x={LEFT - 6} y={height - FOOT - 2} textAnchor="end">
            {up.lo}
          </text>
          <text className="axis" x={LEFT - 6} y={(height - FOOT) / 2} textAnchor="end">
            {up.name}
          </text>
          <text className="axis" x={LEFT - 6} y={11} textAnchor="end">
            {up.hi}
          </text>
        </>
      )}
    </>
  );
}

const STEPS = ["neg-4", "neg-3", "neg-2", "neg-1", "zero", "pos-1", "pos-2", "pos-3", "pos-4"];

export function Scale({ most }: { most: number }) {
  return (
    <div className="fit-scale" aria-hidden="true">
      <span>{t("fit:tooLow", { value: error(-most) })}</span>
      <i
        style={{
          background: `linear-gradient(90deg, ${STEPS.map((step) => `var(--c-${step})`).join(", ")})`,
        }}
      />
      <span>{t("fit:tooHigh", { value: error(most) })}</span>
    </div>
  );
}

/** The cell that misses most, in words. */
function worstCell(regions: FitRegions, rmse: FitRegions["network"]["rmse"]): string | null {
  let [worst, at] = [-1, [0, 0] as [number, number]];
  rmse.forEach((row, down) => {
    row.forEach((value, across) => {
      if (value !== null && value > worst) [worst, at] = [value, [across, down]];
    });
  });
  if (worst < 0) return null;
  const where = regions.axes.map((axis, side) => {
    const place = at[side] ?? 0;
    const ends = [axis.edges[place] ?? 0, axis.edges[place + 1] ?? 0];
    const step = ((axis.edges.at(-1) ?? 0) - (axis.edges[0] ?? 0)) / 10;
    const [lo, hi] = ends.map((end) => written(end, axis.log ? 0 : step));
    return t("fit:between", { name: axis.name, lo, hi });
  });
  const rows = regions.counts[at[1]]?.[at[0]] ?? 0;
  return t("fit:worst", {
    where: where.join(t("parts:comma")),
    rmse: error(worst),
    rows: t("parts:rows", counted(rows)),
  });
}
