/** Row by row: predicted against actual, and what is left over against each input. */
import type { FitAnswer, FitErrors, FitTarget } from "../../protocol/messages";
import { error } from "../../store/format";
import { t } from "../../words";
import { Dots } from "../charts/Dots";
import { type Axis, Plot } from "../charts/Plot";
import { extent, padded, paddedLog } from "../charts/scale";

export type Names = (column: string, log?: boolean) => string;

interface Props {
  answer: FitAnswer;
  target: FitTarget;
  errors: FitErrors;
  /** "network" or "formula", in words. */
  who: string;
  nameOf: Names;
}

const numbers = (values: readonly (number | null)[]) => values.filter((value) => value !== null);

export function axisOver(values: readonly (number | null)[], log: boolean, name: string): Axis {
  const known = numbers(values).filter((value) => !log || value > 0);
  return { domain: (log ? paddedLog : padded)(extent(known), 0.04), log, name };
}

export function Predicted({ answer, target, errors, who, nameOf }: Props) {
  const name = nameOf(target.target);
  const both = axisOver([...target.actual, ...errors.predicted], target.log, name);
  const label = t("fit:predictedSaid", { who, name, rmse: error(errors.test_rmse) });
  return (
    <figure className="fit-figure">
      <figcaption>{t("fit:predictedTitle")}</figcaption>
      <Plot
        x={{ ...both, name: t("fit:actual", { name }) }}
        y={{ ...both, name: t("fit:predicted", { name }) }}
        height={300}
        label={label}
      >
        {(x, y) => (
          <>
            <line
              x1={x(both.domain[0])}
              y1={y(both.domain[0])}
              x2={x(both.domain[1])}
              y2={y(both.domain[1])}
              stroke="var(--c-line-strong)"
            />
            <Dots x={target.actual} y={errors.predicted} test={answer.test} across={x} up={y} />
          </>
        )}
      </Plot>
    </figure>
  );
}

/** One plot an input, all with the same scale upwards: what leans or bends is not learnt yet. */
export function Residuals({ answer, target, errors, who, nameOf }: Props) {
  const most = Math.max(...numbers(errors.residual).map(Math.abs), 1e-12);
  const unit = target.log ? `ln ${target.target}` : nameOf(target.target);
  return answer.inputs.map((input) => (
    <figure className="fit-figure" key={input.name}>
      <figcaption>
        {t("fit:residualTitle")} <span className="math">{input.name}</span>
      </figcaption>
      <Plot
        x={axisOver(input.values, input.log, nameOf(input.name))}
        y={{ domain: padded([-most, most], 0.06), name: t("fit:residual", { name: unit }) }}
        height={220}
        label={t("fit:residualSaid", { who, name: nameOf(input.name), most: error(most) })}
      >
        {(x, y) => <Dots x={input.values} y={errors.residual} test={answer.test} across={x} up={y} />}
      </Plot>
    </figure>
  ));
}
