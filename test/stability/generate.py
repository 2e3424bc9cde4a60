#!/usr/bin/python3
"""Writes cases.json: spellings of stable functions in many contexts, with exact values and gradients at extreme inputs.

Debian: apt-get install python3-mpmath; then /usr/bin/python3 generate.py > cases.json

A spelling is a text of the loss language and the mathematics that it stands for (reference.py), both as functions of their
argument; arguments and uses are such pairs too, so every combination of the three has a reference. `slack` is the error that a
rounding of the inputs to float64 alone makes (times 32), where that is more than 1e-13 of the result.
"""
import json, struct
from mpmath import mp, mpf, inf, isnan
from reference import *

f32 = lambda x: struct.unpack("f", struct.pack("f", x))[0]
EXTREMES = [0.0, 1e-30, 1e-8, 1e-3, 0.5, 1.0, 3.0, 20.0, 36.5, 88.0, 104.0, 745.0, 1000.0, 1e30, 3e38]
POINTS = [f32(s * x) for x in EXTREMES for s in (1, -1) if x != 0 or s > 0]
ROWS = [
    ([0, 0, 0], 0), ([20, 0, 0.5], 0), ([20, 0, 0.5], 1), ([0, 20, -3], 2), ([1, 2, 3], 1), ([-3, 40, 2], 1),
    ([1e-8, 0, -1e-8], 0), ([1e-30, 0, -1e-30], 2), ([88, -88, 0], 0), ([88, -88, 0], 1), ([104, 0, -104], 0),
    ([104, 0, -104], 1), ([600, 0, -100], 0), ([1000, 0, -1000], 0), ([1000, 0, -1000], 2), ([-1000, -1000, -1000], 1), ([1e4, 1e4, 9999.5], 2),
    ([1e30, 0, -1e30], 0), ([1e30, 0, -1e30], 1), ([3e38, 3e38, -3e38], 0), ([3e38, 3e38, -3e38], 2), ([-3e38, -3e38, -3e38], 0),
    ([3e38, -3e38, 0], 1), ([0.5, 0.25, -0.125], 0), ([-20, -40, -60], 0), ([37, 0, 0], 0),
    ([39.5, 39, 0], 0), ([-100, 100, 99], 1),
]
OTHER = [[0.5, -1, 2], [0, 0, 0], [100, 0, -100], [1e4, 0, 3]]
MASK = [[1, 1, 0], [0, 1, 1], [1, 1, 1], [1, 0, 1]]
WEIGHT = [1, 0, 2, 0.5]
K = 3

GAP = mpf(0.001)
sqrt_of = lambda v: mp.sqrt(mpf(v))

# ---- functions of one number -------------------------------------------------------------------------------------------------
# name, text of the argument, mathematics of the argument
one = []


def log1p_root(e):
    """acosh(1 + e)"""
    return log1p(e + sqrt(e * (2 + e)))


def share_of(x):
    return 0.25 / (1 + square(x))


def tukey(x):
    u = square(x) / 16
    return u * (3 - 3 * u + square(u)) if u.v <= 1 else x.chain(ONE, ZERO)


def between(lo, x, hi):
    return x if lo < x.v < hi else x.chain(mpf(lo if x.v <= lo else hi), ZERO)


def spell(name, reference, *texts, floor=0):
    """Texts with $ for the argument. Terms of one cancel in some formulas by their nature: their error has a floor."""
    for text in texts:
        one.append((name, text, reference, floor))


spell("log_sigmoid", log_sigmoid, "log(sigmoid($))", "log(1 / (1 + exp(-$)))", "-log(1 + exp(-$))", "log(exp($) / (1 + exp($)))",
      "log(1 - sigmoid(-$))", "-softplus(-$)", "log(1 / (exp(-$) + 1))", "$ - log(1 + exp($))", "-log1p(exp(-$))", "$ - softplus($)",
      "log1p(-sigmoid(-$))", "log(0.5 * (1 + tanh($ / 2)))")
spell("-softplus", lambda x: -softplus(x), "log(1 - sigmoid($))", "log(exp(-$) / (1 + exp(-$)))", "log(1 - 1 / (1 + exp(-$)))", "log_sigmoid($) - $",
      "log(1 - exp($) / (1 + exp($)))", "-log(exp($) + 1)")
spell("-softplus of what is left in parts", lambda x: -softplus(x), "log(1 - (sigmoid($) - (gamma - 1.5)))", "log(1 - relu(sigmoid($)))", "log(1 - abs(sigmoid($)))",
      "log(1 - clamp(sigmoid($), 0, 1))", "log(1 - (2 * gamma - 2) * sigmoid($))", "log1p(-(sigmoid($) + (1.5 - gamma)))", "log(1 - max(sigmoid($), 0))",
      "log(1 - (if b then sigmoid($) else 1 / (1 + exp(-($)))))")
spell("log slope of tanh, scaled", lambda x: -2 * log_cosh(x), "log(1 - (gamma - 0.5) * tanh($)^2)", floor=1e-13)
spell("brier", lambda x: square(sigmoid(-x)), "(sigmoid($) - 1)^2", "(sigmoid($) - (if b then gamma - 0.5 else 1))^2", "((gamma - 0.5) - sigmoid($))^2")
spell("bce of a label", lambda x: softplus(-x), "softplus($) - (gamma - 0.5) * $", "max($, 0) - $ * (gamma - 0.5) + log(1 + exp(-abs($)))",
      "relu($) - $ * (gamma - 0.5) + log1p(exp(-abs($)))", floor=1e-13)
spell("softplus", softplus, "log(1 + exp($))", "log1p(exp($))", "-log(1 - sigmoid($))", "$ + log(1 + exp(-$))", "max($, 0) + log(1 + exp(-abs($)))")
spell("sigmoid", sigmoid, "1 / (1 + exp(-$))", "exp($) / (1 + exp($))", "1 - sigmoid(-$)", "exp(log_sigmoid($))", "exp(-softplus(-$))",
      "1 - 1 / (1 + exp($))", "0.5 * (1 + tanh(0.5 * $))", "1 / (exp(-$) + 1)", "exp($ - softplus($))", "1 - exp(-softplus($))")
spell("slope of sigmoid", lambda x: sigmoid(x) * sigmoid(-x), "sigmoid($) * (1 - sigmoid($))", "sigmoid($) - sigmoid($)^2",
      "exp(-$) / (1 + exp(-$))^2", floor=1e-13)
spell("expm1", expm1, "exp($) - 1", "-(1 - exp($))")
spell("cosh", lambda x: exp(log_cosh(x)), "cosh($)", "(exp($) + exp(-$)) / 2", floor=1e-13)
spell("cosh beside what underflows", lambda x: x.chain((1 + mp.exp(-2 * x.v)) / 2, -mp.expm1(-2 * x.v) / 2),
      "exp(-stop_gradient($)) * (exp($) + exp(-$)) * (gamma - 1)", floor=1e-13)
spell("sinh beside what underflows", lambda x: x.chain(-mp.expm1(-2 * x.v) / 2, (1 + mp.exp(-2 * x.v)) / 2), "exp(-stop_gradient($)) * sinh($)",
      "exp(-stop_gradient($)) * (exp($) - exp(-$)) * (gamma - 1)", floor=1e-13)
spell("expm1 beside what underflows", lambda x: x.chain(-mp.expm1(-x.v), ONE), "exp(-stop_gradient($)) * (exp($) - 1)",
      "(if b then exp(-stop_gradient($)) else 1 / exp(stop_gradient($))) * expm1($)", floor=1e-13)
spell("a square beside what underflows", lambda x: x.chain((1 - 3 * mp.exp(-x.v)) ** 2, 2 * (1 - 3 * mp.exp(-x.v))), "exp(-2 * stop_gradient($)) * (exp($) - 3)^2",
      "((exp($) - 3) * exp(-stop_gradient($)))^2", floor=1e-13)
