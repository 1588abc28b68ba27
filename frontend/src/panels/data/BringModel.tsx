/** Begin with a model of another library in place of random curves: pykan's two files, or efficient-kan's one. */
import { useMutation } from "@tanstack/react-query";
import { CircleAlert, FileUp, X } from "lucide-react";
import { useRef } from "react";
import { bringModel } from "../../protocol/api";
import type { Model } from "../../protocol/messages";
import { problemOf } from "../../protocol/problem";
import { counted } from "../../store/format";
import { shapeName } from "../../store/names";
import { t } from "../../words";
import { Button, IconButton } from "../parts/Button";

interface Roles {
  inputs: readonly string[];
  targets: readonly string[];
}

const nodesOf = (entry: Model["width"][number] | undefined) =>
  typeof entry === "number" ? entry : (entry?.[0] ?? 0) + (entry?.[1] ?? 0);

/** Why these roles do not fit a model; null where they do, or there is none. */
export function misfitOf(model: Model | null, { inputs, targets }: Roles): string | null {
  if (!model) return null;
  const [needed, given] = [nodesOf(model.width[0]), nodesOf(model.width.at(-1))];
  if (needed === inputs.length && given === targets.length) return null;
  const has = t("model:has", {
    inputs: t("parts:inputs", counted(needed)),
    outputs: t("model:outputs", counted(given)),
  });
  return t("model:misfit", { has, inputs: inputs.length, targets: targets.length });
}

interface Props {
  model: Model | null;
  roles: Roles;
  bring: (model: Model | null) => void;
}

export function BringModel({ model, roles, bring }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  const read = useMutation({ mutationFn: bringModel, onSuccess: bring });
  const wrong = read.error ? problemOf(read.error) : null;
  return (
    <section className="panel" aria-label={t("model:title")} aria-busy={read.isPending}>
      <header>
        <h2>{t("model:title")}</h2>
        {!model && (
          <Button
            icon={FileUp}
            look="compact"
            disabled={read.isPending}
            onClick={() => chooser.current?.click()}
          >
            {t(read.isPending ? "model:reading" : "model:import")}
          </Button>
        )}
      </header>
      {model ? <Brought model={model} roles={roles} drop={() => bring(null)} /> : null}
      {!model && !wrong && <p className="small mid">{t("model:said")}</p>}
      {wrong && !model && (
        <div className="drop-wrong" role="alert">
          <CircleAlert className="icon" aria-hidden="true" />
          <div>
            <b>{wrong.message}</b>
            {wrong.hint && <p>{wrong.hint}</p>}
          </div>
        </div>
      )}
      <input
        ref={chooser}
        type="file"
        multiple
        aria-label={t("model:files")}
        className="visually-hidden"
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          if (files.length > 0) read.mutate(files);
          event.target.value = "";
        }}
      />
    </section>
  );
}

/** What it is, and which columns its inputs are. */
function Brought({ model, roles, drop }: { model: Model; roles: Roles; drop: () => void }) {
  const misfit = misfitOf(model, roles);
  return (
    <>
      <div className="model-brought">
        <span>
          <span className="chip">{model.kind}</span> {shapeName(model.width)}{" "}
          <span className="dim">{t("inspector:orderGrid", { k: model.k, grid: model.grid })}</span>
        </span>
        <IconButton icon={X} name={t("model:drop")} look="compact" onClick={drop} />
      </div>
      <p className={misfit ? "small model-misfit" : "small mid"}>
        {misfit ?? t("model:order", { inputs: roles.inputs.join(", "), targets: roles.targets.join(", ") })}
      </p>
    </>
  );
}
