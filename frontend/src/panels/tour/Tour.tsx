/** The tour: a card beside what it speaks of. It moves the canvas, gives it back, and changes nothing of the study. */
import { X } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import { t } from "../../words";
import { Button, IconButton } from "../parts/Button";
import { useRecords, useStudy } from "../study/context";
import { placeBeside } from "./place";
import { bringToSight, spotOf } from "./spot";
import { edgeToShow, TOUR, type TourStep } from "./steps";
import { endTour, useTour, walk } from "./tour";
import { useGivenBack } from "./useGivenBack";
import { usePreviewed } from "./usePreviewed";

export function Tour({ canvas }: { canvas: NetworkCanvas }) {
  const at = useTour();
  const step = at === null ? undefined : TOUR[at];
  return step && <Guided key="tour" canvas={canvas} step={step} at={at ?? 0} />;
}

function Guided({ canvas, step, at }: { canvas: NetworkCanvas; step: TourStep; at: number }) {
  const [card, ring] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)];
  const edge = edgeToShow(useRecords());
  useGivenBack(canvas);
  useShown(canvas, step, edge);
  usePreviewed(step.name === "naming" ? edge : null);
  useBeside(card, ring, canvas, step, edge);
  useEscape();
  return createPortal(
    <>
      <div ref={ring} className="tour-ring" aria-hidden="true" />
      <Card ref={card} step={step} at={at} />
    </>,
    document.body,
  );
}

/** What is selected and where the camera is, while a step is shown. */
function useShown(canvas: NetworkCanvas, step: TourStep, edge: string | null): void {
  const { selection } = useStudy();
  useEffect(() => {
    selection.setState({ edge: step.sight === "edge" ? edge : null, many: [], preview: null });
    bringToSight(canvas, step, edge);
  }, [canvas, selection, step, edge]);
}

/** Panels scroll, fill and fold under it: it is placed anew before every picture. */
function useBeside(
  card: RefObject<HTMLDivElement | null>,
  ring: RefObject<HTMLDivElement | null>,
  canvas: NetworkCanvas,
  step: TourStep,
  edge: string | null,
): void {
  useEffect(() => {
    let frame = 0;
    let before = "";
    const place = () => {
      frame = requestAnimationFrame(place);
      const spot = spotOf(canvas, step, edge);
      if (!card.current || !ring.current || !spot) return;
      const size = { width: card.current.offsetWidth, height: card.current.offsetHeight };
      const room = { width: innerWidth, height: innerHeight };
      const now = JSON.stringify([spot, size, room]);
      if (now === before) return;
      before = now;
      const { left, top } = placeBeside(spot, size, room, step.sides, step.low);
      card.current.style.transform = `translate(${left}px, ${top}px)`;
      ring.current.style.transform = `translate(${spot.left}px, ${spot.top}px)`;
      ring.current.style.width = `${spot.width}px`;
      ring.current.style.height = `${spot.height}px`;
    };
    place();
    return () => cancelAnimationFrame(frame);
  }, [card, ring, canvas, step, edge]);
}

/** Esc leaves it from anywhere but a dialog over it. */
function useEscape(): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key === "Escape" && !document.querySelector("dialog[open], [aria-modal=true]")) endTour();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

const ARROWS: Record<string, 1 | -1> = { ArrowRight: 1, ArrowLeft: -1 };

function Card({ ref, step, at }: { ref: RefObject<HTMLDivElement | null>; step: TourStep; at: number }) {
  const last = at === TOUR.length - 1;
  const press = (event: KeyboardEvent) => {
    const steps = ARROWS[event.key];
    if (steps === undefined || (last && steps === 1)) return;
    event.preventDefault();
    walk(steps);
  };
  return (
    <div
      ref={ref}
      className="tour-card floating"
      role="dialog"
      aria-label={t("tour:title")}
      onKeyDown={press}
    >
      <div className="tour-head">
        <span className="eyebrow">{t("tour:place", { k: at + 1, n: TOUR.length })}</span>
        <IconButton icon={X} name={t("tour:leave")} keys="Esc" look="compact" onClick={endTour} />
      </div>
      <div aria-live="polite">
        <h2>{t(`tour:${step.name}`)}</h2>
        <p>{t(`tour:${step.name}Said`)}</p>
      </div>
      <div className="tour-foot">
        <span className="dim small">
          <kbd>←</kbd> <kbd>→</kbd>
        </span>
        <Button disabled={at === 0} onClick={() => walk(-1)}>
          {t("tour:back")}
        </Button>
        <Button ref={(button) => button?.focus()} onClick={() => walk(1)}>
          {last ? t("tour:done") : t("tour:next")}
        </Button>
      </div>
    </div>
  );
}