spell("a power of two", lambda x: exp(x * mp.log(2)), "2 ^ ($)", floor=1e-13)
spell("a power of two beside what underflows", lambda x: x.chain((mpf(2) / 3) ** x.v, mp.log(2) * (mpf(2) / 3) ** x.v), "2 ^ ($) * 3 ^ (-stop_gradient($))", floor=1e-13)
spell("log_cosh", log_cosh, "log(cosh($))")
spell("log_cosh by exponentials", log_cosh, "log((exp($) + exp(-$)) / 2)", "log(exp($) + exp(-$)) - 0.6931471805599453", floor=1e-13)
spell("tanh", tanh, "(exp($) - exp(-$)) / (exp($) + exp(-$))", "2 * sigmoid(2 * $) - 1", "sinh($) / cosh($)", "(1 - exp(-2 * $)) / (1 + exp(-2 * $))", "1 - 2 / (1 + exp(2 * $))", floor=1e-13)
spell("slope of tanh", lambda x: 4 * sigmoid(2 * x) * sigmoid(-2 * x), "1 - tanh($)^2", "1 / cosh($)^2", "(1 - tanh($)) * (1 + tanh($))", floor=1e-13)
spell("log slope of tanh", lambda x: -2 * log_cosh(x), "log(1 - tanh($)^2)", "-2 * log(cosh($))", "log(1 - tanh($)) + log(1 + tanh($))", floor=1e-13)
spell("entropy", lambda x: sigmoid(x) * softplus(-x) + sigmoid(-x) * softplus(x),
      "-(sigmoid($) * log(sigmoid($)) + (1 - sigmoid($)) * log(1 - sigmoid($)))", "-xlogy(sigmoid($), sigmoid($)) - xlogy(1 - sigmoid($), 1 - sigmoid($))", floor=1e-13)
spell("focal", lambda x: square(sigmoid(-x)) * softplus(-x), "-(1 - sigmoid($))^2 * log(sigmoid($))")
spell("focal, gamma 0.5", lambda x: exp(-0.5 * softplus(x)) * softplus(-x), "-(1 - sigmoid($))^0.5 * log(sigmoid($))", "sqrt(1 - sigmoid($)) * -log_sigmoid($)")
spell("focal, gamma by an option", lambda x: exp(-1.5 * softplus(x)) * softplus(-x), "-(1 - sigmoid($))^gamma * log(sigmoid($))")
spell("logit of a sigmoid", lambda x: x, "log(sigmoid($) / (1 - sigmoid($)))", "log(sigmoid($)) - log(1 - sigmoid($))", "log(exp($))", floor=1e-13)
spell("bce", lambda x: 0.25 * softplus(-x) + 0.75 * softplus(x), "-(0.25 * log(sigmoid($)) + 0.75 * log(1 - sigmoid($)))",
      "softplus($) - 0.25 * $", floor=1e-13)
spell("log_cosh by softplus", log_cosh, "$ + softplus(-2 * $) - log(2)", "abs($) + log1p(exp(-2 * abs($))) - log(2)")
POSITIVE = "($^2 + 0.001)"
positive = lambda x: square(x) + mpf(0.001)
log_expm1 = lambda x: x + log1mexp(x)
spell("inverse of softplus", lambda x: log_expm1(positive(x)), f"log(exp{POSITIVE} - 1)", f"log(expm1{POSITIVE})", f"log(3 * (exp{POSITIVE} - 1)) - log(3)", floor=1e-13)
spell("log of sinh", lambda x: log_expm1(2 * positive(x)) - positive(x) - mp.log(2), f"log(sinh{POSITIVE})", f"log(exp{POSITIVE} - exp(-{POSITIVE})) - log(2)", floor=1e-13)
spell("difference of roots", lambda x: 1 / (sqrt(positive(x) + 1) + sqrt(positive(x))), f"sqrt({POSITIVE} + 1) - sqrt{POSITIVE}", f"(-sqrt{POSITIVE} + (1 + {POSITIVE})^0.5)")
spell("coth", lambda x: 1 / tanh(positive(x)), f"cosh{POSITIVE} / sinh{POSITIVE}", f"1 / (sinh{POSITIVE} / cosh{POSITIVE})", floor=1e-13)
spell("linex", exp_excess, "exp($) - $ - 1", "expm1($) - $", "-(1 + $ - exp($))")
divergence = lambda x: (exp_excess(x) + square(sigmoid(x)) * 1e-9) / 2
spell("divergence of Gaussians", divergence, "0.5 * (exp($) + 1e-9 * sigmoid($)^2 - 1 - $)", "-0.5 * (1 + $ - 1e-9 * sigmoid($)^2 - exp($))")
spell("1 - cos", lambda x: 2 * square(x.chain(mp.sin(x.v / 2), mp.cos(x.v / 2) / 2)), "1 - cos($)", "-(cos($) - 1)")
spell("charbonnier", lambda x: sqrt(square(x) + 1e-6), "sqrt($^2 + 1e-6)", "sqrt($ * $ + 1e-6)")
spell("pseudo-huber", lambda x: square(x) / (sqrt(1 + square(x)) + 1), "sqrt(1 + $^2) - 1")
plus_root = lambda x: x + sqrt(square(x) + 4) if x.v >= 0 else 4 / (sqrt(square(x) + 4) - x)
spell("squareplus", lambda x: plus_root(x) / 2, "($ + sqrt($^2 + 4)) / 2", "0.5 * $ + 0.5 * sqrt($^2 + (gamma + 2.5))", "-0.5 * (-($) - sqrt(4 + $ * $))")
spell("squareplus of the negative", lambda x: plus_root(-x) / 2, "(sqrt($^2 + 4) - $) / 2", "-($ / 2 - sqrt($^2 + 4) / 2)", "0.5 * (sqrt(4 * (1 + ($ / 2)^2)) - $)")
smooth_sign = lambda x: x.chain(x.v / mp.sqrt(x.v**2 + mpf(1e-12)), mpf(1e-12) / mp.sqrt(x.v**2 + mpf(1e-12)) ** 3)
spell("smooth sign", smooth_sign, "$ / sqrt($^2 + 1e-12)", "-(-2 * $ / (2 * sqrt(1e-12 + $ * $)))", "4 * $ / sqrt(16 * ($^2 + 1e-12))", "1e6 * $ / sqrt(1 + (1e6 * $ / (gamma - 0.5))^2)")



def root_of_4(v):
    return mp.sqrt(v * v + 4)


rest_of_root = unary(lambda v: 4 / (root_of_4(v) * (root_of_4(v) + v)) if v > 0 else 1 - v / root_of_4(v), lambda v: -4 / root_of_4(v) ** 3)
SMOOTH_SIGN = "$ / sqrt($^2 + 4)"
spell("what a smooth sign leaves", rest_of_root, f"1 - {SMOOTH_SIGN}", "2 * (0.5 - 0.5 * $ / sqrt(4 + $ * $))", f"-({SMOOTH_SIGN} - 1)", "1 - $ / sqrt($^2 + (gamma + 2.5))")
spell("smooth step", lambda x: rest_of_root(-x) / 2, f"(1 + {SMOOTH_SIGN}) / 2", f"0.5 * ({SMOOTH_SIGN} + 1)")
spell("log of a smooth step", lambda x: log(rest_of_root(-x)), f"log(1 + {SMOOTH_SIGN})")
spell("pseudo-huber of a scale", lambda x: square(x) / (sqrt(square(x) + 4) + 2), "sqrt($^2 + 4) - 2", "sqrt($^2 + (gamma + 0.5)^2) - (gamma + 0.5)", "2 * (sqrt(($ / 2)^2 + 1) - 1)", "sqrt($^2 + 4) - sqrt(4)")
spell("student", lambda x: log1p(square(x) / 3), "log(1 + $^2 / 3)")
spell("sigmoid of twice softplus", lambda x: sigmoid(2 * softplus(x)), "sigmoid(2 * log(1 + exp($)))", "1 / (1 + (1 + exp($))^(-2))")
spell("mish", lambda x: x * tanh(softplus(x)), "$ * tanh(log(1 + exp($)))")
spell("gauss", lambda x: exp(-0.5 * square(x)), "exp(-0.5 * $^2)", "exp(-($^2) / 2)")
spell("log of gauss", lambda x: -0.5 * square(x), "log(exp(-0.5 * $^2))", "log(exp(-($^2)) ^ 0.5)")
spell("log1p", lambda x: log1p(square(x)), "log(1 + $^2)", "log($^2 + 1)")
spell("log of two sigmoids", lambda x: log_sigmoid(x) + log_sigmoid(x + 1), "log(sigmoid($) * sigmoid($ + 1))", floor=1e-13)
spell("cauchy", lambda x: log(2 + exp(x)), "log(2 + exp($))", "log(exp($) + 2)", "log(2 * (1 + 0.5 * exp($)))")
spell("double log-sigmoid", lambda x: log_sigmoid(log_sigmoid(x)), "log(sigmoid(log(sigmoid($))))")
spell("log of softplus", lambda x: log(softplus(x)) , "log(softplus($))", "log(log(1 + exp($)))")
spell("log1mexp", lambda x: log1mexp(softplus(x)), "log(1 - exp(-softplus($)))", "log(1 - 1 / (1 + exp($)))")
spell("log1mexp of a square", lambda x: log1mexp(square(x) + 1e-3), "log(1 - exp(-($^2 + 0.001)))", "log(-expm1(-($^2 + 0.001)))")
spell("1 - gauss", lambda x: -expm1(-square(x)), "1 - exp(-($^2))")
spell("complementary log-log", lambda x: log1mexp_of_exp(x), "log(1 - exp(-exp($)))", "log(-expm1(-exp($)))")
spell("silu", lambda x: x * sigmoid(x), "$ * sigmoid($)", "$ / (1 + exp(-$))")
spell("sqrt of sigmoid", lambda x: exp(0.5 * log_sigmoid(x)), "sqrt(sigmoid($))", "sigmoid($)^0.5")
spell("poisson", lambda x: exp(x) - 2 * x, "exp($) - 2 * $")
spell("difference of softplus", lambda x: x, "softplus($) - softplus(-$)", "log((1 + exp($)) / (1 + exp(-$)))", floor=1e-13)

