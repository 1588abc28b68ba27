"""Bessel functions of order 0 and 1 for languages that have none, or few digits of them (torch), to 1e-14.

Up to x = 25 they are means over 32 angles θ of a quarter turn, by the trapezoidal rule, which is exact to the
last digit here: J₀ = ⟨cos(x·sin θ)⟩, J₁ = ⟨sin(x·sin θ)·sin θ⟩; Neumann's series Y₀ = 2/π·((ln(x/2) + γ)·J₀ -
2·Σ(-1)ᵏJ₂ₖ/k) becomes a mean with weights w(θ) = Σ(-1)ᵏcos(2kθ)/k, and Y₁ is -Y₀'. Beyond, Hankel's
asymptotic series. (Abramowitz and Stegun, 9.1.18, 9.1.88, 9.2.5.)
"""

from __future__ import annotations

PYTHON = '''_ANGLES = [(j + 0.5) * math.pi / 64 for j in range(32)]
_SINES = [math.sin(angle) for angle in _ANGLES]
_WEIGHTS = [sum((-1) ** k / k * math.cos(2 * k * angle) for k in range(1, 29)) for angle in _ANGLES]


def _bessel(order, second, x):
    """J of order 0 or 1 or, with `second`, Y."""
    if x != x or abs(x) == math.inf or (second and x < 0):
        return math.nan
    if second and x == 0:
        return -math.inf
    value = (_near if abs(x) < 25 else _far)(order, second, abs(x))
    return -value if order == 1 and x < 0 else value


def _near(order, second, x):
    waves = [math.sin(x * sine) * sine if order == 1 else math.cos(x * sine) for sine in _SINES]
    first = sum(waves) / 32
    if not second:
        return first
    weighted = sum(wave * weight for wave, weight in zip(waves, _WEIGHTS)) / 32
    pole = sum(math.cos(x * sine) for sine in _SINES) / 32 / x if order == 1 else 0.0
    return ((math.log(x / 2) + 0.5772156649015329) * first - pole - 2 * weighted) * 2 / math.pi


def _far(order, second, x):
    p, q, term = 1.0, 0.0, 1.0
    for k in range(1, 27):
        term *= (4 * order - (2 * k - 1) ** 2) / (8 * k * x)
        if k % 2 == 1:
            q += term if k % 4 == 1 else -term
        else:
            p += term if k % 4 == 0 else -term
    angle = x - (order / 2 + 0.25) * math.pi
    cosine, sine = math.cos(angle), math.sin(angle)
    return math.sqrt(2 / (math.pi * x)) * (p * sine + q * cosine if second else p * cosine - q * sine)'''

JAX = '''_ANGLES = (jnp.arange(32) + 0.5) * jnp.pi / 64
_SINES = jnp.sin(_ANGLES)
_WEIGHTS = sum((-1) ** k / k * jnp.cos(2 * k * _ANGLES) for k in range(1, 29))


def _bessel(order, second, x):
    """J of order 0 or 1 or, with `second`, Y."""
    x = jnp.asarray(x, dtype=float)
    size = jnp.abs(x)
    near, far = _near(order, second, jnp.minimum(size, 25.0)), _far(order, second, jnp.maximum(size, 25.0))
    value = jnp.where(size < 25, near, far)
    if second:
        return jnp.where(x < 0, jnp.nan, jnp.where(x == 0, -jnp.inf, value))
    return jnp.sign(x) * value if order == 1 else value


def _near(order, second, x):
    turns = x[..., None] * _SINES
    waves = jnp.sin(turns) * _SINES if order == 1 else jnp.cos(turns)
    first = jnp.mean(waves, -1)
    if not second:
        return first
    pole = jnp.mean(jnp.cos(turns), -1) / x if order == 1 else 0.0
    weighted = jnp.mean(waves * _WEIGHTS, -1)
    return ((jnp.log(x / 2) + jnp.euler_gamma) * first - pole - 2 * weighted) * 2 / jnp.pi


def _far(order, second, x):
    p, q, term = 1.0, 0.0, 1.0
    for k in range(1, 27):
        term = term * (4 * order - (2 * k - 1) ** 2) / (8 * k * x)
        if k % 2 == 1:
            q = q + (term if k % 4 == 1 else -term)
        else:
            p = p + (term if k % 4 == 0 else -term)
    angle = x - (order / 2 + 0.25) * jnp.pi
    cosine, sine = jnp.cos(angle), jnp.sin(angle)
    return jnp.sqrt(2 / (jnp.pi * x)) * (p * sine + q * cosine if second else p * cosine - q * sine)'''

