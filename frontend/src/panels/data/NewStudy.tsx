/** A table as it was read, before its study exists: look at it, give the columns their roles, start. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useState } from "react";
import { makeStudy, readAgain } from "../../protocol/api";
import type { Dataset, Model } from "../../protocol/messages";
import { problemOf } from "../../protocol/problem";
import { counted } from "../../store/format";
import { STEPS } from "../../store/guide";
import { t } from "../../words";
import { Brand } from "../parts/Brand";
import { Button } from "../parts/Button";
import { Said } from "../parts/Said";
import { Words } from "../parts/Words";
import { useDataset } from "../queries";
import { go } from "../route";
import { BringModel, misfitOf } from "./BringModel";
import { ReadingPanel } from "./ReadingPanel";
import { choiceFrom, rolesOf, usableRows, whatIsMissing } from "./roles";
import { TableView } from "./TableView";

export function NewStudy({ id }: { id: string }) {
  const dataset = useDataset(id);
  if (dataset.data) return <Preview key={JSON.stringify(dataset.data.reading)} dataset={dataset.data} />;
  return (
    <div className="app wide">
      <header className="top">
        <Brand name />
      </header>
      <main className="panel">{dataset.isError ? dataset.error.message : t("table:opening")}</main>
    </div>
  );
}

const nameOf = (file: string) =>
  file.replace(/\.(csv|tsv|tab|txt|dat|xls[xbm]?|ods|parquet|np[yz]|json)$/i, "").replace(/_/g, " ");

function Preview({ dataset }: { dataset: Dataset }) {
  const [choice, setChoice] = useState(() => choiceFrom(dataset.columns, dataset.suggestion));
  const [model, setModel] = useState<Model | null>(null);
  const again = useReadingAgain(dataset);
  const start = useMutation({
    mutationFn: () =>
      makeStudy({
        ...{ name: nameOf(dataset.name), dataset: dataset.id, model: model?.id ?? null },
        ...rolesOf(choice),
      }),
    onSuccess: (made) => go(`study/${made.id}`),
  });
  const forget = () => {
    start.reset();
    again.reset();
  };
  return (
    <div className="app">
      <Top name={nameOf(dataset.name)} />
      <div className="left">
        <Begin
          dataset={dataset}
          missing={whatIsMissing(choice, dataset.columns) ?? misfitOf(model, rolesOf(choice))}
          roles={rolesOf(choice)}
          busy={start.isPending || start.isSuccess}
          start={() => start.mutate()}
        />
        <BringModel model={model} roles={rolesOf(choice)} bring={setModel} />
        <Notes notices={dataset.notices} />
      </div>
      <TableView dataset={dataset} choice={choice} setChoice={setChoice}>
        <ReadingPanel
          reading={dataset.reading}
          busy={again.isPending}
          change={(reading) => again.mutate(reading)}
        />
      </TableView>
      <Foot rows={dataset.rows} wrong={start.error ?? again.error} forget={forget} />
    </div>
  );
}

/** Reads the file's bytes another way; the table that comes of it may be another one. */
function useReadingAgain(dataset: Dataset) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reading: Partial<Dataset["reading"]>) => readAgain(dataset.id, reading),
    onSuccess: (read) => {
      queries.setQueryData(["dataset", read.id], read);
      if (read.id !== dataset.id) go(`new/${read.id}`);
    },
  });
}

function Top({ name }: { name: string }) {
  return (
    <header className="top">
      <div className="top-side">
        <Brand name={false} />
        <span className="rule" />
        <h1 className="title">{name}</h1>
        <span className="chip">{t("table:notStarted")}</span>
      </div>
      <nav className="segments" aria-label={t("shell:views")}>
        <button type="button" aria-current="page">
          {t("shell:data")}
        </button>
      </nav>
      <span />
    </header>
  );
}

function Foot({ rows, wrong, forget }: { rows: number; wrong: Error | null; forget: () => void }) {
  return (
    <footer className="status">
      <span role="status">
        {wrong ? <Said problem={problemOf(wrong)} forget={forget} /> : <Words said={t("table:hint")} />}
      </span>
      <span className="status-right">
        <span>{t("parts:rows", counted(rows))}</span>
      </span>
    </footer>
  );
}

interface BeginProps {
  dataset: Dataset;
  missing: string | null;
  roles: { inputs: string[]; targets: string[] };
  busy: boolean;
  start: () => void;
}

function Begin({ dataset, missing, roles, busy, start }: BeginProps) {
  const target = roles.targets.join(", ");
  const inputs = t("parts:inputs", counted(roles.inputs.length));
  const said = t("guide:findSaid", { inputs, rows: usableRows(dataset, roles) });
  return (
    <section className="guide" aria-label={t("shell:guide")}>
      <div className="eyebrow">{t("guide:next", { act: t("guide:next_start") })}</div>
      <div className="trail" role="img" aria-label={t("guide:step", { k: 1, n: STEPS.length })}>
        {STEPS.map((step, k) => (
          <i key={step} className={k === 0 ? "now" : ""} />
        ))}
      </div>
      <h2>{missing ? t("guide:roles") : t("guide:find", { target })}</h2>
      <p>{missing ?? said}</p>
      <div className="acts">
        <Button icon={Play} look="primary" disabled={missing !== null || busy} onClick={start}>
          {t("guide:start")}
        </Button>
      </div>
    </section>
  );
}

export function Notes({ notices }: { notices: readonly string[] }) {
  if (notices.length === 0) return null;
  return (
    <section className="panel scroll" aria-label={t("table:notices")}>
      <header>
        <h2>
          {t("table:noticed")} <span className="dim">{notices.length}</span>
        </h2>
      </header>
      <ul className="notes">
        {notices.map((notice) => (
          <li key={notice}>{notice}</li>
        ))}
      </ul>
    </section>
  );
}
