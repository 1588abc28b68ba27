/** Both networks on two sheets that move together. */
import { Link2, Link2Off, Maximize, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { NetworkCanvas } from "../../canvas/networkCanvas";
import { SIDES, type Side } from "../../store/comparing";
import { error } from "../../store/format";
import { versionSaid } from "../../store/said";
import { formerOf } from "../../store/sideBySide";
import { t } from "../../words";
import { Button, IconButton } from "../parts/Button";
import { useStudy } from "../study/context";
import { Letter } from "./Letter";
import type { Both } from "./useSides";

type Sheets = Record<Side, NetworkCanvas | null>;

export function ComparedStage({ both }: { both: Both }) {
  const study = useStudy();
  const [sheets, setSheets] = useState<Sheets>({ a: null, b: null });
  useTogether(sheets);
  const former = both.comparison.alike ? both.a.view : null;
  useEffect(() => sheets.b?.setFormer(formerOf(former)), [sheets.b, former]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the contract names it a region
    <div
      role="region"
      className="stage compare-pair"
      aria-label={t("shell:network")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: single keys act while the networks have focus
      tabIndex={0}
      onKeyDown={(event) => press(event, sheets)}
    >
      {SIDES.map((side) => (
        <Half
          key={side}
          side={side}
          both={both}
          made={(canvas) => setSheets((now) => ({ ...now, [side]: canvas }))}
        />
      ))}
      {!both.comparison.alike && (
        <p className="compare-unlike banner" role="note">
          {t("compare:unlike")}
        </p>
      )}
      <div className="kit bottom-right" role="toolbar" aria-label={t("compare:tools")}>
        <Together />
        <IconButton
          icon={Maximize}
          name={t("canvas:whole")}
          keys="F"
          look="compact"
          onClick={() => fitBoth(sheets)}
        />
        <IconButton
          icon={X}
          name={t("compare:leave")}
          keys="Esc"
          look="compact"
          onClick={() => study.comparing.setState({ pair: null })}
        />
      </div>
    </div>
  );
}

function Together() {
  const { comparing } = useStudy();
  const together = useStore(comparing, (state) => state.together);
  return (
    <Button
      icon={together ? Link2 : Link2Off}
      look={together ? "quiet compact on" : "quiet compact"}
      aria-pressed={together}
      onClick={() => comparing.setState({ together: !together })}
    >
      {t("compare:together")}
    </Button>
  );
}

interface HalfProps {
  side: Side;
  both: Both;
  made: (canvas: NetworkCanvas | null) => void;
}

function Half({ side, both, made }: HalfProps) {
  const study = useStudy();
  const host = useRef<HTMLDivElement>(null);
  const [canvas, setCanvas] = useState<NetworkCanvas | null>(null);
  const { version, view } = both[side];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sheet lives as long as the comparison
  useEffect(() => {
    if (!host.current) return;
    const { selection } = study;
    const sheet = new NetworkCanvas(host.current, {
      onSelect: (edge) => selection.setState({ edge, many: [], preview: null }),
      onHover: (hovered) => selection.setState({ hovered }),
      onOpen: (edge) => selection.setState({ edge, many: [], preview: null }),
    });
    sheet.setHideCut(true);
    sheet.setCosts(false);
    setCanvas(sheet);
    made(sheet);
    return () => {
      made(null);
      setCanvas(null);
      sheet.dispose();
    };
  }, [study]);
  useEffect(() => {
    if (canvas && view) canvas.setView(view);
  }, [canvas, view]);
  const { edge, hovered, lit } = useStore(study.selection);
  useEffect(() => canvas?.setSelected(edge), [canvas, edge]);
  useEffect(() => canvas?.setHovered(hovered), [canvas, hovered]);
  useEffect(() => canvas?.setLit(lit), [canvas, lit]);
  return (
    <div className="compare-half">
      <h2>
        <Letter side={side} />
        <span className="compare-said">{versionSaid(version)}</span>
        <span className="dim">{error(version.test_rmse)}</span>
      </h2>
      <div className="compare-sheet" ref={host} />
    </div>
  );
}

/** While they move together, wherever one camera goes the other stands too. */
function useTogether({ a, b }: Sheets): void {
  const together = useStore(useStudy().comparing, (state) => state.together);
  useEffect(() => {
    if (!together || !a || !b) return;
    b.lookFrom(a.standpoint);
    const ends = [a.onMove(() => b.lookFrom(a.standpoint)), b.onMove(() => a.lookFrom(b.standpoint))];
    return () => {
      for (const end of ends) end();
    };
  }, [together, a, b]);
}

function fitBoth({ a, b }: Sheets): void {
  a?.fit();
  b?.fit();
}

const ARROWS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" } as const;
const isArrow = (key: string): key is keyof typeof ARROWS => key in ARROWS;

/** Arrows walk along the wires of B, where every edge of both is drawn; F shows both whole. */
function press(event: KeyboardEvent, sheets: Sheets): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isArrow(event.key)) sheets.b?.moveSelection(ARROWS[event.key]);
  else if (event.key.toLowerCase() === "f") fitBoth(sheets);
  else return;
  event.preventDefault();
}
