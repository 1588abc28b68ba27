import { BookOpen, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import type { Candidate } from "../../protocol/messages";
import { error, ninesShare, rSquared } from "../../store/format";
import { functionName } from "../../store/names";
import { LibraryDialog } from "../library/LibraryDialog";
import { Button } from "../parts/Button";

interface Props {
  list: readonly Candidate[];
  /** "asking", what went wrong, or null. */
  state: string | null;
  chosen: Candidate | null;
  choose: (candidate: Candidate) => void;
  commit: (candidate: Candidate) => void;
  point: (candidate: Candidate | null) => void;
}

/**
 * The library's functions fitted to this edge, ranked by fit against cost. Pointing or walking with the arrow keys
 * shows one on the curve, a click chooses it, Enter names the edge.
 */
export function Candidates({ list, state, chosen, choose, commit, point }: Props) {
  const [library, setLibrary] = useState(false);
  return (
    <section className="panel">
      <header>
        <h2>Candidates</h2>
        <Button icon={BookOpen} look="quiet compact" onClick={() => setLibrary(true)}>
          Library…
        </Button>
      </header>
      {library && <LibraryDialog leave={() => setLibrary(false)} />}
      {list.length === 0 ? (
        <p className="dim small">{state === "asking" ? "Fitting the library to this curve…" : state}</p>
      ) : (
        <table className="rows candidates" aria-label="Candidates" onPointerLeave={() => point(null)}>
          <thead>
            <tr>
              <th scope="col">Function</th>
              <th scope="col" className="number" colSpan={2}>
                R²
              </th>
              <th scope="col" className="number">
                Test RMSE
              </th>
              <th scope="col" className="number">
                Cost
              </th>
            </tr>
          </thead>
          <tbody>
            {list.map((each) => (
              <Row key={each.function} candidate={each} on={each === chosen} {...{ choose, commit, point }} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface RowProps extends Pick<Props, "choose" | "commit" | "point"> {
  candidate: Candidate;
  on: boolean;
}

/** The row an arrow key leads to. */
const NEXT = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" } as const;

function Row({ candidate, on, choose, commit, point }: RowProps) {
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
      <td className="upright" title={candidate.notice ?? undefined}>
        {functionName(candidate.function)}
        {candidate.notice && <TriangleAlert className="icon noticed" aria-label={candidate.notice} />}
      </td>
      <td>
        <span className={on ? "bar symbolic" : "bar"} style={{ width: 52 }}>
          <i style={{ width: `${100 * ninesShare(candidate.r2)}%` }} />
        </span>
      </td>
      <td className="number">{rSquared(candidate.r2)}</td>
      <td className="number">{error(candidate.test_rmse)}</td>
      <td className="number">{candidate.cost}</td>
    </tr>
  );
}
