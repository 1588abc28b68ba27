import { Pencil } from "lucide-react";
import type { FormEvent } from "react";
import { nameVersion } from "../../actions";
import type { VersionRecord } from "../../protocol/messages";
import { t } from "../../words";
import { dismiss, summon, useSummoned } from "../palette/summon";
import { IconButton } from "../parts/Button";
import { useAction } from "./context";

/** Gives the version of now a name of one's own, or takes it away again. */
export function VersionName({ version }: { version: VersionRecord }) {
  const open = useSummoned() === "version-name";
  const { offered, disabled, run } = useAction(nameVersion);
  if (!offered) return null;
  if (!open) {
    return (
      <IconButton
        icon={Pencil}
        name={t("history:nameThis")}
        look="compact version-pencil"
        disabled={disabled}
        onClick={() => summon("version-name")}
      />
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    if (typed !== (version.name ?? "")) run({ version: version.id, name: typed || null });
    dismiss();
  };
  return (
    <form
      className="version-form"
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && dismiss()}
    >
      <span className="field">
        <input
          name="name"
          aria-label={t("history:nameOf")}
          defaultValue={version.name ?? ""}
          maxLength={200}
          ref={(field) => field?.focus()}
        />
      </span>
    </form>
  );
}
