/** How honest the formula is: what it and its network miss on each part of the rows, the sealed ones when asked. */
import { Popover } from "@mantine/core";
import { Scale } from "lucide-react";
import { readSealed } from "../../actions";
import type { OutputFormula, VerdictPart } from "../../protocol/messages";
import { studyOf } from "../../store/document";
import { count, error, rSquared } from "../../store/format";
import { Button } from "../parts/Button";
import { useAction, useEdgeNames, useRecords } from "./context";

export function VerdictPopover({ outputs }: { outputs: readonly OutputFormula[] }) {
  return (
    <Popover position="top-end" offset={10} trapFocus classNames={{ dropdown: "floating" }}>
      <Popover.Target>
        <Button icon={Scale}>Verdict</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="stack verdict-card">
          {outputs.map((output) => (
            <One key={output.target} output={output} />
          ))}
          <Sealed />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

const PARTS: Record<VerdictPart["part"], string> = {
  train: "Training rows",
  test: "Test rows",
  sealed: "Sealed rows",
  beyond: "Beyond the rows trained on",
};

function One({ output }: { output: OutputFormula }) {
  const { sentence, parts, worst_edge: worst } = output.verdict;
  const name = useEdgeNames();
  return (
    <section aria-label={`Verdict on ${output.target}`}>
      <p>{sentence}</p>
      <table className="rows still" aria-label={`Errors of ${output.target}`}>
        <thead>
          <tr>
            <th scope="col">RMSE on</th>
            <th scope="col" className="number">
              Rows
            </th>
            <th scope="col" className="number">
              Formula
            </th>
            <th scope="col" className="number">
              Network
            </th>
            <th scope="col" className="number">
              R²
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.part}>
              <th scope="row">{PARTS[part.part]}</th>
              <td className="number">{count(part.rows)}</td>
              <td className="number">{error(part.formula_rmse)}</td>
              <td className="number">{error(part.network_rmse)}</td>
              <td className="number">{rSquared(part.formula_r2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {worst && <p className="dim small">The name that costs most: {name(worst)}</p>}
    </section>
  );
}

/** Rows that nothing has looked at tell most the first time; so each look is counted, and said. */
function Sealed() {
  const { disabled, run } = useAction(readSealed);
  const readings = studyOf(useRecords())?.sealed_readings ?? 0;
  const said =
    readings === 0
      ? "Sealed rows have chosen nothing yet; their first reading tells most."
      : `The sealed rows have been read ${readings === 1 ? "once" : `${readings} times`}; each further reading tells less.`;
  return (
    <div className="verdict-foot">
      <span className="dim small">{said}</span>
      <Button look="compact" disabled={disabled} onClick={() => run()}>
        Read the sealed rows
      </Button>
    </div>
  );
}
