import math
import torch
import torch.nn.functional as F



def tversky(logits, target, weight=None, alpha=0.3, beta=0.7, gamma=0.75, smooth=1.0, skip_empty=False):
    n, c = logits.shape[:2]
    p = logits.softmax(1).reshape(n, c, -1)
    t = F.one_hot(target, c).movedim(-1, 1).reshape(n, c, -1).double()
    tp, fp, fn = (p * t).sum(2), (p * (1 - t)).sum(2), ((1 - p) * t).sum(2)
    error = (alpha * fp + beta * fn) / (tp + alpha * fp + beta * fn + smooth)
    point = (1.0 if weight is None else weight) * error**gamma
    shown = t.any(2)
    return torch.where(shown, point, torch.zeros(())) if skip_empty else point, {"classes_shown": shown.sum()}


def generalized_dice(logits, target):
    n, c = len(logits), logits.shape[-1]
    p = logits.softmax(-1).reshape(n, -1, c)
    t = F.one_hot(target, c).reshape(n, -1, c).double()
    w = 1 / t.sum(1).clamp(min=1) ** 2
    return 1 - 2 * (w * (p * t).sum(1)).sum(1) / (w * (p + t).sum(1)).sum(1)


def dice_focal(x, mask, weight=0.5, gamma=2.0, log_cosh=False):
    t, p = mask.double(), torch.sigmoid(x)
    overlap = 1 - (2 * (p * t).sum() + 1) / (p.sum() + t.sum() + 1)
    ce = F.binary_cross_entropy_with_logits(x, t, reduction="none")
    term = torch.cosh(overlap).log() if log_cosh else overlap
    return term + weight * ((-torch.expm1(-ce)) ** gamma * ce).mean(), {"hit": (mask & (x > 0)).sum() / mask.sum().clamp(min=1)}


def matthews(logits, mask):
    n = len(logits)
    p, q, t = torch.sigmoid(logits).reshape(n, -1), torch.sigmoid(-logits).reshape(n, -1), mask.reshape(n, -1).double()
    tp, fp, tn, fn = (p * t).sum(1), (p * (1 - t)).sum(1), (q * (1 - t)).sum(1), (q * t).sum(1)
    return 1 - (tp * tn - fp * fn) / ((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)).sqrt()


def heatmap_focal(logits, target, alpha=2.0, beta=4.0):
    p, peak = torch.sigmoid(logits), target == 1
    point = -torch.where(
        peak,
        torch.sigmoid(-logits) ** alpha * F.logsigmoid(logits),
        (1 - target) ** beta * p**alpha * F.logsigmoid(-logits),
    )
    best = logits.amax(3).argmax(2).double().mean()
    return point, {"peaks": peak.sum(), "best_row": best}, {"mean": point.sum() / peak.sum().clamp(min=1)}


def box(p, t, weight=1.0, kind=0, eps=1e-7):
    ps, ts = p[:, 2:] - p[:, :2], t[:, 2:] - t[:, :2]
    inter = (torch.minimum(p[:, 2:], t[:, 2:]) - torch.maximum(p[:, :2], t[:, :2])).clamp(min=0).prod(1)
    union = ps.prod(1) + ts.prod(1) - inter
    iou = inter / (union + eps)
    hull = torch.maximum(p[:, 2:], t[:, 2:]) - torch.minimum(p[:, :2], t[:, :2])
    point = 1 - iou
    if kind == 1:
        point = point + (hull.prod(1) - union) / (hull.prod(1) + eps)
    if kind >= 2:
        middle = (p[:, :2] + p[:, 2:] - t[:, :2] - t[:, 2:]) / 2
        point = point + middle.square().sum(1) / (hull.square().sum(1) + eps)
    if kind == 3:
        v = 4 / math.pi**2 * (torch.atan(ts[:, 0] / (ts[:, 1] + eps)) - torch.atan(ps[:, 0] / (ps[:, 1] + eps))) ** 2
        point = point + (v / (1 - iou + v + eps)).detach() * v
    return weight * point, {"mean_iou": iou.mean()}


def distribution_focal(logits, left, fraction):
    rows = logits.movedim(-1, 1)
    last = logits.shape[-1] - 1
    near = (1 - fraction) * F.cross_entropy(rows, left, reduction="none")
    far = fraction * F.cross_entropy(rows, (left + 1).clamp(max=last), reduction="none")
    return near + far, {"decoded": (logits.softmax(-1) * torch.arange(last + 1)).sum(-1).mean()}


