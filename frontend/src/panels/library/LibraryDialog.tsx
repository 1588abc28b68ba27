/** The functions an edge may become: a field's taste, prices, what is left out, and functions of one's own. */
import { setLibrary } from "../../actions";
import { libraryOf } from "../../store/document";
import { served, t } from "../../words";
import { Dialog } from "../parts/Dialog";
import { useLibrary } from "../queries";
import { useAction, useRecords, useStudy } from "../study/context";
import { FunctionRows } from "./FunctionRows";
import { OwnFunction } from "./OwnFunction";

export function LibraryDialog({ leave }: { leave: () => void }) {
  const study = useStudy();
  const answer = useLibrary(study.id, libraryOf(useRecords()));
  return (
    <Dialog
      title={t("library:title")}
      size={560}
      leave={leave}
      look={{ content: "library", body: "library-body" }}
    >
      {answer.isError && <p className="formula-wrong">{answer.error.message}</p>}
      {answer.data && (
        <>
          <Presets preset={answer.data.preset} presets={answer.data.presets} />
          <OwnFunction known={answer.data.functions} />
          <FunctionRows functions={answer.data.functions} />
        </>
      )}
    </Dialog>
  );
}

interface PresetsProps {
  preset: string;
  presets: readonly { name: string; about: string }[];
}

function Presets({ preset, presets }: PresetsProps) {
  const { disabled, run } = useAction(setLibrary);
  return (
    <section className="library-part">
      <label className="library-preset">
        {t("library:field")}
        <span className="field">
          <select
            value={preset}
            disabled={disabled}
            onChange={(event) => run({ preset: event.target.value })}
          >
            {presets.map(({ name }) => (
              <option key={name} value={name}>
                {served(`presets:${name}`) ?? name.charAt(0).toUpperCase() + name.slice(1)}
              </option>
            ))}
          </select>
        </span>
      </label>
      <p className="dim small">
        {served(`presets:${preset}.about`) ?? presets.find(({ name }) => name === preset)?.about}
      </p>
    </section>
  );
}
