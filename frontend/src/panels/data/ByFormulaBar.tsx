/** A column worked out from others: its name, its formula, its unit. */
import { type FormEvent, useState } from "react";
import { deriveColumn } from "../../actions";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { useAction } from "../study/context";

export function ByFormulaBar({ close }: { close: () => void }) {
  const { disabled, run } = useAction(deriveColumn);
  const [name, setName] = useState("");
  const [formula, setFormula] = useState("");
  const [unit, setUnit] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ name: name.trim(), formula, unit: unit.trim() || null });
  };
  return (
    <form
      className="by-formula"
      aria-label={t("data:byFormula")}
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <span className="field short">
        <input
          aria-label={t("data:name")}
          placeholder={t("data:name")}
          value={name}
          // biome-ignore lint/a11y/noAutofocus: the button just pressed asks for it
          autoFocus
          spellCheck={false}
          onChange={(event) => setName(event.target.value)}
        />
      </span>
      <span aria-hidden="true">=</span>
      <span className="field">
        <input
          aria-label={t("data:formulaOf")}
          placeholder={t("data:formulaExample")}
          value={formula}
          spellCheck={false}
          onChange={(event) => setFormula(event.target.value)}
        />
      </span>
      <span className="field short">
        <input
          aria-label={t("data:unit")}
          placeholder={t("data:unit")}
          value={unit}
          spellCheck={false}
          onChange={(event) => setUnit(event.target.value)}
        />
      </span>
      <Button type="submit" disabled={disabled || !name.trim() || !formula.trim()}>
        {t("data:workOut")}
      </Button>
      <Button look="quiet" onClick={close}>
        {t("data:leave")}
      </Button>
    </form>
  );
}
