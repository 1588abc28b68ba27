/** The operations between two versions: back from A to where both come from, and on from there to B. */
import type { ComparedStep } from "../../protocol/messages";
import { placed } from "../../store/comparing";
import { versionsOf } from "../../store/document";
import { ago, error } from "../../store/format";
import { doneSaid, versionSaid } from "../../store/said";
import { t } from "../../words";
import { useMe } from "../queries";
import { useRecords, useStudy } from "../study/context";
import { Letter } from "./Letter";
import type { Both } from "./useSides";

export function Way({ both }: { both: Both }) {
  const { back, on, ancestor } = both.comparison;
  return (
    <section className="panel" aria-label={t("compare:between")}>
      <header>
        <h2>
          {t("compare:between")} <span className="dim">{back.length + on.length}</span>
        </h2>
      </header>
      <p className="small mid compare-met">{useMet(both)}</p>
      {back.length > 0 && (
        <>
          <h3 className="small">
            {t(on.length > 0 ? "compare:onlyIn" : "compare:takenBack")} <Letter side="a" />
          </h3>
          <Steps steps={back} />
        </>
      )}
      {on.length > 0 && (
        <>
          {back.length > 0 && ancestor !== null && (
            <h3 className="small">
              {t("compare:onlyIn")} <Letter side="b" />
            </h3>
          )}
          <Steps steps={on} />
        </>
      )}
    </section>
  );
}

/** Where both come from, in words. */
function useMet({ comparison: { ancestor, back, on } }: Both): string {
  const versions = versionsOf(useRecords());
  const at = versions.findIndex(({ id }) => id === ancestor);
  const version = versions[at];
  if (!version) return t("compare:noAncestor");
  if (back.length === 0 && on.length === 0) return t("compare:itself");
  if (back.length === 0) return t("compare:leadsOn");
  if (on.length === 0) return t("compare:leadsBack");
  return t("compare:ancestor", { n: at + 1, said: versionSaid(version) });
}

function Steps({ steps }: { steps: readonly ComparedStep[] }) {
  const { comparing } = useStudy();
  const records = useRecords();
  const versions = versionsOf(records);
  const me = useMe().data?.name;
  const show = (id: string) =>
    comparing.setState(({ pair }) => ({
      pair: pair && placed(pair, "b", 1 + versions.findIndex((version) => version.id === id)),
    }));
  return (
    <ol className="compare-way">
      {steps.map(({ version, text, author, credit, at, test_rmse }) => (
        <li key={version}>
          <button type="button" onClick={() => show(version)}>
            <span>
              {doneSaid(records, version, text)}
              <span className="by">
                {[credit ?? (author === me ? t("history:you") : author), ago(at, Date.now())].join(
                  t("parts:comma"),
                )}
              </span>
            </span>
            <span className="number">{error(test_rmse)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