TORCH = '''_ANGLES = (torch.arange(32, dtype=torch.float64) + 0.5) * math.pi / 64
_SINES = torch.sin(_ANGLES)
_WEIGHTS = sum((-1) ** k / k * torch.cos(2 * k * _ANGLES) for k in range(1, 29))


def _bessel(order, second, x):
    """J of order 0 or 1 or, with `second`, Y."""
    x = torch.as_tensor(x, dtype=torch.float64)
    size = torch.abs(x)
    near, far = _near(order, second, size.clamp(max=25.0)), _far(order, second, size.clamp(min=25.0))
    value = torch.where(size < 25, near, far)
    if second:
        return torch.where(x < 0, math.nan, torch.where(x == 0, -math.inf, value))
    return torch.sign(x) * value if order == 1 else value


def _near(order, second, x):
    turns = x[..., None] * _SINES
    waves = torch.sin(turns) * _SINES if order == 1 else torch.cos(turns)
    first = torch.mean(waves, -1)
    if not second:
        return first
    pole = torch.mean(torch.cos(turns), -1) / x if order == 1 else 0.0
    weighted = torch.mean(waves * _WEIGHTS, -1)
    return ((torch.log(x / 2) + 0.5772156649015329) * first - pole - 2 * weighted) * 2 / math.pi


def _far(order, second, x):
    p, q, term = 1.0, 0.0, 1.0
    for k in range(1, 27):
        term = term * (4 * order - (2 * k - 1) ** 2) / (8 * k * x)
        if k % 2 == 1:
            q = q + (term if k % 4 == 1 else -term)
        else:
            p = p + (term if k % 4 == 0 else -term)
    angle = x - (order / 2 + 0.25) * math.pi
    cosine, sine = torch.cos(angle), torch.sin(angle)
    return torch.sqrt(2 / (math.pi * x)) * (p * sine + q * cosine if second else p * cosine - q * sine)'''

JAVASCRIPT = """
const bessel_angles = Array.from({ length: 32 }, (_, j) => ((j + 0.5) * Math.PI) / 64);
const bessel_sines = bessel_angles.map(Math.sin);
const bessel_weights = bessel_angles.map((angle) => {
  let weight = 0;
  for (let k = 1; k < 29; k++) weight += ((k % 2 ? -1 : 1) / k) * Math.cos(2 * k * angle);
  return weight;
});

/** J of order 0 or 1 or, with `second`, Y. */
function bessel_of(order, second, x) {
  if (!isFinite(x) || (second && x < 0)) return NaN;
  if (second && x === 0) return -Infinity;
  const value = (Math.abs(x) < 25 ? bessel_near : bessel_far)(order, second, Math.abs(x));
  return order === 1 && x < 0 ? -value : value;
}

function bessel_near(order, second, x) {
  let first = 0, weighted = 0, pole = 0;
  bessel_sines.forEach((sine, j) => {
    const wave = order === 1 ? Math.sin(x * sine) * sine : Math.cos(x * sine);
    first += wave / 32;
    weighted += (wave * bessel_weights[j]) / 32;
    if (order === 1) pole += Math.cos(x * sine) / 32 / x;
  });
  if (!second) return first;
  return (((Math.log(x / 2) + 0.5772156649015329) * first - pole - 2 * weighted) * 2) / Math.PI;
}

function bessel_far(order, second, x) {
  let p = 1, q = 0, term = 1;
  for (let k = 1; k < 27; k++) {
    term *= (4 * order - (2 * k - 1) ** 2) / (8 * k * x);
    if (k % 2 === 1) q += k % 4 === 1 ? term : -term;
    else p += k % 4 === 0 ? term : -term;
  }
  const angle = x - (order / 2 + 0.25) * Math.PI;
  const cosine = Math.cos(angle), sine = Math.sin(angle);
  return Math.sqrt(2 / (Math.PI * x)) * (second ? p * sine + q * cosine : p * cosine - q * sine);
}"""

