/** A formula whose parts and the network's edges point at each other. */
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import type { Records } from "../../protocol/messages";
import { withName } from "../../store/linkedLatex";
import { Formula } from "../parts/Formula";
import { useEdgeNames, useRecords, useStudy } from "./context";

interface Props {
  /** "y = " as LaTeX. */
  head: string;
  /** LaTeX with the marks of its edges. */
  latex: string;
  label: string;
  /** The study at the version the formula is of, where that is not the present one. */
  records?: Records;
  /** Edges that are not the same in the version beside this one. */
  differs?: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

export function LinkedFormula({ head, latex, label, records, differs = NONE }: Props) {
  const { selection } = useStudy();
  const preview = useStore(selection, (state) => state.preview);
  const tried = useMemo(() => preview && withName(latex, preview.edge, preview.name), [latex, preview]);
  const shown = head + (tried ?? latex);
  const math = useRef<HTMLSpanElement>(null);
  const present = useRecords();
  useMarks(math, shown, records ?? present, differs);
  const point = (event: PointerEvent) => light(partAt(event.target));
  const light = (part: HTMLElement | null) => selection.setState({ lit: edgesOf(part) });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the region do the same
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter does the same
    <span
      onPointerOver={point}
      onPointerLeave={() => light(null)}
      onClick={(event) => open(selection, edgesOf(partAt(event.target)))}
    >
      <Formula ref={math} latex={shown} label={label} />
    </span>
  );
}

const PART = "[data-edge]";
const partAt = (target: EventTarget) =>
  target instanceof Element ? target.closest<HTMLElement>(PART) : null;
const edgesOf = (part: HTMLElement | null) => part?.dataset.edge?.split(" ") ?? [];

/** Where a part stands for several edges, the earliest one is meant. */
function open(selection: ReturnType<typeof useStudy>["selection"], edges: readonly string[]): void {
  const [edge] = edges.toSorted();
  if (edge) selection.setState({ edge, preview: null });
}

/** Each part wears its edge's state, and whether that edge is pointed at or selected. */
function useMarks(
  math: React.RefObject<HTMLSpanElement | null>,
  shown: string,
  records: Records,
  differs: ReadonlySet<string>,
): void {
  const { selection } = useStudy();
  const { edge, hovered, lit } = useStore(selection);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another formula has other parts
  useEffect(() => {
    for (const part of math.current?.querySelectorAll<HTMLElement>(PART) ?? []) {
      const edges = edgesOf(part);
      const named = edges.every((id) => {
        const record = records[id];
        return record?.kind === "edge" && record.status === "symbolic";
      });
      part.classList.toggle("named", named);
      part.classList.toggle("leaf", !part.querySelector(PART));
      part.classList.toggle(
        "pointed",
        edges.some((id) => id === hovered || lit.includes(id)),
      );
      part.classList.toggle(
        "differs",
        edges.some((id) => differs.has(id)),
      );
      part.classList.toggle("selected", edge !== null && edges.includes(edge));
    }
  }, [math, shown, records, differs, edge, hovered, lit]);
}

/** Left and right walk through the parts of the formula, Enter opens the edge of one. */
export function useFormulaKeys() {
  const { selection } = useStudy();
  const name = useEdgeNames();
  const [at, setAt] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const go = (region: HTMLElement, step: number) => {
    const parts = [...region.querySelectorAll<HTMLElement>(PART)];
    if (parts.length === 0) return;
    const next = at === null ? (step > 0 ? 0 : parts.length - 1) : (at + step + parts.length) % parts.length;
    const part = parts[next] ?? null;
    part?.scrollIntoView({ block: "nearest", inline: "nearest" });
    setAt(next);
    setSaid(edgesOf(part).map(name).join(", "));
    selection.setState({ lit: edgesOf(part) });
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "ArrowRight") go(event.currentTarget, 1);
    else if (event.key === "ArrowLeft") go(event.currentTarget, -1);
    else if (event.key === "Enter" && at !== null) open(selection, selection.getState().lit);
    else return;
    event.preventDefault();
  };
  const leave = () => {
    setAt(null);
    setSaid("");
    selection.setState({ lit: [] });
  };
  return { press, leave, said };
}
