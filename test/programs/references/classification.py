import math
import torch
import torch.nn.functional as F
from special import digamma


def cosine(x, y):
    return F.normalize(x, dim=1) @ F.normalize(y, dim=1).T


def flat(logits, target, **options):
    """Cross-entropy along the last axis, of any shape."""
    rows = logits.reshape(-1, logits.shape[-1])
    return F.cross_entropy(rows, target.reshape(-1), reduction="none", **options).reshape(target.shape)


def arcface(x, prototypes, target, scale=64.0, margin=0.5):
    c = cosine(x, prototypes)
    own = c.gather(1, target[:, None])
    shifted = torch.cos(torch.acos(own) + margin)
    hard = torch.where(own > -math.cos(margin), shifted, own - margin * math.sin(margin))
    return F.cross_entropy(scale * c.scatter(1, target[:, None], hard), target, reduction="none"), {"accuracy": (c.argmax(1) == target).double().mean()}


def cosface(x, prototypes, scale, target, margin=0.35):
    c = cosine(x, prototypes)
    return F.cross_entropy(scale * (c - margin * F.one_hot(target, c.shape[1])), target, reduction="none")


def poly(logits, target, weight=None, epsilon=1.0, smoothing=0.0):
    p = logits.softmax(-1)
    ce = flat(logits, target, weight=weight, label_smoothing=smoothing)
    pt = p.gather(-1, target[..., None])[..., 0]
    w = 1.0 if weight is None else weight[target]
    metrics = {"top1": (logits.argmax(-1) == target).double().mean(), "confidence": p.amax(-1).mean()}
    return ce + epsilon * w * (1 - pt), metrics


def asymmetric(logits, labels, positive_gamma=1.0, negative_gamma=4.0, shift=0.05):
    p = torch.sigmoid(logits)
    shifted = (p - shift).clamp(min=0)
    positive = torch.sigmoid(-logits) ** positive_gamma * F.logsigmoid(logits)
    # 1 - (p - shift), where that is positive: what the paper's clamp does without its limit at 1
    negative = shifted**negative_gamma * torch.log1p(-shifted) if shift > 0 else p**negative_gamma * F.logsigmoid(-logits)
    return -torch.where(labels, positive, negative).sum(1)


def multi_margin(x, target, weight=None, margin=1.0, p=1):
    return F.multi_margin_loss(x, target, p=int(p), margin=margin, weight=weight, reduction="none")


def crammer_singer(x, target, margin=1.0):
    own = x.gather(1, target[:, None])[:, 0]
    rest = x.masked_fill(F.one_hot(target, x.shape[1]).movedim(-1, 1).bool(), -math.inf)
    lead = own - rest.amax(1)
    metrics = {"smallest_lead": lead.min(), "all_right": (lead > 0).reshape(len(lead), -1).all(1).double().mean()}
    return F.relu(margin - lead), metrics


def multilabel_soft_margin(x, y, weight=None):
    point = F.multilabel_soft_margin_loss(x, y.double(), weight=weight, reduction="none")
    return point, {"exact": (y == (x > 0)).all(1).double().mean(), "any_hit": (y & (x > 0)).any(1).sum()}


def generalized_cross_entropy(logits, target, q=0.7):
    nll = F.cross_entropy(logits, target, reduction="none")
    return nll if q == 0 else -torch.expm1(-q * nll) / q


def symmetric_cross_entropy(logits, target, alpha=0.1, beta=1.0, log_zero=-4.0):
    ce = F.cross_entropy(logits, target, ignore_index=-1, reduction="none")
    wrong = logits.softmax(1).masked_fill(F.one_hot(target.clamp(min=0), logits.shape[1]).movedim(-1, 1).bool(), 0).sum(1)
    keep = target != -1
    point = alpha * ce + torch.where(keep, -beta * log_zero * wrong, torch.zeros(()))
    return point, {}, {"mean": point.sum() / keep.sum().clamp(min=1)}


