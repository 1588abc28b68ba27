/** What people have said about an edge, and a line to say more. */
import { type SubmitEvent, useState } from "react";
import { comment } from "../../../actions";
import { notesOf } from "../../../store/document";
import { ago } from "../../../store/format";
import { t } from "../../../words";
import { Button } from "../../parts/Button";
import { useAction, useRecords } from "../context";

export function Notes({ on }: { on: string }) {
  const notes = notesOf(useRecords()).filter((note) => note.on === on);
  const [text, setText] = useState("");
  const { offered, disabled, run } = useAction(comment);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    run({ on, text });
    setText("");
  };
  if (!offered && notes.length === 0) return null;
  return (
    <section className="panel" aria-label={t("proposals:notes")}>
      <header>
        <h2>{t("proposals:notes")}</h2>
      </header>
      <ul className="edge-notes">
        {notes.map((note) => (
          <li key={note.id}>
            <p>{note.text}</p>
            <span className="dim small">
              {[note.author, ago(note.at, Date.now())].join(t("parts:comma"))}
            </span>
          </li>
        ))}
      </ul>
      {offered && (
        <form className="edge-notes-form" onSubmit={send}>
          <label className="field">
            <input
              aria-label={t("proposals:say")}
              placeholder={t("proposals:say")}
              value={text}
              maxLength={10_000}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </label>
          <Button type="submit" disabled={disabled || !text.trim()}>
            {t("proposals:comment")}
          </Button>
        </form>
      )}
    </section>
  );
}
