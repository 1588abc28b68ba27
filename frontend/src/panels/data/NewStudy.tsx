/** A table as it was read, before its study exists: look at it, give the columns their roles, start. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useState } from "react";
import { makeStudy, readAgain } from "../../protocol/api";
import type { Dataset } from "../../protocol/messages";
import { problemOf } from "../../protocol/problem";
import { count, plural } from "../../store/format";
import { Brand } from "../parts/Brand";
import { Button } from "../parts/Button";
import { Said } from "../parts/Said";
import { useDataset } from "../queries";
import { go } from "../route";
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
      <main className="panel">{dataset.isError ? dataset.error.message : "Opening the table…"}</main>
    </div>
  );
}

const nameOf = (file: string) =>
  file.replace(/\.(csv|tsv|tab|txt|dat|xls[xbm]?|ods|parquet|np[yz]|json)$/i, "").replace(/_/g, " ");

function Preview({ dataset }: { dataset: Dataset }) {
  const [choice, setChoice] = useState(() => choiceFrom(dataset.columns, dataset.suggestion));
  const again = useReadingAgain(dataset);
  const start = useMutation({
    mutationFn: () => makeStudy({ name: nameOf(dataset.name), dataset: dataset.id, ...rolesOf(choice) }),
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
          missing={whatIsMissing(choice, dataset.columns)}
          roles={rolesOf(choice)}
          busy={start.isPending || start.isSuccess}
          start={() => start.mutate()}
        />
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
        <span className="chip">not started</span>
      </div>
      <nav className="segments" aria-label="Views">
        <button type="button" aria-current="page">
          Data
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
        {wrong ? (
          <Said problem={problemOf(wrong)} forget={forget} />
        ) : (
          <>
            <b>Click</b> a column to see it, <b>choose</b> a role over it, then <b>start</b>
          </>
        )}
      </span>
      <span className="status-right">
        <span>{count(rows)} rows</span>
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
  const said = `${plural(roles.inputs.length, "input")}, ${usableRows(dataset, roles)}. A first network is built at once; roles can be changed later.`;
  return (
    <section className="guide" aria-label="Guide">
      <div className="eyebrow">Next: start</div>
      <div className="trail" role="img" aria-label="Step 1 of 7">
        {["now", "", "", "", "", "", ""].map((look, k) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <i key={k} className={look} />
        ))}
      </div>
      <h2>{missing ? "Give the columns their roles" : `Find a formula for ${target}`}</h2>
      <p>{missing ?? said}</p>
      <div className="acts">
        <Button icon={Play} look="primary" disabled={missing !== null || busy} onClick={start}>
          Start
        </Button>
      </div>
    </section>
  );
}

export function Notes({ notices }: { notices: readonly string[] }) {
  if (notices.length === 0) return null;
  return (
    <section className="panel scroll" aria-label="Notices">
      <header>
        <h2>
          Noticed in this table <span className="dim">{notices.length}</span>
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
