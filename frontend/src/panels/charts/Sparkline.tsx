import type { CurveView } from "../../canvas/view";
import { linear, pathOf } from "./scale";

interface Props {
  curve: CurveView | null;
  /** Half the height of the tallest curve of its layer: a flat line is an idle edge. */
  reach: number;
  named: boolean;
}

const [WIDTH, HEIGHT] = [46, 20];

export function Sparkline({ curve, reach, named }: Props) {
  if (!curve) return <svg className="spark" aria-hidden="true" />;
  const middle = (curve.lo + curve.hi) / 2;
  const x = linear([0, 1], 1, WIDTH - 1);
  const y = linear([middle - reach, middle + reach], HEIGHT - 2, 2);
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path
        d={pathOf(curve.values, x, y)}
        fill="none"
        stroke={named ? "var(--c-symbolic)" : "var(--c-spline)"}
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}
