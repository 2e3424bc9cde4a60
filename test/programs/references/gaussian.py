"""Normal distribution functions far out in their tails, where PyTorch has log_ndtr and erfcx."""
import math
import torch
from torch.special import erfcx
from special import log_ndtr

LOG_ROOT = math.log(2 * math.pi) / 2


def log_density(z):
    return -z * z / 2 - LOG_ROOT


def log_between(a, b):
    """log(Phi(b) - Phi(a)) of two numbers."""
    if a > 0:
        a, b = -b, -a
    if b <= 0:
        return log_ndtr(b) if a == -math.inf else log_ndtr(b) + torch.log(-torch.expm1(log_ndtr(a) - log_ndtr(b)))
    outside = sum((log_ndtr(end).exp() for end in (a, -b) if end > -math.inf), torch.zeros(()))
    return torch.log1p(-outside)


def mills(z):
    """phi(z) / Phi(z)"""
    below, above = z.clamp(max=0.0), z.clamp(min=0.0)
    return torch.where(z > 0, (log_density(above) - log_ndtr(above)).exp(), math.sqrt(2 / math.pi) / erfcx(-below / math.sqrt(2)))


def probit(x, weights, bias, y):
    z = x @ weights + bias
    return -(y * log_ndtr(z) + (1 - y) * log_ndtr(-z)), {"accuracy": ((z > 0) == (y > 0.5)).double().mean()}


def tobit(x, log_scale, target, below, above):
    z = (target - x) / log_scale.exp()
    seen = log_density(z) - log_scale
    return -torch.where(below, log_ndtr(z), torch.where(above, log_ndtr(-z), seen)), {"censored": (below | above).sum()}


def interval_censored(x, scale, low, high):
    ends = lambda end, i: end[i] if end[i].isinf() else (end[i] - x[i]) / scale[i]
    return torch.stack([-log_between(ends(low, i), ends(high, i)) for i in range(len(x))])


def ordinal_probit(score, steps, rank, names):
    thresholds = torch.cat([steps[:1], torch.nn.functional.softplus(steps[1:])]).cumsum(0)
    edges = torch.cat([torch.tensor([-math.inf]), thresholds, torch.tensor([math.inf])])
    ends = lambda i, k: edges[k] if edges[k].isinf() else edges[k] - score[i]
    point = torch.stack([-log_between(ends(i, r), ends(i, r + 1)) for i, r in enumerate(rank)])
    return point, {"scale_used": names[rank].max() - names[rank].min()}


def expected_improvement(m, s, best=0.0):
    z = (m - best) / s
    near = torch.where(z < -1, torch.zeros(()), z)
    far = torch.where(z < -1, z, -torch.ones(()))
    # Far out, z Phi(z) + phi(z) is phi(z) (1 + z / mills(z)).
    log_near = torch.log(near * torch.special.ndtr(near) + log_density(near).exp())
    log_far = log_density(far) + torch.log1p(far / mills(far))
    return -(torch.where(z < -1, log_far, log_near) + s.log())


def sample_selection(x, z, covariance, target):
    return (x + covariance * mills(z) - target) ** 2


def skew_normal(x, log_scale, skewness, target):
    z = (target - x) / log_scale.exp()
    return -(math.log(2) + log_density(z) - log_scale + log_ndtr(skewness * z))


