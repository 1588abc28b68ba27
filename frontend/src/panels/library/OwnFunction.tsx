/** A function of one's own: read as it is typed, drawn where it can be read, pointed at where it cannot. */
import { useDebouncedValue } from "@mantine/hooks";
import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { addFunction } from "../../actions";
import type { FunctionPreview, LibraryFunction } from "../../protocol/messages";
import { sentenceOf } from "../../protocol/problem";
import { t } from "../../words";
import { linear, padded } from "../charts/scale";
import { Button } from "../parts/Button";
import { useFunction } from "../queries";
import { useAction, useStudy } from "../study/context";

const PAUSE = 150;

export function OwnFunction({ known }: { known: readonly LibraryFunction[] }) {
  const study = useStudy();
  const [name, setName] = useState("");
  const [formula, setFormula] = useState("");
  const [asked] = useDebouncedValue(`${name}\n${formula}`, PAUSE);
  const [askedName = "", askedFormula = ""] = asked.split("\n");
  const answer = useFunction(study.id, askedName.trim(), askedFormula);
  const told = formula.trim() === "" ? undefined : answer.data;
  const { disabled, run } = useAction(addFunction);
  const again = known.some((each) => each.custom && each.name === name.trim());
  const ready = told !== undefined && !told.problem && name.trim() !== "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || disabled) return;
    run({ name: name.trim(), formula });
    setName("");
    setFormula("");
  };
  return (
    <form className="library-part own" onSubmit={submit} aria-label={t("library:own")}>
      <label>
        {t("library:name")}
        <span className="field">
          <input
            value={name}
            placeholder="langmuir"
            maxLength={60}
            onChange={(event) => setName(event.target.value)}
          />
        </span>
      </label>
      <label>
        {t("library:formulaInX")}
        <span className="field">
          <input
            value={formula}
            placeholder="x/(1 + x)"
            spellCheck={false}
            aria-describedby="own-said"
            aria-invalid={Boolean(told?.problem)}
            onChange={(event) => setFormula(event.target.value)}
          />
        </span>
      </label>
      <Button type="submit" icon={Plus} disabled={!ready || disabled}>
        {again ? t("library:rewrite") : t("library:add")}
      </Button>
      <Told told={told} />
    </form>
  );
}

function Told({ told }: { told: FunctionPreview | undefined }) {
  return (
    <div id="own-said" className="own-said" aria-live="polite">
      {!told && <p className="dim small">{t("library:fitted")}</p>}
      {told?.problem && (
        <div className="formula-wrong">
          <pre>{`${told.problem.text}\n${" ".repeat(told.problem.position)}^`}</pre>
          <p>
            {sentenceOf(told.problem.message)} {told.problem.hint && sentenceOf(told.problem.hint)}
          </p>
        </div>
      )}
      {told && !told.problem && <Drawn told={told} />}
    </div>
  );
}

const [WIDTH, HEIGHT] = [132, 60];

/** The curve where it has values, cut off where it runs away. */
function Drawn({ told }: { told: FunctionPreview }) {
  const values = told.y.filter((y) => y !== null).toSorted((one, other) => one - other);
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0;
  const x = linear([told.x[0] ?? 0, told.x.at(-1) ?? 1], 1, WIDTH - 1);
  const y = linear(padded([at(0.04), at(0.96)], 0.15), HEIGHT - 1, 1);
  const holes = told.y.length - values.length;
  return (
    <div className="own-drawn">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
        <path d={`M${x(0)} 0V${HEIGHT}M0 ${y(0)}H${WIDTH}`} stroke="var(--c-line)" />
        <path d={pathWithHoles(told, x, y)} fill="none" stroke="var(--c-symbolic)" strokeWidth="1.8" />
      </svg>
      <dl className="facts">
        <dt>{t("library:readsAs")}</dt>
        <dd className="upright">{told.shown}</dd>
        <dt>{t("library:cost")}</dt>
        <dd>{told.cost}</dd>
        {holes > 0 && (
          <>
            <dt>{t("library:undefined")}</dt>
            <dd>{t("library:undefinedOn", { percent: Math.round((100 * holes) / told.y.length) })}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

function pathWithHoles(told: FunctionPreview, x: (at: number) => number, y: (at: number) => number): string {
  let pen = "M";
  const steps = told.y.map((value, k) => {
    const inside = value !== null && Math.abs(y(value) - HEIGHT / 2) < 3 * HEIGHT;
    const step = inside ? `${pen}${x(told.x[k] ?? 0).toFixed(1)} ${y(value).toFixed(1)}` : "";
    pen = inside ? "L" : "M";
    return step;
  });
  return steps.join("");
}
