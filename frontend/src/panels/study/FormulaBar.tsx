import { Menu } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import type { FormulaAnswer, NetworkRecord, OutputFormula } from "../../protocol/messages";
import { problemOf } from "../../protocol/problem";
import { edgesOf, networkOf, trainingOut } from "../../store/document";
import { error } from "../../store/format";
import { said } from "../../store/said";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { copyText } from "../parts/copy";
import { nameTex, spaced } from "../parts/nameTex";
import { useFormula } from "../queries";
import { useHead, useRecords, useStudy } from "./context";
import { LinkedFormula, useFormulaKeys } from "./LinkedFormula";
import { useFitted } from "./useFitted";
import { VerdictPopover } from "./VerdictPopover";

/** What is known so far: the formula with its φ's, how good it is, and a way to take it along. */
export function FormulaBar() {
  const study = useStudy();
  const head = useHead();
  const formula = useFormula(study.id, head?.id, head?.sealed_reading);
  const outputs = formula.data?.outputs ?? [];
  // Until the answer for this version is here the last one stays, marked as such: it is not to be read or copied.
  const stale = formula.isPlaceholderData;
  const keys = useFormulaKeys();
  // One whole formula has the width of the bar to itself; what it misses stands below it in words.
  const told = outputs.length === 1 && outputs.every(({ complete, verdict }) => complete && verdict.sentence);
  return (
    <section className={`formula${told ? " told" : ""}`} aria-label={t("formula:title")} aria-busy={stale}>
      <span className="visually-hidden" aria-live="polite">
        {keys.said}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: no field set, but the parts of a formula */}
      <div
        role="group"
        className={`formula-text${outputs.length > 1 ? " many" : ""}`}
        aria-label={t("formula:parts")}
        id="formula"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk through its parts
        tabIndex={0}
        onKeyDown={keys.press}
        onBlur={keys.leave}
      >
        {outputs.map((output) => (
          <Line key={output.target} output={output} told={!told} />
        ))}
        {formula.isError && <p className="formula-said">{problemOf(formula.error).sentence}</p>}
      </div>
      {told ? outputs.map(({ target, verdict }) => <Misses key={target} {...verdict} />) : <Figures />}
      {outputs.some(({ complete }) => complete) && <VerdictPopover outputs={outputs} />}
      {formula.data && <CopyMenu answer={formula.data} stale={stale} />}
    </section>
  );
}

function Line({ output, told }: { output: OutputFormula; told: boolean }) {
  const line = useFitted(output.latex);
  return (
    <>
      <div className="formula-line" ref={line}>
        <LinkedFormula
          head={`${nameTex(output.target)} = `}
          latex={spaced(output.linked)}
          label={`${output.target} = ${output.sympy}`}
        />
      </div>
      {told && output.complete && output.verdict.sentence && <Misses {...output.verdict} />}
    </>
  );
}

const Misses = ({ sentence, said: clauses }: OutputFormula["verdict"]) => (
  <p className="formula-said">{firstOf(said(sentence, clauses))}</p>
);

/** How much is named, and what is missed. */
function Figures() {
  const records = useRecords();
  const living = edgesOf(records).filter((edge) => edge.status !== "cut");
  const named = living.filter((edge) => edge.status === "symbolic").length;
  const network = networkOf(records);
  if (!network) return null;
  return (
    <dl className="verdict">
      <Figure name={t("formula:named")} value={t("formula:namedOf", { n: named, all: living.length })} />
      <Errors network={network} />
    </dl>
  );
}

/** The first of several sentences; the rest stands in the verdict. */
const firstOf = (sentences: string) => /^.*?(?:[.!?](?=\s|$)|。)/.exec(sentences)?.[0] ?? sentences;

/** While a run is out these are of the version last made: the run tells its own. */
function Errors({ network }: { network: NetworkRecord }) {
  const running = trainingOut(useRecords()) !== undefined;
  if (running) return <Figure name={t("formula:lastVersion")} value={error(network.test_rmse)} />;
  return (
    <>
      <Figure name={t("formula:trainRmse")} value={error(network.train_rmse)} />
      <Figure name={t("formula:testRmse")} value={error(network.test_rmse)} />
    </>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const KINDS = [
  { key: "latex", name: () => "LaTeX" },
  { key: "sympy", name: () => "SymPy" },
  { key: "python", name: () => t("formula:pythonFunction") },
] as const;

function CopyMenu({ answer, stale }: { answer: FormulaAnswer; stale: boolean }) {
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async (key: (typeof KINDS)[number]["key"], name: string) => {
    const text = answer.outputs.map((output) => output[key]).join("\n");
    setCopied((await copyText(text)) ? t("formula:copied", { name }) : t("formula:clipboard"));
  };
  return (
    <Menu
      position="top-end"
      offset={6}
      onClose={() => setCopied(null)}
      closeOnItemClick={false}
      classNames={{ dropdown: "floating", item: "floating-item" }}
    >
      <Menu.Target>
        <Button look="quiet square" aria-label={t("formula:copy")} icon={Copy} disabled={stale} />
      </Menu.Target>
      <Menu.Dropdown>
        {copied && (
          <Menu.Label>
            <Check size={12} aria-hidden="true" /> {copied}
          </Menu.Label>
        )}
        {KINDS.map(({ key, name }) => (
          <Menu.Item key={key} onClick={() => void copy(key, name())}>
            {name()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