def logit_adjusted(x, target, counts, tau=1.0):
    prior = counts / counts.sum()
    rare = (x.argmax(1) == target) & (prior[target] < 1 / len(counts))
    return F.cross_entropy(x + tau * prior.log(), target, reduction="none"), {"rare_hits": rare.sum()}


def brier(logits, target):
    p = logits.softmax(-1)
    top = p.amax(-1)
    metrics = {"sharpness": p.square().sum(-1).mean(), "surest": top.max(), "unsurest": top.min()}
    return (p - F.one_hot(target, p.shape[-1])).square().sum(-1), metrics


def evidential(x, target, anneal=1.0):
    a = 1 + F.softplus(x, threshold=100)
    strength = a.sum(1)
    own = torch.arange(len(x)), target
    b = a.index_put(own, torch.ones(()))
    total = b.sum(1, keepdim=True)
    kl = torch.lgamma(total)[:, 0] - b.lgamma().sum(1) - math.lgamma(x.shape[1]) + ((b - 1) * (digamma(b) - digamma(total))).sum(1)
    return digamma(strength) - digamma(a[own]) + anneal * kl, {"uncertainty": (x.shape[1] / strength).mean()}


def noisy_or(p, labels):
    none = (1 - p).prod(1)
    positive = labels.any(1)
    return -torch.where(positive, 1 - none, none).log(), {"positive_bags": positive.sum()}


