import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { go, hrefOf } from "../route";

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> {
  to: string;
}

/** A link inside the app: a plain click stays on the page, anything else is the browser's. */
export function Link({ to, ...rest }: Props) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  };
  return <a href={hrefOf(to)} onClick={follow} {...rest} />;
}
