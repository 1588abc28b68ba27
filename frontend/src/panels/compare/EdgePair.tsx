/** One edge in both versions: A's curve grey behind B's. */
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { CurveView, EdgeView, NetworkView } from "../../canvas/view";
import { edgeName } from "../../store/names";
import { t } from "../../words";
import { Plot } from "../charts/Plot";
import { linear, padded, pathOf, type Scale } from "../charts/scale";
import { IconButton } from "../parts/Button";
import { useStudy } from "../study/context";
import { Letter } from "./Letter";
import type { Both } from "./useSides";

export function EdgePair({ both, edge }: { both: Both; edge: string }) {
  const { selection } = useStudy();
  const part = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another edge is brought into sight
  useEffect(() => {
    part.current?.scrollIntoView({ block: "nearest" });
  }, [edge]);
  const { a, b } = both.comparison;
  const [one, other] = [edgeIn(both.a.view, edge), edgeIn(both.b.view, edge)];
  const side = other ? b : a;
  if (!one && !other) return null;
  const name = edgeName(edge, side.data, side.network);
  const curves = [drawn(one), drawn(other)] as const;
  return (
    <section className="panel" aria-label={name} ref={part}>
      <header>
        <h2>{name}</h2>
        <IconButton
          icon={X}
          name={t("parts:close")}
          look="compact"
          onClick={() => selection.setState({ edge: null })}
        />
      </header>
      {curves[0] || curves[1] ? (
        <Curves a={curves[0]} b={curves[1]} name={name} />
      ) : (
        <p className="small mid">{t("compare:bothCut")}</p>
      )}
    </section>
  );
}

interface Drawn {
  curve: CurveView;
  range: readonly [number, number];
  named: boolean;
}

const edgeIn = (view: NetworkView | null, id: string) => view?.edges.find((edge) => edge.id === id);

const drawn = (edge: EdgeView | undefined): Drawn | null =>
  edge?.curve && edge.range && edge.status !== "cut"
    ? { curve: edge.curve, range: edge.range, named: edge.status === "symbolic" }
    : null;

function Curves({ a, b, name }: { a: Drawn | null; b: Drawn | null; name: string }) {
  const there = [a, b].filter((one) => one !== null);
  const x: [number, number] = [
    Math.min(...there.map(({ range }) => range[0])),
    Math.max(...there.map(({ range }) => range[1])),
  ];
  const y = padded([
    Math.min(...there.map(({ curve }) => curve.lo)),
    Math.max(...there.map(({ curve }) => curve.hi)),
  ]);
  const [source = "", target = ""] = name.split(" → ");
  return (
    <>
      <Plot
        x={{ domain: x, name: source }}
        y={{ domain: y, name: target }}
        height={170}
        label={t("compare:curvesOf", { edge: name })}
      >
        {(across, up) => (
          <>
            {a && <Curve of={a} across={across} up={up} stroke="var(--c-previous)" />}
            {b && (
              <Curve
                of={b}
                across={across}
                up={up}
                stroke={b.named ? "var(--c-symbolic)" : "var(--c-spline)"}
              />
            )}
          </>
        )}
      </Plot>
      <p className="small mid compare-key">
        <Letter side="a" /> {t(a ? "compare:behind" : "compare:isCut")} <Letter side="b" />{" "}
        {t(b ? "compare:before" : "compare:isCut")}
      </p>
    </>
  );
}

interface CurveProps {
  of: Drawn;
  across: Scale;
  up: Scale;
  stroke: string;
}

function Curve({ of: { curve, range }, across, up, stroke }: CurveProps) {
  const own = linear(range, across(range[0]), across(range[1]));
  return <path d={pathOf(curve.values, own, up)} fill="none" stroke={stroke} strokeWidth="2.2" />;
}
