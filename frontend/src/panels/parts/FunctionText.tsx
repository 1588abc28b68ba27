import { Fragment } from "react";

/** A function as a person reads it, "x^1.5" with its power raised. */
export function FunctionText({ said }: { said: string }) {
  return said.split(POWER).map((part, k) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one function keep their order
    k % 2 === 1 ? <sup key={k}>{part}</sup> : <Fragment key={k}>{part}</Fragment>,
  );
}

/** A number or a letter after "^". */
export const POWER = /\^([−-]?\d+(?:[.,]\d+)?|\p{L})/u;
