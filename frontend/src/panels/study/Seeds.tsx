/** Would another start have told another story? Other seeds are trained, and it is counted who found this curve. */
import { useState } from "react";
import type { Seed } from "../../protocol/messages";
import { problemOf } from "../../protocol/problem";
import { trainingOut } from "../../store/document";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { SEED_BATCHES, useSeeds } from "../queries";
import { useHead, useRecords, useStudy } from "./context";

const ALL = SEED_BATCHES.reduce((sum, { count }) => sum + count, 0);

export function Seeds({ edge }: { edge: string }) {
  const study = useStudy();
  const version = useHead()?.id;
  const training = trainingOut(useRecords()) !== undefined;
  const [asked, setAsked] = useState<string | null>(null);
  const wanted = asked !== null && asked === version;
  const { seeds, done, error, cancel } = useSeeds(study.id, version, wanted);
  const going = wanted && !done && error === null;
  return (
    <section className="panel" aria-label={t("evidence:seeds")}>
      <header>
        <h2>{t("evidence:seeds")}</h2>
        {going && (
          <Button
            look="quiet compact"
            onClick={() => {
              setAsked(null);
              cancel();
            }}
          >
            {t("fit:cancel")}
          </Button>
        )}
        {!going && !done && (
          <Button look="compact" disabled={!version || training} onClick={() => setAsked(version ?? null)}>
            {t("evidence:trainSeeds", { n: ALL })}
          </Button>
        )}
      </header>
      {going && <Progress done={seeds.length} />}
      {error !== null && <p className="small">{problemOf(error).sentence}</p>}
      {done && <Found seeds={seeds} edge={edge} />}
      {!going && !done && error === null && <p className="small mid">{t("evidence:seedsSaid")}</p>}
    </section>
  );
}

function Progress({ done }: { done: number }) {
  return (
    <div className="seeds-going">
      <p className="small mid">{t("evidence:seedsGoing", { done, n: ALL })}</p>
      <div
        className="seeds-bar"
        role="progressbar"
        aria-label={t("evidence:seeds")}
        aria-valuemin={0}
        aria-valuemax={ALL}
        aria-valuenow={done}
      >
        <i style={{ width: `${(100 * Math.max(done, 0.4)) / ALL}%` }} />
      </div>
    </div>
  );
}

/** "Found by 4 of 5 seeds"; those that learnt nothing of use are not counted, and told. */
function Found({ seeds, edge }: { seeds: readonly Seed[]; edge: string }) {
  const good = seeds.filter((seed) => seed.as_good);
  const found = good.filter((seed) => seed.edges.includes(edge)).length;
  const stuck = seeds.length - good.length;
  return (
    <>
      <p>{good.length > 0 ? t("evidence:foundBy", { found, n: good.length }) : t("evidence:noneLearnt")}</p>
      <ul className="seeds-row" aria-label={t("evidence:seedBySeed")}>
        {seeds.map((seed) => {
          const what = !seed.as_good ? "stuck" : seed.edges.includes(edge) ? "found" : "other";
          return (
            <li key={seed.seed} className={what} title={t(`evidence:seed_${what}`, { n: seed.seed })}>
              <span className="visually-hidden">{t(`evidence:seed_${what}`, { n: seed.seed })}</span>
            </li>
          );
        })}
      </ul>
      {stuck > 0 && <p className="small mid">{t("evidence:stuck", { count: stuck, n: stuck })}</p>}
    </>
  );
}
