import type { Affine, EdgeRecord } from "../../protocol/messages";
import { constant } from "../../store/format";
import { functionName } from "../../store/names";

/** The four numbers of a named edge, φ(x) = c·f(a·x + b) + d. */
export function Constants({ edge, params }: { edge: EdgeRecord; params: Affine }) {
  return (
    <section className="panel">
      <header>
        <h2>Constants of {functionName(edge.function ?? "")}</h2>
        <span className="dim small">c·f(a·x + b) + d</span>
      </header>
      <div className="constants">
        {(["a", "b", "c", "d"] as const).map((name) => (
          <div key={name}>
            <span className="math">{name}</span>
            <b>{constant(params[name])}</b>
          </div>
        ))}
      </div>
    </section>
  );
}
