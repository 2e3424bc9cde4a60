import math
import torch
import torch.nn.functional as F


def sim(x, y):
    return F.normalize(x, dim=1, eps=1e-12) @ F.normalize(y, dim=1, eps=1e-12).T


def off_diagonal(n):
    return ~torch.eye(n, dtype=torch.bool)


def info_nce(query, key, positive, temperature=0.07):
    logits = sim(query, key) / temperature
    accuracy = (logits.argmax(1) == positive).double().mean()
    return F.cross_entropy(logits, positive, reduction="none"), {"accuracy": accuracy}


def nt_xent(z, temperature=0.5):
    n = len(z)
    s = (sim(z, z) / temperature).masked_fill(~off_diagonal(n), -math.inf)
    return F.cross_entropy(s, (torch.arange(n) + n // 2) % n, reduction="none")


def clip(image, text, log_scale):
    logits = log_scale.exp() * sim(image, text)
    own = torch.arange(len(image))
    metrics = {"image_accuracy": (logits.argmax(1) == own).double().mean(), "text_accuracy": (logits.argmax(0) == own).double().mean()}
    return (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2, metrics


def siglip(image, text, log_scale, bias):
    logits = log_scale.exp() * sim(image, text) + bias
    same = ~off_diagonal(len(image))
    point = -F.logsigmoid(torch.where(same, logits, -logits))
    return point, {"accuracy": ((logits > 0) == same).double().mean()}, {"per_image": point.sum() / len(image)}


def barlow_twins(a, b, **options):
    eps = options.get("eps", 1e-5)
    standard = lambda x: F.batch_norm(x, None, None, training=True, eps=eps)
    c = standard(a).T @ standard(b) / len(a)
    off = off_diagonal(len(c))
    on, rest = ((1 - c.diagonal()) ** 2).sum(), (c[off] ** 2).sum()
    return on + options.get("lambda", 0.005) * rest, {"invariance": on, "redundancy": rest}


def vicreg(x, y, invariance_weight=25, variance_weight=25, covariance_weight=1):
    std = lambda v: torch.sqrt(v.var(0) + 1e-4)
    variance = (F.relu(1 - std(x)).mean() + F.relu(1 - std(y)).mean()) / 2
    off = off_diagonal(x.shape[1])
    cov = lambda v: (torch.cov(v.T).reshape(v.shape[1], -1)[off] ** 2).sum() / v.shape[1]
    invariance, covariance = F.mse_loss(x, y), cov(x) + cov(y)
    metrics = {"invariance_loss": invariance, "variance_loss": variance, "covariance_loss": covariance}
    return invariance_weight * invariance + variance_weight * variance + covariance_weight * covariance, metrics


def supervised_contrastive(features, label, valid=None, temperature=0.1):
    n = len(features)
    s = sim(features, features) / temperature
    pair = off_diagonal(n)
    if valid is not None:
        pair = pair & valid[:, None] & valid[None, :]
    same = pair & (label[:, None] == label[None, :])
    point, anchors = [], 0
    for i in range(n):
        if not same[i].any():
            point.append(0 * s[i, 0])
            continue
        anchors += 1
        point.append(-torch.stack([s[i, p] - torch.logsumexp(s[i][pair[i]], 0) for p in range(n) if same[i, p]]).mean())
    point = torch.stack(point)
    return point, {"anchors": anchors}, {"mean": point.sum() / anchors}


def n_pair(anchor, positive, l2=0.02):
    ce = F.cross_entropy(anchor @ positive.T, torch.arange(len(anchor)), reduction="none")
    return ce + l2 * (anchor.square() + positive.square()).sum(1)


def lifted_structure(x, label, margin=1.0):
    n = len(x)
    terms = []
    dist = lambda i, j: torch.linalg.vector_norm(x[i] - x[j])
    for i in range(n):
        for j in range(i + 1, n):
            if label[i] == label[j]:
                negatives = [margin - dist(e, k) for e in (i, j) for k in range(n) if label[k] != label[e]]
                terms.append(F.relu(torch.logsumexp(torch.stack(negatives), 0) + dist(i, j)) ** 2)
    return torch.stack(terms).sum() / (2 * len(terms)), {"pairs": len(terms)}


def mmd(x, y, sigma=1.0, unbiased=False):
    def kernel(a, b):
        d2 = ((a[:, None] - b[None]) ** 2).sum(-1)
        return sum(torch.exp(-d2 / (2 * (f * sigma) ** 2)) for f in (1, 2, 4))

    within = lambda k: k[off_diagonal(len(k))].mean() if unbiased else k.mean()
    return within(kernel(x, x)) + within(kernel(y, y)) - 2 * kernel(x, y).mean()


def distance_correlation(x, y):
    def centered(v):
        d = torch.linalg.vector_norm(v[:, None] - v[None], dim=-1)
        return d - d.mean(0, keepdim=True) - d.mean(1, keepdim=True) + d.mean()

    a, b = centered(x), centered(y)
    return (a * b).mean() / torch.sqrt((a * a).mean() * (b * b).mean())


def circle(x, label, margin=0.25, gamma=32.0):
    s = sim(x, x)
    same = label[:, None] == label[None]
    an, ap = F.relu(s.detach() + margin), F.relu(1 + margin - s.detach())
    negative = (gamma * an * (s - margin)).masked_fill(same, -math.inf).logsumexp(1)
    positive = (-gamma * ap * (s - 1 + margin)).masked_fill(~(same & off_diagonal(len(x))), -math.inf).logsumexp(1)
    both = negative + positive
    return torch.logaddexp(both, torch.zeros_like(both))


def multi_similarity(x, label, alpha=2.0, beta=50.0, base=0.5):
    s = sim(x, x) - base
    same = label[:, None] == label[None]
    zero = torch.zeros(len(x), 1)
    pull = torch.cat([(-alpha * s).masked_fill(~(same & off_diagonal(len(x))), -math.inf), zero], 1)
    push = torch.cat([(beta * s).masked_fill(same, -math.inf), zero], 1)
    return pull.logsumexp(1) / alpha + push.logsumexp(1) / beta


def alignment_uniformity(x, y, alpha=2.0, t=2.0, weight=1.0):
    x, y = F.normalize(x, dim=1), F.normalize(y, dim=1)
    align = torch.linalg.vector_norm(x - y, dim=1).pow(alpha).mean()
    d2 = torch.pdist(x).pow(2)
    uniform = torch.logsumexp(-t * d2, 0) - math.log(len(d2))
    return align + weight * uniform, {"alignment": align, "uniformity": uniform}


def center(features, logits, centers, target, weight=0.003):
    pull = F.mse_loss(features, centers[target], reduction="none").sum(1) / 2
    return F.cross_entropy(logits, target, reduction="none") + weight * pull, {"spread": pull.mean()}


def simsiam(p1, p2, z1, z2):
    return -F.cosine_similarity(p1, z2.detach()) / 2 - F.cosine_similarity(p2, z1.detach()) / 2 + 0 * (z1 + z2).sum()


def dino(student, teacher, center=0.0, student_temperature=0.1, teacher_temperature=0.04):
    p = ((teacher - center) / teacher_temperature).softmax(-1)
    logq = (student / student_temperature).log_softmax(-1)
    point = -torch.einsum("vnk,tnk->vnt", logq, p)
    v, n, t = point.shape
    keep = (torch.arange(v)[:, None] != torch.arange(t)[None])[:, None]
    point = torch.where(keep, point, torch.zeros(()))
    return point, {}, {"mean": point.sum() / (keep.sum() * n)}


def cases(s):
    for n, k, d, options in ((5, 7, 4, {}), (1, 1, 3, {"temperature": 0.5}), (6, 3, 2, {"temperature": 2.0})):
        inputs = {"query": s.randn(n, d), "key": s.randn(k, d), "positive": s.labels(k, n)}
        s.reduce("info_nce", f"{n}x{k}x{d}", info_nce, inputs, ["query", "key"], options)
    for n, d, options in ((6, 5, {}), (4, 3, {"temperature": 0.02})):
        s.reduce("nt_xent", f"{n}x{d}", nt_xent, {"z": s.randn(n, d, scale=3)}, ["z"], options)
    for n, d, scale in ((5, 6, 2.6593), (3, 2, 4.6052), (1, 4, 0.0)):
        inputs = {"image": s.randn(n, d), "text": s.randn(n, d), "log_scale": s.f32(torch.tensor(scale)).clamp(max=4.605)}
        inputs["log_scale"] = s.f32(inputs["log_scale"])
        s.run("clip", f"{n}x{d}", clip, inputs, ["image", "text", "log_scale"])
        learned = {"log_scale": s.f32(torch.tensor(scale)), "bias": s.f32(torch.tensor(-10.0 if n == 5 else 0.5))}
        s.reduce("siglip", f"{n}x{d}", siglip, {"image": inputs["image"], "text": inputs["text"], **learned}, ["image", "text", "log_scale", "bias"])
    for n, d, options in ((8, 4, {}), (5, 7, {"lambda": 0.5, "eps": 0.1}), (3, 1, {})):
        two = s.randn(n, d, scale=2)
        inputs = {"a": two, "b": s.f32(two + s.randn(n, d))}
        s.run("barlow_twins", f"{n}x{d}", barlow_twins, inputs, ["a", "b"], options)
    for n, d, options in ((6, 4, {}), (4, 5, {"invariance_weight": 1, "variance_weight": 0.5, "covariance_weight": 10})):
        x = s.randn(n, d, scale=0.9)
        x[:, 0] = 0.5  # a feature that has collapsed
        s.run("vicreg", f"{n}x{d}", vicreg, {"x": x, "y": s.f32(x + 0.3 * s.randn(n, d))}, ["x", "y"], options)
    for n, d, masked, options in ((7, 4, False, {}), (8, 3, True, {"temperature": 0.5}), (4, 2, False, {"temperature": 0.01})):
        inputs = {"features": s.randn(n, d), "label": s.labels(3, n).double()}
        inputs["label"][:2] = 7
        inputs["label"][-1] = 9  # alone in its class
        if masked:
            inputs["valid"] = torch.arange(n) != 3
        s.reduce("supervised_contrastive", f"{n}x{d}", supervised_contrastive, inputs, ["features"], options)
    for n, d, scale, options in ((5, 4, 1, {}), (4, 3, 8, {"l2": 0}), (1, 2, 1, {"l2": 0.5})):
        inputs = {"anchor": s.randn(n, d, scale=scale), "positive": s.randn(n, d, scale=scale)}
        s.reduce("n_pair", f"{n}x{d}-{scale}", n_pair, inputs, ["anchor", "positive"], options)
    for n, d, options in ((6, 3, {}), (7, 2, {"margin": 2.5})):
        inputs = {"x": s.randn(n, d), "label": torch.arange(n).double() % 3}
        s.run("lifted_structure", f"{n}x{d}", lifted_structure, inputs, ["x"], options)
    for n, m, d, options in ((5, 4, 3, {}), (4, 6, 2, {"sigma": 0.5, "unbiased": True}), (1, 1, 1, {})):
        s.run("mmd", f"{n}x{m}x{d}", mmd, {"x": s.randn(n, d), "y": s.f32(s.randn(m, d) + 0.5)}, ["x", "y"], options)
    for n, d, e in ((6, 2, 3), (5, 1, 1)):
        s.run("distance_correlation", f"{n}x{d}x{e}", distance_correlation, {"x": s.randn(n, d), "y": s.randn(n, e)}, ["x", "y"])
    for n, d, options in ((6, 4, {}), (7, 3, {"margin": 0.4, "gamma": 256.0}), (3, 2, {"gamma": 1.0})):
        inputs = {"x": s.randn(n, d), "label": torch.arange(n).double() % (n - 2)}
        s.reduce("circle", f"{n}x{d}", circle, inputs, ["x"], options)
    for n, d, options in ((6, 4, {}), (5, 2, {"alpha": 10.0, "beta": 400.0, "base": 0.3})):
        inputs = {"x": s.randn(n, d), "label": torch.arange(n).double() % 3}
        s.reduce("multi_similarity", f"{n}x{d}", multi_similarity, inputs, ["x"], options)
    for n, d, options in ((5, 3, {}), (4, 6, {"alpha": 1.0, "t": 5.0, "weight": 0.3})):
        s.run("alignment_uniformity", f"{n}x{d}", alignment_uniformity, {"x": s.randn(n, d), "y": s.randn(n, d)}, ["x", "y"], options)
    for n, d, c, options in ((8, 3, 3, {}), (4, 1, 6, {"weight": 2.0}), (1, 2, 1, {"weight": 1.0})):
        inputs = {"features": s.randn(n, d), "logits": s.randn(n, c, scale=3), "centers": s.randn(c, d), "target": s.labels(c, n)}
        s.reduce("center", f"{n}x{d}x{c}", center, inputs, ["features", "logits", "centers"], options)
    views = {k: s.randn(4, 3) for k in ("p1", "p2", "z1", "z2")}
    s.reduce("simsiam", "4x3", simsiam, views, ["p1", "p2", "z1", "z2"])
    for v, t, n, k, options in ((3, 2, 2, 5, {}), (2, 2, 3, 4, {"student_temperature": 1.0, "teacher_temperature": 0.01})):
        inputs = {"student": s.randn(v, n, k), "teacher": s.randn(t, n, k)}
        if v == 3:
            inputs["center"] = s.randn(k)
        s.reduce("dino", f"{v}x{t}x{n}x{k}", dino, inputs, ["student"], options)
