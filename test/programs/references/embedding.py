import torch
import torch.nn.functional as F


def tag_transitions(emissions, transitions, start, tags):
    keep = tags != -1
    n, t, k = emissions.shape
    before = torch.cat([start.expand(n, 1, k), F.embedding(tags[:, :-1].clamp(min=0), transitions)], 1)
    score = emissions + before
    point = F.cross_entropy(score.reshape(-1, k), tags.reshape(-1), ignore_index=-1, reduction="none").reshape(n, t)
    metrics = {"tokens": keep.sum(), "wrong": ((score.argmax(-1) != tags) & keep).sum()}
    return point, metrics, {"mean": point.sum() / keep.sum(), "per_sequence": point.sum() / n}


def skip_gram(words, contexts, word, context, noise, tied=False):
    v = F.embedding(word, words)
    other = words if tied else contexts
    u, r = F.embedding(context, other), F.embedding(noise, other)
    return -F.logsigmoid((u * v).sum(-1)) - F.logsigmoid(-torch.einsum("nkd,nd->nk", r, v)).sum(1) + 0 * contexts.sum()


def trans_e(entities, relations, head, relation, tail, corrupted, margin=1.0, p=1):
    there = entities[head] + relations[relation]
    norm = lambda v: torch.linalg.vector_norm(v, ord=p, dim=-1)
    return (margin + norm(there - entities[tail]) - norm(there - entities[corrupted])).clamp(min=0)


def bayesian_ranking(users, items, bias, user, taken, passed, l2=0.01):
    who, yes, no = users[user], items[taken], items[passed]
    margin = (who * (yes - no)).sum(1) + bias[taken] - bias[passed]
    point = -F.logsigmoid(margin) + l2 * (who.square() + yes.square() + no.square()).sum(1)
    return point, {"auc": (margin > 0).double().mean()}


def vector_quantization(z, codebook, commitment=0.25):
    nearest = ((z[..., None, :] - codebook) ** 2).sum(-1).argmin(-1)
    code = codebook[nearest]
    d = lambda a, b: ((a - b) ** 2).sum(-1)
    return d(z.detach(), code) + commitment * d(z, code.detach()), {"used": len(nearest.unique())}


def cases(s):
    for n, t, k in ((3, 5, 4), (2, 1, 3), (1, 6, 1)):
        tags = s.labels(k, n, t)
        if t > 2:
            tags[0, 3:] = -1
        inputs = {"emissions": s.randn(n, t, k, scale=2), "transitions": s.randn(k, k), "start": s.randn(k), "tags": tags}
        s.reduce("tag_transitions", f"{n}x{t}x{k}", tag_transitions, inputs, ["emissions", "transitions", "start"])
    for v, d, n, k, options in ((6, 4, 8, 3, {}), (5, 3, 6, 2, {"tied": True}), (2, 1, 3, 1, {})):
        inputs = {"words": s.randn(v, d), "contexts": s.randn(v, d), "word": s.labels(v, n), "context": s.labels(v, n), "noise": s.labels(v, n, k)}
        s.reduce("skip_gram", f"{v}x{d}x{n}x{k}", skip_gram, inputs, ["words", "contexts"], options)
    for e, r, d, n, options in ((5, 2, 4, 7, {}), (4, 3, 3, 5, {"p": 2, "margin": 0.2}), (3, 1, 5, 4, {"p": 3, "margin": 4.0})):
        head = s.labels(e, n)
        inputs = {"entities": s.randn(e, d), "relations": s.randn(r, d), "head": head, "relation": s.labels(r, n), "tail": (head + 1) % e, "corrupted": s.labels(e, n)}
        s.reduce("trans_e", f"{e}x{r}x{d}x{n}", trans_e, inputs, ["entities", "relations"], options)
    for u, i, d, b, options in ((3, 5, 4, 8, {}), (1, 2, 1, 3, {"l2": 0})):
        taken = s.labels(i, b)
        inputs = {"users": s.randn(u, d), "items": s.randn(i, d), "bias": s.randn(i), "user": s.labels(u, b), "taken": taken, "passed": (taken + 1) % i}
        s.reduce("bayesian_ranking", f"{u}x{i}x{d}x{b}", bayesian_ranking, inputs, ["users", "items", "bias"], options)
    for shape, k, options in (((6,), 4, {}), ((2, 3), 3, {"commitment": 1.0}), ((), 5, {}), ((2, 1, 4), 1, {})):
        inputs = {"z": s.randn(*shape, 3), "codebook": s.randn(k, 3)}
        inputs["codebook"][-1] = inputs["codebook"][0]  # the first of equals is taken
        only = None if shape else ["mean", "sum"]
        s.reduce("vector_quantization", "x".join(map(str, (*shape, k))), vector_quantization, inputs, ["z", "codebook"], options, only)
