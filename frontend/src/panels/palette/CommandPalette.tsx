/** Everything that can be done now, found by a few letters. */
import { Search } from "lucide-react";
import { Fragment, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { count } from "../../store/format";
import { t } from "../../words";
import { useEdgeLabels, useEdgeNames, useSituation, useStudy } from "../study/context";
import type { Tab } from "../study/tabs";
import { type Command, commandsOf } from "./commands";
import { type Match, ranked } from "./match";
import { Sheet } from "./Sheet";
import { dismiss } from "./summon";

/** More lines than this are not drawn; a letter more finds the rest. */
const MOST = 60;
const idOf = (k: number) => `command-${k}`;

export function CommandPalette({ tab, show }: { tab: Tab; show: (tab: Tab) => void }) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const [study, now, nameOf, labels] = [useStudy(), useSituation(), useEdgeNames(), useEdgeLabels()];
  const all = commandsOf({ study, now, nameOf, labels, tab, show });
  const found = ranked(typed, all, textOf);
  const shown = found.slice(0, MOST);
  const at = Math.min(chosen, shown.length - 1);
  const choose = (command: Command) => {
    // First the focus goes back to where it was; a command may then take it somewhere else.
    document.querySelector<HTMLDialogElement>("dialog.palette")?.close();
    dismiss();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    const here = shown[at]?.[0];
    if (step !== undefined) setChosen(walk(at, step, shown.length));
    else if (event.key === "Enter" && here) choose(here);
    else return;
    event.preventDefault();
  };
  return (
    <Sheet name={t("palette:title")} className="palette">
      <div className="palette-field">
        <Search className="icon" aria-hidden="true" />
        <input
          role="combobox"
          aria-label={t("palette:find")}
          aria-expanded="true"
          aria-controls="commands"
          aria-activedescendant={shown.length > 0 ? idOf(at) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={t("palette:find")}
          value={typed}
          ref={(field) => field?.focus()}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(0);
          }}
          onKeyDown={press}
        />
      </div>
      <Lines lines={shown} at={at} grouped={typed.trim() === ""} choose={choose} />
      <p className="palette-foot dim small" role="status">
        {shown.length === 0 && t("palette:nothing")}
        {found.length > MOST && t("palette:more", { n: count(found.length - MOST) })}
      </p>
    </Sheet>
  );
}

const textOf = ({ name, about }: Command) => (about ? `${name} ${about}` : name);

/** One line further goes round; a page further stays. */
function walk(at: number, step: number, length: number): number {
  if (length === 0) return 0;
  if (Math.abs(step) === 1) return (at + step + length) % length;
  return Math.max(0, Math.min(length - 1, at + step));
}

interface LinesProps {
  lines: readonly [Command, Match][];
  at: number;
  grouped: boolean;
  choose: (command: Command) => void;
}

function Lines({ lines, at, grouped, choose }: LinesProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`#${idOf(at)}`)?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <div
      ref={list}
      className="palette-list"
      role="listbox"
      id="commands"
      aria-label={t("palette:title")}
      tabIndex={-1}
    >
      {lines.map(([command, { at: letters }], k) => (
        <Fragment key={command.id}>
          {grouped && command.group !== lines[k - 1]?.[0].group && (
            <div className="eyebrow" role="presentation">
              {command.group}
            </div>
          )}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys stay with the field, as a combobox has it */}
          <div
            role="option"
            id={idOf(k)}
            className="palette-line"
            aria-selected={k === at}
            tabIndex={-1}
            onClick={() => choose(command)}
          >
            <Name text={command.name} letters={letters} />
            <span className="dim small">{command.about ?? (grouped ? "" : command.group)}</span>
            {command.keys && <kbd>{command.keys}</kbd>}
          </div>
        </Fragment>
      ))}
    </div>
  );
}

/** The letters that were typed stand out. */
function Name({ text, letters }: { text: string; letters: readonly number[] }) {
  const meant = new Set(letters);
  const parts = [...text].reduce<{ bold: boolean; text: string; from: number }[]>((made, letter, k) => {
    const last = made.at(-1);
    if (last && last.bold === meant.has(k)) last.text += letter;
    else made.push({ bold: meant.has(k), text: letter, from: k });
    return made;
  }, []);
  return (
    <span className="palette-name">
      {parts.map((part) =>
        part.bold ? <b key={part.from}>{part.text}</b> : <Fragment key={part.from}>{part.text}</Fragment>,
      )}
    </span>
  );
}