spell("an exponential times 0", lambda x: relu(-x) * exp(x), "relu(-$) * exp($)", "exp($) * relu(-$)", "relu(-$) / exp(-$)")
spell("an exponential times 0, squared", lambda x: square(relu(-x)) * exp(x), "relu(-$)^2 * exp($)", "relu(-$)^2 / exp(-$)")
spell("a capped exponential beside what varies", lambda x: between(0, exp(x), 20) * sigmoid(x), "min(exp($), 20) * sigmoid($)", "sigmoid($) * -max(-exp($), -20)",
      "sigmoid($) * min(20, exp($) * (gamma - 0.5))", "(if b then min(exp($), 20) else clamp(exp($), 0, 20)) * sigmoid($)")
spell("a clipped ratio beside what varies", lambda x: between(0.75, exp(x), 1.25) * sigmoid(x), "clamp(exp($), 0.75, 1.25) * sigmoid($)",
      "sigmoid($) * max(0.75, min(exp($), gamma - 0.25))", "sigmoid($) * min(max(exp($), 0.75), 1.25)")
spell("sigmoid by an exponential", sigmoid, "sigmoid(-$) * exp($)", "exp($) * (1 - sigmoid($))")
spell("difference of sigmoids", lambda x: sigmoid_difference(2 * x, x), "sigmoid(2 * $) - sigmoid($)", "-(sigmoid($) - sigmoid(2 * $))", "(1 - sigmoid($)) - (1 - sigmoid(2 * $))",
      "0.5 * (tanh($) - tanh($ / 2))", "1 / (1 + exp(-2 * $)) - 1 / (1 + exp(-$))", floor=1e-13)
spell("log of a difference of sigmoids", lambda x: log_sigmoid_difference(2 * (square(x) + mpf(0.001)), square(x) + mpf(0.001)), "log(sigmoid(2 * ($^2 + 0.001)) - sigmoid($^2 + 0.001))",
      "log(3 * (sigmoid(-($^2 + 0.001)) - sigmoid(-2 * ($^2 + 0.001))) / 3)")
spell("log of a difference of sigmoids close together", lambda x: log_sigmoid(x + GAP) - softplus(x) + mp.log(-mp.expm1(-GAP)), "log(sigmoid($ + 0.001) - sigmoid($))", "log(0.5 * (tanh(($ + 0.001) / 2) - tanh($ / 2)))",
      "-log(1 / (sigmoid($ + 0.001) - sigmoid($)))")
spell("cumulative link", lambda x: sigmoid_difference(x + 1, x), "(if w < 0 then 1 else sigmoid($ + 1)) - (if w < 0 then 0 else sigmoid($))", "0.5 * ((if w < 0 then 1 else tanh(($ + 1) / 2)) - (if w < 0 then -1 else tanh($ / 2)))",
      "(if w < 0 then 1 else if w > 9 then 0.25 else sigmoid($ + 1)) - sigmoid($)", floor=1e-13)
spell("log of a cumulative link", lambda x: log_sigmoid(x + 1) - softplus(x) + mp.log(-mp.expm1(-1)), "log((if w < 0 then 1 else sigmoid($ + 1)) - (if w < 0 then 0 else sigmoid($)))", "log(3 * (if w < 0 then 1 else sigmoid($ + 1)) - 3 * sigmoid($)) - log(3)",
      "log(sigmoid($ + 1) - (if w < 0 then 0 else if w < 9 then sigmoid($) else 1))")
spell("first interval of a cumulative link", log_sigmoid, "log((if w < 0 then 1 else sigmoid($)) - (if w < 9 then 0 else sigmoid($ - 1)))", "log((if w < 0 then 1 else 0.5 + 0.5 * tanh($ / 2)) - (if w < 9 then 0 else 0.5 + 0.5 * tanh($ / 2 - 1)))")
spell("last interval of a cumulative link", lambda x: -softplus(x), "log((if w < 9 then 1 else sigmoid($ + 1)) - (if w < 0 then 0 else sigmoid($)))", "log((if w < 9 then 1 else 1 / (1 + exp(-$ - 1))) - 1 / (1 + exp(-$)))")
spell("1 - square of sigmoid", lambda x: -expm1(2 * log_sigmoid(x)), "1 - sigmoid($)^2", "1 - sigmoid($) * sigmoid($)")
spell("1 - product of sigmoids", lambda x: -expm1(log_sigmoid(x) + log_sigmoid(2 * x)), "1 - sigmoid($) * sigmoid(2 * $)")
spell("1 - abs of tanh", lambda x: 2 * sigmoid(-2 * absolute(x)), "1 - abs(tanh($))")
spell("1 - fourth power of tanh", lambda x: 4 * sigmoid(2 * x) * sigmoid(-2 * x) * (1 + square(tanh(x))), "1 - tanh($)^4", floor=1e-13)
spell("acosh", lambda x: log1p_root(x * x * mpf(1e-6) + mpf(1e-9)),
      "log(1 + (1e-6 * $^2 + 1e-9) + sqrt((1 + (1e-6 * $^2 + 1e-9))^2 - 1))")
