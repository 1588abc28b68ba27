import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { deleteStudy } from "../../protocol/api";
import type { StudyRow } from "../../protocol/messages";
import { problemOf } from "../../protocol/problem";
import { ago, error } from "../../store/format";
import { t } from "../../words";
import { Button, IconButton } from "../parts/Button";
import { Dialog } from "../parts/Dialog";
import { Link } from "../parts/Link";
import { useStudies } from "../queries";

export function StudyList() {
  const studies = useStudies();
  const [doomed, setDoomed] = useState<StudyRow | null>(null);
  const rows = studies.data?.studies ?? [];
  return (
    <section aria-label={t("home:studies")}>
      <header className="panel-head">
        <h2>{t("home:studies")}</h2>
        {rows.length > 0 && <span className="dim small">{t("home:testRmse")}</span>}
      </header>
      {studies.isError && <p className="dim">{studies.error.message}</p>}
      {studies.isSuccess && rows.length === 0 && <None />}
      {rows.length > 0 && (
        <ul className="study-list">
          {rows.map((row) => (
            <Row key={row.id} row={row} remove={() => setDoomed(row)} />
          ))}
        </ul>
      )}
      {doomed && <Confirm row={doomed} leave={() => setDoomed(null)} />}
    </section>
  );
}

function Row({ row, remove }: { row: StudyRow; remove: () => void }) {
  const running = row.status === "training" || row.status === "queued";
  return (
    <li>
      <Link to={`study/${row.id}`}>
        <span className="line">
          <b>{row.name}</b>
          <span>{error(row.test_rmse)}</span>
        </span>
        <span className="line dim small">
          {running ? (
            <span className="chip pulse">
              <i className="dot run" style={{ margin: 0 }} />
              {t("home:training")}
            </span>
          ) : (
            <span>{row.formula ?? (row.status === "paused" ? t("home:paused") : "")}</span>
          )}
          <span>{ago(row.touched, Date.now())}</span>
        </span>
      </Link>
      <IconButton icon={Trash2} name={t("home:delete", { name: row.name })} look="compact" onClick={remove} />
    </li>
  );
}

/** The one question the app asks: a deleted study does not come back. */
function Confirm({ row, leave }: { row: StudyRow; leave: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteStudy(row.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["studies"] });
      leave();
    },
  });
  return (
    <Dialog title={t("home:deleteAsked", { name: row.name })} size="sm" leave={leave}>
      <p className="mid">{t("home:deleteSaid")}</p>
      {remove.error && <p style={{ color: "var(--c-danger)" }}>{problemOf(remove.error).message}</p>}
      <div className="foot-acts" style={{ justifyContent: "flex-end", marginTop: 16 }}>
        <Button onClick={leave}>{t("home:keep")}</Button>
        <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
          {t("home:deleteStudy")}
        </Button>
      </div>
    </Dialog>
  );
}

function None() {
  return (
    <div className="none">
      <svg viewBox="0 0 240 84" aria-hidden="true" fill="none">
        <g stroke="var(--c-line-strong)" strokeDasharray="2 4">
          <path d="M18 42C58 42 52 19 86 19M18 42C58 42 52 65 86 65M154 19C188 19 182 42 222 42M154 65C188 65 182 42 222 42" />
        </g>
        <g fill="var(--c-raised)" stroke="var(--c-line-strong)" strokeDasharray="3 3">
          <rect x="86" y="3" width="68" height="32" rx="7" />
          <rect x="86" y="49" width="68" height="32" rx="7" />
        </g>
        <path
          d="M94 19c12-21 20-2 26 0s14 21 26 0M94 56c14 27 38 27 52 0"
          stroke="var(--c-spline)"
          strokeWidth="1.8"
        />
      </svg>
      <b>{t("home:none")}</b>
      <p>{t("home:noneSaid")}</p>
    </div>
  );
}
