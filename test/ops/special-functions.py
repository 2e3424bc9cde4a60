#!/usr/bin/python3
"""Writes special-functions.json: exact values of the special functions, by mpmath with 60 digits.

Debian: apt-get install python3-mpmath; then /usr/bin/python3 special-functions.py > special-functions.json
Each sample is [x, f(x), scale]: an error is measured against the larger of |f(x)| and scale. The scale is 0 where the
function promises a relative error, and what cancels in it elsewhere.
"""
import json, random
from mpmath import mp, mpf, erf, erfc, exp, loggamma, psi, pi, sin, sqrt, tan

mp.dps = 60
random.seed(1)

positive = [10 ** random.uniform(-300, -3) for _ in range(20)] + [random.uniform(0, 1) for _ in range(40)]
positive += [random.uniform(1, 3) for _ in range(60)] + [random.uniform(3, 12) for _ in range(80)]
positive += [random.uniform(12, 200) for _ in range(20)] + [10 ** random.uniform(2, 300) for _ in range(20)]
positive += [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 10.0, 9.999999999999998, 5e-324, 1e305]
positive += [1 + s * 2.0**-k for k in range(2, 52, 3) for s in (-0.5, 1)] + [2 + s * 2.0**-k for k in range(2, 51, 3) for s in (-1, 1)]
root = 1.4616321449683622
positive += [root + s * 2.0**-k for k in range(3, 52, 4) for s in (-1, 1)]
negative = [-random.uniform(0, 1) for _ in range(40)] + [-random.uniform(1, 12) for _ in range(100)] + [-random.uniform(12, 200) for _ in range(30)]
negative += [-n + s * 2.0**-k for n in (1, 2, 3, 7) for k in range(3, 40, 6) for s in (-1, 1)] + [-(10 ** random.uniform(-300, -3)) for _ in range(10)]
negative += [-2.4570247382208006, -2.7476826467274127, -0.504083008264455409, -0.5]


def log_gamma(x):
    return loggamma(mpf(x)).real


def row(x, value, scale=0.0):
    return [x, float(value), float(scale)]


erfs = [random.uniform(-1, 1) for _ in range(60)] + [random.uniform(-6.5, 6.5) for _ in range(120)] + [10 ** random.uniform(-300, -1) for _ in range(20)]
erfs += [0.9999999999999999, 1.0, -1.0, 5.999999999999999, 6.0, 30.0, 5e-324]
tails = erfs + [random.uniform(0.3, 3) for _ in range(60)] + [random.uniform(2, 26) for _ in range(60)] + [random.uniform(-26, -6) for _ in range(20)]
far = tails + [10 ** random.uniform(1, 300) for _ in range(20)] + [1e9, 1.0000001e9]


def scaled(x):
    """exp(x^2) erfc(x): for a large x by its asymptotic series (DLMF 7.12.1)."""
    return exp(mpf(x) ** 2) * erfc(mpf(x)) if x < 1e3 else sum((-1) ** k * mp.fac2(2 * k - 1) / (2 * mpf(x) ** 2) ** k for k in range(9)) / (mpf(x) * sqrt(pi))


def hazard_slope(x):
    """The derivative of 2 / sqrt(pi) / scaled(x), where the digits suffice for its difference; it tends to 2 - 1 / x^2."""
    hazard = 2 / sqrt(pi) / scaled(x)
    return hazard * (hazard - 2 * mpf(x)) if x < 1e3 else 2 - 1 / mpf(x) ** 2 + 3 / mpf(x) ** 4


out = {
    "erf": [row(x, erf(mpf(x))) for x in erfs],
    "half_erfc": [row(x, erfc(mpf(x)) / 2) for x in tails],
    "erfcx": [row(x, scaled(x)) for x in far],
    "erfc_hazard_slope": [row(x, hazard_slope(x)) for x in far],
    "lgamma": [row(x, log_gamma(x)) for x in positive] + [row(x, log_gamma(x), max(1, log_gamma(1 - mpf(x)))) for x in negative],
    "digamma": [row(x, psi(0, mpf(x)), 1) for x in positive if x > 1e-290]
    + [row(x, psi(0, mpf(x)), max(1, abs(pi / tan(pi * mpf(x))))) for x in negative if x < -1e-290],
    "trigamma": [row(x, psi(1, mpf(x))) for x in positive + negative if abs(x) > 1e-140],
}
lines = [f'"{name}": [\n' + ",\n".join(json.dumps(r) for r in rows) + "\n]" for name, rows in out.items()]
print("{\n" + ",\n".join(lines) + "\n}")
