/** View Code: what was done, act by act, as Python that leads to the same network. */
import { Copy, Download } from "lucide-react";
import { useState } from "react";
import { exportAddress } from "../../protocol/api";
import type { Act, Script } from "../../protocol/messages";
import { counted } from "../../store/format";
import { doneSaid } from "../../store/said";
import { t } from "../../words";
import { Button, IconButton } from "../parts/Button";
import { copyText } from "../parts/copy";
import { useCode } from "../queries";
import { useHead, useRecords, useStudy } from "../study/context";

export function CodeView() {
  const study = useStudy();
  const version = useHead()?.id;
  const answer = useCode(study.id, version);
  return (
    <main className="centre code" aria-label={t("code:code")} aria-busy={answer.isPlaceholderData}>
      {answer.data && version ? (
        <>
          <Head study={study.id} version={version} script={answer.data} />
          <Acts script={answer.data} />
        </>
      ) : (
        <p className="code-waiting mid">{answer.isError ? answer.error.message : t("code:waiting")}</p>
      )}
    </main>
  );
}

function Head({ study, version, script }: { study: string; version: string; script: Script }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(script.program);
    setCopied(true);
  };
  return (
    <header className="code-head">
      <p className="mid">
        {t("code:acts", counted(script.acts.length))}
        {script.left_out > 0 && ` ${t("code:leftOut", counted(script.left_out))}`}
      </p>
      <div className="code-tools">
        <span className="small dim" aria-live="polite">
          {copied && t("code:copied")}
        </span>
        <Button icon={Copy} onClick={() => void copy()}>
          {t("code:copyAll")}
        </Button>
        <Take href={exportAddress(study, "notebook", version)} name={t("code:notebook")} />
        <Take href={exportAddress(study, "csv", version)} name={t("code:rows")} />
      </div>
    </header>
  );
}

function Take({ href, name }: { href: string; name: string }) {
  return (
    <a className="btn" href={href} download>
      <Download className="icon" aria-hidden="true" />
      {name}
    </a>
  );
}

function Acts({ script }: { script: Script }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section className="scroll code-acts" aria-label={t("code:acts_label")} tabIndex={0}>
      <details>
        <summary>{t("code:opening")}</summary>
        <Python code={script.opening} />
      </details>
      <ol>
        {script.acts.map((act) => (
          <Line key={act.version} act={act} />
        ))}
      </ol>
      <details>
        <summary>{t("code:closing")}</summary>
        <Python code={script.closing} />
      </details>
    </section>
  );
}

function Line({ act }: { act: Act }) {
  const text = doneSaid(useRecords(), act.version, act.text);
  return (
    <li>
      <p>{text}</p>
      <div className="code-line">
        <Python code={act.code} />
        <IconButton
          icon={Copy}
          name={t("code:copyLine", { act: text })}
          look="compact"
          onClick={() => void copyText(act.code)}
        />
      </div>
      {act.differs && (
        <p className="small code-differs">
          {t("code:differs")} {act.differs}
        </p>
      )}
    </li>
  );
}

function Python({ code }: { code: string }) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
  return <pre tabIndex={0}>{code}</pre>;
}