RUST = """
/// J of order 0 or 1 or, with `second`, Y.
fn bessel_of(order: i32, second: bool, x: f64) -> f64 {
    if !x.is_finite() || (second && x < 0.0) { return f64::NAN; }
    if second && x == 0.0 { return f64::NEG_INFINITY; }
    let size = x.abs();
    let value = if size < 25.0 { bessel_near(order, second, size) } else { bessel_far(order, second, size) };
    if order == 1 && x < 0.0 { -value } else { value }
}

fn bessel_near(order: i32, second: bool, x: f64) -> f64 {
    let (mut first, mut weighted, mut pole) = (0.0, 0.0, 0.0);
    for j in 0..32 {
        let angle = (f64::from(j) + 0.5) * std::f64::consts::PI / 64.0;
        let sine = angle.sin();
        let wave = if order == 1 { (x * sine).sin() * sine } else { (x * sine).cos() };
        first += wave / 32.0;
        if order == 1 { pole += (x * sine).cos() / 32.0 / x; }
        if second {
            for k in 1..29 {
                let sign = if k % 2 == 1 { -1.0 } else { 1.0 };
                let weight = sign / f64::from(k) * (2.0 * f64::from(k) * angle).cos();
                weighted += wave * weight / 32.0;
            }
        }
    }
    if !second { return first; }
    (((x / 2.0).ln() + 0.5772156649015329) * first - pole - 2.0 * weighted) * 2.0 / std::f64::consts::PI
}

fn bessel_far(order: i32, second: bool, x: f64) -> f64 {
    let (mut p, mut q, mut term) = (1.0, 0.0, 1.0);
    for k in 1..27 {
        term *= f64::from(4 * order - (2 * k - 1) * (2 * k - 1)) / (8.0 * f64::from(k) * x);
        match k % 4 { 0 => p += term, 1 => q += term, 2 => p -= term, _ => q -= term }
    }
    let angle = x - (f64::from(order) / 2.0 + 0.25) * std::f64::consts::PI;
    let (sine, cosine) = angle.sin_cos();
    let wave = if second { p * sine + q * cosine } else { p * cosine - q * sine };
    (2.0 / (std::f64::consts::PI * x)).sqrt() * wave
}"""

JULIA = """
const bessel_angles = [(j + 0.5) * pi / 64 for j in 0:31]
const bessel_weights = [sum((-1)^k / k * cos(2k * angle) for k in 1:28) for angle in bessel_angles]

"J of order 0 or 1 or, with `second`, Y."
function bessel_of(order, second, x)
    (!isfinite(x) || (second && x < 0)) && return NaN
    second && x == 0 && return -Inf
    value = abs(x) < 25 ? bessel_near(order, second, abs(x)) : bessel_far(order, second, abs(x))
    return order == 1 && x < 0 ? -value : value
end

function bessel_near(order, second, x)
    waves = [order == 1 ? sin(x * sin(a)) * sin(a) : cos(x * sin(a)) for a in bessel_angles]
    first = sum(waves) / 32
    second || return first
    weighted = sum(waves .* bessel_weights) / 32
    pole = order == 1 ? sum(cos(x * sin(a)) for a in bessel_angles) / 32 / x : 0.0
    return ((log(x / 2) + 0.5772156649015329) * first - pole - 2 * weighted) * 2 / pi
end

function bessel_far(order, second, x)
    p, q, term = 1.0, 0.0, 1.0
    for k in 1:26
        term *= (4 * order - (2k - 1)^2) / (8 * k * x)
        if isodd(k)
            q += k % 4 == 1 ? term : -term
        else
            p += k % 4 == 0 ? term : -term
        end
    end
    angle = x - (order / 2 + 0.25) * pi
    wave = second ? p * sin(angle) + q * cos(angle) : p * cos(angle) - q * sin(angle)
    return sqrt(2 / (pi * x)) * wave
end"""

NAMES = ("besselj0", "besselj1", "bessely0", "bessely1")


def bessel_calls(function: str, false: str = "false", true: str = "true") -> dict[str, str]:
    """The templates that call a written-out `function(order, second, x)`."""
    return {name: f"{function}({name[-1]}, {true if 'y' in name else false}, {{0}})" for name in NAMES}
