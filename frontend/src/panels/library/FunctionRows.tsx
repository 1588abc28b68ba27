/** Every function with its price, on offer or not; those of one's own first. */
import { setLibrary } from "../../actions";
import type { LibraryFunction } from "../../protocol/messages";
import { functionName } from "../../store/names";
import { t } from "../../words";
import { FunctionText } from "../parts/FunctionText";
import { useAction } from "../study/context";

export function FunctionRows({ functions }: { functions: readonly LibraryFunction[] }) {
  const offered = functions.filter(({ banned }) => !banned).length;
  return (
    <section className="library-part">
      <header className="panel-head">
        <h2>
          {t("library:functions")}{" "}
          <span className="dim">{t("library:offeredOf", { n: offered, all: functions.length })}</span>
        </h2>
        <span className="dim small">{t("library:dearer")}</span>
      </header>
      <table className="rows" aria-label={t("library:functions")}>
        <thead>
          <tr>
            <th scope="col">{t("library:offered")}</th>
            <th scope="col">{t("library:function")}</th>
            <th scope="col">{t("library:formula")}</th>
            <th scope="col" className="number">
              {t("library:price")}
            </th>
          </tr>
        </thead>
        <tbody>
          {functions.map((each) => (
            <Row key={each.name} function={each} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ function: one }: { function: LibraryFunction }) {
  const { disabled, run } = useAction(setLibrary);
  return (
    <tr className={one.banned ? "dim" : undefined} aria-label={one.name}>
      <td>
        <label className="check">
          <input
            type="checkbox"
            checked={!one.banned}
            disabled={disabled}
            aria-label={t("library:offer", { name: one.name })}
            onChange={() => run({ ban: { [one.name]: !one.banned } })}
          />
        </label>
      </td>
      <td className="upright">
        <FunctionText said={functionName(one.name)} />
      </td>
      <td className="dim upright">
        <FunctionText said={one.formula ?? one.shown} />
      </td>
      <td className="number">
        <Price function={one} disabled={disabled} set={(cost) => run({ costs: { [one.name]: cost } })} />
      </td>
    </tr>
  );
}

interface PriceProps {
  function: LibraryFunction;
  disabled: boolean;
  set: (cost: number | null) => void;
}

/** Emptied, it goes back to the usual price. */
function Price({ function: one, disabled, set }: PriceProps) {
  const take = (text: string) => {
    const cost = text.trim() === "" ? null : Number(text);
    if (cost === null || (Number.isFinite(cost) && cost >= 0 && cost !== one.cost)) set(cost);
  };
  return (
    <input
      key={one.cost}
      className="price"
      type="number"
      min={0}
      step={1}
      defaultValue={one.cost}
      disabled={disabled || one.banned}
      aria-label={t("library:priceOf", { name: one.name })}
      onBlur={(event) => take(event.target.value)}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
    />
  );
}
