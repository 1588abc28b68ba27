/** Loss against step on a log scale: train thin and solid, test heavier and dashed, both named at their ends. */
import { useEffect, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { watchTheme } from "../../canvas/palette";
import { count, power } from "../../store/format";
import type { LossHistory, Telemetry } from "../../store/telemetry";
import { t } from "../../words";
import { marks } from "./marks";

const HEIGHT = 132;
const LABELS = 42;

const token = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--c-${name}`).trim();
const font = () => `11px ${getComputedStyle(document.body).fontFamily}`;

export function LossPlot({ telemetry }: { telemetry: Telemetry }) {
  const host = useRef<HTMLDivElement>(null);
  const [empty, setEmpty] = useState(telemetry.loss.steps.length === 0);
  useEffect(() => telemetry.listen(() => setEmpty(telemetry.loss.steps.length === 0)), [telemetry]);
  useEffect(() => (host.current && !empty ? follow(host.current, telemetry) : undefined), [telemetry, empty]);
  return (
    <>
      {empty && <p className="loss-empty dim small">{t("inspector:lossEmpty")}</p>}
      <div
        ref={host}
        className={empty ? "loss empty" : "loss"}
        role="img"
        aria-label={t("inspector:lossSaid")}
      />
    </>
  );
}

/** Draws at most once a frame, and only when something came. */
function follow(host: HTMLElement, telemetry: Telemetry): () => void {
  const plot = new uPlot(options(host.clientWidth), dataOf(telemetry.loss), host);
  let frame = 0;
  const draw = () => {
    frame = 0;
    plot.setData(dataOf(telemetry.loss));
  };
  const due = () => {
    frame ||= requestAnimationFrame(draw);
  };
  const resize = new ResizeObserver(() => plot.setSize({ width: host.clientWidth, height: HEIGHT }));
  resize.observe(host);
  const leaveTheme = watchTheme(() => plot.redraw(false));
  const leave = telemetry.listen(due);
  return () => {
    cancelAnimationFrame(frame);
    leave();
    leaveTheme();
    resize.disconnect();
    plot.destroy();
  };
}

const above = (value: number) => (value > 0 ? value : null);

function dataOf(loss: LossHistory): uPlot.AlignedData {
  return [loss.steps, loss.train.map(above), loss.test.map(above)];
}

function options(width: number): uPlot.Options {
  const grid = { stroke: () => token("line"), width: 1 };
  const quiet = { stroke: () => token("text-3"), font: font(), ticks: { show: false }, gap: 4 };
  return {
    width,
    height: HEIGHT,
    padding: [8, LABELS, 0, 0],
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: false }, y: { distr: 3, range: logRange } },
    axes: [
      {
        ...quiet,
        size: 20,
        grid: { show: false },
        values: (_, values) => values.map((value) => count(value)),
        space: 60,
      },
      {
        ...quiet,
        size: 46,
        grid,
        splits: (_: uPlot, __: number, lo: number, hi: number) => marks(lo, hi),
        filter: (_: uPlot, splits: number[]) => splits,
        values: (_, values) => values.map((value: number | null) => (value === null ? "" : power(value))),
      },
    ],
    series: [
      {},
      { stroke: () => token("train"), width: 1.4, points: { show: false } },
      { stroke: () => token("test"), width: 2, dash: [5, 3], points: { show: false } },
    ],
    hooks: { draw: [nameEnds] },
  };
}

function logRange(_: uPlot, lo: number | null, hi: number | null): [number, number] {
  if (lo == null || hi == null || !(lo > 0)) return [0.001, 1];
  return [lo / 1.5, Math.max(hi * 1.4, lo * 4)];
}

function nameEnds(plot: uPlot): void {
  const ends = [
    { name: t("inspector:lossTrain"), colour: token("train"), at: endOf(plot, 1) },
    { name: t("inspector:lossTest"), colour: token("test"), at: endOf(plot, 2) },
  ];
  const apart = 13 * devicePixelRatio;
  const [train, test] = [ends[0]?.at, ends[1]?.at];
  let shift = 0;
  if (train && test && Math.abs(train.y - test.y) < apart) shift = (apart - Math.abs(train.y - test.y)) / 2;
  const below = train && test ? Math.sign(train.y - test.y) || 1 : 1;
  const context = plot.ctx;
  context.save();
  context.font = `${11 * devicePixelRatio}px ${getComputedStyle(document.body).fontFamily}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  ends.forEach(({ name, colour, at }, k) => {
    if (!at) return;
    context.fillStyle = colour;
    context.beginPath();
    context.arc(at.x, at.y, 2.5 * devicePixelRatio, 0, 7);
    context.fill();
    context.fillText(name, at.x + 7 * devicePixelRatio, at.y + (k === 0 ? below : -below) * shift);
  });
  context.restore();
}

function endOf(plot: uPlot, series: number): { x: number; y: number } | null {
  const [steps, values] = [plot.data[0], plot.data[series] ?? []];
  for (let k = values.length - 1; k >= 0; k--) {
    const value = values[k];
    if (value != null)
      return { x: plot.valToPos(steps[k] ?? 0, "x", true), y: plot.valToPos(value, "y", true) };
  }
  return null;
}
