import katex from "katex";
import { useMemo } from "react";

/** Typeset LaTeX. KaTeX escapes what it does not know, and nothing in it is trusted to leave the formula. */
export function Formula({ latex, label }: { latex: string; label?: string }) {
  const html = useMemo(
    () =>
      katex.renderToString(latex, {
        throwOnError: false,
        trust: false,
        strict: "ignore",
        maxSize: 20,
        maxExpand: 200,
      }),
    [latex],
  );
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made by KaTeX from LaTeX, which it escapes
  return <span role="math" aria-label={label ?? latex} dangerouslySetInnerHTML={{ __html: html }} />;
}
