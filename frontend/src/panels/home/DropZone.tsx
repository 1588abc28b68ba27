import { CircleAlert, ClipboardPaste, FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { Problem } from "../../protocol/problem";
import { t } from "../../words";
import { Button } from "../parts/Button";

interface Props {
  over: boolean;
  busy: boolean;
  problem: Problem | null;
  bring: (file: File) => void;
  paste: (text: string) => void;
}

const KINDS = ".csv,.tsv,.tab,.txt,.dat,.xlsx,.xls,.xlsm,.xlsb,.ods,.parquet,.npy,.npz";
const closedClipboard = () =>
  new Problem(
    {
      code: "clipboard",
      detail: t("home:clipboard"),
      hint: t("home:clipboardCure"),
    },
    0,
  );

/** Where a table arrives, and where a bad one says what is wrong with it. */
export function DropZone({ over, busy, problem, bring, paste }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  const [closed, setClosed] = useState<Problem | null>(null);
  const fromClipboard = async () => {
    try {
      paste(await navigator.clipboard.readText());
    } catch {
      setClosed(closedClipboard());
    }
  };
  const wrong = problem ?? closed;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot centre its content */}
      <div role="group" className={over ? "drop over" : "drop"} aria-label={t("home:bring")} aria-busy={busy}>
        <div>
          <b>{busy ? t("home:reading") : over ? t("home:letGo") : t("home:drop")}</b>
          <span className="dim small">{t("home:kinds")}</span>
        </div>
        <span className="foot-acts">
          <Button icon={FileUp} disabled={busy} onClick={() => chooser.current?.click()}>
            {t("home:choose")}
          </Button>
          <Button icon={ClipboardPaste} disabled={busy} onClick={() => void fromClipboard()}>
            {t("home:paste")}
          </Button>
        </span>
        <input
          ref={chooser}
          type="file"
          accept={KINDS}
          aria-label={t("home:file")}
          className="visually-hidden"
          tabIndex={-1}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) bring(file);
            event.target.value = "";
          }}
        />
      </div>
      {wrong && <Wrong problem={wrong} />}
    </>
  );
}

function Wrong({ problem }: { problem: Problem }) {
  return (
    <div className="drop-wrong" role="alert">
      <CircleAlert className="icon" aria-hidden="true" />
      <div>
        <b>{problem.message}</b>
        {problem.hint && <p>{problem.hint}</p>}
      </div>
    </div>
  );
}
