import type { HistoryLine } from "../../store/history";

const MAIN = 13;
const BRANCH = 26;
const AT = 14;
const line = { stroke: "var(--c-line-strong)", strokeWidth: 1.5, fill: "none" };

/** The drawn part of one row of the history: what passes, what arrives, and its own mark. */
export function Rail({ line: row }: { line: HistoryLine }) {
  const x = row.lane === 0 ? MAIN : BRANCH;
  const turns = row.lane === 1 && row.from === 0;
  return (
    <svg className="rail" aria-hidden="true">
      {row.mainAbove && <path d={`M${MAIN} 0V${AT}`} {...line} />}
      {row.mainBelow && <path d={`M${MAIN} ${AT}V400`} {...line} />}
      {turns && <path d={`M${MAIN} 0c0 10 13 4 13 14`} {...line} />}
      {row.lane === 1 && row.from === 1 && <path d={`M${BRANCH} 0V${AT}`} {...line} />}
      {row.lane === 1 && row.branchBelow && <path d={`M${BRANCH} ${AT}V400`} {...line} />}
      <Mark x={x} standing={row.standing} />
    </svg>
  );
}

function Mark({ x, standing }: { x: number; standing: HistoryLine["standing"] }) {
  if (standing === "now") return <circle cx={x} cy={AT} r="5" fill="var(--c-accent)" />;
  if (standing !== "undone") return <circle cx={x} cy={AT} r="3.8" fill="var(--c-text-3)" />;
  return (
    <circle
      cx={x}
      cy={AT}
      r="4"
      fill="var(--c-panel)"
      stroke="var(--c-field-line)"
      strokeWidth="1.5"
      strokeDasharray="2 1.5"
    />
  );
}

/** The mark of a run that is out. */
export function RunRail() {
  return (
    <svg className="rail" aria-hidden="true">
      <path d={`M${MAIN} 0V${AT}`} {...line} />
      <circle cx={MAIN} cy={AT} r="4.5" fill="var(--c-pulse)" />
    </svg>
  );
}
