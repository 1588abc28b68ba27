/** View Fit: how well the rows are met, by the network and, once it is complete, by the formula. */
import { useState } from "react";
import type { FitAnswer, FitTarget } from "../../protocol/messages";
import { columnsOf } from "../../store/columns";
import { dataOf, studyOf, trainingOut } from "../../store/document";
import { count, counted, error } from "../../store/format";
import { t } from "../../words";
import { useFit } from "../queries";
import { useHead, useRecords, useStudy } from "../study/context";
import { Beyond } from "./Beyond";
import { ErrorMap } from "./ErrorMap";
import { type Names, Predicted, Residuals } from "./Met";
import { Twin } from "./Twin";

type Who = "network" | "formula";

export function FitView() {
  const study = useStudy();
  const [over, setOver] = useState<{ across?: string; down?: string }>({});
  const [chosen, setChosen] = useState<Who | null>(null);
  const [output, setOutput] = useState(0);
  const answer = useFit(study.id, useHead()?.id, over);
  const target = answer.data?.targets[output] ?? answer.data?.targets[0];
  const who: Who = target?.formula && chosen !== "network" ? "formula" : "network";
  if (!answer.data || !target) {
    return (
      <main className="centre fit-empty">
        <p className="mid">{answer.isError ? answer.error.message : t("fit:waiting")}</p>
      </main>
    );
  }
  return (
    <>
      <main className="centre" aria-label={t("fit:fit")} aria-busy={answer.isPlaceholderData}>
        <Head answer={answer.data} target={target} who={who} choose={setChosen} output={setOutput} />
        <Plots
          answer={answer.data}
          target={target}
          who={who}
          over={(across, down) => setOver(down === undefined ? { across } : { across, down })}
        />
      </main>
      <aside className="right" aria-label={t("fit:inNumbers")}>
        <div className="scroll">
          <Numbers target={target} />
          <Twin />
        </div>
      </aside>
    </>
  );
}

interface HeadProps {
  answer: FitAnswer;
  target: FitTarget;
  who: Who;
  choose: (who: Who) => void;
  output: (index: number) => void;
}

function Head({ answer, target, who, choose, output }: HeadProps) {
  const tested = answer.test.filter(Boolean).length;
  return (
    <header className="fit-head">
      {answer.targets.length > 1 && (
        <label className="small mid">
          {t("fit:target")}{" "}
          <select
            value={answer.targets.indexOf(target)}
            onChange={(event) => output(Number(event.target.value))}
          >
            {answer.targets.map((each, k) => (
              <option key={each.target} value={k}>
                {each.target}
              </option>
            ))}
          </select>
        </label>
      )}
      <fieldset className="segments" aria-label={t("fit:whose")}>
        {(["network", "formula"] as const).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={who === each}
            disabled={!target[each]}
            onClick={() => choose(each)}
          >
            {t(`fit:${each}`)}
          </button>
        ))}
      </fieldset>
      <p className="small mid">
        <Key kind="train" /> {t("fit:trainRows", counted(answer.shown - tested))}
        {t("parts:comma")}
        <Key kind="test" /> {t("fit:testRows", counted(tested))}
        {answer.shown < answer.rows && ` ${t("fit:drawn", { n: count(answer.rows) })}`}
        {!target.formula && t("parts:semicolon") + t("fit:joins")}
      </p>
    </header>
  );
}

const Key = ({ kind }: { kind: "train" | "test" }) => <i className={`fit-key ${kind}`} aria-hidden="true" />;

function useNames(): Names {
  const records = useRecords();
  const [study, data] = [studyOf(records), dataOf(records)];
  const columns = study && data ? columnsOf(study, data) : [];
  return (column, log = false) => {
    const unit = columns.find(({ name }) => name === column)?.unit;
    return `${log ? "ln " : ""}${column}${unit ? ` (${unit})` : ""}`;
  };
}

interface PlotsProps {
  answer: FitAnswer;
  target: FitTarget;
  who: Who;
  over: (across: string, down: string | undefined) => void;
}

function Plots({ answer, target, who, over }: PlotsProps) {
  const nameOf = useNames();
  const training = trainingOut(useRecords()) !== undefined;
  const said = t(who === "formula" ? "fit:byFormula" : "fit:byNetwork");
  const met = { answer, target, errors: target[who] ?? target.network, who: said, nameOf };
  const left = answer.inputs_left_out;
  return (
    <div className="scroll fit-plots">
      {training && <p className="fit-note small mid">{t("fit:before")}</p>}
      <Predicted {...met} />
      <ErrorMap
        regions={target.regions}
        shown={who}
        inputs={answer.inputs.map(({ name }) => name)}
        choose={over}
        nameOf={nameOf}
      />
      <Residuals {...met} />
      <Beyond target={target} nameOf={nameOf} />
      {left > 0 && <p className="fit-note small mid">{t("fit:leftOut", counted(left))}</p>}
    </div>
  );
}

function Numbers({ target }: { target: FitTarget }) {
  const rows = [
    [t("fit:onTrain"), target.network.train_rmse, target.formula?.train_rmse],
    [t("fit:onTest"), target.network.test_rmse, target.formula?.test_rmse],
  ] as const;
  return (
    <section className="panel">
      <header>
        <h2>
          RMSE{" "}
          <span className="dim small">
            {t("fit:rmseOf", { target: target.log ? `ln ${target.target}` : target.target })}
          </span>
        </h2>
      </header>
      <table className="rows still" aria-label={t("fit:rmseTable")}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t("fit:rows")}</span>
            </th>
            <th scope="col" className="number">
              {t("fit:byNetwork")}
            </th>
            <th scope="col" className="number">
              {t("fit:byFormula")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, network, formula]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number">{error(network)}</td>
              <td className="number">{error(formula)}</td>
            </tr>
          ))}
          {target.beyond_rows > 0 && (
            <tr>
              <th scope="row">{t("fit:onOuter", { n: count(target.beyond_rows) })}</th>
              <td className="number">–</td>
              <td className="number">{error(target.beyond_rmse)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
