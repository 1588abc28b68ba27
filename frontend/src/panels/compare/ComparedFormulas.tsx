/** Both formulas below their networks; what is not the same in the other one is marked. */
import { SIDES } from "../../store/comparing";
import { t } from "../../words";
import { nameTex, spaced } from "../parts/nameTex";
import { LinkedFormula, useFormulaKeys } from "../study/LinkedFormula";
import { useFitted } from "../study/useFitted";
import { Letter } from "./Letter";
import type { Both, ComparedVersion } from "./useSides";

export function ComparedFormulas({ both }: { both: Both }) {
  return (
    <section className="formula compare-formulas" aria-label={t("formula:title")}>
      {SIDES.map((side) => (
        <Half key={side} side={side} version={both[side]} differs={both.differs} />
      ))}
    </section>
  );
}

interface HalfProps {
  side: "a" | "b";
  version: ComparedVersion;
  differs: ReadonlySet<string>;
}

function Half({ side, version, differs }: HalfProps) {
  const outputs = version.formula?.outputs ?? [];
  const keys = useFormulaKeys();
  return (
    <div className="compare-formula">
      <Letter side={side} />
      <span className="visually-hidden" aria-live="polite">
        {keys.said}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: no field set, but the parts of a formula */}
      <div
        role="group"
        className={`formula-text${outputs.length > 1 ? " many" : ""}`}
        aria-label={t("compare:formulaOf", { side: side.toUpperCase() })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk through its parts
        tabIndex={0}
        onKeyDown={keys.press}
        onBlur={keys.leave}
      >
        {outputs.map(({ target, linked, sympy }) => (
          <Line key={target} target={target} linked={linked} sympy={sympy} of={version} differs={differs} />
        ))}
        {outputs.length === 0 && <p className="formula-said">{version.wrong ?? t("compare:formulaWaits")}</p>}
      </div>
    </div>
  );
}

interface LineProps {
  target: string;
  linked: string;
  sympy: string;
  of: ComparedVersion;
  differs: ReadonlySet<string>;
}

function Line({ target, linked, sympy, of, differs }: LineProps) {
  const line = useFitted(linked);
  return (
    <div className="formula-line" ref={line}>
      <LinkedFormula
        head={`${nameTex(target)} = `}
        latex={spaced(linked)}
        label={`${target} = ${sympy}`}
        records={of.records}
        differs={differs}
      />
    </div>
  );
}
