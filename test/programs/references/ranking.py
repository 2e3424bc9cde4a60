import torch
import torch.nn.functional as F


def rank_net(scores, relevance, sigma=1.0, weighted=False):
    better = relevance[:, :, None] > relevance[:, None, :]
    gain = (2**relevance)[:, :, None] - (2**relevance)[:, None, :] if weighted else 1.0
    gap = scores[:, :, None] - scores[:, None, :]
    point = torch.where(better, -gain * F.logsigmoid(sigma * gap), torch.zeros(()))
    metrics = {"pairs": better.sum(), "discordant": (better & (gap <= 0)).sum()}
    return point, metrics, {"mean": point.sum() / better.sum()}


def list_net(scores, relevance, there):
    point = []
    for row in range(len(scores)):
        at = there[row]
        point.append(-(relevance[row][at].softmax(0) * scores[row][at].log_softmax(0)).sum())
    return torch.stack(point), {"documents": there.sum(), "full": there.all(1).sum()}


def list_mle(scores):
    return (scores.flip(1).logcumsumexp(1).flip(1) - scores).sum(1)


def margin_ranking(a, b, y, margin=0.0):
    point = F.margin_ranking_loss(a, b, y, margin=margin, reduction="none")
    return point, {"worst": point.max(), "wrong": (y * (a - b) < 0).sum()}


def cases(s):
    for q, d, options in ((2, 6, {}), (3, 4, {"sigma": 3.0, "weighted": True})):
        inputs = {"scores": s.randn(q, d, scale=2), "relevance": s.labels(4, q, d).double()}
        s.reduce("rank_net", f"{q}x{d}", rank_net, inputs, ["scores"], options)
    far = s.f32(torch.tensor([[100.0, -100.0, 0.0, 100.0]]))
    s.reduce("rank_net", "extreme", rank_net, {"scores": far, "relevance": s.f32(torch.tensor([[0.0, 2.0, 1.0, 1.0]]))}, ["scores"])
    for q, d in ((3, 5), (2, 1)):
        there = torch.arange(d) < torch.tensor([d, max(1, d - 2), 1])[:q, None]
        inputs = {"scores": s.randn(q, d, scale=3), "relevance": s.labels(3, q, d).double(), "there": there}
        inputs["scores"][~there] = 2.0**100  # what is padded must not matter
        s.reduce("list_net", f"{q}x{d}", list_net, inputs, ["scores"])
    for q, d in ((3, 6), (2, 2), (1, 12)):
        s.reduce("list_mle", f"{q}x{d}", list_mle, {"scores": s.randn(q, d, scale=2)}, ["scores"])
    for shape, options in (((6,), {}), ((2, 3), {"margin": 0.5}), ((2, 2, 2), {"margin": 0.1})):
        a, b = s.randn(*shape), s.randn(*shape)
        b.view(-1)[0] = a.view(-1)[0]  # a tie
        inputs = {"a": a, "b": b, "y": s.bits(*shape) * 2 - 1}
        s.reduce("margin_ranking", "x".join(map(str, shape)), margin_ranking, inputs, ["a", "b"], options)
