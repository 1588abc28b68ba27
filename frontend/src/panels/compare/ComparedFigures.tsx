import { count, error } from "../../store/format";
import { type Change, changeOf, type FigureKind, living, sameMeasure } from "../../store/sideBySide";
import { unitOfErrors } from "../../store/view";
import { t } from "../../words";
import { Letter } from "./Letter";
import type { Fits } from "./useFits";
import type { Both } from "./useSides";

interface Figure {
  name: string;
  a: number | null;
  b: number | null;
  kind: FigureKind;
}

/** Errors, complexity and curves of both, with how much better B is. */
export function ComparedFigures({ both, fits }: { both: Both; fits: Fits }) {
  const { a, b, comparison } = both;
  const same = sameMeasure(comparison.a, comparison.b);
  const units = [unitOfErrors(a.records), unitOfErrors(b.records)];
  const beyond = [beyondOf(fits.a), beyondOf(fits.b)] as const;
  const figures: Figure[] = [
    ...[errors(t("compare:test"), a.version.test_rmse, b.version.test_rmse)],
    ...[errors(t("compare:train"), a.version.train_rmse, b.version.train_rmse)],
    ...eachTarget(fits),
    ...(beyond[0] === null && beyond[1] === null ? [] : [errors(t("compare:beyond"), ...beyond)]),
    { name: t("compare:complexity"), a: a.version.complexity, b: b.version.complexity, kind: "count" },
    { name: t("compare:curves"), a: living(comparison.a), b: living(comparison.b), kind: "count" },
  ];
  return (
    <>
      <table className="rows still compare-figures" aria-label={t("compare:figures")}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t("compare:figure")}</span>
            </th>
            {(["a", "b"] as const).map((side, k) => (
              <th key={side} scope="col" className="number">
                <Letter side={side} />
                {units[k] && <span className="dim small"> {units[k]}</span>}
              </th>
            ))}
            <th scope="col" className="number">
              <span className="visually-hidden">{t("compare:difference")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <Row key={figure.name} figure={figure} same={same} />
          ))}
        </tbody>
      </table>
      {!same && <p className="small mid">{t("compare:otherMeasure")}</p>}
    </>
  );
}

const errors = (name: string, a: number | null, b: number | null): Figure => ({ name, a, b, kind: "error" });

/** Of several targets each in its own unit: their common error counts deviations. */
function eachTarget({ a, b }: Fits): Figure[] {
  const targets = a?.targets ?? b?.targets ?? [];
  if (targets.length < 2) return [];
  return targets.map(({ target }) => {
    const of = (fit: Fits["a"]) =>
      fit?.targets.find((one) => one.target === target)?.network.test_rmse ?? null;
    return errors(t("compare:testOf", { target }), of(a), of(b));
  });
}

const beyondOf = (fit: Fits["a"]) =>
  fit?.targets.length === 1 ? (fit.targets[0]?.beyond_rmse ?? null) : null;

function Row({ figure: { name, a, b, kind }, same }: { figure: Figure; same: boolean }) {
  const said = (value: number | null) =>
    kind === "error" ? error(value) : value === null ? "–" : count(value);
  const change = kind === "error" && !same ? null : changeOf(a, b, kind);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number">{said(a)}</td>
      <td className="number">{said(b)}</td>
      <td className="number">{change && <Changes change={change} />}</td>
    </tr>
  );
}

function Changes({ change: { text, better } }: { change: Change }) {
  if (better === null) return <span className="dim">{text}</span>;
  return (
    <span className={better ? "better" : "worse"}>
      {text}
      <span className="visually-hidden"> {t(better ? "compare:better" : "compare:worse")}</span>
    </span>
  );
}
