/** The numbers of named edges: how surely the rows know them, and simple ones at their price. */
import { Magnet } from "lucide-react";
import { snap } from "../../actions";
import type { ConstantAnswer, EdgeRecord, SimpleNumber } from "../../protocol/messages";
import { edgesOf } from "../../store/document";
import { exactText, measured, price } from "../../store/exact";
import { constant, significant } from "../../store/format";
import { functionName } from "../../store/names";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { useConstants } from "../queries";
import { useAction, useEdgeNames, useHead, useRecords, useStudy } from "./context";

const LETTERS = ["a", "b", "c", "d"] as const;

function useNumbers() {
  const study = useStudy();
  const named = edgesOf(useRecords()).some((edge) => edge.status === "symbolic");
  return useConstants(study.id, useHead()?.id, named);
}

/** Those of one edge, φ(x) = c·f(a·x + b) + d. */
export function Constants({ edge }: { edge: EdgeRecord }) {
  const answer = useNumbers();
  const { offered, disabled, run } = useAction(snap);
  const known = answer.data?.constants.filter((one) => one.edge === edge.id) ?? [];
  const open = offered && known.some((one) => one.exact === null && one.options.length > 0);
  return (
    <section className="panel">
      <header>
        <h2>
          {t("inspector:constantsOf", { name: functionName(edge.function ?? "") })}{" "}
          <span className="dim small">c·f(a·x + b) + d</span>
        </h2>
        {open && (
          <Button look="compact" disabled={disabled} onClick={() => run({ edge: edge.id })}>
            {t("inspector:snapThese")}
          </Button>
        )}
      </header>
      <table className="rows still constants" aria-label={t("inspector:constantsHere")}>
        <tbody>
          {LETTERS.map((letter) => {
            const one = known.find((each) => each.constant === letter);
            const plain = edge.params?.[letter] ?? 0;
            return one ? (
              <Row key={letter} one={one} error={answer.data?.test_rmse ?? null} />
            ) : (
              <tr key={letter}>
                <th scope="row" className="math">
                  {letter}
                </th>
                <td className="number">{constant(plain)}</td>
                <td className="dim">{answer.isPending ? "…" : t("inspector:saysNothing")}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** Those of the whole formula. */
export function AllConstants() {
  const answer = useNumbers();
  const { offered, disabled, run } = useAction(snap);
  const known = answer.data?.constants ?? [];
  if (known.length === 0) return null;
  const open = known.filter((one) => one.exact === null);
  const exact = known.flatMap((one) => (one.exact === null ? [] : [exactText(one.exact)]));
  return (
    <section className="panel">
      <header>
        <h2>
          {t("inspector:constants")} <span className="dim">{known.length}</span>
        </h2>
        {offered && open.some((one) => one.options.length > 0) && (
          <Button icon={Magnet} look="compact" disabled={disabled} onClick={() => run({ all: true })}>
            {t("inspector:snapAll")}
          </Button>
        )}
      </header>
      <table className="rows still constants" aria-label={t("inspector:constants")}>
        <tbody>
          {open.map((one) => (
            <Row key={`${one.edge}${one.constant}`} one={one} error={answer.data?.test_rmse ?? null} named />
          ))}
        </tbody>
      </table>
      {exact.length > 0 && (
        <p className="dim small exact">
          {t("inspector:exact")} <span className="upright">{exact.join(", ")}</span>
        </p>
      )}
    </section>
  );
}

interface RowProps {
  one: ConstantAnswer;
  /** The test error that prices are shares of. */
  error: number | null;
  named?: boolean;
}

function Row({ one, error, named = false }: RowProps) {
  const { selection } = useStudy();
  const name = useEdgeNames();
  const light = (on: boolean) => selection.setState({ lit: on ? [one.edge] : [] });
  return (
    <tr
      aria-label={t("inspector:letterOf", { letter: one.constant, edge: name(one.edge) })}
      onPointerEnter={() => light(true)}
      onPointerLeave={() => light(false)}
    >
      <th scope="row">
        <span className="math">{one.constant}</span>
        {named && <span className="dim"> {name(one.edge)}</span>}
      </th>
      <td className="number">
        {one.exact === null ? (
          <>
            {measured(one.value, one.standard_error)}
            <span className="dim"> ±{significant(one.standard_error, 1)}</span>
          </>
        ) : (
          <span className="chip symbolic" title={constant(one.value)}>
            {exactText(one.exact)}
          </span>
        )}
      </td>
      <td className="snaps">
        {one.exact === null && one.with_mean !== null && (
          <span className="dim small">{t("law:withMean", { value: constant(one.with_mean) })}</span>
        )}
        {one.exact === null &&
          one.options.map((option) => <Chip key={option.text} one={one} option={option} error={error} />)}
      </td>
    </tr>
  );
}

/** "π/2"; a constant of nature by its name and unit, "standard gravity g = 9.80665 m/s²". */
function chipText({ text, value, nature }: SimpleNumber): string {
  if (!nature) return exactText(text);
  const symbol = nature.times ? `${exactText(nature.times)}·${nature.symbol}` : nature.symbol;
  return `${nature.name} ${symbol} = ${significant(value, 6)} ${nature.unit}`;
}

interface ChipProps {
  one: ConstantAnswer;
  option: SimpleNumber;
  error: number | null;
}

function Chip({ one, option, error }: ChipProps) {
  const { offered, disabled, run } = useAction(snap);
  const [text, costs] = [chipText(option), price(option.change, error)];
  const { edge, constant: letter } = one;
  if (!offered) return null;
  return (
    <button
      type="button"
      aria-label={t("inspector:snapTo", { letter, text, change: costs })}
      className={option.nature ? "snap nature" : "snap"}
      disabled={disabled}
      title={option.nature ? option.nature.source : t("inspector:costs", { change: costs })}
      onClick={() => run({ edge, constant: letter, value: option.text })}
    >
      <b>{text}</b> <span>{costs}</span>
    </button>
  );
}
