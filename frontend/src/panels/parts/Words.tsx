import { Fragment } from "react";

/** A sentence whose important words stand between <b> and </b>; nothing else in it is markup. */
export function Words({ said }: { said: string }) {
  return said.split(/<b>(.*?)<\/b>/).map((part, k) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence keep their order
    k % 2 === 1 ? <b key={k}>{part}</b> : <Fragment key={k}>{part}</Fragment>,
  );
}
