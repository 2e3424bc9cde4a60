"""Losses of no one family."""
import math
import torch
import torch.nn.functional as F


def critic(real_score, fake_score, kind=0, drift=0.0):
    r, f = real_score, fake_score
    value = (
        lambda: F.relu(1 - r).mean() + F.relu(1 + f).mean(),
        lambda: f.mean() - r.mean(),
        lambda: (F.mse_loss(r, torch.ones_like(r)) + f.square().mean()) / 2,
        lambda: -F.logsigmoid(r).mean() - F.logsigmoid(-f).mean(),
    )[kind]()
    return value + drift * r.square().mean(), {"real_right": (r > 0).double().mean(), "fake_right": (f < 0).double().mean()}


def cosine_embedding(x1, x2, y, margin=0.0, euclidean=False, p=2):
    c = (F.normalize(x1, dim=-1) * F.normalize(x2, dim=-1)).sum(-1)
    d = torch.linalg.vector_norm(x1 - x2, ord=float(p), dim=-1)
    if euclidean:
        return torch.where(y == 1, d**2, F.relu(margin - d) ** 2)
    return torch.where(y == 1, 1 - c, F.relu(c - margin))


def spectral(x, y, bins, band=1.0, eps=1e-3):
    power = lambda v: torch.fft.fft(v, dim=1).abs().square()[:, bins.long()] if len(bins) else None
    return (band * (torch.log(power(x) + eps) - torch.log(power(y) + eps)).abs()).mean(1)


def quantized(w, x, t, step=0.25, pull=0.01):
    q = w + (step * torch.round(w / step) - w).detach()
    return (x @ q - t) ** 2 + pull * torch.sin(math.pi * w / step).square().sum(), {"levels": (torch.floor(w / step) != 0).sum()}


def capped_cross_entropy(logits, target, pad=-1, cap=30.0, z=1e-4):
    capped = cap * torch.tanh(logits / cap)
    lse, keep = capped.logsumexp(-1), target != pad
    ce = F.cross_entropy(capped.flatten(0, 1), target.flatten(), ignore_index=pad, reduction="none").reshape(target.shape)
    token = ce + torch.where(keep, z * lse**2, torch.zeros(()))
    return token, {"perplexity": (ce.sum() / keep.sum()).exp(), "mean_lse": lse.mean()}, {"mean": token.sum() / keep.sum()}


def log_error(x, target, linex=0.0):
    d = x - target
    point = (torch.log1p(x) - torch.log1p(target)) ** 2 if linex == 0 else torch.expm1(linex * d) - linex * d
    return point, {}, {"root": point.mean().sqrt()}


def quantile_function(m, s, skew, tail, target, tau, z, johnson=False):
    spread = torch.sinh((z - skew) / tail) if johnson else torch.tan(math.pi * (tau - 0.5)) + 0 * (skew + tail)
    d = target[:, None] - (m[:, None] + s[:, None] * spread)
    return torch.maximum(tau * d, (tau - 1) * d).mean(1)


def kto(policy, reference, desirable, beta=0.1, desirable_weight=1.0, undesirable_weight=1.0, log_form=False):
    r = policy - reference
    z = r.mean().clamp(min=0).detach()
    side = beta * torch.where(desirable, r - z, z - r)
    w = torch.where(desirable, desirable_weight, undesirable_weight)
    margin = r[desirable].mean() - r[~desirable].mean()
    return w * (-F.logsigmoid(side) if log_form else torch.sigmoid(-side)), {"margin": margin}


