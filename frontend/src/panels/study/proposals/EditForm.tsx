/** A proposal with other numbers or names: every field of its operation that is a word or a number. */
import { type SubmitEvent, useState } from "react";
import { accept } from "../../../actions";
import type { ProposalRecord } from "../../../protocol/messages";
import { t } from "../../../words";
import { Button } from "../../parts/Button";
import { useAction, useStudy } from "../context";

type Plain = string | number;
/** Which edge and which kind of operation it is are the proposal itself. */
const KEPT = new Set(["op", "edge"]);

export function EditForm({ proposal }: { proposal: ProposalRecord }) {
  const { selection } = useStudy();
  const accepting = useAction(accept);
  const [fields, setFields] = useState(() => plainFields(proposal.operation));
  const names = Object.keys(fields);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const operation = { ...proposal.operation, ...fields } as ProposalRecord["operation"];
    accepting.run({ proposal: proposal.id, operation });
  };
  return (
    <form onSubmit={send}>
      {names.length === 0 && <p className="dim small">{t("proposals:nothingToEdit")}</p>}
      {names.map((name, k) => (
        <label key={name} className="propcard-field">
          <span>{name.replaceAll("_", " ")}</span>
          <span className="field">
            <input
              // biome-ignore lint/a11y/noAutofocus: it was asked for by this very press
              autoFocus={k === 0}
              type={typeof fields[name] === "number" ? "number" : "text"}
              step="any"
              value={fields[name]}
              onChange={(event) => setFields({ ...fields, [name]: typed(event.currentTarget, fields[name]) })}
            />
          </span>
        </label>
      ))}
      <footer>
        <Button type="submit" look="proposed" disabled={accepting.disabled || names.length === 0}>
          {t("proposals:acceptEdited")}
        </Button>
        <Button look="quiet" onClick={() => selection.setState({ deciding: null })}>
          {t("proposals:back")}
        </Button>
      </footer>
    </form>
  );
}

function plainFields(operation: ProposalRecord["operation"]): Record<string, Plain> {
  const entries = Object.entries(operation).filter(
    (entry): entry is [string, Plain] =>
      !KEPT.has(entry[0]) && (typeof entry[1] === "string" || typeof entry[1] === "number"),
  );
  return Object.fromEntries(entries);
}

const typed = (input: HTMLInputElement, before: Plain | undefined): Plain =>
  typeof before === "number" && !Number.isNaN(input.valueAsNumber) ? input.valueAsNumber : input.value;