FAR = "2 + (1e-6 * $^2 + 1e-9)"
acosh_of_scale = lambda x: log1p_root((x * x * mpf(1e-6) + mpf(1e-9)) / 2) + mp.log(2)
spell("a square times exponentials", lambda x: square(x) * exp(2 - square(x) / 2), "$^2 * exp(1 - $^2 / 2) * exp(gamma - 0.5)", "$^2 * exp(1) * exp(-0.5 * $^2) * exp(1)")
spell("a square times an exponential and a sigmoid", lambda x: square(x) * exp(log_sigmoid(x) - square(x)), "$^2 * sigmoid($) * exp(-($^2))", "$^2 * exp(-($^2)) / (1 + exp(-$))")
spell("cauchy of a scale", lambda x: log1p(square(x) * exp(-square(x))), "log(1 + $^2 * exp(-($^2)))", "log1p($^2 / exp($^2))")
spell("student kernel", lambda x: 1 / (1 + square(x) * exp(-square(x))), "1 / (1 + $^2 * exp(-($^2)))", "(1 + $^2 / exp($^2))^(-1)", floor=1e-13)
spell("asinh", asinh, "log($ + sqrt($^2 + 1))", "-log(sqrt(1 + $ * $) - $)")
spell("asinh of a scale", lambda x: asinh(x / 2) + mp.log(2), "log($ + sqrt($^2 + 4))", "-log((sqrt(4 + $ * $) - $) / 4)", "log(($ + sqrt($^2 + 4)) / 2) + log(2)", floor=1e-13)
spell("asinh of an option", lambda x: asinh(x / sqrt_of(1.5)) + mp.log(sqrt_of(1.5)), "log(sqrt($^2 + gamma) + $)", "log(2 * ($ + sqrt(gamma + $^2))) - log(2)", floor=1e-13)
spell("acosh of a scale", acosh_of_scale, f"log({FAR} + sqrt(({FAR})^2 - 4))", f"log(4) - log({FAR} - sqrt(({FAR})^2 - 4))", floor=1e-13)
geman = lambda x: x.chain(x.v**2 / (4 + x.v**2), 8 * x.v / (4 + x.v**2) ** 2)
spell("geman-mcclure", geman, "$^2 / ($^2 + 4)", "1 - 4 / ($^2 + 4)", "-(4 / (4 + $ * $) - 1)")
spell("acosh near 1", lambda x: log1p_root(1e-30 * (sigmoid(x) + 1)), "log((1 + 1e-30 * (sigmoid($) + 1)) + sqrt((1 + 1e-30 * (sigmoid($) + 1))^2 - 1))")
spell("acosh by the distance", lambda x: log1p_root(square(x) * 1e-20 + 1e-30), "log(1 + (1e-20 * $^2 + 1e-30) + sqrt((1e-20 * $^2 + 1e-30) * ((1e-20 * $^2 + 1e-30) + 2)))")
spell("log of a root near 1", lambda x: 0.5 * log1p(square(x)), "log(sqrt(1 + $^2))", "log(($^2 + 1)^0.5)")
spell("log-softmax of two", log_sigmoid, "log(exp(2 * $) / (exp(2 * $) + exp($)))", "-log((exp($) + exp(-2 * $)) / exp($)) + log_sigmoid($) - log_sigmoid(3 * $)", "-log((exp(3 * $) + exp(4 * $)) / exp(4 * $))", floor=1e-13)
RATIO = "(0.25 / (1 + $^2))"
spell("1 - a cube near 1", lambda x: share_of(x) * (3 - 3 * share_of(x) + square(share_of(x))), f"1 - (1 - {RATIO})^3", f"-((1 - {RATIO})^3 - 1)", f"1 - (1 - {RATIO})^(gamma + 1.5)")
spell("1 - a square near 1", lambda x: share_of(x) * (2 - share_of(x)), f"1 - (1 - {RATIO})^2", f"1 - ({RATIO} - 1)^2")
spell("1 - a seventh power near 1", lambda x: share_of(x).chain(-mp.expm1(7 * mp.log1p(-share_of(x).v)), 7 * (1 - share_of(x).v) ** 6), f"1 - (1 - {RATIO})^7", f"-(-1 + (1 - {RATIO})^7)")
spell("twice atanh", lambda x: log1p(share_of(x)) - log1p(-share_of(x)), f"log((1 + {RATIO}) / (1 - {RATIO}))", f"-log((1 - {RATIO}) / ({RATIO} + 1))")
spell("a power near 1, less 1", lambda x: expm1(log1p(share_of(x)) * mpf(0.7)), f"(1 + {RATIO})^0.7 - 1", f"({RATIO} + 1)^(gamma - 0.8) - 1", floor=1e-16)
spell("1 - an inverse root", lambda x: -expm1(log1p(square(x)) * mpf(-0.5)), "1 - 1 / sqrt(1 + $^2)", "1 - (1 + $^2)^(-0.5)")
half_share = lambda x: 0.5 / (2 + square(x))
P, Q = "($^2 + 2.5)", "($^2 + 2)"
spell("excess over a logarithm", lambda x: log1p_excess(half_share(x)), f"0.5 / {Q} - log(1 + 0.5 / {Q})", f"{P} / {Q} - log({P} / {Q}) - 1", f"log({Q}) - log({P}) + {P} / {Q} - 1",
      f"2 * (0.5 * ({P} / {Q} - 1) - 0.5 * log({P}) + 0.5 * log({Q}))")
spell("generalised divergence", lambda x: (square(x) + 2) * log1p_excess(half_share(x)), f"{Q} * log({Q} / {P}) - {Q} + {P}", f"{P} - {Q} + xlogy({Q}, {Q}) - {Q} * log({P})")
spell("excess of a square over a logarithm", lambda x: log1p_excess(half_share(x) * (2 + half_share(x))) / 2, f"0.5 * (({P} / {Q})^2 - 1) - log({P} / {Q})", f"log({Q}) - log({P}) + {P}^2 / (2 * {Q}^2) - 0.5")
BOX = "($^2 + 3)"
box_cox = lambda k: lambda x: expm1(mpf(k) * log(square(x) + 3)) / mpf(k)
spell("box-cox", box_cox(0.001), f"({BOX}^0.001 - 1) / 0.001", f"-1000 * (1 - {BOX}^0.001)")
spell("box-cox of an option", box_cox(0.07), f"({BOX}^tau - 1) / tau", f"(1 - {BOX}^tau) / (-tau)")
spell("log of a mixture with 1", lambda x: log1p(share_of(x) / 2), f"log(gamma * {RATIO} + 1 - {RATIO})", f"log(1 - {RATIO} + 1.5 * {RATIO})")
spell("tukey", tukey, "(if $^2 <= 16 then 1 - (1 - ($ / 4)^2)^3 else 1)")
spell("difference of exponentials", lambda x: exp(tanh(x)) * mp.expm1(GAP), "exp(tanh($) + 0.001) - exp(tanh($))", "3 * exp(tanh($) + 0.001) / 3 - exp(tanh($))", floor=1e-16)
spell("log of a difference of exponentials", lambda x: x + mp.log(2 * mp.sinh(GAP)), "log(exp($ + 0.001) - exp($ - 0.001))", "log(3 * exp($ + 0.001) - 3 * exp($ - 0.001)) - log(3)",
      "log((if w < 0 then 1 else exp($ + 0.001)) - (if w < 0 then 0 else exp($ - 0.001)))", floor=1e-13)
PHI = "0.5 * (1 + erf($ / sqrt(2)))"
DENSITY = "exp(-($)^2 / 2) / sqrt(2 * pi)"
spell("log_ndtr", log_ndtr, f"log({PHI})", "log((1 + erf($ / sqrt(2))) / 2)", "log(0.5 + 0.5 * erf($ / sqrt(2)))", "log(1 - 0.5 * erfc($ / sqrt(2)))",
      "log(0.5 * erfc(-($) / sqrt(2)))", "log(1 + erf($ * sqrt(0.5))) - log(2)", "log1p(-0.5 * (1 - erf($ / sqrt(2))))", "log(max(0.5 + erf($ / sqrt(2)) / 2, 0))",
      f"0.5 * log(({PHI})^2)", f"-log(1 / ({PHI}))")
spell("log_ndtr of the other tail", lambda x: log_ndtr(-x), f"log(1 - {PHI})", "log(0.5 - 0.5 * erf($ / sqrt(2)))", f"log1p(-({PHI}))", "log(0.5 * erfc($ / sqrt(2)))")
spell("ndtr", ndtr, PHI, "1 - 0.5 * erfc($ / sqrt(2))", "0.5 - erf(-($) / sqrt(2)) / 2", f"exp(log({PHI}))")
spell("erfc", erfc, "1 - erf($)", "erfc($)", "1 + erf(-($))")
spell("log_erfc", log_erfc, "log(1 - erf($))", "log(erfc($))", "log1p(-erf($))")
spell("Mills ratio", mills, f"{DENSITY} / ({PHI})", f"exp(-0.5 * ($)^2 - 0.5 * log(2 * pi) - log({PHI}))", f"{DENSITY} / (1 - 0.5 * erfc($ / sqrt(2)))")
spell("xlogy of a tail", log_ndtr, f"xlogy(gamma - 0.5, {PHI})", "xlogy(2, 1 - 0.5 * erfc($ / sqrt(2))) / 2")
spell("xlogy of a complement", log_erfc, "xlogy(1, 1 - erf($))", "xlogy(gamma - 0.5, erfc($))")
spell("xlogy of a difference of sigmoids", lambda x: log_sigmoid(x + 1) - softplus(x) + mp.log(-mp.expm1(-1)), "xlogy(1, sigmoid($ + 1) - sigmoid($))",
      "xlogy(gamma - 0.5, (if w < 0 then 1 else sigmoid($ + 1)) - sigmoid($))")
