import { useLayoutEffect, useRef } from "react";

/** A formula shrinks to this share of its size before it has to be scrolled: its powers stay readable. */
export const SMALLEST = 0.62;

/** How large a text may be that needs `needed` pixels where there are `room`. */
export const fitting = (needed: number, room: number): number =>
  needed <= room || needed <= 0 ? 1 : Math.max(SMALLEST, Math.floor((100 * room) / needed) / 100);

/** Sets an element as small as its parent's width asks for, again whenever either changes. */
export function useFitted(content: string) {
  const host = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other content has another width
  useLayoutEffect(() => {
    const [element, parent] = [host.current, host.current?.parentElement];
    if (!element || !parent) return;
    const shrink = () => {
      element.style.removeProperty("--fit");
      element.style.setProperty("--fit", String(fitting(element.offsetWidth, parent.clientWidth)));
      element.toggleAttribute("data-long", element.offsetWidth > parent.clientWidth);
    };
    const watch = new ResizeObserver(shrink);
    watch.observe(parent);
    void document.fonts?.ready.then(shrink);
    shrink();
    return () => watch.disconnect();
  }, [content]);
  return host;
}
