import { BookOpen, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useStore } from "zustand";
import type { Candidate } from "../../protocol/messages";
import { error, ninesShare, rSquared } from "../../store/format";
import { functionName } from "../../store/names";
import { gapsSaid } from "../../store/said";
import { t } from "../../words";
import { LibraryDialog } from "../library/LibraryDialog";
import { Button } from "../parts/Button";
import { FunctionText } from "../parts/FunctionText";
import { useMayEdit, useStudy } from "./context";

interface Props {
  /** What the edge hears, as people call it. */
  input: string;
  list: readonly Candidate[];
  /** Whether the first ones are still being refitted. */
  refitting: boolean;
  /** "asking", what went wrong, or null. */
  state: string | null;
  chosen: Candidate | null;
  pointed: Candidate | null;
  choose: (candidate: Candidate) => void;
  commit: (candidate: Candidate) => void;
  point: (candidate: Candidate | null) => void;
}

/**
 * The library's functions fitted to this edge, ranked by fit against cost. Pointing or walking with the arrow keys
 * shows one on the curve, a click chooses it, Enter names the edge.
 */
export function Candidates({ input, list, refitting, state, chosen, pointed, choose, commit, point }: Props) {
  const [library, setLibrary] = useState(false);
  const mine = useMayEdit();
  return (
    <section className="panel">
      <header>
        <h2>{t("inspector:candidates")}</h2>
        {mine && (
          <Button icon={BookOpen} look="quiet compact" onClick={() => setLibrary(true)}>
            {t("inspector:library")}
          </Button>
        )}
      </header>
      <Weight />
      {library && <LibraryDialog leave={() => setLibrary(false)} />}
      {list.length === 0 ? (
        <p className="dim small">{state === "asking" ? t("inspector:fitting") : state}</p>
      ) : (
        <>
          <table
            className="rows candidates"
            aria-label={t("inspector:candidates")}
            onPointerLeave={() => point(null)}
          >
            <thead>
              <tr>
                <th scope="col">{t("inspector:function")}</th>
                <th scope="col" className="number">
                  R²
                </th>
                <th scope="col" className="number" title={t("inspector:fixedSaid")}>
                  {t("inspector:fixed")}
                </th>
                <th scope="col" className="number" title={t("inspector:refittedSaid")}>
                  {t("inspector:refitted")}
                </th>
                <th scope="col" className="number">
                  {t("inspector:cost")}
                </th>
              </tr>
            </thead>
            <tbody>
              {list.map((each) => (
                <Row
                  key={each.function}
                  candidate={each}
                  on={each === chosen}
                  {...{ input, refitting, choose, commit, point }}
                />
              ))}
            </tbody>
          </table>
          <Gaps input={input} list={list} pointed={pointed} chosen={chosen} />
        </>
      )}
    </section>
  );
}

/** What the marks in the table mean: the pole or gap of the function pointed at, otherwise of the one chosen. */
function Gaps({ input, list, pointed, chosen }: Pick<Props, "input" | "list" | "pointed" | "chosen">) {
  if (list.every(({ notice }) => notice === null)) return null;
  const shown = pointed ?? chosen;
  const notice = shown && gapsSaid(shown, input);
  return (
    <p className="dim small gaps" role="note">
      {notice ? (
        <>
          <span className="upright">
            <FunctionText said={functionName(shown.function)} />
          </span>
          : {lowered(notice)}.
        </>
      ) : (
        t("law:marked")
      )}
    </p>
  );
}

const lowered = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);

interface RowProps extends Pick<Props, "input" | "refitting" | "choose" | "commit" | "point"> {
  candidate: Candidate;
  on: boolean;
}

/** What is put first: the closest fit, or the simplest function that is close enough. */
function Weight() {
  const { selection } = useStudy();
  const weight = useStore(selection, (state) => state.costWeight);
  return (
    <label className="weight dim small">
      {t("inspector:accuracy")}
      <input
        type="range"
        min={0}
        max={6}
        step={0.5}
        value={weight}
        aria-label={t("inspector:weight")}
        onChange={(event) => selection.setState({ costWeight: Number(event.target.value) })}
      />
      {t("inspector:simplicity")}
    </label>
  );
}

/** The row an arrow key leads to. */
const NEXT = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" } as const;

function Row({ input, candidate, on, refitting, choose, commit, point }: RowProps) {
  const notice = gapsSaid(candidate, input);
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = event.currentTarget[NEXT[event.key]];
      if (next instanceof HTMLElement) next.focus();
    } else if (event.key === "Enter") commit(candidate);
    else if (event.key === " ") choose(candidate);
    else return;
    event.preventDefault();
  };
  return (
    <tr
      aria-selected={on}
      aria-label={candidate.function}
      tabIndex={0}
      onPointerEnter={() => point(candidate)}
      onFocus={() => point(candidate)}
      onBlur={() => point(null)}
      onClick={() => choose(candidate)}
      onKeyDown={press}
    >
      <td className="upright" title={notice ?? undefined}>
        <FunctionText said={functionName(candidate.function)} />
        {notice && <TriangleAlert className="icon noticed" aria-label={notice} />}
      </td>
      <td className="number nines">
        {rSquared(candidate.r2)}
        <span className={on ? "bar symbolic" : "bar"}>
          <i style={{ width: `${100 * ninesShare(candidate.r2)}%` }} />
        </span>
      </td>
      <td className="number">{error(candidate.test_rmse)}</td>
      <td className={candidate.refitted_rmse === null ? "number dim" : "number"}>
        {candidate.refitted_rmse === null && refitting ? "…" : error(candidate.refitted_rmse)}
      </td>
      <td className="number">{candidate.cost}</td>
    </tr>
  );
}