def hungarian_cost(logits, boxes, target_class, target_box, matched, background_weight=0.1, box_weight=5.0):
    b, q, c = logits.shape
    wanted = torch.full((b, q), c - 1)
    near, targets, cardinality = 0.0 * boxes.sum(), 0, 0.0
    for i in range(b):
        for j, k in enumerate(target_class[i].tolist()):
            if k != -1:
                wanted[i, matched[i, j]] = k
                near = near + F.l1_loss(boxes[i, matched[i, j]], target_box[i, j], reduction="sum")
                targets += 1
        found = int((logits[i].argmax(1) != c - 1).sum())
        cardinality += abs(found - int((target_class[i] != -1).sum())) / b
    w = torch.ones(c)
    w[c - 1] = background_weight
    ce = F.cross_entropy(logits.reshape(-1, c), wanted.reshape(-1), weight=w)
    return ce + box_weight * near / max(targets, 1), {"cardinality_error": cardinality}


def radiance(raw, color, target, edges, distortion=0.01):
    length, middle = edges.diff(dim=1), (edges[:, 1:] + edges[:, :-1]) / 2
    optical = F.softplus(raw, threshold=100) * length
    w = torch.exp(optical - optical.cumsum(1)) * -torch.expm1(-optical)
    rendered = (w[..., None] * torch.sigmoid(color)).sum(1)
    pairs = torch.einsum("ri,rj,rij->r", w, w, (middle[:, :, None] - middle[:, None]).abs())
    error = (rendered - target).square()
    metrics = {"opacity": w.sum(1).mean(), "psnr": -10 * error.mean().log10()}
    return error.mean(1) + distortion * (pairs + (w.square() * length).sum(1) / 3), metrics


def heat_equation(u, initial, log_k, dt=0.1, dx=0.5, velocity=0.3, weight=10.0):
    right, left = u.roll(-1, 1), u.roll(1, 1)
    flow = log_k.exp() * (right - 2 * u + left) / dx**2 - velocity * (right - left) / (2 * dx)
    residual = (u[1:] - u[:-1]) / dt - flow[:-1]
    return residual.square().mean() + weight * F.mse_loss(u[0], initial), {"worst": residual.abs().max()}


def total_variation(x, y, weight=0.1, eps=1e-3):
    dy = F.pad(x[:, 1:] - x[:, :-1], (0, 0, 0, 1))
    dx = F.pad(x[:, :, 1:] - x[:, :, :-1], (0, 1))
    variation = (dx**2 + dy**2 + eps**2).sqrt()
    return (x - y) ** 2 + weight * variation, {"mean_variation": variation.mean()}


