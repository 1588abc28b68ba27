/** The handles of a sketch; each can be moved, removed and doubled with keys alone. */
import type { KeyboardEvent } from "react";
import { axis } from "../../../store/format";
import { type Handle, moved, removed, split } from "../../../store/sketch";
import { t } from "../../../words";
import type { Scale } from "../../charts/scale";

interface Props {
  handles: readonly Handle[];
  x: Scale;
  y: Scale;
  change: (handles: Handle[]) => void;
}

/** A press of an arrow key moves a handle by these shares of the axes; with Shift by a fifth of them. */
const [ACROSS, UP, FINE] = [0.02, 0.04, 0.2];

export function Handles({ handles, x, y, change }: Props) {
  return handles.map((handle, k) => (
    <g
      // biome-ignore lint/suspicious/noArrayIndexKey: a handle is its place in the order; focus stays with it
      key={k}
      className="sketch-handle"
      role="slider"
      tabIndex={0}
      aria-label={t("draw:point", { k: k + 1, n: handles.length })}
      aria-valuemin={y.domain[0]}
      aria-valuemax={y.domain[1]}
      aria-valuenow={handle.y}
      aria-valuetext={t("draw:pointAt", { x: axis(handle.x), y: axis(handle.y) })}
      onKeyDown={(event) => {
        const next = keyed(event, handles, k, x, y);
        if (!next) return;
        event.preventDefault();
        event.stopPropagation();
        change(next);
      }}
    >
      <circle cx={x(handle.x)} cy={y(handle.y)} r={12} fill="transparent" />
      <circle cx={x(handle.x)} cy={y(handle.y)} r={5} className="sketch-dot" />
    </g>
  ));
}

function keyed(
  event: KeyboardEvent,
  handles: readonly Handle[],
  k: number,
  x: Scale,
  y: Scale,
): Handle[] | null {
  const handle = handles[k];
  if (!handle || event.ctrlKey || event.metaKey || event.altKey) return null;
  const step = event.shiftKey ? FINE : 1;
  const [across, up] = [spanOf(x) * ACROSS * step, spanOf(y) * UP * step];
  switch (event.key) {
    case "ArrowUp":
      return moved(handles, k, { x: handle.x, y: handle.y + up });
    case "ArrowDown":
      return moved(handles, k, { x: handle.x, y: handle.y - up });
    case "ArrowLeft":
      return moved(handles, k, { x: handle.x - across, y: handle.y });
    case "ArrowRight":
      return moved(handles, k, { x: handle.x + across, y: handle.y });
    case "Delete":
    case "Backspace":
      return removed(handles, k);
    case "+":
    case "Insert":
      return split(handles, k);
    default:
      return null;
  }
}

const spanOf = ({ domain }: Scale) => domain[1] - domain[0];