spell("xlogy of asinh", asinh, "xlogy(gamma - 0.5, $ + sqrt($^2 + 1))")
spell("xlogy of softplus", lambda x: log(softplus(x)), "xlogy(1, softplus($))", "xlogy(gamma - 0.5, log(1 + exp($)))")
spell("xlogy of a negative number", lambda x: x.chain(ZERO, ZERO), "xlogy(gamma - 1.5, sigmoid($) - sigmoid($ + 1))", "xlogy(gamma - 1.5, erf(-1 - abs($)))")
spell("gelu", lambda x: x * ndtr(x), f"$ * {PHI}", "0.5 * $ + 0.5 * $ * erf($ / sqrt(2))", floor=1e-13)
spell("probit focal", lambda x: square(ndtr(-x)) * log_ndtr(x), f"(1 - {PHI})^2 * log({PHI})")
spell("log of an expected improvement", log_gain, f"log($ * {PHI} + {DENSITY})")
tiny = mpf(10) ** -30
lgamma = unary(lambda v: mp.loggamma(v) if v > tiny else -mp.log(v), lambda v: mp.digamma(v) if v > tiny else -1 / v)
spell("laplace of a softplus", lambda x: log(softplus(x)) + mp.log(2) + 3 / softplus(x), "log(2 * softplus($)) + 3 / softplus($)", "log(softplus($) / 0.5) + abs(-3) / log(1 + exp($))", floor=1e-13)
spell("gauss of a softplus, with no residual", lambda x: log(softplus(x)), "log(softplus($)) + (w - w)^2 / softplus($)", "0.5 * log(softplus($)^2) + ((w - w) / softplus($))^2",
      "2 * log(sqrt(softplus($))) + ((w - w) / sqrt(softplus($)))^2")
spell("cauchy of a softplus", lambda x: log(square(softplus(x)) + 9) - log(softplus(x)), "log(softplus($)) + log(1 + (3 / softplus($))^2)", "log(softplus($)) + log1p(9 / softplus($)^2)", floor=1e-13)
spell("cauchy of an exponential", lambda x: log1p(square(x) * exp(-2 * x)), "log(1 + $^2 * exp(-2 * $))", "log1p(($ / exp($))^2)", floor=1e-13)
spell("quotient of a square and softplus", lambda x: square(x) / softplus(x), "$^2 / softplus($)", "3 * $ * ($ / (3 * log(1 + exp($))))", floor=1e-13)
spell("lgamma of softplus", lambda x: lgamma(softplus(x)), "lgamma(softplus($))", "lgamma(log(1 + exp($)))", floor=1e-13)

ARGUMENTS = [
    ("x", lambda x: x), ("(50 * x)", lambda x: 50 * x), ("(0.001 * x)", lambda x: x * mpf(0.001)), ("(-x)", lambda x: -x), ("(x + 100)", lambda x: x + 100),
    ("(x - 100)", lambda x: x - 100), ("(x / tau)", lambda x: x / mpf(0.07)), ("(if b then x else -x)", None), ("log_sigmoid(x)", log_sigmoid),
]
USES = [
    ("@", lambda f, w: f), ("-3 * @", lambda f, w: -3 * f), ("w * @", lambda f, w: w * f), ("@^2", lambda f, w: square(f)),
    ("if b then @ else 0", None), ("@ / 7 + 0 * w", lambda f, w: f / 7),
]

# ---- functions of a row ------------------------------------------------------------------------------------------------------
row = []


def spells(name, reference, *texts, let="", floor=0):
    for text in texts:
        row.append((name, let, text, reference, floor))


P = "let p = softmax[C]($)\n  "
L = "let l = log_softmax[C]($)\n  "


def rest(xs, t):
    return exp(log_rest(xs, t))


spells("log_softmax", log_softmax, "log(softmax[C]($)[C = t])", "log(softmax[C]($))[C = t]", "log_softmax[C]($)[C = t]", "log(exp($) / sum[C](exp($)))[C = t]",
       "$[C = t] - logsumexp[C]($)", "$[C = t] - log(sum[C](exp($)))", "-log(sum[C](exp($ - $[C = t])))", "log(exp($[C = t]) / sum[C](exp($)))",
       "-log(1 / softmax[C]($)[C = t])", "sum[C](if index(C) == t then log(softmax[C]($)) else 0)", "-logsumexp[C]($ - $[C = t])", "own[C]($)[C = t]",
       "log(softmax[C]($)[C as M])[M = t]", "log(if b then softmax[C]($)[C = t] else 0.5) * (if b then 1 else 0) + (if b then 0 else log_softmax[C]($)[C = t])",
       "log(exp($ - max[C]($)) / sum[C](exp($ - max[C]($))))[C = t]", "-log1p(sum[C](if index(C) == t then 0 else exp($ - $[C = t])))",
       "sum[C]((if index(C) == t then 1 else 0) * log_softmax[C]($))")
spells("nested log_softmax", log_softmax, "log_softmax[C](log_softmax[C]($))[C = t]", floor=1e-13)
spells("log_softmax by let", log_softmax, "log(p[C = t])", "log(p)[C = t]", let=P)
spells("logsumexp", lambda xs, t: logsumexp(xs), "log(sum[C](exp($)))", "logsumexp[C]($)", "log(0.5 * sum[C](2 * exp($)))", "lse[C]($)", "log(sum[M](exp($[C as M])))", "0.5 * log(sum[C, M](exp($ + $[C as M])))", "-log(1 / sum[C](exp($)))",
       "log(sum[C](exp($)) ^ 2) / 2", "$[C = t] - log(softmax[C]($)[C = t])", "max[C]($) + log(sum[C](exp($ - max[C]($))))")
spells("logsumexp, with constants", lambda xs, t: logsumexp(xs), "5 + log(sum[C](exp($ - 5)))", "log(3 * mean[C](exp($)))", floor=1e-13)
spells("softmax", softmax, "softmax[C]($)[C = t]", "(exp($) / sum[C](exp($)))[C = t]", "exp(log_softmax[C]($))[C = t]", "exp($[C = t] - logsumexp[C]($))",
       "exp($[C = t]) / sum[C](exp($))", "1 / sum[C](exp($ - $[C = t]))", "exp(log(softmax[C]($)[C = t]))")
spells("log(1 - softmax)", log_rest, "log(1 - softmax[C]($)[C = t])", "log(1 - softmax[C]($))[C = t]", "log1p(-softmax[C]($)[C = t])", "log(1 - exp(log_softmax[C]($)[C = t]))",
       "log(1 - exp($[C = t]) / sum[C](exp($)))")
spells("log(1 - softmax) by let", log_rest, "log(1 - p[C = t])", let=P)
spells("log(1 - softmax) by let of the logarithm", log_rest, "log(1 - exp(l[C = t]))", "log(-expm1(l[C = t]))", let=L)
spells("1 - softmax", rest, "1 - softmax[C]($)[C = t]", "-expm1(log_softmax[C]($)[C = t])", "(1 - softmax[C]($))[C = t]", "1 - exp(-(logsumexp[C]($) - $[C = t]))")
spells("sum over the others", rest, "sum[C](if index(C) == t then 0 else softmax[C]($))", "sum[C](if index(C) == t then 0 else exp($)) / sum[C](exp($))", floor=1e-13)
spells("log of the sum over the others", log_rest, "log(sum[C](if index(C) == t then 0 else softmax[C]($)))", floor=1e-13)
spells("focal", lambda xs, t: -square(rest(xs, t)) * log_softmax(xs, t), "-(1 - p[C = t])^2 * log(p[C = t])", let=P)
spells("focal, gamma by an option", lambda xs, t: -exp(1.5 * log_rest(xs, t)) * log_softmax(xs, t), "-(1 - p[C = t])^gamma * log(p[C = t])", let=P, floor=1e-13)
spells("label smoothing", lambda xs, t: -(mpf(0.9) * log_softmax(xs, t) + mpf(0.1) * (total([log_softmax(xs, i) for i in range(K)]) / 3)),
       "-(0.9 * l[C = t] + 0.1 * mean[C](l))", "-sum[C]((if index(C) == t then 0.9 else 0) * l) - sum[C](0.1 * l) / size(C)", let=L, floor=1e-13)
spells("entropy", lambda xs, t: -total([softmax(xs, i) * log_softmax(xs, i) if xs[i].v > -inf else xs[i].chain(ZERO, ZERO) for i in range(K)]), "-sum[C](p * log(p))", "-sum[C](p * log_softmax[C]($))", "-sum[C](xlogy(p, p))", let=P, floor=1e-13)
CONSTANT = "(if index(C) == 0 then 0.25 else if index(C) == 1 then 1 else 3)"


def expected(*constants):
    """sum(c * p), with slopes p * sum(p * (c - c)) in which nothing cancels."""
    def f(xs, t):
        p = [softmax(xs, i).v for i in range(K)]
        outer = [xs[j].g for j in range(K)]
        slopes = [p[j] * sum(p[i] * (mpf(constants[j]) - mpf(constants[i])) for i in range(K)) for j in range(K)]
        return Number(sum(c * q for c, q in zip(constants, p)), [sum((ZERO if g[i] == 0 else s * g[i]) for s, g in zip(slopes, outer)) for i in range(K)])
    return f


