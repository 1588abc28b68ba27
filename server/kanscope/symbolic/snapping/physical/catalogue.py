"""Constants of nature by field, as text with their source."""

from __future__ import annotations

from kanscope.symbolic.snapping.options import Constant

CODATA = "CODATA 2022"
SI = "SI, exact"
IAU = "IAU 2015 B3 / IAU 2012 B2"

SPEED_OF_LIGHT = Constant("speed of light", "c", "299792458", "m/s", SI)
PLANCK = Constant("Planck constant", "h", "6.62607015e-34", "J·s", SI)
BOLTZMANN = Constant("Boltzmann constant", "k", "1.380649e-23", "J/K", SI)
CHARGE = Constant("elementary charge", "e", "1.602176634e-19", "C", SI)
AVOGADRO = Constant("Avogadro constant", "N_A", "6.02214076e23", "1/mol", SI)
GAS = Constant("molar gas constant", "R", "8.31446261815324", "J/(mol·K)", SI)
FARADAY = Constant("Faraday constant", "F", "96485.33212331", "C/mol", SI)
GRAVITATION = Constant("Newtonian constant of gravitation", "G", "6.67430e-11", "m³/(kg·s²)", CODATA)
GRAVITY = Constant("standard gravity", "g", "9.80665", "m/s²", "CGPM 1901, exact")
ICE_POINT = Constant("0 °C in kelvin", "T₀", "273.15", "K", SI)
VACUUM = Constant("vacuum electric permittivity", "ε₀", "8.8541878188e-12", "F/m", CODATA)
STEFAN = Constant("Stefan-Boltzmann constant", "σ", "5.670374419e-8", "W/(m²·K⁴)", SI)
ATMOSPHERE = Constant("standard atmosphere", "atm", "101325", "Pa", SI)
JULIAN_YEAR = Constant("Julian year", "yr", "365.25", "d", "IAU 1976, exact")
ASTRONOMICAL_UNIT = Constant("astronomical unit", "au", "149597870700", "m", IAU)
SOLAR_MASS_PARAMETER = Constant("nominal solar mass parameter", "GM☉", "1.3271244e20", "m³/s²", IAU)
PARSEC = Constant("parsec", "pc", "3.0856775814913673e16", "m", IAU)

FIELDS: dict[str, tuple[Constant, ...]] = {
    "mathematics": (),
    "mechanics": (GRAVITY, GRAVITATION, SPEED_OF_LIGHT),
    "chemistry": (GAS, AVOGADRO, BOLTZMANN, FARADAY, ICE_POINT),
    "biology": (GAS, ICE_POINT),
    "astronomy": (GRAVITATION, SPEED_OF_LIGHT, JULIAN_YEAR, ASTRONOMICAL_UNIT, SOLAR_MASS_PARAMETER, PARSEC),
    "engineering": (GRAVITY, GAS, STEFAN, ATMOSPHERE, VACUUM, ICE_POINT, CHARGE, PLANCK),
    "economics": (),
}
"""By the preset of a study's library."""
