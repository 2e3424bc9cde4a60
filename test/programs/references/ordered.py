import torch
import torch.nn.functional as F


def ordinal(score, bias, rank, importance=1.0):
    logit = score[:, None] + bias
    above = (rank[:, None] > torch.arange(len(bias))).double()
    term = F.binary_cross_entropy_with_logits(logit, above, reduction="none")
    predicted = (logit > 0).sum(1)
    return (importance * term).sum(1), {"absolute_error": (predicted - rank).abs().mean(), "exact": (predicted == rank).double().mean()}


def cumulative_link(score, steps, rank, probit=False):
    thresholds = torch.cat([steps[:1], F.softplus(steps[1:])]).cumsum(0)
    cdf = torch.distributions.Normal(0.0, 1.0).cdf if probit else torch.sigmoid
    inner = cdf(thresholds - score[:, None])
    edges = torch.cat([torch.zeros(len(score), 1), inner, torch.ones(len(score), 1)], 1)
    return -edges.diff(dim=1).gather(1, rank.long()[:, None])[:, 0].log()


def earth_mover(logits, target, r=2.0):
    p = logits.softmax(1)
    gap = p.cumsum(1) - target.cumsum(1)
    point = gap.square().mean(1).sqrt() if r == 2 else gap.abs().pow(r).mean(1).pow(1 / r)
    return point, {"mean_score": (p * (torch.arange(p.shape[1]) + 1)).sum(1).mean()}


def ranked_probability(scores, observed, widths=None):
    cdf = scores.softmax(0).cumsum(0)
    c = len(scores)
    column = [c] + [1] * (scores.dim() - 1)
    step = (observed <= torch.arange(c).reshape(column)).double()
    w = torch.ones(column) if widths is None else widths.reshape(column)
    known = observed != 255
    point = torch.where(known, (w * (cdf - step) ** 2).sum(0), torch.zeros(()))
    return point, {"known_points": known.sum()}, {"mean": point.sum() / known.sum()}


def hazard(logits, time, event):
    survive, die = F.logsigmoid(-logits), F.logsigmoid(logits)
    point = []
    for row in range(len(time)):
        t = time[row]
        point.append(-survive[row, :t].sum() - (die if event[row] else survive)[row, t])
    return torch.stack(point), {"survived_half": (survive.exp().cumprod(1) > 0.5).sum(1).double().mean()}


def cox(risk, time, event):
    n = len(risk)
    point = [risk[time >= time[i]].logsumexp(0) - risk[i] if event[i] else 0 * risk[i] for i in range(n)]
    pairs = [(i, j) for i in range(n) for j in range(n) if event[i] and time[i] < time[j]]
    concordant = sum(float(risk[i] > risk[j]) for i, j in pairs)
    point = torch.stack(point)
    return point, {"concordance": concordant / max(len(pairs), 1) if pairs else float("nan")}, {"mean": point.sum() / event.sum()}


def cox_sorted(risk, event, l2=0.0):
    partial = (risk.logcumsumexp(0) - risk)[event]
    return partial.mean() + l2 * risk.square().sum(), {"events": event.sum()}


def cases(s):
    for n, k, weighted in ((6, 4, True), (3, 1, False)):
        inputs = {"score": s.randn(n, scale=2), "bias": s.f32(torch.linspace(1.5, -1.5, k)), "rank": s.labels(k + 1, n).double()}
        if weighted:
            inputs["importance"] = s.rand(k, low=0.5, high=2)
        s.reduce("ordinal", f"{n}x{k}", ordinal, inputs, ["score", "bias"])
    far = {"score": s.f32(torch.tensor([100.0, -100.0, 0.0])), "bias": s.f32(torch.tensor([10.0, -10.0])), "rank": s.f32(torch.tensor([0.0, 2.0, 1.0]))}
    s.reduce("ordinal", "extreme", ordinal, far, ["score", "bias"])
    for n, k, options in ((7, 4, {}), (5, 3, {"probit": True}), (4, 1, {})):
        inputs = {"score": s.randn(n), "steps": s.randn(k), "rank": (torch.arange(n) % (k + 1)).double()}
        inputs["steps"][0] = -1.0
        s.reduce("cumulative_link", f"{n}x{k}" + ("-probit" if options else ""), cumulative_link, inputs, ["score", "steps"], options)
    for n, c, options in ((4, 6, {}), (3, 3, {"r": 1.0}), (2, 5, {"r": 3.0})):
        inputs = {"logits": s.randn(n, c), "target": s.f32(s.randn(n, c).softmax(1) * 0.9)}
        s.reduce("earth_mover", f"{n}x{c}", earth_mover, inputs, ["logits"], options)
    for c, shape in ((5, (4,)), (3, (2, 3)), (4, (2, 1, 2)), (1, (2,)), (6, ())):
        observed = s.labels(c, *shape)
        if c == 3:
            observed[0, 1] = 255
        inputs = {"scores": s.randn(c, *shape), "observed": observed}
        if c > 4:
            inputs["widths"] = s.rand(c, low=0.5, high=3)
        only = None if shape else ["mean", "sum"]
        s.reduce("ranked_probability", "x".join(map(str, (c, *shape))), ranked_probability, inputs, ["scores"], only=only)
    for n, t in ((6, 5), (3, 1)):
        inputs = {"logits": s.randn(n, t, scale=2), "time": s.labels(t, n), "event": s.flags(n, share=0.6)}
        s.reduce("hazard", f"{n}x{t}", hazard, inputs, ["logits"])
    for n, times in ((8, 5), (6, 2)):
        event = s.flags(n, share=0.6)
        event[0] = True
        inputs = {"risk": s.randn(n), "time": s.labels(times, n).double(), "event": event}
        inputs["time"][0], inputs["time"][1] = 0.0, 1.0
        s.reduce("cox", f"{n}-{times}", cox, inputs, ["risk"])
    far = {"risk": s.f32(torch.tensor([100.0, -100.0, 90.0, 99.0])), "time": s.f32(torch.tensor([1.0, 2.0, 2.0, 3.0])), "event": torch.tensor([True, True, False, True])}
    s.reduce("cox", "extreme", cox, far, ["risk"])
    for n, options in ((8, {}), (5, {"l2": 0.1})):
        event = s.flags(n, share=0.6)
        event[-1] = True
        s.run("cox_sorted", f"{n}", cox_sorted, {"risk": s.randn(n), "event": event}, ["risk"], options)
