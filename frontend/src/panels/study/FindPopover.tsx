/** From a name to its edges: an input, a node, a function, a φ. Typing lights them, Enter goes to the first. */
import { Popover } from "@mantine/core";
import { Search } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useStore } from "zustand";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import type { NetworkView } from "../../canvas/view";
import { choose } from "../../store/selection";
import { t } from "../../words";
import { Button, IconButton } from "../parts/Button";
import { useEdgeNames, useStudy } from "./context";
import { findEdges } from "./findEdges";

const MOST = 8;

export function FindPopover({ canvas, view }: { canvas: NetworkCanvas; view: NetworkView }) {
  const { selection, sight } = useStudy();
  const open = useStore(sight, (state) => state.finding);
  const close = () => {
    sight.setState({ finding: false });
    selection.setState({ lit: [] });
  };
  return (
    <Popover
      opened={open}
      onDismiss={close}
      position="bottom-start"
      offset={8}
      trapFocus
      returnFocus
      classNames={{ dropdown: "floating" }}
    >
      <Popover.Target>
        <IconButton
          icon={Search}
          name={t("canvas:find")}
          keys="/"
          look="compact"
          aria-expanded={open}
          onClick={() => (open ? close() : sight.setState({ finding: true }))}
        />
      </Popover.Target>
      <Popover.Dropdown>
        <Finder canvas={canvas} view={view} close={close} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Finder({ canvas, view, close }: { canvas: NetworkCanvas; view: NetworkView; close: () => void }) {
  const { selection } = useStudy();
  const name = useEdgeNames();
  const [typed, setTyped] = useState("");
  const found = findEdges(view.edges, name, typed);
  const search = (text: string) => {
    setTyped(text);
    selection.setState({ lit: findEdges(view.edges, name, text).map(({ id }) => id) });
  };
  const go = (edge: string) => {
    close();
    canvas.flyTo(edge);
    selection.setState({ edge, preview: null });
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" && found[0]) go(found[0].id);
    if (event.key === "Escape") close();
  };
  return (
    <div className="finder">
      <span className="field">
        <input
          type="search"
          value={typed}
          aria-label={t("canvas:find")}
          placeholder={t("canvas:findHint")}
          data-autofocus
          onChange={(event) => search(event.target.value)}
          onKeyDown={press}
        />
      </span>
      {typed.trim() !== "" && (
        <p className="mid small" aria-live="polite">
          {found.length === 0
            ? t("canvas:foundNone")
            : t("canvas:found", { count: found.length, n: found.length })}
        </p>
      )}
      <ul>
        {found.slice(0, MOST).map((edge) => (
          <li key={edge.id}>
            <Button look="quiet compact" onClick={() => go(edge.id)}>
              {name(edge.id)} <span className="dim">{edge.label}</span>
            </Button>
          </li>
        ))}
      </ul>
      {found.length > 1 && (
        <Button
          look="compact"
          onClick={() => {
            close();
            choose(
              selection,
              found.map(({ id }) => id),
            );
          }}
        >
          {t("canvas:chooseAll")}
        </Button>
      )}
    </div>
  );
}
