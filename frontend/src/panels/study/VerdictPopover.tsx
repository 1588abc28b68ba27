/** The whole formula, and how honest it is: what it and its network miss on each part of the rows, the sealed ones when asked. */
import { Popover } from "@mantine/core";
import { Scale } from "lucide-react";
import { readSealed } from "../../actions";
import type { OutputFormula } from "../../protocol/messages";
import { studyOf } from "../../store/document";
import { count, error, rSquared } from "../../store/format";
import { said } from "../../store/said";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { Formula } from "../parts/Formula";
import { nameTex, spaced } from "../parts/nameTex";
import { useAction, useEdgeNames, useRecords } from "./context";
import { useFitted } from "./useFitted";

export function VerdictPopover({ outputs }: { outputs: readonly OutputFormula[] }) {
  return (
    <Popover position="top-end" offset={10} trapFocus classNames={{ dropdown: "floating" }}>
      <Popover.Target>
        <Button icon={Scale} data-act="verdict">
          {t("verdict:title")}
        </Button>
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

function One({ output }: { output: OutputFormula }) {
  const { sentence, said: clauses, parts, worst_edge: worst } = output.verdict;
  const name = useEdgeNames();
  const line = useFitted(output.latex);
  return (
    <section aria-label={t("verdict:on", { target: output.target })}>
      {/* biome-ignore lint/a11y/useSemanticElements: no field set, but a formula that may be wider than its card */}
      <div
        role="group"
        className="verdict-formula"
        aria-label={t("formula:title")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by the arrows
        tabIndex={0}
      >
        <div className="formula-line" ref={line}>
          <Formula
            latex={`${nameTex(output.target)} = ${spaced(output.latex)}`}
            label={`${output.target} = ${output.sympy}`}
          />
        </div>
      </div>
      <p>{said(sentence, clauses)}</p>
      <table className="rows still" aria-label={t("verdict:errorsOf", { target: output.target })}>
        <thead>
          <tr>
            <th scope="col">{t("verdict:rmseOn")}</th>
            <th scope="col" className="number">
              {t("verdict:rows")}
            </th>
            <th scope="col" className="number">
              {t("verdict:formula")}
            </th>
            <th scope="col" className="number">
              {t("verdict:network")}
            </th>
            <th scope="col" className="number">
              R²
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.part}>
              <th scope="row">{t(`verdict:part_${part.part}`)}</th>
              <td className="number">{count(part.rows)}</td>
              <td className="number">{error(part.formula_rmse)}</td>
              <td className="number">{error(part.network_rmse)}</td>
              <td className="number">{rSquared(part.formula_r2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {worst && <p className="dim small">{t("verdict:worst", { edge: name(worst) })}</p>}
    </section>
  );
}

/** Rows that nothing has looked at tell most the first time; so each look is counted, and said. */
function Sealed() {
  const { offered, disabled, run } = useAction(readSealed);
  const readings = studyOf(useRecords())?.sealed_readings ?? 0;
  const once = readings === 1 ? t("verdict:sealedOnce") : t("verdict:sealedTimes", { n: readings });
  const said = readings === 0 ? t("verdict:sealedFirst") : once;
  return (
    <div className="verdict-foot">
      <span className="dim small">{said}</span>
      {offered && (
        <Button look="compact" disabled={disabled} onClick={() => run()}>
          {t("verdict:readSealed")}
        </Button>
      )}
    </div>
  );
}
