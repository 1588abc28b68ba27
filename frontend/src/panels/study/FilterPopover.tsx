/** Weak edges are set back, not hidden: the histogram shows what the border leaves on either side. */
import { Popover } from "@mantine/core";
import { ListFilter } from "lucide-react";
import { useStore } from "zustand";
import type { EdgeView, NetworkView } from "../../canvas/view";
import { count, strength } from "../../store/format";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { useStudy } from "./context";

const BINS = 40;
const [WIDTH, HEIGHT] = [232, 56];

export function FilterPopover({ view }: { view: NetworkView }) {
  const { sight } = useStudy();
  const floor = useStore(sight, (state) => state.floor);
  const living = view.edges.filter((edge) => edge.status !== "cut");
  const shown = living.filter((edge) => edge.strength >= floor).length;
  return (
    <Popover position="bottom-start" offset={8} trapFocus classNames={{ dropdown: "floating" }}>
      <Popover.Target>
        <Button icon={ListFilter} look={floor > 0 ? "quiet compact on" : "quiet compact"}>
          <span className="visually-hidden">{t("canvas:filter")} </span>
          {floor > 0 ? t("canvas:atLeast", { value: strength(floor) }) : t("canvas:allEdges")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="strength-filter">
          <Histogram edges={living} floor={floor} />
          <input
            type="range"
            min={0}
            max={1}
            step={0.01}
            value={floor}
            aria-label={t("canvas:hideWeaker")}
            onChange={(event) => sight.setState({ floor: Number(event.target.value) })}
          />
          <p className="mid small" aria-live="polite">
            {t("canvas:shownOf", { shown: count(shown), back: count(living.length - shown) })}
          </p>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** How many edges have each strength; heights by square root, since most edges are weak. */
function Histogram({ edges, floor }: { edges: readonly EdgeView[]; floor: number }) {
  const bins = new Array<number>(BINS).fill(0);
  for (const edge of edges) {
    const bin = Math.min(BINS - 1, Math.floor(edge.strength * BINS));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const most = Math.sqrt(Math.max(1, ...bins));
  const step = WIDTH / BINS;
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" className="strengths">
      {bins.map((number, bin) => {
        const h = number === 0 ? 0 : Math.max(1.5, (HEIGHT * Math.sqrt(number)) / most);
        const back = (bin + 1) / BINS <= floor;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its index
            key={bin}
            x={bin * step}
            y={HEIGHT - h}
            width={step - 1}
            height={h}
            className={back ? "back" : undefined}
          />
        );
      })}
    </svg>
  );
}
