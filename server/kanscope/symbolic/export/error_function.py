"""The error function and its complement for languages that have none, to 1e-13.

Up to 2 the series erf x = 2/√π·exp(-x²)·Σ 2ⁿx²ⁿ⁺¹/(2n+1)!!, whose terms are all positive; beyond it the
continued fraction erfc x = exp(-x²)/√π/(x + ½/(x + 1/(x + 3/2/(x + …)))).
(Abramowitz and Stegun, 7.1.6, 7.1.14.)
"""

from __future__ import annotations

JAVASCRIPT = """
/** The error function. */
function erf_of(x) {
  if (!(Math.abs(x) < 2)) return x < 0 ? erfc_of(-x) - 1 : 1 - erfc_of(x);
  let sum = x, term = x;
  for (let n = 1; n < 50; n++) sum += term *= (2 * x * x) / (2 * n + 1);
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** 1 - erf(x). */
function erfc_of(x) {
  if (Math.abs(x) < 2) return 1 - erf_of(x);
  if (x < 0) return 2 - erfc_of(-x);
  let fraction = x;
  for (let k = 60; k > 0; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}"""

RUST = """
/// The error function.
fn erf_of(x: f64) -> f64 {
    if !(x.abs() < 2.0) { return if x < 0.0 { erfc_of(-x) - 1.0 } else { 1.0 - erfc_of(x) }; }
    let (mut sum, mut term) = (x, x);
    for n in 1..50 {
        term *= 2.0 * x * x / (2.0 * f64::from(n) + 1.0);
        sum += term;
    }
    2.0 / std::f64::consts::PI.sqrt() * (-x * x).exp() * sum
}

/// 1 - erf(x).
fn erfc_of(x: f64) -> f64 {
    if x.abs() < 2.0 { return 1.0 - erf_of(x); }
    if x < 0.0 { return 2.0 - erfc_of(-x); }
    let mut fraction = x;
    for k in (1..61).rev() { fraction = x + f64::from(k) / 2.0 / fraction; }
    (-x * x).exp() / std::f64::consts::PI.sqrt() / fraction
}"""

JULIA = """
"The error function."
function erf_of(x)
    abs(x) < 2 || return x < 0 ? erfc_of(-x) - 1 : 1 - erfc_of(x)
    total, term = x, x
    for n in 1:49
        term *= 2 * x * x / (2 * n + 1)
        total += term
    end
    return 2 / sqrt(pi) * exp(-x * x) * total
end

"1 - erf(x)."
function erfc_of(x)
    abs(x) < 2 && return 1 - erf_of(x)
    x < 0 && return 2 - erfc_of(-x)
    fraction = x
    for k in 60:-1:1
        fraction = x + k / 2 / fraction
    end
    return exp(-x * x) / sqrt(pi) / fraction
end"""
