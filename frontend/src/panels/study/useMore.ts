import { type RefObject, useEffect, useRef, useState } from "react";

const STEP = 80;

/** How many of many are drawn: more as soon as what stands behind the last one comes near. */
export function useMore(all: number): [number, RefObject<HTMLSpanElement | null>] {
  const [count, setCount] = useState(STEP);
  const sentinel = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!sentinel.current || count >= all) return;
    const watch = new IntersectionObserver(
      (seen) => {
        if (seen.some((entry) => entry.isIntersecting)) setCount((before) => before + STEP);
      },
      { rootMargin: "300px" },
    );
    watch.observe(sentinel.current);
    return () => watch.disconnect();
  }, [count, all]);
  return [Math.min(count, all), sentinel];
}
