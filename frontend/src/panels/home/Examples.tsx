import { useMutation } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { exampleView } from "../../canvas/example";
import { readPalette, watchTheme } from "../../canvas/palette";
import { drawStill } from "../../canvas/still";
import { makeStudy } from "../../protocol/api";
import type { Example } from "../../protocol/messages";
import { problemOf } from "../../protocol/problem";
import { counted } from "../../store/format";
import { served, t } from "../../words";
import { useExamples } from "../queries";
import { go } from "../route";

export function Examples() {
  const examples = useExamples();
  const open = useMutation({
    mutationFn: (example: Example) => makeStudy({ name: titleOf(example), example: example.id }),
    onSuccess: (made) => go(`study/${made.id}`),
  });
  return (
    <section>
      <header className="panel-head">
        <h2>{t("home:examples")}</h2>
        {open.error ? (
          <span className="small" role="alert" style={{ color: "var(--c-danger)" }}>
            {problemOf(open.error).message}
          </span>
        ) : (
          <span className="dim small">{t("home:examplesSaid")}</span>
        )}
      </header>
      <div className="example-grid">
        {examples.data?.examples.map((example, k) => (
          <Card
            key={example.id}
            example={example}
            seed={k}
            busy={open.isPending}
            open={() => open.mutate(example)}
          />
        ))}
      </div>
      {examples.isError && <p className="dim">{examples.error.message}</p>}
    </section>
  );
}

const titleOf = ({ id, title }: Example) => served(`examples:${id}.title`) ?? title;

interface CardProps {
  example: Example;
  seed: number;
  busy: boolean;
  open: () => void;
}

function Card({ example, seed, busy, open }: CardProps) {
  return (
    <button type="button" className="example" disabled={busy} onClick={open}>
      <Still example={example} seed={seed} />
      <span className="example-words">
        <b>{titleOf(example)}</b>
        <span className="about">{served(`examples:${example.id}.sentence`) ?? example.sentence}</span>
        {example.inputs.length > 0 && (
          <span className="dim">
            {t("parts:inputs", counted(example.inputs.length))}
            {example.rows > 0 && t("parts:comma") + t("parts:rows", counted(example.rows))}
          </span>
        )}
      </span>
    </button>
  );
}

/** A plausible network of the example's own shape, at rest. */
function Still({ example, seed }: { example: Example; seed: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useMemo(() => {
    const inputs = Math.min(6, Math.max(1, example.inputs.length));
    const names = [...example.inputs.slice(0, inputs).map(short), short(example.target || "y")];
    return exampleView([inputs, Math.max(3, Math.min(5, inputs)), 1], 3 + 5 * seed, names);
  }, [example, seed]);
  useEffect(() => {
    const draw = () => canvas.current && drawStill(canvas.current, view, readPalette());
    draw();
    const watch = new ResizeObserver(draw);
    if (canvas.current) watch.observe(canvas.current);
    const leave = watchTheme(draw);
    return () => {
      watch.disconnect();
      leave();
    };
  }, [view]);
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: this canvas takes no focus
  return <canvas ref={canvas} aria-hidden="true" />;
}

/** What fits into a port: short names as they are, long ones by their first letter. */
function short(name: string): string {
  const bare = name.replace(/^(log(10)?|ln)[_ ]/i, "");
  return bare.length <= 2 ? bare : bare.slice(0, 1);
}