def cases(s):
    row = lambda *xs: s.f32(torch.tensor(xs))
    for n, d in ((6, 3), (1, 1)):
        inputs = {"x": s.randn(n, d), "weights": s.randn(d), "bias": s.randn(1)[0], "y": s.bits(n)}
        s.reduce("probit", f"{n}x{d}", probit, inputs, ["weights", "bias"])
    far = {"x": row(-1000.0, -40.0, -9.0, 9.0, 40.0, 1000.0)[:, None], "weights": row(1.0), "bias": s.f32(torch.tensor(0.25)), "y": row(1.0, 1.0, 1.0, 0.0, 0.0, 0.0)}
    s.reduce("probit", "wrong", probit, far, ["weights", "bias"])
    s.reduce("probit", "right", probit, {**far, "y": 1 - far["y"]}, ["weights", "bias"])
    for n in (7, 2):
        below = torch.arange(n) % 3 == 0
        inputs = {"x": s.randn(n), "log_scale": s.randn(n, scale=0.3), "target": s.randn(n), "below": below, "above": torch.arange(n) % 3 == 1}
        s.reduce("tobit", f"{n}", tobit, inputs, ["x", "log_scale"])
    far = {"x": row(100.0, -100.0, 0.0, 20.0), "log_scale": row(0.0, -1.0, -6.0, 0.5), "target": row(-20.0, 50.0, 3.0, -9.0), "below": torch.tensor([True, False, False, True]), "above": torch.tensor([False, True, False, False])}
    s.reduce("tobit", "extreme", tobit, far, ["x", "log_scale"])
    for n in (6, 1):
        low = s.randn(n)
        s.reduce("interval_censored", f"{n}", interval_censored, {"x": s.randn(n), "scale": s.rand(n, low=0.3, high=2), "low": low, "high": s.f32(low + s.rand(n, low=0.2, high=3))}, ["x", "scale"])
    far = {"x": row(0.0, 0.0, 90.0, -300.0, 0.0, 1.0, 0.5, 2.0), "scale": row(1.0, 0.5, 2.0, 1.0, 1.0, 1.5, 0.1, 1.0), "low": row(10.0, -9.0, -3.0, 1.0, -math.inf, 8.0, -math.inf, -8.0), "high": row(12.0, -8.0, 3.0, 1.5, -50.0, math.inf, math.inf, 9.0)}
    s.reduce("interval_censored", "extreme", interval_censored, far, ["x", "scale"])
    for n, k in ((8, 3), (3, 1)):
        inputs = {"score": s.randn(n), "steps": s.randn(k), "rank": torch.arange(n) % (k + 1), "names": torch.arange(k + 1).double()}
        s.reduce("ordinal_probit", f"{n}x{k}", ordinal_probit, inputs, ["score", "steps"])
    far = {"score": row(60.0, -60.0, 30.0, -30.0, 12.0, -12.0), "steps": row(-1.0, 0.5, 1.0), "rank": torch.tensor([0, 3, 1, 2, 2, 1]), "names": row(1.0, 2.0, 3.0, 4.0)}
    s.reduce("ordinal_probit", "extreme", ordinal_probit, far, ["score", "steps"])
    for n, options in ((6, {}), (3, {"best": 0.75})):
        s.reduce("expected_improvement", f"{n}", expected_improvement, {"m": s.randn(n), "s": s.rand(n, low=0.2, high=2)}, ["m", "s"], options)
    far = {"m": row(-3.0, -30.0, -20.0, 50.0, 0.0), "s": row(0.5, 1.0, 0.25, 1.0, 2.0)}
    s.reduce("expected_improvement", "extreme", expected_improvement, far, ["m", "s"])
    for n in (5, 1):
        inputs = {"x": s.randn(n), "z": s.randn(n, scale=2), "covariance": s.randn(1)[0], "target": s.randn(n)}
        s.reduce("sample_selection", f"{n}", sample_selection, inputs, ["x", "z", "covariance"])
    far = {"x": row(1.0, -1.0, 0.0, 0.0), "z": row(-9.0, -40.0, 38.0, 500.0), "covariance": s.f32(torch.tensor(0.5)), "target": row(3.0, 10.0, 1.0, -2.0)}
    s.reduce("sample_selection", "extreme", sample_selection, far, ["x", "z", "covariance"])
    for n in (6, 2):
        inputs = {"x": s.randn(n), "log_scale": s.randn(n, scale=0.3), "skewness": s.f32(torch.tensor(2.5)), "target": s.randn(n)}
        s.reduce("skew_normal", f"{n}", skew_normal, inputs, ["x", "log_scale", "skewness"])
    far = {"x": row(0.0, 0.0, 40.0), "log_scale": row(0.0, -1.0, 1.0), "skewness": s.f32(torch.tensor(4.0)), "target": row(-30.0, 30.0, -9.0)}
    s.reduce("skew_normal", "extreme", skew_normal, far, ["x", "log_scale", "skewness"])
