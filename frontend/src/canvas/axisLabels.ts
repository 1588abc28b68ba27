/** The two numbers at the ends of an axis, just precise enough to tell them apart. */

export function axisLabels(range: readonly [number, number] | null): [string, string] | null {
  if (!range?.every(Number.isFinite)) return null;
  const [low, high] = range;
  const decimals = decimalsFor(high - low, Math.max(Math.abs(low), Math.abs(high)));
  if (decimals === null) return [scientific(low), scientific(high)];
  const whole = [low, high].every((v) => Math.abs(v - Math.round(v)) < 1e-9);
  return [plain(low, whole ? 0 : decimals), plain(high, whole ? 0 : decimals)];
}

function decimalsFor(width: number, size: number): number | null {
  if (size >= 1e5 || (size < 1e-3 && size > 0)) return null;
  const wanted = Math.ceil(1 - Math.log10(Math.max(Math.abs(width), size * 1e-3, 1e-12)));
  return Math.max(0, Math.min(3, wanted));
}

function plain(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

const scientific = (value: number): string => value.toExponential(1).replace("e+", "e").replaceAll("-", "−");
