"""Numbers with their gradient, in 60 digits: the mathematics that the spellings in generate.py stand for.

Each function is written so that nothing cancels in it (log(sigmoid(x)) is -log1p(exp(-x)), and so on), so 60 digits are
plenty. Infinities follow IEEE arithmetic; a gradient component that is exactly 0 stays 0.
"""
from mpmath import mp, mpf, inf

mp.dps = 60
ZERO, ONE = mpf(0), mpf(1)


class Number:
    """A value `v` with its slopes `g` in the inputs of one row."""

    def __init__(self, v, g):
        self.v, self.g = v, g

    def chain(self, v, slope):
        return Number(v, [ZERO if g == 0 else slope * g for g in self.g])

    def __neg__(self):
        return self.chain(-self.v, -ONE)

    def __add__(self, other):
        other = lift(other, self)
        return Number(self.v + other.v, [p + q for p, q in zip(self.g, other.g)])

    def __sub__(self, other):
        return self + -lift(other, self)

    def __mul__(self, other):
        other = lift(other, self)
        return Number(self.v * other.v, both(self, other.v, other, self.v))

    def __truediv__(self, other):
        other = lift(other, self)
        return Number(self.v / other.v, both(self, 1 / other.v, other, -self.v / other.v / other.v))

    def __rsub__(self, other):
        return -self + other

    def __rtruediv__(self, other):
        return lift(other, self) / self

    __radd__ = __add__
    __rmul__ = __mul__


def lift(x, like):
    return x if isinstance(x, Number) else Number(mpf(x), [ZERO] * len(like.g))


def both(x, p, y, q):
    return [(ZERO if a == 0 else p * a) + (ZERO if b == 0 else q * b) for a, b in zip(x.g, y.g)]


def unary(value, slope):
    return lambda x: x.chain(value(x.v), slope(x.v))


def sig(v):
    return 1 / (1 + mp.exp(-v))


def soft(v):
    return v + mp.log1p(mp.exp(-v)) if v > 0 else mp.log1p(mp.exp(v))


def cosh_log(v):
    return mp.log1p(mp.expm1(-abs(v)) ** 2 * mp.exp(abs(v)) / 2) if abs(v) < 50 else abs(v) - mp.log(2) + mp.log1p(mp.exp(-2 * abs(v)))


def slope_of_tanh(v):
    e = mp.exp(-2 * abs(v))
    return 4 * e / (1 + e) ** 2


def tanh_of(v):
    return mp.sign(v) * -mp.expm1(-2 * abs(v)) / (1 + mp.exp(-2 * abs(v)))


ROOT = mp.sqrt(2)


def scaled_tail(v):
    """exp(v^2) erfc(v) for v > 0; far out by its continued fraction (DLMF 7.9.1)."""
    if v < 20:
        return mp.exp(v * v) * mp.erfc(v)
    rest = v
    for k in range(200, 0, -1):
        rest = v + mpf(k) / 2 / rest
    return 1 / (mp.sqrt(mp.pi) * rest)


def tail(v):
    """erfc(v), without the 1 that it leaves where v is positive."""
    return mp.exp(-v * v) * scaled_tail(v) if v > 0 else 2 - mp.exp(-v * v) * scaled_tail(-v)


def log_tail(v):
    """log(erfc(v) / 2)"""
    return mp.log(scaled_tail(v) / 2) - v * v if v > 0 else mp.log1p(-tail(-v) / 2)


def tail_hazard(v):
    """The slope of -log(erfc(v))."""
    return 2 / mp.sqrt(mp.pi) * (1 / scaled_tail(v) if v > 0 else mp.exp(-v * v) / tail(v))


def tail_density(v):
    return mp.exp(-v * v) / mp.sqrt(mp.pi)


def mills_of(v):
    """The normal density over the distribution function."""
    return tail_hazard(-v / ROOT) / ROOT


def gain_of(v):
    """z + phi(z) / Phi(z): for a large -z, 60 digits are not enough for the difference, but the start of its series is."""
    return mills_of(v) + v if v > -mpf(10) ** 15 else -1 / v


