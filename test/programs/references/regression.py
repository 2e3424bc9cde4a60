import math
import torch
import torch.nn.functional as F


def pinball(x, target, tau, crossing=0.0):
    d = target[..., None] - x
    point = torch.maximum(tau * d, (tau - 1) * d).sum(-1)
    over = F.relu(x[..., :-1] - x[..., 1:])
    metrics = {"coverage": (target[..., None] <= x).double().mean(), "crossings": (over > 0).sum()}
    return point + crossing * over.sum(-1), metrics


def robust(x, target, log_scale=None, alpha=1.0):
    c = torch.ones(()) if log_scale is None else log_scale.exp()
    u = ((x - target) / c) ** 2
    b = abs(alpha - 2)
    if alpha == 2:
        return u / 2
    if alpha == 0:
        return torch.log1p(u / 2)
    if alpha == -math.inf:
        return -torch.expm1(-u / 2)
    return b / alpha * torch.expm1(alpha / 2 * torch.log1p(u / b))


def log_cosh(x, target, scale=1.0):
    a = (scale * (x - target)).abs()
    return (a + F.softplus(-2 * a, threshold=1000) - math.log(2)) / scale


def wing(x, target, visible=None, w=10.0, epsilon=2.0):
    seen = x if visible is None else torch.where(visible[..., None], x, target)
    d = (seen - target).abs()
    c = w - w * math.log1p(w / epsilon)
    point = torch.where(d < w, w * torch.log1p(d / epsilon), d - c)
    if visible is not None:
        point = torch.where(visible[..., None], point, torch.zeros(()))
        return point, {}, {"mean": point.sum() / (x.shape[-1] * visible.sum())}
    return point


def expectile(x, target, tau=0.5, epsilon=0.0):
    d = target - x
    weight = torch.where(d < 0, 1 - tau, tau)
    return weight * F.relu(d.abs() - epsilon) ** 2, {"outside": (d.abs() > epsilon).double().mean()}


def log_depth(x, target, **options):
    known = target > 0
    point, within = [], 0
    for image, t, k in zip(x, target, known):
        g = image[k].log() - t[k].log()
        point.append(torch.sqrt((g**2).mean() - options.get("lambda", 0.5) * g.mean() ** 2))
        within += (torch.maximum(image[k] / t[k], t[k] / image[k]) < 1.25).sum()
    return torch.stack(point), {"pixels": known.sum(), "within": within / known.sum()}


def relative_error(x, target, eps=1e-6, symmetric=False):
    gap = (x - target).abs()
    point = 200 * gap / (x.abs() + target.abs() + eps) if symmetric else 100 * gap / target.abs().clamp(min=eps)
    return point, {"median_side": (x - target).sign().mean()}, {"rms": point.square().mean().sqrt()}


def task_uncertainty(x, target, logits, label, auxiliary, s):
    mse, ce = F.mse_loss(x, target), F.cross_entropy(logits, label)
    value = 0.5 * torch.exp(-s[0]) * mse + torch.exp(-s[1]) * ce + 0.5 * torch.exp(-s[2]) * auxiliary + 0.5 * s.sum()
    return value, {"regression": mse, "classification": ce}


def cases(s):
    name = lambda *shape: "x".join(map(str, shape)) or "scalar"
    shapes = ((7,), (2, 3), (), (2, 2, 2))
    for shape, q, options in (((5,), 3, {}), ((2, 3), 4, {"crossing": 0.5}), ((), 5, {"crossing": 2.0}), ((3,), 1, {"crossing": 1.0})):
        inputs = {"x": s.randn(*shape, q), "target": s.randn(*shape), "tau": s.f32(torch.linspace(0.05, 0.95, q) if q > 1 else torch.tensor([0.5]))}
        s.reduce("pinball", name(*shape, q), pinball, inputs, ["x"], options, None if shape else ["mean", "sum"])
    for shape, alpha in zip(((7,), (2, 3), (5,), (2, 2, 2), (4,), (3, 1), ()), (1.0, 2.0, 0.0, -2.0, -math.inf, 0.5, 1.5)):
        inputs = {"x": s.randn(*shape, scale=3), "target": s.randn(*shape)}
        inputs["target"].view(-1)[0] = inputs["x"].view(-1)[0]
        learned = ["log_scale"] if alpha != 1 else []
        if learned:
            inputs["log_scale"] = s.randn(1)[0]
        if not shape:
            inputs["target"] = s.randn()
        options = {} if alpha == 1 else {"alpha": "-inf" if math.isinf(alpha) else alpha}
        reference = lambda alpha=1.0, **kw: robust(alpha=float(alpha), **kw)
        s.reduce("robust", f"{name(*shape)}-{alpha}", reference, inputs, ["x", *learned], options, None if shape else ["mean", "sum"])
    for shape, scale in zip(shapes, (1.0, 0.5, 3.0, 1.0)):
        inputs = {"x": s.randn(*shape, scale=3), "target": s.randn(*shape)}
        s.reduce("log_cosh", name(*shape), log_cosh, inputs, ["x"], {} if scale == 1 else {"scale": scale}, None if shape else ["mean", "sum"])
    far = {"x": s.f32(torch.tensor([100.0, -100.0, 1000.0, 1e-3, -1e-4])), "target": torch.zeros(5)}
    s.reduce("log_cosh", "extreme", log_cosh, far, ["x"])
    for shape, masked, options in (((2, 5, 2), True, {}), ((3, 2), False, {"w": 1.0, "epsilon": 0.5}), ((1, 2, 3, 1), True, {"w": 3.0})):
        inputs = {"x": s.randn(*shape, scale=8), "target": s.randn(*shape, scale=8)}
        inputs["x"].view(-1)[0] = inputs["target"].view(-1)[0]
        if masked:
            inputs["visible"] = s.flags(*shape[:-1])
            inputs["visible"].view(-1)[0] = True
            inputs["x"][~inputs["visible"]] = math.nan  # what cannot be seen may be anything
        s.reduce("wing", name(*shape), wing, inputs, ["x"], options)
    for n, options in ((6, {}), (5, {"tau": 0.9, "epsilon": 0.3}), (1, {"tau": 0.1})):
        s.reduce("expectile", name(n), expectile, {"x": s.randn(n), "target": s.randn(n)}, ["x"], options)
    for shape, options in (((2, 3, 4), {}), ((3, 5), {"lambda": 0}), ((1, 2, 2, 2), {"lambda": 0.85})):
        target = s.rand(*shape, low=0.5, high=10)
        target.view(shape[0], -1)[:, -1] = 0
        s.reduce("log_depth", name(*shape), log_depth, {"x": s.rand(*shape, low=0.5, high=10), "target": target}, ["x"], options)
    for shape, options in (((7,), {}), ((2, 3), {"symmetric": True}), ((2, 1, 2), {"eps": 0.5})):
        s.reduce("relative_error", name(*shape), relative_error, {"x": s.randn(*shape), "target": s.randn(*shape)}, ["x"], options)
    for n, d, m, c in ((4, 3, 5, 4), (2, 1, 1, 2)):
        inputs = {"x": s.randn(n, d), "target": s.randn(n, d), "logits": s.randn(m, c), "label": s.labels(c, m), "auxiliary": s.rand(1)[0], "s": s.randn(3)}
        s.run("task_uncertainty", name(n, d, m, c), task_uncertainty, inputs, ["x", "logits", "auxiliary", "s"])
