#!/usr/bin/python3
"""Writes elementary.json: exact values of the elementary operators, by mpmath.

Debian: apt-get install python3-mpmath; then /usr/bin/python3 elementary.py > elementary.json
Each sample is [argument, ..., value]. Arguments are float32 numbers, so that they serve kernels of both types, and a few that
only float64 has. What a float64 cannot hold is an infinity or the nearest number, as in IEEE arithmetic.
"""
import json, random, struct
from mpmath import mp, mpf, inf

mp.dps = 700
random.seed(1)

f32 = lambda x: struct.unpack("f", struct.pack("f", x))[0]
DENORMAL = 2.0**-149


def signed(xs):
    return [s * x for x in xs for s in (1, -1)]


def spread(lo, hi, count):
    """Numbers of every magnitude from 10^lo to 10^hi."""
    return [f32(10 ** random.uniform(lo, hi)) for _ in range(count)]


tiny = [DENORMAL, f32(1e-40), f32(1.2e-38), f32(1e-30), f32(1e-20)]
middle = spread(-9, 2, 40) + [f32(random.uniform(0, 3)) for _ in range(30)] + [0.5, 1.0, 2.0, 10.0, f32(0.6931472)]
exponents = signed(tiny + middle + [f32(x) for x in (30, 36.5, 50, 70, 87.3, 88.7, 90, 100, 103.5, 150, 500, 700)]) + [709.5, -740.0, -744.0]
about_one = [f32(1 + s * 2.0**-k) for k in range(1, 24, 3) for s in (1, -0.5)]
positive = tiny + middle + about_one + spread(2, 38, 30) + [f32(3e38), 5e-324, 1e-310, 1e300]
angles = signed(tiny + middle + spread(2, 38, 40) + [f32(x) for x in (3.1415927, 6.2831855, 1.5707964, 3e38, 1e22)]) + [1e300, 6381956970095103 * 2.0**797]
pairs = [(f32(10 ** random.uniform(-5, 5)), f32(random.uniform(-6, 6))) for _ in range(60)] + [(f32(1e-40), 0.5), (f32(1e-20), 2.0), (f32(1e30), 1.25), (f32(2), 100.0)]
pairs += [(-2.0, 3.0), (-2.0, -3.0), (-1.5, 4.0), (1.0, f32(1e30)), (3.0, 0.0)] + [(x, f32(random.uniform(-50, 50))) for x in about_one]


def soft(v):
    return v + mp.log1p(mp.exp(-v)) if v > 0 else mp.log1p(mp.exp(v))


def unary(f, xs):
    return [(x, f(mpf(x))) for x in xs]


def sigmoid(v):
    return 1 / (1 + mp.exp(-v))


gaps = signed(spread(-6, 2, 20)) + [0.0, 30.0, -80.0]


def erfc(v):
    return mp.erfc(v)


def excess(v):
    return mp.exp(-v * v) / mp.sqrt(mp.pi) - v * erfc(v)


def mass(x, y):
    return (mp.erfc(x) - mp.erfc(y)) / 2 if x > 0 else (mp.erfc(-y) - mp.erfc(-x)) / 2