erfc = unary(tail, lambda v: -2 * tail_density(v))
log_erfc = unary(lambda v: log_tail(v) + mp.log(2) if abs(v) > 0.5 else mp.log1p(-mp.erf(v)), lambda v: -tail_hazard(v))
ndtr = unary(lambda v: tail(-v / ROOT) / 2, lambda v: tail_density(v / ROOT) / ROOT)
log_ndtr = unary(lambda v: log_tail(-v / ROOT), mills_of)
mills = unary(mills_of, lambda v: -mills_of(v) * gain_of(v))
log_gain = unary(lambda v: log_tail(-v / ROOT) + mp.log(gain_of(v)), lambda v: 1 / gain_of(v))
exp = unary(mp.exp, mp.exp)
expm1 = unary(mp.expm1, mp.exp)
log = unary(mp.log, lambda v: 1 / v)
log1p = unary(mp.log1p, lambda v: 1 / (1 + v))
# For a small v, 60 digits are not enough for the difference, but the start of its series is.
exp_excess = unary(lambda v: v**2 / 2 * (1 + v / 3 * (1 + v / 4)) if abs(v) < mpf(10) ** -15 else mp.expm1(v) - v, mp.expm1)
log1p_excess = unary(lambda v: v**2 / 2 - v**3 / 3 + v**4 / 4 if abs(v) < mpf(10) ** -15 else v - mp.log1p(v), lambda v: v / (1 + v))
sigmoid = unary(sig, lambda v: sig(v) * sig(-v))
softplus = unary(soft, sig)
tanh = unary(tanh_of, slope_of_tanh)
log_cosh = unary(cosh_log, tanh_of)
square = unary(lambda v: v * v, lambda v: 2 * v)
sqrt = unary(mp.sqrt, lambda v: 1 / (2 * mp.sqrt(v)))
log1mexp = unary(lambda v: mp.log(-mp.expm1(-v)) if v < 1 else mp.log1p(-mp.exp(-v)), lambda v: 1 / mp.expm1(v))
absolute = unary(abs, mp.sign)


def relu(x):
    return x.chain(max(x.v, ZERO), ONE if x.v > 0 else ZERO)


asinh = unary(lambda v: mp.sign(v) * mp.log1p(abs(v) + v * v / (1 + mp.sqrt(1 + v * v))), lambda v: 1 / mp.sqrt(1 + v * v))


def sigmoid_difference(x, y):
    value = sig(x.v) * sig(-y.v) * -mp.expm1(y.v - x.v)
    return mixed(value, [sig(x.v) * sig(-x.v), -sig(y.v) * sig(-y.v)], [x, y])


def log_sigmoid_difference(x, y):
    gap = 1 / mp.expm1(x.v - y.v)
    value = -soft(-x.v) - soft(y.v) + log1mexp(x - y).v
    return mixed(value, [sig(-x.v) + gap, -sig(y.v) - gap], [x, y])


def log_sigmoid(x):
    return -softplus(-x)


def log1mexp_of_exp(x):
    """log(1 - exp(-exp(x))), whose slope is exp(x) / (exp(exp(x)) - 1)."""
    big = x.v > 8
    value = ZERO if big and x.v > 20 else mp.log1p(-mp.exp(-mp.exp(x.v))) if big else mp.log(-mp.expm1(-mp.exp(x.v)))
    return x.chain(value, ZERO if big and x.v > 20 else mp.exp(x.v) / mp.expm1(mp.exp(x.v)))


def power(x, y):
    return x.chain(x.v**y, y * x.v ** (y - 1) if y != 0 else ZERO)


def total(xs):
    return sum(xs[1:], xs[0])


def weights(xs):
    """softmax, as plain numbers."""
    top = max(x.v for x in xs)
    shift = top if abs(top) < inf else ZERO
    e = [mp.exp(x.v - shift) for x in xs]
    s = sum(e)
    return [v / s if s > 0 else ZERO for v in e]


def logsumexp(xs):
    top = max(x.v for x in xs)
    if abs(top) == inf:
        return Number(top, [ZERO] * len(xs[0].g))
    first = next(i for i, x in enumerate(xs) if x.v == top)
    v = top + mp.log1p(sum((mp.exp(x.v - top) for i, x in enumerate(xs) if i != first), ZERO))
    return mixed(v, weights(xs), xs)


def mixed(v, slopes, xs):
    return Number(v, [sum((ZERO if x.g[i] == 0 else s * x.g[i] for s, x in zip(slopes, xs)), ZERO) for i in range(len(xs[0].g))])


def log_softmax(xs, t):
    others = [x for i, x in enumerate(xs) if i != t]
    p = weights(xs)
    rest = sum((w for i, w in enumerate(p) if i != t), ZERO)
    v = -soft(logsumexp(others).v - xs[t].v) if others else ZERO
    return mixed(v, [rest if i == t else -w for i, w in enumerate(p)], xs)


def softmax(xs, t):
    return exp(log_softmax(xs, t))


def log_rest(xs, t):
    """log(1 - softmax(x)[t])"""
    return -softplus(xs[t] - logsumexp([x for i, x in enumerate(xs) if i != t]))


def norm(xs):
    size = mp.sqrt(sum(x.v * x.v for x in xs))
    return mixed(size, [x.v / size if size != 0 else ZERO for x in xs], xs)
