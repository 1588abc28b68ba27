/** A training watched again: a slider through its moments, the network and its errors as they were then. */
import { Pause, Play, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import type { NetworkView } from "../../canvas/view";
import { problemOf } from "../../protocol/problem";
import { trainingOut } from "../../store/document";
import { filmBehind } from "../../store/film";
import { count, error } from "../../store/format";
import { t } from "../../words";
import { IconButton } from "../parts/Button";
import { useFilm } from "../queries";
import { useRecords, useStudy } from "./context";
import { showFrame } from "./live";

/** Milliseconds a moment is shown when it runs by itself. */
const PACE = 60;

interface Props {
  canvas: NetworkCanvas;
  view: NetworkView;
}

/** There while a film is watched; a new training or another network ends it. */
export function FilmBar({ canvas, view }: Props) {
  const { sight } = useStudy();
  const records = useRecords();
  const watched = useStore(sight, (state) => state.film);
  const film = filmBehind(records);
  const gone = watched !== null && (film?.id !== watched || trainingOut(records) !== undefined);
  useEffect(() => {
    if (gone) sight.setState({ film: null });
  }, [gone, sight]);
  return watched === null || gone ? null : <Watched run={watched} canvas={canvas} view={view} />;
}

function Watched({ run, canvas, view }: Props & { run: string }) {
  const { id, sight } = useStudy();
  const film = useFilm(id, run);
  const frames = film.data ?? [];
  const last = Math.max(0, frames.length - 1);
  const [at, setAt] = useState(0);
  const [running, setRunning] = useState(true);
  const frame = frames[Math.min(at, last)];
  useEffect(() => {
    if (frame) showFrame(canvas, frame, view);
  }, [canvas, view, frame]);
  useEffect(() => () => canvas.setView(view), [canvas, view]);
  useEffect(() => {
    if (!running || last === 0) return;
    const timer = setInterval(() => setAt((now) => Math.min(now + 1, last)), PACE);
    return () => clearInterval(timer);
  }, [running, last]);
  const ended = at >= last;
  const said = frame && t("canvas:filmAt", { step: count(frame.step), rmse: error(frame.test_rmse) });
  return (
    <div className="kit probe film" role="toolbar" aria-label={t("canvas:film")}>
      <IconButton
        icon={running && !ended ? Pause : Play}
        name={running && !ended ? t("canvas:filmHold") : t("canvas:filmPlay")}
        look="compact"
        onClick={() => {
          if (ended) setAt(0);
          setRunning(ended || !running);
        }}
      />
      <input
        type="range"
        min={0}
        max={last}
        value={Math.min(at, last)}
        aria-label={t("canvas:filmMoment")}
        aria-valuetext={said}
        onChange={(event) => {
          setRunning(false);
          setAt(Number(event.target.value));
        }}
      />
      <span className={film.isError ? "small danger" : "small mid numbers"}>
        {film.isError ? problemOf(film.error).sentence : said}
      </span>
      <IconButton
        icon={X}
        name={t("canvas:filmEnd")}
        look="compact"
        onClick={() => sight.setState({ film: null })}
      />
    </div>
  );
}
