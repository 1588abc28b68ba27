/** Every key, by where it acts. */
import { X } from "lucide-react";
import { t } from "../../words";
import { IconButton } from "../parts/Button";
import { Sheet } from "./Sheet";
import { dismiss } from "./summon";

type Keys = readonly [keys: string, said: string];

const everywhere = (): readonly Keys[] => [
  ["Ctrl K", t("palette:title")],
  ["Ctrl Z", t("shell:undo")],
  ["Ctrl Shift Z", t("shell:redo")],
  ["Tab", t("palette:keyTab")],
  ["Esc", t("palette:keyEsc")],
];

const onNetwork = (): readonly Keys[] => [
  ["Space", t("palette:keySpace")],
  ["← → ↑ ↓", t("palette:keyArrows")],
  ["N", t("palette:keyName")],
  ["X", t("palette:keyCut")],
  ["K", t("palette:keyLock")],
  ["D", t("draw:title")],
  ["J", t("proposals:keyNext")],
  ["A E R", t("proposals:keyAnswer")],
  ["F", t("palette:wholeNetwork")],
  ["Shift P", t("palette:present")],
  ["?", t("palette:keys")],
];

const onLists = (): readonly Keys[] => [
  ["↑ ↓", t("palette:keyRows")],
  ["Enter", t("palette:keyEnter")],
];

export function ShortcutSheet() {
  return (
    <Sheet name={t("palette:keys")} className="keys">
      <header className="panel-head">
        <h2>{t("palette:keys")}</h2>
        <IconButton icon={X} name={t("parts:close")} look="compact" onClick={dismiss} />
      </header>
      <div className="keys-columns">
        <Part title={t("palette:keysNetwork")} keys={onNetwork()} />
        <div className="stack">
          <Part title={t("palette:keysEverywhere")} keys={everywhere()} />
          <Part title={t("palette:keysLists")} keys={onLists()} />
        </div>
      </div>
    </Sheet>
  );
}

function Part({ title, keys }: { title: string; keys: readonly Keys[] }) {
  return (
    <section>
      <h3 className="eyebrow">{title}</h3>
      <dl className="keys-list">
        {keys.map(([key, said]) => (
          <div key={key}>
            <dt>{said}</dt>
            <dd>
              <kbd>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
