import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { makeDataset } from "../../protocol/api";
import { problemOf } from "../../protocol/problem";
import { count } from "../../store/format";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { Formula } from "../parts/Formula";
import { texOf, variablesOf } from "./law";

const FIRST = "exp(sin(pi*x) + y^2)";

/** Type a law, get its data, find the law again. */
export function LawForm({ made }: { made: (dataset: { id: string }) => void }) {
  const [law, setLaw] = useState(FIRST);
  const make = useMutation({ mutationFn: (formula: string) => makeDataset({ formula }), onSuccess: made });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(law);
  };
  return (
    <form onSubmit={submit}>
      <label className="eyebrow" htmlFor="law">
        {t("home:typeLaw")}
      </label>
      <div className="law">
        <div className="field">
          <span className="math sign">f =</span>
          <input
            id="law"
            value={law}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => {
              setLaw(event.target.value);
              make.reset();
            }}
          />
        </div>
        <Button type="submit" disabled={make.isPending || law.trim() === ""}>
          {t("home:makeData")}
        </Button>
      </div>
      {make.error ? (
        <p className="law-echo" role="alert" style={{ color: "var(--c-danger)" }}>
          {problemOf(make.error).sentence}
        </p>
      ) : (
        <Echo law={law} />
      )}
    </form>
  );
}

function Echo({ law }: { law: string }) {
  const variables = variablesOf(law);
  const [some, last = ""] = [variables.slice(0, -1).join(", "), variables.at(-1)];
  const names = some ? t("home:and", { some, last }) : last;
  return (
    <p className="law-echo">
      <Formula latex={texOf(law)} label={law} />
      {variables.length > 0 && <span className="dim">{t("home:lawData", { names, n: count(1000) })}</span>}
    </p>
  );
}
