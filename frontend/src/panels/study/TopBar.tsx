import { Redo2, Search, Undo2 } from "lucide-react";
import { useEffect } from "react";
import { redo, undo } from "../../actions";
import { studyOf } from "../../store/document";
import { t } from "../../words";
import { summon } from "../palette/summon";
import { Brand } from "../parts/Brand";
import { IconButton } from "../parts/Button";
import { useAction, useAway, useLine, useMayEdit, useRecords } from "./context";
import { ExportMenu } from "./ExportMenu";
import { Faces } from "./Faces";
import { RunReading } from "./RunReading";
import { Transport } from "./Transport";
import { TABS, type Tab } from "./tabs";

export function TopBar({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) {
  return (
    <header className="top">
      <div className="top-side">
        <Brand name={false} />
        <span className="rule" />
        <Title />
        <RunReading />
      </div>
      <nav className="segments" aria-label={t("shell:views")}>
        {TABS.map(({ id, name }) => (
          <TabButton key={id} name={name()} on={tab === id} choose={() => onTab(id)} />
        ))}
      </nav>
      <div className="top-side end">
        <IconButton
          icon={Search}
          name={t("shell:commands")}
          keys="Ctrl K"
          onClick={() => summon("palette")}
        />
        <Verbs />
        <Faces />
        <ExportMenu />
      </div>
    </header>
  );
}

function TabButton({ name, on, choose }: { name: string; on: boolean; choose: () => void }) {
  return (
    <button type="button" aria-current={on ? "page" : undefined} onClick={choose}>
      {name}
    </button>
  );
}

function Title() {
  const study = studyOf(useRecords());
  const { state, lostAt, access } = useLine();
  const name = study?.name ?? (state === "gone" ? t("shell:noStudy") : t("shell:opening"));
  useEffect(() => {
    document.title = `${name} – KANscope`;
    return () => {
      document.title = "KANscope";
    };
  }, [name]);
  return (
    <>
      <h1 className="title" title={name}>
        {name}
      </h1>
      {access === "look" && (
        <span className="chip" title={t("access:looking")}>
          {t("access:readOnly")}
        </span>
      )}
      {study && state === "live" && access === "edit" && (
        <span className="chip saved" title={t("shell:savedSaid")}>
          {t("shell:saved")}
        </span>
      )}
      {lostAt !== null && <span className="chip danger">{t("shell:offline")}</span>}
    </>
  );
}

/** Not there for who may only look. */
function Verbs() {
  const away = useAway();
  if (!useMayEdit()) return null;
  return (
    <>
      <span className="transport" title={away ? t("access:waits") : undefined}>
        <BackAndForth />
        <span className="rule" />
        <Transport />
      </span>
      <span className="rule" />
    </>
  );
}

function BackAndForth() {
  const [back, forth] = [useAction(undo), useAction(redo)];
  return (
    <>
      <IconButton
        icon={Undo2}
        name={t("shell:undo")}
        keys={undo.key}
        disabled={back.disabled}
        onClick={() => back.run()}
      />
      <IconButton
        icon={Redo2}
        name={t("shell:redo")}
        keys={redo.key}
        disabled={forth.disabled}
        onClick={() => forth.run()}
      />
    </>
  );
}