gauss = signed([DENORMAL, f32(1e-20)] + spread(-6, 0, 20) + [f32(random.uniform(0, 9)) for _ in range(30)]) + [0.0, 12.5, -15.0, 26.0, -26.25]
bounds = [(x, f32(x + w)) for x in gauss if abs(x) > 1e-3 for w in (0.25, 1.5)] + [(f32(-1e-20), f32(1e-20)), (5.0, 5.0009765625), (-3.0, 7.0), (40.0, 41.0), (-inf, -2.0), (-inf, 3.0), (0.75, inf), (8.0, 9.0)]
out = {
    "sqrt": unary(mp.sqrt, positive),
    "sqrt1pm1": unary(lambda v: mp.sqrt(1 + v) - 1, positive + [-x for x in middle if x < 1]),
    "exp": unary(mp.exp, exponents),
    "expm1": unary(mp.expm1, exponents),
    "log": unary(mp.log, positive),
    "log1p": unary(mp.log1p, positive + [-x for x in tiny + middle if x < 1]),
    "sigmoid": unary(sigmoid, exponents),
    "sigmoid_slope": unary(lambda v: sigmoid(v) * sigmoid(-v), exponents),
    "softplus": unary(soft, exponents + spread(3, 38, 5)),
    "log_softplus": unary(lambda v: mp.log(soft(v)), exponents + [-x for x in spread(2.8, 3, 5)]),
    "log_sigmoid": unary(lambda v: -soft(-v), exponents + [-x for x in spread(3, 38, 5)]),
    "log_cosh": unary(lambda v: mp.log(mp.cosh(v)), exponents),
    "log1mexp": unary(lambda v: mp.log(-mp.expm1(-v)) if v < 1 else mp.log1p(-mp.exp(-v)), [x for x in positive if 0 < x < 700]),
    "log1mexpexp": unary(lambda v: mp.log(-mp.expm1(-mp.exp(v))) if v < 0 else mp.log1p(-mp.exp(-mp.exp(v))), [x for x in exponents if x < 6]),
    "sin": unary(mp.sin, angles),
    "cos": unary(mp.cos, angles),
    "tan": unary(mp.tan, angles),
    "sinh": unary(mp.sinh, exponents),
    "cosh": unary(mp.cosh, exponents),
    "tanh": unary(mp.tanh, exponents),
    "atan": unary(mp.atan, angles),
    "erfc": unary(erfc, gauss + [-100.0]),
    "log_half_erfc": unary(lambda v: mp.log(erfc(v) / 2) if v > 0 else mp.log1p(-erfc(-v) / 2), gauss + [30.0, -30.0]),
    "log_erfc": unary(lambda v: mp.log(erfc(v)), gauss + [30.0, -30.0]),
    "erfc_hazard": unary(lambda v: 2 * mp.exp(-v * v) / mp.sqrt(mp.pi) / erfc(v), gauss + [30.0, -30.0]),
    "ierfc": unary(excess, gauss),
    "log_ierfc": unary(lambda v: mp.log(excess(v)), gauss + [30.0, -30.0]),
    "erf_mass": [(x, y, mass(mpf(x), mpf(y))) for x, y in bounds],
    "log_erf_mass": [(x, y, mp.log(mass(mpf(x), mpf(y)))) for x, y in bounds],
    "truncated_density": [(z, x, y, mp.exp(-mpf(z) ** 2) / mp.sqrt(mp.pi) / mass(mpf(x), mpf(y))) for x, y in bounds if y - x > 0.01 for z in (x, (x + y) / 2, y) if abs(z) < inf],
    "pow": [(x, y, mpf(x) ** mpf(y)) for x, y in pairs],
    "xlogy": [(x, y, mpf(x) * mp.log(mpf(y))) for x, y in zip(signed(middle), positive)] + [(0.0, 0.0, mpf(0)), (0.0, 3.0, mpf(0))],
    "xlog1py": [(x, y, mpf(x) * mp.log1p(mpf(y))) for x, y in zip(signed(middle), positive)] + [(0.0, -1.0, mpf(0))],
    "logaddexp": [(x, x + d, x + soft(mpf(d))) for x in (0.0, 100.0) for d in gaps],
    "absorbing_mul": [(x, y, mpf(x) * mpf(y)) for x, y in zip(signed(middle), positive)],
}


def number(v):
    if abs(v) >= mpf(2) ** 1024:
        return "1e999" if v > 0 else "-1e999"
    return repr(float(v))


rows = {name: ",\n".join("[" + ",".join(number(mpf(v)) for v in row) + "]" for row in samples) for name, samples in out.items()}
print("{\n" + ",\n".join(f'"{name}": [\n{text}\n]' for name, text in rows.items()) + "\n}")
