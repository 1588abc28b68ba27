/** What is not the same about the edges, most telling first. */

import type { LucideIcon } from "lucide-react";
import { Lock, LockOpen, Magnet, Minus, Plus, RotateCcw, Scissors, Sigma, Tag, TagIcon } from "lucide-react";
import type { Difference } from "../../protocol/messages";
import { counted } from "../../store/format";
import { edgeName, functionName } from "../../store/names";
import { type Group, grouped } from "../../store/sideBySide";
import { t } from "../../words";
import { useStudy } from "../study/context";
import type { Both } from "./useSides";

const ICONS: Record<Difference, LucideIcon> = {
  added: Plus,
  gone: Minus,
  cut: Scissors,
  restored: RotateCcw,
  named: Tag,
  renamed: TagIcon,
  unnamed: TagIcon,
  exact: Magnet,
  numbers: Sigma,
  locked: Lock,
  unlocked: LockOpen,
};

export function Changed({ both }: { both: Both }) {
  const { differences, alike } = both.comparison;
  if (!alike) return null;
  return (
    <section className="panel" aria-label={t("compare:changed")}>
      <header>
        <h2>{t("compare:changed")}</h2>
      </header>
      {differences.length === 0 && <p className="small mid">{t("compare:noneChanged")}</p>}
      <ul className="compare-changes">
        {grouped(differences).map((group) => (
          <Told key={`${group.what} ${group.edges[0]?.edge}`} group={group} both={both} />
        ))}
      </ul>
    </section>
  );
}

/** One sentence; pointing at it lights its edges in both networks. */
function Told({ group, both }: { group: Group; both: Both }) {
  const { selection } = useStudy();
  const Icon = ICONS[group.what];
  const edges = group.edges.map(({ edge }) => edge);
  const light = (on: boolean) => selection.setState({ lit: on ? edges : [] });
  return (
    <li>
      <button
        type="button"
        onPointerEnter={() => light(true)}
        onPointerLeave={() => light(false)}
        onFocus={() => light(true)}
        onBlur={() => light(false)}
        onClick={() => selection.setState({ edge: edges[0] ?? null, many: [] })}
      >
        <Icon className="icon" aria-hidden="true" />
        <span>{sentence(group, both)}</span>
      </button>
    </li>
  );
}

function sentence({ what, edges }: Group, { comparison: { a, b } }: Both): string {
  const [one] = edges;
  if (one === undefined) return "";
  const side = what === "gone" ? a : b;
  const name = edgeName(one.edge, side.data, side.network);
  const now = one.now === null ? "" : functionName(one.now);
  const was = one.was === null ? "" : functionName(one.was);
  if (what === "named") return t("compare:isNamed", { edge: name, now });
  if (what === "renamed") return t("compare:isRenamed", { edge: name, was, now });
  if (what === "unnamed") return t("compare:isUnnamed", { edge: name, was });
  return t(`compare:${what}`, counted(edges.length));
}
