/** Where a logarithmic axis is marked. */

/** Marks that neither crowd nor lack: 1, 2, 5 within a decade or so, then powers of ten, then every few of them. */
export function marks(lo: number, hi: number): number[] {
  const span = Math.log10(hi / lo);
  const parts = span < 1.4 ? [1, 2, 5] : span < 2.4 ? [1, 3] : [1];
  const every = Math.max(1, Math.ceil(span / 5));
  const found: number[] = [];
  for (let exponent = Math.floor(Math.log10(lo)); exponent <= Math.ceil(Math.log10(hi)); exponent++) {
    if (exponent % every !== 0) continue;
    found.push(
      ...parts.map((part) => Number(`${part}e${exponent}`)).filter((value) => value >= lo && value <= hi),
    );
  }
  return found;
}