def cases(s):
    name = lambda *shape: "x".join(map(str, shape)) or "scalar"
    for shape, options in (((2, 3, 4), {}), ((2, 4, 2, 3), {"alpha": 0.5, "beta": 0.5, "gamma": 1, "smooth": 0.1}), ((3, 4, 2), {"skip_empty": True, "gamma": 2}), ((4, 2), {})):
        inputs = {"logits": s.randn(*shape, scale=2), "target": s.labels(shape[1], shape[0], *shape[2:])}
        if options:
            inputs["weight"] = s.rand(shape[1], low=0.5, high=2)
        s.reduce("tversky", name(*shape), tversky, inputs, ["logits"], options)
    for shape in ((2, 5, 3), (2, 2, 3, 4), (3, 2)):
        inputs = {"logits": s.randn(*shape, scale=2), "target": s.labels(shape[-1], *shape[:-1])}
        s.reduce("generalized_dice", name(*shape), generalized_dice, inputs, ["logits"])
    for shape, options in (((9,), {}), ((2, 3, 2), {"gamma": 1.5, "log_cosh": True}), ((), {"weight": 2.0}), ((4,), {"gamma": 0})):
        mask = s.flags(*shape, share=0.4)
        if shape == (4,):
            mask[:] = False
        s.run("dice_focal", name(*shape), dice_focal, {"x": s.randn(*shape, scale=3), "mask": mask}, ["x"], options)
    for shape in ((2, 6), (2, 3, 2)):
        mask = s.flags(*shape, share=0.5)
        mask.view(shape[0], -1)[:, 0] = True
        mask.view(shape[0], -1)[:, 1] = False
        s.reduce("matthews", name(*shape), matthews, {"logits": s.randn(*shape, scale=2), "mask": mask}, ["logits"])
    for shape, options in (((1, 2, 3, 4), {}), ((2, 1, 2, 2), {"alpha": 1, "beta": 0}), ((1, 1, 3, 3), {"alpha": 2.5, "beta": 3})):
        target = s.rand(*shape, high=0.9)
        target.view(-1)[1:3] = 1.0
        s.reduce("heatmap_focal", name(*shape), heatmap_focal, {"logits": s.randn(*shape, scale=3), "target": target}, ["logits"], options)
    for kind in range(4):
        n = 5 - kind
        low, low2 = s.rand(n, 2, high=2), s.rand(n, 2, high=2)
        size, size2 = s.rand(n, 2, low=0.5, high=3), s.rand(n, 2, low=0.5, high=3)
        inputs = {"p": s.f32(torch.cat([low, low + size], 1)), "t": s.f32(torch.cat([low2, low2 + size2], 1))}
        inputs["t"][0] = s.f32(inputs["t"][0] + 10)  # no overlap
        if kind % 2:
            inputs["weight"] = s.rand(n, low=0.5, high=2)
        s.reduce("box", f"{n}-kind{kind}", box, inputs, ["p", "t"], {"kind": kind} if kind else {})
    for n, b, k in ((3, 4, 6), (2, 1, 2)):
        fraction = s.rand(n, b)
        fraction[0, 0] = 0.0
        left = s.labels(k - 1, n, b)
        left[0, 0] = k - 1  # the last position, with nothing to its right
        s.reduce("distribution_focal", name(n, b, k), distribution_focal, {"logits": s.randn(n, b, k, scale=2), "left": left, "fraction": fraction}, ["logits"])
    for b, q, c, t, options in ((2, 5, 4, 3, {}), (1, 3, 2, 2, {"background_weight": 1.0, "box_weight": 0.5})):
        matched = torch.stack([torch.randperm(q, generator=s.gen)[:t] for _ in range(b)])
        classes = s.labels(c - 1, b, t)
        classes[0, -1] = -1
        inputs = {"logits": s.randn(b, q, c, scale=2), "boxes": s.rand(b, q, 4), "target_class": classes, "target_box": s.rand(b, t, 4), "matched": matched}
        s.run("hungarian_cost", name(b, q, c, t), hungarian_cost, inputs, ["logits", "boxes"], options)
    nothing = {"logits": s.randn(1, 2, 3), "boxes": s.rand(1, 2, 4), "target_class": torch.full((1, 2), -1), "target_box": s.rand(1, 2, 4), "matched": torch.zeros(1, 2, dtype=torch.int64)}
    s.run("hungarian_cost", "no-targets", hungarian_cost, nothing, ["logits", "boxes"])
    for r, t, options in ((3, 5, {}), (2, 1, {"distortion": 1.0}), (1, 8, {"distortion": 0.3})):
        edges = s.f32(s.rand(r, t + 1, low=0.1, high=0.6).cumsum(1))
        inputs = {"raw": s.randn(r, t, scale=2), "color": s.randn(r, t, 3), "target": s.rand(r, 3), "edges": edges}
        s.reduce("radiance", name(r, t), radiance, inputs, ["raw", "color"], options)
    for t, x, options in ((4, 6, {}), (3, 2, {"dt": 0.02, "velocity": 0, "weight": 1.0}), (2, 1, {})):
        inputs = {"u": s.randn(t, x), "initial": s.randn(x), "log_k": s.f32(torch.tensor(-0.7))}
        s.run("heat_equation", name(t, x), heat_equation, inputs, ["u", "log_k"] if x > 1 else ["u"], options)
    for shape, options in (((2, 3, 4), {}), ((1, 1, 5), {"weight": 2.0, "eps": 0.5}), ((1, 2, 1), {})):
        x = s.randn(*shape)
        x[0, 0, :2] = 0.25
        s.reduce("total_variation", name(*shape), total_variation, {"x": x, "y": s.randn(*shape)}, ["x"], options)