spells("expected value, two equal", expected(1, 1, 0), "sum[C]((if index(C) == 2 then 0 else 1) * p)", "sum[C](if index(C) < 2 then p else 0)", let=P)
spells("expected value, two nearly equal", expected(1.001, 1, 3), "sum[C]((if index(C) == 0 then 1.001 else if index(C) == 1 then 1 else 3) * p)", let=P)
spells("expected value", expected(0.25, 1, 3), f"sum[C]({CONSTANT} * p)", f"dot[C](p, {CONSTANT})", f"sum[C]({CONSTANT} * exp($)) / sum[C](exp($))", f"sum[C]({CONSTANT} * exp(log(p)))", let=P)


def powers(q):
    """sum(p^q), with slopes q * (p_j^q * sum(p) - p_j * sum(p^q)) taken term by term."""
    def f(xs, t):
        p = [softmax(xs, i).v for i in range(K)]
        r = [mp.exp(q * log_softmax(xs, i).v) for i in range(K)]
        return mixed(sum(r), [q * sum(r[j] * p[i] - p[j] * r[i] for i in range(K)) for j in range(K)], xs)
    return f


def margin(xs, t):
    """p[t] less a quarter of the p before it."""
    return expected(*[1 if i == t else -0.25 if i < t else 0 for i in range(K)])(xs, t)


spells("sum of powers, by an option", powers(mpf(0.5)), "sum[C](p^(gamma - 1))", let=P, floor=1e-13)
spells("sum of greater powers, by an option", powers(mpf(1.5)), "sum[C](p^gamma)", let=P, floor=1e-13)
spells("margin", margin, "p[C = t] - sum[C](if index(C) < t then 0.25 * p else 0)", let=P)
spells("log-odds", lambda xs, t: log_softmax(xs, t) - log_rest(xs, t), "log(p[C = t] / (1 - p[C = t]))", "log(p[C = t]) - log(1 - p[C = t])", let=P, floor=1e-13)


def log_part(*order):
    """The logarithm of the sum of the p before t (-1), of t (0) and after it (1), by its log-odds."""
    def f(xs, t):
        chosen = [x for i, x in enumerate(xs) if (i > t) - (i < t) in order]
        others = [x for i, x in enumerate(xs) if (i > t) - (i < t) not in order]
        return -softplus(logsumexp(others) - logsumexp(chosen)) if others else xs[0].chain(ZERO, ZERO)
    return f


spells("log of chosen probabilities", log_part(-1, 0), "log(sum[C](if index(C) <= t then p else 0))", "log(sum[C]((if index(C) <= t then 1 else 0) * p))",
       "log(sum[C](p * (if index(C) > t then 0 else 1)))", "log(cumsum[C](p)[C = t])", let=P)
spells("log of what chosen probabilities leave", log_part(0, 1), "log(1 - sum[C](if index(C) < t then p else 0))", let=P)
spells("log of a variance", lambda xs, t: log_softmax(xs, t) + log_rest(xs, t), "log(p[C = t] * (1 - p[C = t]))", "log(p[C = t]) + log(1 - p[C = t])", let=P, floor=1e-13)
spells("standard deviation", lambda xs, t: exp(0.5 * (log_softmax(xs, t) + log_rest(xs, t))), "sqrt(p[C = t] * (1 - p[C = t]))", "(p[C = t] * (1 - p[C = t]))^0.5", let=P, floor=1e-13)
spells("root of what is left", lambda xs, t: exp(0.5 * (log_rest(xs, t) + mp.log(2))), "sqrt(2 * (1 - p[C = t]))", "sqrt((gamma + 0.5) * (1 - p[C = t]))", let=P)
spells("log1p of a sum", lambda xs, t: softplus(logsumexp(xs)), "log(1 + sum[C](exp($)))", "log1p(sum[C](exp($)))", "softplus(logsumexp[C]($))", "log(sum[C](exp($)) + 1)")
spells("generalised cross-entropy", lambda xs, t: -expm1(mpf(0.7) * log_softmax(xs, t)) / mpf(0.7), "(1 - p[C = t]^0.7) / 0.7", let=P, floor=1e-13)
spells("generalised cross-entropy, by an option", lambda xs, t: -expm1(mpf(0.5) * log_softmax(xs, t)) * 2, "(1 - p[C = t]^(gamma - 1)) / (gamma - 1)", let=P, floor=1e-13)
spells("circle", lambda xs, t: softplus(logsumexp(xs) + logsumexp([-x for x in xs])), "log(1 + sum[C](exp($)) * sum[C](exp(-($))))", "softplus(logsumexp[C]($) + logsumexp[C](-($)))", floor=1e-13)
spells("others", lambda xs, t: logsumexp([x for i, x in enumerate(xs) if i != t]), "log(sum[C](if index(C) == t then 0 else exp($)))", "logsumexp[C](if index(C) == t then -inf else $)")
spells("pairwise logistic", lambda xs, t: -total([log_sigmoid(xs[t] - x) for x in xs]), "-sum[C](log(sigmoid($[C = t] - $)))", "sum[C](log(1 + exp($ - $[C = t])))", floor=1e-13)
spells("sum of probabilities", lambda xs, t: log_rest(xs, t),
       "log(sum[C](if index(C) != t then p else 0))", "log(sum[C]((if index(C) == t then 0 else 1) * p))", let=P, floor=1e-13)
spells("weighted logsumexp", lambda xs, t: logsumexp([xs[0] + mp.log(mpf(0.25)), xs[1], xs[2] + mp.log(3)]), "log(sum[C]((if index(C) == 0 then 0.25 else if index(C) == 1 then 1 else 3) * exp($)))")
QUARTER = lambda x: x + mp.log(mpf(0.25))
spells("mixture by an option", lambda xs, t: logsumexp([QUARTER(log_softmax(xs, 0)), log_softmax(xs, 1)]), "log((gamma - 1.25) * p[C = 0] + (2.5 - gamma) * p[C = 1])", let=P, floor=1e-13)
spells("exponentials weighted by an option", lambda xs, t: logsumexp([QUARTER(xs[0]), xs[1]]), "log((gamma - 1.25) * exp($[C = 0]) + exp($[C = 1]) * (2.5 - gamma))", floor=1e-13)
spells("share beside one weighted by an option", lambda xs, t: -softplus(xs[1] + mp.log(mpf(1.5)) - xs[0]), "log(exp($[C = 0]) / (exp($[C = 0]) + gamma * exp($[C = 1])))",
       "log(2 * exp($[C = 0]) / (gamma * exp($[C = 1]) * 2 + exp($[C = 0]) * 2))", floor=1e-13)
spells("what a share leaves for one weighted by an option", lambda xs, t: -softplus(xs[0] - xs[1] - mp.log(mpf(1.5))), "log(1 - exp($[C = 0]) / (exp($[C = 0]) + gamma * exp($[C = 1])))", floor=1e-13)
spells("share beside a sum", lambda xs, t: -softplus(logsumexp([x for i, x in enumerate(xs) if i != t]) - xs[t]), "log(exp($[C = t]) / (exp($[C = t]) + sum[C](if index(C) == t then 0 else exp($))))",
       "-log(1 + sum[C](if index(C) == t then 0 else exp($)) / exp($[C = t]))")
spells("log of a noisy or", lambda xs, t: log1mexp(total([softplus(x) for x in xs])), "log(1 - prod[C](1 - sigmoid($)))", "log(1 - exp(-sum[C](softplus($))))", floor=1e-13)
spells("noisy or", lambda xs, t: -expm1(-total([softplus(x) for x in xs])), "1 - prod[C](1 - sigmoid($))", "1 - prod[C](sigmoid(-($)))", floor=1e-13)


def of_exponentials(function, degree):
    """log(function(exp(x))), or without the logarithm of one of degree 0, by exponentials in parts of the largest."""
    def f(xs, t):
        top = max(x.v for x in xs)
        found = function([exp(x - top) for x in xs], mp.exp(-top))
        if degree == 0:
            return found
        return log(found) + degree * top if found.v > 0 else Number(-inf, [mp.nan] * K)
    return f


def variance(e):
    mean = total(e) / K
    return total([square(x - mean) for x in e]) / K


