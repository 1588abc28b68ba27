/** Which rows are used and how they are divided: to learn from, to test on, sealed for the verdict. */
import { type ReactNode, useState } from "react";
import { setFilter, setSplit } from "../../actions";
import type { DataRecord } from "../../protocol/messages";
import { networkOf } from "../../store/document";
import { counted } from "../../store/format";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { useAction, useMayEdit, useRecords } from "../study/context";

export function RowsPanel({ data }: { data: DataRecord }) {
  if (!useMayEdit()) return <Divided data={data} />;
  return (
    <>
      <Only data={data} />
      <Division data={data} />
    </>
  );
}

/** The same for who may only look. */
function Divided({ data }: { data: DataRecord }) {
  return (
    <section className="panel" aria-label={t("data:rows")}>
      <Counts>
        <dt>{t("data:sealed")}</dt>
        <dd>{percent(data.sealed)} %</dd>
        {data.filter && (
          <>
            <dt>{t("data:only")}</dt>
            <dd>{data.filter}</dd>
          </>
        )}
      </Counts>
    </section>
  );
}

/** The two counts are of rows without a gap, as the errors were measured on them. */
function Counts({ children }: { children?: ReactNode }) {
  const network = networkOf(useRecords());
  return (
    <dl className="facts">
      <dt>{t("data:learnFrom")}</dt>
      <dd>{network ? t("parts:rows", counted(network.train_rows)) : ""}</dd>
      <dt>{t("data:tested")}</dt>
      <dd>{network ? t("parts:rows", counted(network.test_rows)) : ""}</dd>
      {children}
    </dl>
  );
}

function Only({ data }: { data: DataRecord }) {
  const { disabled, run } = useAction(setFilter);
  const [condition, setCondition] = useState(data.filter ?? "");
  const changed = condition.trim() !== (data.filter ?? "");
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) run(condition.trim() || null);
      }}
    >
      <label>
        {t("data:only")}
        <span className="field">
          <input
            value={condition}
            placeholder={t("data:onlyExample")}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setCondition(event.target.value)}
          />
        </span>
      </label>
      {changed && (
        <>
          <p className="mid small">{t("data:fresh")}</p>
          <Button type="submit" disabled={disabled}>
            {condition.trim() ? t("data:use") : t("data:useAll")}
          </Button>
        </>
      )}
    </form>
  );
}

const percent = (share: number) => Math.round(100 * share);

function Division({ data }: { data: DataRecord }) {
  const { disabled, run } = useAction(setSplit);
  const [test, setTest] = useState(percent(data.test));
  const [sealed, setSealed] = useState(percent(data.sealed));
  const [seed, setSeed] = useState(data.seed);
  const changed = test !== percent(data.test) || sealed !== percent(data.sealed) || seed !== data.seed;
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) run({ test: test / 100, sealed: sealed / 100, seed });
      }}
    >
      <Counts />
      <div className="three">
        <Share label={`${t("data:tested")}, %`} value={test} least={0} set={setTest} />
        <Share label={`${t("data:sealed")}, %`} value={sealed} least={10} set={setSealed} />
        <Share label={t("data:shuffle")} value={seed} least={0} most={2 ** 31 - 1} set={setSeed} />
      </div>
      {changed && (
        <>
          <p className="mid small">{t("data:fresh")}</p>
          <Button type="submit" disabled={disabled}>
            {t("data:divide")}
          </Button>
        </>
      )}
    </form>
  );
}

interface ShareProps {
  label: string;
  value: number;
  least: number;
  most?: number;
  set: (value: number) => void;
}

function Share({ label, value, least, most = 90, set }: ShareProps) {
  return (
    <label>
      {label}
      <span className="field">
        <input
          type="number"
          required
          min={least}
          max={most}
          step={1}
          value={value}
          onChange={(event) => set(event.target.valueAsNumber || 0)}
        />
      </span>
    </label>
  );
}