def cases(s):
    name = lambda *shape: "x".join(map(str, shape))
    for n, d, c, options in ((5, 4, 3, {}), (4, 2, 5, {"scale": 8.0, "margin": 1.2}), (3, 3, 2, {"scale": 16.0, "margin": 0})):
        inputs = {"x": s.randn(n, d), "prototypes": s.randn(c, d), "target": s.labels(c, n)}
        s.reduce("arcface", name(n, d, c), arcface, inputs, ["x", "prototypes"], options)
        learned = {"x": inputs["x"], "prototypes": inputs["prototypes"], "scale": s.f32(torch.tensor(30.0 if n == 5 else 4.5)), "target": inputs["target"]}
        s.reduce("cosface", name(n, d, c), cosface, learned, ["x", "prototypes", "scale"], {} if n == 5 else {"margin": 0.1})
    far = {"x": s.randn(4, 3), "prototypes": s.randn(4, 3), "scale": s.f32(torch.tensor(500.0)), "target": torch.arange(4)}
    s.reduce("cosface", "far", cosface, far, ["x", "prototypes", "scale"])
    for shape, options in (((4,), {}), ((3, 4), {"epsilon": -0.5, "smoothing": 0.1}), ((2, 2, 5), {"epsilon": 2.0}), ((2, 1), {})):
        inputs = {"logits": s.randn(*shape, scale=2), "target": s.labels(shape[-1], *shape[:-1])}
        if options:
            inputs["weight"] = s.rand(shape[-1], low=0.5, high=2)
        s.reduce("poly", name(*shape), poly, inputs, ["logits"], options, None if len(shape) > 1 else ["mean", "sum"])
    far = {"logits": s.f32(torch.tensor([[100.0, -100.0, 0.0], [100.0, 100.0, -100.0]])), "target": torch.tensor([1, 0])}
    s.reduce("poly", "extreme", poly, far, ["logits"])
    for n, c, options in ((4, 5, {}), (3, 4, {"positive_gamma": 0, "negative_gamma": 2, "shift": 0.2}), (2, 3, {"positive_gamma": 2.5, "negative_gamma": 0.5, "shift": 0})):
        s.reduce("asymmetric", name(n, c), asymmetric, {"logits": s.randn(n, c, scale=2), "labels": s.flags(n, c, share=0.4)}, ["logits"], options)
    for n, c, options in ((5, 4, {}), (3, 6, {"p": 2, "margin": 0.5}), (2, 1, {})):
        inputs = {"x": s.randn(n, c), "target": s.labels(c, n)}
        if c > 4:
            inputs["weight"] = s.rand(c, low=0.5, high=2)
        s.reduce("multi_margin", name(n, c), multi_margin, inputs, ["x"], options)
    for shape, options in (((5, 4), {}), ((2, 3, 4), {"margin": 0.25}), ((2, 4, 2, 2), {"margin": 3.0})):
        x = s.randn(*shape)
        target = s.labels(shape[1], shape[0], *shape[2:])
        target.view(-1)[0] = 0
        x.view(shape[0], shape[1], -1)[0, 1:3, 0] = 2.0  # two rivals tie for the first
        s.reduce("crammer_singer", name(*shape), crammer_singer, {"x": x, "target": target}, ["x"], options)
    for n, c, weighted in ((5, 3, False), (2, 4, True), (3, 1, False)):
        inputs = {"x": s.randn(n, c, scale=3), "y": s.flags(n, c, share=0.5), **({"weight": s.rand(c, low=0.1, high=2)} if weighted else {})}
        s.reduce("multilabel_soft_margin", name(n, c), multilabel_soft_margin, inputs, ["x"])
    far = {"x": s.f32(torch.tensor([[100.0, -100.0], [-90.0, 0.0]])), "y": torch.tensor([[False, True], [False, True]])}
    s.reduce("multilabel_soft_margin", "extreme", multilabel_soft_margin, far, ["x"])
    for n, c, options in ((5, 4, {}), (3, 3, {"q": 0}), (4, 2, {"q": 0.01}), (2, 5, {"q": 1})):
        s.reduce("generalized_cross_entropy", name(n, c), generalized_cross_entropy, {"logits": s.randn(n, c, scale=3), "target": s.labels(c, n)}, ["logits"], options)
    for shape, options in (((5, 3), {}), ((2, 4, 3), {"alpha": 1.0, "beta": 0.5, "log_zero": -6.0})):
        target = s.labels(shape[1], shape[0], *shape[2:])
        target.view(-1)[1] = -1
        s.reduce("symmetric_cross_entropy", name(*shape), symmetric_cross_entropy, {"logits": s.randn(*shape, scale=3), "target": target}, ["logits"], options)
    ignored = {"logits": s.randn(3, 2), "target": torch.full((3,), -1)}
    s.reduce("symmetric_cross_entropy", "all-ignored", symmetric_cross_entropy, ignored, ["logits"])
    for n, c, options in ((6, 4, {}), (4, 3, {"tau": 0.25})):
        counts = s.f32(torch.tensor([900.0, 80.0, 7.0, 0.0][:c]))
        s.reduce("logit_adjusted", name(n, c), logit_adjusted, {"x": s.randn(n, c, scale=3), "target": s.labels(min(c, 3), n), "counts": counts}, ["x"], options)
    for shape in ((5, 3), (2, 2, 4), (3,), (4, 2)):
        x = s.randn(*shape, scale=1.5)
        s.reduce("brier", name(*shape), brier, {"logits": x, "target": s.labels(shape[-1], *shape[:-1])}, ["logits"], None, None if len(shape) > 1 else ["mean", "sum"])
    for n, c, options in ((5, 3, {}), (3, 6, {"anneal": 0.1})):
        s.reduce("evidential", name(n, c), evidential, {"x": s.randn(n, c, scale=3), "target": s.labels(c, n)}, ["x"], options)
    for b, i in ((4, 5), (3, 2)):
        p = s.rand(b, i, low=0.02, high=0.9)
        labels = torch.zeros(b, i, dtype=torch.bool)
        labels[: b - 1, 0] = True
        p[0, :1] = 1.0  # one certain instance, then two: the products are exactly 0
        p[1, :2] = 1.0
        s.reduce("noisy_or", name(b, i), noisy_or, {"p": p, "labels": labels}, ["p"])