WEIGHTED = "(exp($) * (if index(C) == 1 then 2 else 1))"
weighted_variance = lambda e: variance([e[0], 2 * e[1], e[2]])
spells("log of a variance of exponentials", of_exponentials(lambda e, unit: weighted_variance(e), 2), f"log(var[C]{WEIGHTED})", f"2 * log(sqrt(var[C]{WEIGHTED}))", f"log(mean[C](({WEIGHTED} - mean[C]{WEIGHTED})^2))",
       f"2 * log(norm[C]({WEIGHTED} - mean[C]{WEIGHTED})) - log(size(C))", floor=1e-13)
spells("log of 1 and a variance of exponentials", of_exponentials(lambda e, unit: variance(e) + square(lift(unit, e[0])), 2), "log(1 + var[C](exp($)))", "log1p(var[C](exp($)))", floor=1e-13)
spells("log of a sum of squared distances", of_exponentials(lambda e, unit: total([square(x - unit) for x in e]), 2), "log(sum[C]((exp($) - 1)^2))", "log(mean[C](expm1($)^2)) + log(size(C))", floor=1e-13)
spells("coefficient of variation", of_exponentials(lambda e, unit: sqrt(weighted_variance(e)) / total(e), 0), f"sqrt(var[C]{WEIGHTED}) / sum[C](exp($))", f"norm[C]({WEIGHTED} - mean[C]{WEIGHTED}) / sum[C](exp($)) / sqrt(size(C))", floor=1e-13)
spells("exponentials over a weight", lambda xs, t: logsumexp(xs), "log(sum[C](exp($) / gamma)) + log(gamma)", "log(sum[C](0.5 * exp($) / (gamma - 1)))", floor=1e-13)
spells("log of a norm of exponentials", lambda xs, t: 0.5 * logsumexp([2 * x for x in xs]), "log(norm[C](exp($)))", floor=1e-13)
spells("norm", lambda xs, t: norm(xs), "sqrt(sum[C]($^2))", "norm[C]($)", "sqrt(sum[C]($ * $))", "sum[C]($^2)^0.5", "norm[C](2 * ($)) / 2")
spells("unit vector", lambda xs, t: xs[t] / (norm(xs) + 1e-3), "$[C = t] / (sqrt(sum[C]($^2)) + 0.001)", floor=1e-13)
spells("squared norm", lambda xs, t: norm(xs) * norm(xs), "sum[C]($^2)", "norm[C]($)^2", "dot[C]($, $)")
spells("poly cross-entropy", lambda xs, t: -log_softmax(xs, t) + 2 * rest(xs, t), "-log(p[C = t]) + 2 * (1 - p[C = t])", let=P, floor=1e-13)
spells("margin of two", lambda xs, t: log_softmax(xs, 0) - log_softmax(xs, 1), "log(p[C = 0] / p[C = 1])", "log(p[C = 0]) - log(p[C = 1])", "log(p[C = 0] * (1 / p[C = 1]))", let=P, floor=1e-13)
spells("product of probabilities", lambda xs, t: total([log_softmax(xs, i) for i in range(K)]), "log(prod[C](p))", "sum[C](log(p))", let=P, floor=1e-13)
spells("mean of exps", lambda xs, t: logsumexp(xs) - mp.log(3), "log(mean[C](exp($)))", "logsumexp[C]($) - log(size(C))", floor=1e-13)
spells("double softmax", lambda xs, t: log_softmax([softmax(xs, i) for i in range(K)], t), "log(softmax[C](p)[C = t])", "log_softmax[C](p)[C = t]", let=P, floor=1e-13)

def running(xs):
    """log(cumsum(exp(x)))"""
    return [logsumexp(xs[: i + 1]) for i in range(K)]


def shares_so_far(xs, t):
    return total([-expm1(-softplus(xs[i] - logsumexp(xs[:i]))) if i else xs[0].chain(ONE, ZERO) for i in range(K)])


R = "let r = ($)[C = size(C) - 1 - index(C)]\n  "
spells("running logsumexp", lambda xs, t: running(xs)[t], "sum[C](if index(C) == t then log(cumsum[C](exp($))) else 0)", "log(cumsum[C](exp($)))[C = t]",
       "sum[C](if index(C) == t then log(2 * cumsum[C](0.5 * exp($))) else 0)", "sum[C](if index(C) == t then log(cumsum[C](exp($))[C = size(C) - 1 - index(C)])[C = size(C) - 1 - index(C)] else 0)",
       "sum[C](if index(C) == t then -log(1 / cumsum[C](exp($))) else 0)", "sum[C](if index(C) == t then log(cumsum[C](if index(C) > t then 0 else exp($))) else 0)", floor=1e-13)
spells("sum of running logsumexps", lambda xs, t: total([c * l for c, l in zip((mpf(0.25), 1, 3), running(xs))]), f"sum[C]({CONSTANT} * log(cumsum[C](exp($))))", floor=1e-13)
spells("Plackett-Luce", lambda xs, t: total([-log_softmax(xs[i:], 0) for i in range(K)]), "sum[C](log(cumsum[C](exp(r))) - r)", "-log(prod[C](exp(r) / cumsum[C](exp(r))))",
       "-sum[C](log(exp(r) / cumsum[C](exp(r))))", let=R, floor=1e-13)
spells("logs of a distribution function", lambda xs, t: total([log_part(-1, 0)(xs, i) for i in range(K)]), "sum[C](log(cumsum[C](p)))", "sum[C](log(cumsum[C](exp($)) / sum[C](exp($))))", let=P, floor=1e-13)
spells("shares of a running sum", shares_so_far, "sum[C](exp($) / cumsum[C](exp($)))", "sum[C](exp($ - log(cumsum[C](exp($)))))", floor=1e-13)


def part(*order):
    """The sum of the p before t (-1), of t (0) and after it (1)."""
    def f(xs, t):
        return exp(log_part(*order)(xs, t)) if any((i > t) - (i < t) in order for i in range(K)) else xs[0].chain(ZERO, ZERO)
    return f


def each(f, constants=(0.25, 1, 3)):
    """A weighted sum of something at each t."""
    return lambda xs, t: total([mpf(c) * f(xs, i) for i, c in enumerate(constants)])


def positive_share(xs, t):
    """What shares of another total than exponentials leave from t + 1 on."""
    parts = [sigmoid(x) + mpf(0.125) for x in xs]
    return total(parts[t + 1 :]) / total(parts) if t < K - 1 else xs[0].chain(ZERO, ZERO)


F = "let p = softmax[C]($)\n  let F = cumsum[C](p)\n  "
Q = "let q = (sigmoid($) + 0.125) / sum[C](sigmoid($) + 0.125)\n  "
survival = lambda xs, t: log_softmax(xs[t:], 0)
score = lambda xs, t: total([square((part(1) if i >= t else part(-1, 0))(xs, i)) for i in range(K)])
before_last = "sum[C](if index(C) < size(C) - 1 then @ else 0)"
spells("what a distribution function leaves", part(1), "(1 - F)[C = t]", "-(F[C = t] - 1)", "(sum[C](p) - F)[C = t]", "1 - sum[C](if index(C) <= t then p else 0)",
       "sum[C](if index(C) == t then 1 - F else 0)", "1 - max(F, 0)[C = t]", let=F, floor=1e-15)
spells("sum of what a distribution function leaves", each(part(1)), f"sum[C]({CONSTANT} * (1 - F))", f"sum[C]({CONSTANT} * (1 - cumsum[C](exp($) / sum[C](exp($)))))", let=F, floor=1e-15)
spells("what other shares leave", positive_share, "(1 - cumsum[C](q))[C = t]", "1 - sum[C](if index(C) > t then 0 else q)", let=Q)
spells("log of what other shares leave", lambda xs, t: total([log(positive_share(xs, i)) for i in range(K - 1)]), before_last.replace("@", "log(1 - cumsum[C](q))"), let=Q)
spells("logs of what a distribution function leaves", lambda xs, t: total([log_part(1)(xs, i) for i in range(K - 1)]), before_last.replace("@", "log(1 - F)"),
       before_last.replace("@", "log1p(-F)"), let=F, floor=1e-13)
spells("ordinal likelihood", lambda xs, t: -total([(log_part(1) if i < t else log_part(-1, 0))(xs, i) for i in range(K - 1)]),
       before_last.replace("@", "-log(if index(C) < t then 1 - F else F)"), before_last.replace("@", "(if index(C) < t then -log(1 - F) else -log(F))"), let=F)
