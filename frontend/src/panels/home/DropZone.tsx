import { CircleAlert, ClipboardPaste, FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { Problem } from "../../protocol/problem";
import { Button } from "../parts/Button";

interface Props {
  over: boolean;
  busy: boolean;
  problem: Problem | null;
  bring: (file: File) => void;
  paste: (text: string) => void;
}

const KINDS = ".csv,.tsv,.tab,.txt,.dat";
const CLOSED = new Problem(
  {
    code: "clipboard",
    detail: "The browser keeps its clipboard closed here.",
    hint: "Press Ctrl V instead.",
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
      setClosed(CLOSED);
    }
  };
  const wrong = problem ?? closed;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot centre its content */}
      <div role="group" className={over ? "drop over" : "drop"} aria-label="Bring a table" aria-busy={busy}>
        <div>
          <b>{busy ? "Reading the table…" : over ? "Let go to read it" : "Drop a table here"}</b>
          <span className="dim small">CSV or TSV; or press Ctrl V anywhere</span>
        </div>
        <span className="foot-acts">
          <Button icon={FileUp} disabled={busy} onClick={() => chooser.current?.click()}>
            Choose a file
          </Button>
          <Button icon={ClipboardPaste} disabled={busy} onClick={() => void fromClipboard()}>
            Paste
          </Button>
        </span>
        <input
          ref={chooser}
          type="file"
          accept={KINDS}
          aria-label="Table file"
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
