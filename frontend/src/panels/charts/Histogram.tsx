interface Props {
  bins: readonly number[];
  height: number;
  tone?: string;
  strong?: number;
  label?: string;
}

/** Bars of equal width; the tallest fills the height. */
export function Histogram({ bins, height, tone = "var(--c-density)", strong = 0.4, label }: Props) {
  const tallest = Math.max(...bins, 1e-12);
  return (
    <svg
      className="chart"
      style={{ height }}
      viewBox={`0 0 ${bins.length} 100`}
      preserveAspectRatio="none"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {bins.map((value, k) => {
        const tall = value > 0 ? Math.max(3, (100 * value) / tallest) : 0;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
          <rect key={k} x={k + 0.06} y={100 - tall} width={0.88} height={tall} fill={tone} opacity={strong} />
        );
      })}
    </svg>
  );
}
