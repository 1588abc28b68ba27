/** Is a KAN worth it here? The same rows, the same time, as many parameters: a perceptron beside it. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { TwinAnswer, TwinRow } from "../../protocol/messages";
import { trainingOut } from "../../store/document";
import { count, error, seconds } from "../../store/format";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { useTwin } from "../queries";
import { useHead, useRecords, useStudy } from "../study/context";

/** What each rival is given. */
const SECONDS = 2;

export function Twin() {
  const study = useStudy();
  const version = useHead()?.id;
  const training = trainingOut(useRecords()) !== undefined;
  const [asked, setAsked] = useState<string | null>(null);
  const answer = useTwin(study.id, version, SECONDS, asked === version);
  const client = useQueryClient();
  const cancel = () => {
    setAsked(null);
    void client.cancelQueries({ queryKey: ["twin", study.id, version] });
  };
  return (
    <section className="panel" aria-label={t("fit:twin")}>
      <header>
        <h2>{t("fit:twin")}</h2>
        {answer.isFetching ? (
          <Button look="quiet compact" onClick={cancel}>
            {t("fit:cancel")}
          </Button>
        ) : (
          !answer.data && (
            <Button look="compact" disabled={!version || training} onClick={() => setAsked(version ?? null)}>
              {t("fit:compare")}
            </Button>
          )
        )}
      </header>
      {answer.isFetching && <Learning />}
      {answer.isError && <p className="small">{answer.error.message}</p>}
      {answer.data && <Rows answer={answer.data} />}
      {!answer.data && !answer.isFetching && (
        <p className="small mid">{t("fit:twinSaid", { time: seconds(SECONDS) })}</p>
      )}
    </section>
  );
}

/** Both rivals are given a fixed time, so the bar knows how far they are. */
function Learning() {
  return (
    <div className="twin-learning">
      <p className="small mid">{t("fit:learning", { time: seconds(SECONDS) })}</p>
      <div className="twin-bar" role="progressbar" aria-label={t("fit:learn")}>
        <i style={{ animationDuration: `${2 * SECONDS}s` }} />
      </div>
    </div>
  );
}

const NAMES = {
  kan: "fit:kan",
  perceptron: "fit:perceptron",
  "two layers": "fit:twoLayers",
} as const satisfies Record<TwinRow["name"], string>;

const shape = (width: TwinRow["width"]) =>
  `[${width.map((layer) => (typeof layer === "number" ? layer : `${layer[0]}+${layer[1]}×`)).join(", ")}]`;

const WINS = { kan: "fit:kanWins", perceptron: "fit:perceptronWins", nobody: "fit:nobodyWins" } as const;

/** Who wins and by how much. */
function verdictOf({ winner, rows }: TwinAnswer): string {
  const [kan, rival, two] = (Object.keys(NAMES) as TwinRow["name"][]).map((name) =>
    rows.find((row) => row.name === name),
  );
  return t(WINS[winner ?? "nobody"], {
    kan: error(kan?.rmse),
    perceptron: error(rival?.rmse),
    parameters: count(rival?.parameters ?? 0),
    time: seconds(rival?.seconds ?? 0),
    shape: shape(two?.width ?? []),
    twoLayers: error(two?.rmse),
  });
}

function Rows({ answer }: { answer: TwinAnswer }) {
  return (
    <>
      <p className="small twin-said">{verdictOf(answer)}</p>
      <table className="rows still" aria-label={t("fit:twin")}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t("fit:model")}</span>
            </th>
            <th scope="col" className="number">
              {t("fit:testRmse")}
            </th>
            <th scope="col" className="number">
              {t("fit:time")}
            </th>
            <th scope="col" className="number">
              {t("fit:parameters")}
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.rows.map((row) => (
            <tr key={row.name}>
              <th scope="row" className="small">
                {t(NAMES[row.name])} <span className="dim">{shape(row.width)}</span>
              </th>
              <td className="number">{error(row.rmse)}</td>
              <td className="number">{row.seconds === null ? "–" : seconds(row.seconds)}</td>
              <td className="number">{count(row.parameters)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
