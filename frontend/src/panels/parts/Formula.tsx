import katex from "katex";
import { type Ref, useMemo } from "react";

/** Marks say which edge a part stands for; nothing else in a formula is trusted. */
const trust = ({ command }: { command: string }) => command === "\\htmlData";

interface Props {
  latex: string;
  label?: string;
  ref?: Ref<HTMLSpanElement>;
}

/** Typeset LaTeX. KaTeX escapes what it does not know, and nothing in it can leave the formula. */
export function Formula({ latex, label, ref }: Props) {
  const html = useMemo(
    () =>
      katex.renderToString(latex, {
        throwOnError: false,
        trust,
        strict: "ignore",
        maxSize: 20,
        maxExpand: 200,
      }),
    [latex],
  );
  const inside = { __html: html };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made by KaTeX from LaTeX, which it escapes
  return <span ref={ref} role="math" aria-label={label ?? latex} dangerouslySetInnerHTML={inside} />;
}