def cases(s):
    name = lambda *shape: "x".join(map(str, shape))
    for kind, real, fake in ((0, (4,), (3,)), (1, (2, 3), (5, 2, 2)), (2, (1, 2), (2,)), (3, (5,), (3, 2))):
        inputs = {"real_score": s.randn(*real), "fake_score": s.randn(*fake)}
        inputs["real_score"].view(-1)[0], inputs["fake_score"].view(-1)[0] = 1.0, -1.0  # the kinks of the hinge
        s.run("critic", f"kind{kind}", critic, inputs, ["real_score", "fake_score"], {"kind": kind, "drift": 0.25 * kind} if kind else {})
    far = {"real_score": s.f32(torch.tensor([100.0, -100.0])), "fake_score": s.f32(torch.tensor([90.0, -90.0]))}
    s.run("critic", "extreme", critic, far, ["real_score", "fake_score"], {"kind": 3})
    for shape, options in (((5, 4), {}), ((2, 3, 3), {"margin": 0.3}), ((4,), {"margin": -0.5}), ((4, 3), {"euclidean": True, "margin": 2.5}), ((3, 2), {"euclidean": True, "margin": 2, "p": 1}), ((3, 4), {"euclidean": True, "margin": 3, "p": "inf"})):
        y = s.bits(*shape[:-1]) * 2 - 1
        inputs = {"x1": s.randn(*shape), "x2": s.randn(*shape), "y": y}
        if options.get("euclidean"):
            inputs["x2"][0], y[0] = inputs["x1"][0], 1.0  # a pair at one place
        ident = name(*shape) + (f"-p{options.get('p', 2)}" if "euclidean" in options else "")
        s.reduce("cosine_embedding", ident, cosine_embedding, inputs, ["x1", "x2"], options, None if len(shape) > 1 else ["mean", "sum"])
    for n, t, bins in ((3, 8, [0, 1, 3]), (1, 6, [2])):
        inputs = {"x": s.randn(n, t), "y": s.randn(n, t), "bins": torch.tensor(bins, dtype=torch.float64)}
        if len(bins) > 1:
            inputs["band"] = s.rand(len(bins), low=0.5, high=2)
        s.reduce("spectral", name(n, t, len(bins)), spectral, inputs, ["x"])
    for d, n, options in ((5, 4, {}), (3, 2, {"step": 1.0, "pull": 0.5})):
        inputs = {"w": s.randn(d), "x": s.randn(n, d), "t": s.randn(n)}
        inputs["w"][0] = 2.5 * options.get("step", 0.25)  # half to even
        s.reduce("quantized", name(d, n), quantized, inputs, ["w"], options)
    for b, t, v, options in ((2, 3, 5, {}), (1, 4, 2, {"pad": 1, "cap": 2.0, "z": 0.1})):
        target = s.labels(v, b, t)
        target[0, 0], target[0, 1] = options.get("pad", -1), 0
        inputs = {"logits": s.randn(b, t, v, scale=20), "target": target}
        s.reduce("capped_cross_entropy", name(b, t, v), capped_cross_entropy, inputs, ["logits"], options)
    for shape, options in (((6,), {}), ((2, 3), {"linex": 1.5}), ((2, 2), {"linex": -0.5}), ((), {})):
        inputs = {"x": s.rand(*shape, low=-0.5, high=9), "target": s.rand(*shape, low=-0.5, high=9)}
        only = None if shape else ["mean", "sum"]
        s.reduce("log_error", f"{name(*shape)}-{options.get('linex', 0)}", log_error, inputs, ["x"], options, only)
    for n, q, options in ((4, 5, {}), (3, 7, {"johnson": True})):
        tau = s.f32(torch.linspace(0.06, 0.96, q))
        inputs = {"m": s.randn(n), "s": s.rand(n, low=0.3, high=2), "skew": s.f32(torch.tensor(0.4)), "tail": s.f32(torch.tensor(1.3)), "target": s.randn(n), "tau": tau, "z": s.f32(torch.special.ndtri(tau))}
        s.reduce("quantile_function", name(n, q), quantile_function, inputs, ["m", "s", "skew", "tail"], options)
    for n, options in ((6, {}), (5, {"beta": 1, "desirable_weight": 1.5, "undesirable_weight": 0.5}), (4, {"log_form": True})):
        inputs = {"policy": s.randn(n, scale=20), "reference": s.randn(n, scale=20), "desirable": torch.arange(n) % 3 != 1}
        s.reduce("kto", name(n), kto, inputs, ["policy"], options)