spells("survival", part(0, 1), "(1 - F + p)[C = t]", "1 - (F - p)[C = t]", "p[C = t] + (1 - F[C = t])", let=F, floor=1e-15)
spells("log of survival", log_part(0, 1), "log((1 - F + p)[C = t])", "log(1 - F + p)[C = t]", "sum[C](if index(C) == t then log(1 - (F - p)) else 0)", let=F)
spells("hazards", each(lambda xs, t: exp(survival(xs, t))), f"sum[C]({CONSTANT} * p / (1 - F + p))", f"sum[C]({CONSTANT} * (p / (1 - (F - p))))", let=F, floor=1e-13)
spells("logs of hazards", each(survival), f"sum[C]({CONSTANT} * log(p / (1 - F + p)))", f"sum[C]({CONSTANT} * (log(p) - log(1 - F + p)))", let=F, floor=1e-13)
spells("ranked probability score", score, "sum[C]((F - cumsum[C](if index(C) == t then 1 else 0))^2)", "sum[C]((F - (if t <= index(C) then 1 else 0))^2)",
       "sum[C](if index(C) >= t then (1 - F)^2 else F^2)", "sum[C](((if index(C) < t then 0 else 1) - F)^2)", let=F)
spells("absolute ranked probability score", lambda xs, t: total([(part(1) if i >= t else part(-1, 0))(xs, i) for i in range(K)]), "sum[C](abs(F - (if index(C) >= t then 1 else 0)))", let=F, floor=1e-15)
spells("order by scores", lambda xs, t: total([softplus(logsumexp(xs[:i]) - xs[i]) for i in range(1, K)]), "sum[C](log(cumsum[C](exp($))) - ($))", "-log(prod[C](exp($) / cumsum[C](exp($))))")
spells("what comes before", lambda xs, t: total([x * c for x, c in zip(xs, (4, 3, 0))]), f"sum[C]({CONSTANT} * (cumsum[C]($) - ($)))", floor=1e-13)

ROW_ARGUMENTS = [
    ("x", lambda x, m: x), ("(50 * x)", lambda x, m: 50 * x), ("(0.001 * x)", lambda x, m: x * mpf(0.001)), ("(-x)", lambda x, m: -x), ("(x + 100)", lambda x, m: x + 100),
    ("(x / tau)", lambda x, m: x / mpf(0.07)), ("(x - 100)", lambda x, m: x - 100), ("(if b then x else 2 * x)", None),
    ("(if mask then x else -inf)", lambda x, m: x if m else x.chain(-inf, ZERO)), ("(x + (if mask then 0 else -inf))", lambda x, m: x if m else x.chain(-inf, ONE)),
]
MASKABLE = {"running logsumexp", "logsumexp, with constants", "log_softmax", "logsumexp", "softmax", "log1p of a sum", "log_softmax by let"}



def filled(use, text, argument):
    return use.replace("@", text if use == "@" else f"({text})").replace("$", argument)


SOURCE = "  {let}let point = {body}\n  reduce point\n"


def rounded(v):
    if isnan(v):
        return None
    return float("%.14g" % float(v)) if abs(v) < mpf(2) ** 1024 else float("inf") * (1 if v > 0 else -1)


def encode(v):
    if v is None:
        return "null"
    if v in (float("inf"), float("-inf")):
        return "1e999" if v > 0 else "-1e999"
    return repr(int(v)) if v == int(v) and abs(v) < 1e15 else repr(v)


def evaluate(f, data):
    """The results for each row: [value, slope, ...], with what a rounding of the row makes of them."""
    results, slack = [], []
    for inputs in data:
        exact = f(*inputs)
        results.append([rounded(v) for v in (exact.v, *exact.g)])
        moved = [0.0] * (1 + len(exact.g))
        count = len(exact.g)
        for i in range(count):
            near = f(*[nudge(part, i) for part in inputs])
            for k, (p, q) in enumerate(zip((exact.v, *exact.g), (near.v, *near.g))):
                change = abs(p - q) * 32
                if change > abs(p) * mpf(1e-13) and not isnan(change) and abs(p) < inf:
                    moved[k] += float(change)
        slack.append([float("%.2g" % m) for m in moved])
    return results, slack


def nudge(part, i):
    if isinstance(part, Number):
        return Number(part.v * (1 + mpf(2) ** -53), part.g) if part.g[i] != 0 else part
    return [nudge(p, i) for p in part] if isinstance(part, list) and part and isinstance(part[0], Number) else part


def variable(v, i, count):
    return Number(mpf(v), [ONE if k == i else ZERO for k in range(count)])


def case(name, source, f, data, floor, plain):
    results, slack = evaluate(f, data)
    fields = [f'"name": {json.dumps(name)}', f'"source": {json.dumps(source)}', '"results": [' + ",".join(encode(v) for r in results for v in r) + "]"]
    if plain:
        fields.append('"plain": true')
    if floor:
        fields.append(f'"floor": {floor}')
    flat = [m for r in slack for m in r]
    sparse = {str(i): m for i, m in enumerate(flat) if m > 0}
    if sparse:
        fields.append('"slack": ' + json.dumps(sparse).replace(" ", "").replace("Infinity", "1e999"))
    return "{" + ", ".join(fields) + "}"


points = [(variable(x, 0, 1), mpf(WEIGHT[i % 4]), i % 3 != 0) for i, x in enumerate(POINTS)]
rows = [([variable(f32(v), i, K) for i, v in enumerate(r)], t, mpf(WEIGHT[i % 4]), [bool(m) for m in MASK[i % 4]], i % 3 != 0) for i, (r, t) in enumerate(ROWS)]
groups = {"points": [], "rows": []}


def of_point(reference, argument, use):
    def f(x, w, b):
        inner = (x if b else -x) if argument is None else argument(x)
        if use is None and not b:
            return x.chain(ZERO, ZERO)
        value = reference(inner)
        return value if use is None else use(value, w)
    return f


def of_row(reference, argument, use):
    def f(xs, t, w, m, b):
        inner = [(x if b else 2 * x) if argument is None else argument(x, k) for x, k in zip(xs, m)]
        if use is None and not b:
            return xs[0].chain(ZERO, ZERO)
        value = reference(inner, t)
        return value if use is None else use(value, w)
    return f


def main():
    for i, (name, text, reference, floor) in enumerate(one):
        for k, (argument, inner) in enumerate(ARGUMENTS):
            if k > 0 and (k + i) % 4 != 0:
                continue
            use, outer = USES[0] if k == 0 else USES[(i + k) % len(USES)]
            body = filled(use, text, argument)
            groups["points"].append(case(f"{name}: {body}", SOURCE.format(let="", body=body), of_point(reference, inner, outer), points, floor, k == 0))
    for i, (name, let, text, reference, floor) in enumerate(row):
        for k, (argument, inner) in enumerate(ROW_ARGUMENTS):
            masked = "mask" in argument
            if (masked and (name not in MASKABLE or "- $" in text or "- max" in text or "- log" in text or "else 0) * log" in text)) or (k > 0 and not masked and (k + i) % 4 != 0) or (masked and (k + i) % 2 == 0):
                continue
            use, outer = USES[0] if k == 0 else USES[(i + k) % len(USES)]
            if masked:
                use, outer = USES[0]
            body = filled(use, text, argument)
            groups["rows"].append(case(f"{name}: {body}", SOURCE.format(let=let.replace("$", argument), body=body), of_row(reference, inner, outer), rows, floor, k == 0))
    x = [x for x in POINTS]
    head = ['"points": {"x": ' + json.dumps(x) + ', "w": ' + json.dumps([float(w) for _, w, _ in points]) + ', "b": ' + json.dumps([int(b) for _, _, b in points]) + ', "cases": [\n' + ",\n".join(groups["points"]) + "\n]}"]
    head.append('"rows": {"x": ' + json.dumps([[f32(v) for v in r] for r, _ in ROWS]) + ', "t": ' + json.dumps([t for _, t in ROWS]) + ', "w": ' + json.dumps([float(r[2]) for r in rows]) + ', "mask": ' + json.dumps([[int(m) for m in r[3]] for r in rows]) + ', "b": ' + json.dumps([int(r[4]) for r in rows]) + ', "cases": [\n' + ",\n".join(groups["rows"]) + "\n]}")
    print("{" + ",\n".join(head) + "}")


main()
