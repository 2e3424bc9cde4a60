#!/usr/bin/env python3
"""Calls of the losses in losses.loss, and what PyTorch computes for them in float64, with inputs that float32 has.

usage: reference.py > reference.json (PyTorch >= 1.13)
"""
import json
import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(7)
cases = []


def encode(t):
    kind = {torch.bool: "bool", torch.int64: "i32"}.get(t.dtype, "real")
    data = t.detach().reshape(-1).tolist()
    return {"shape": list(t.shape), "dtype": kind, "data": [int(v) for v in data] if kind != "real" else data}


def case(loss, fn, x, **data):
    rounded = {k: t.float().double() if t.is_floating_point() else t for k, t in {**x, **data}.items()}
    for name in x:
        rounded[name].requires_grad_(True)
    value = fn(*rounded.values())
    grads = torch.autograd.grad(value, [rounded[name] for name in x])
    cases.append(
        {
            "loss": loss,
            "inputs": {name: encode(t) for name, t in rounded.items()},
            "value": value.item(),
            "grads": {name: g.reshape(-1).tolist() for name, g in zip(x, grads)},
        }
    )


randn, rand = torch.randn, torch.rand
for n, c in ((1, 2), (3, 5), (4, 9)):
    x, w, t = randn(n, c), randn(n, c), torch.randint(0, c, (n,))
    up_to = torch.arange(c)[None] <= t[:, None]
    case("emd", lambda p, q: ((p - q).cumsum(1) ** 2).sum(1).mean(), {"p": rand(n, c)}, q=rand(n, c))
    case(
        "rps",
        lambda x, t: ((x.softmax(1).cumsum(1) - (torch.arange(c)[None] >= t[:, None]).double()) ** 2).sum(1).mean(),
        {"logits": x},
        target=t,
    )
    case("list_mle", lambda s: (s.flip(1).logcumsumexp(1).flip(1) - s).sum(1).mean(), {"score": x})
    case(
        "cox",
        lambda r, e: torch.where(e, r.logcumsumexp(0) - r, 0.0).mean(),
        {"risk": x.reshape(-1)},
        event=torch.arange(n * c) % 3 == 1,
    )
    case("outer_axis", lambda x, w: (w * x.cumsum(0) ** 2).sum(), {"x": x}, w=w)
    case("middle_axis", lambda x, w: (w * x.cumsum(1) ** 2).sum(), {"x": randn(2, n, c, 2)}, w=randn(2, n, c, 2))
    case("both_axes", lambda x, w: (w * x.cumsum(0).cumsum(1) ** 2).sum(), {"x": x}, w=w)
    case(
        "selected",
        lambda x, t: ((x * x).cumsum(1).gather(1, t[:, None])[:, 0] * x[:, 0]).mean(),
        {"x": x},
        t=t,
    )
    positive = x[0].abs() * (torch.arange(c) <= t.max())
    case(
        "gathered",
        lambda x, t: x[: t.max() + 1].sqrt().cumsum(0)[t].mean(),
        {"x": positive},
        t=t,
    )
    case(
        "behind_a_branch",
        lambda x, t: torch.where(up_to, x.cumsum(1).sqrt(), 0.0).mean(),
        {"x": x.abs()},
        t=t,
    )
    case(
        "two_ways",
        lambda x, order: (x.cumsum(1) * x.cumsum(1)[:, order]).sum(1).mean(),
        {"x": x},
        order=torch.randint(0, c, (c,)),
    )
    case("renamed", lambda x, w: ((x.cumsum(1) @ w) * x.cumsum(1).sum(1)).mean(), {"x": x}, w=randn(c))

def log_sigmoid_loss(image, text, scale, bias):
    s = scale * image @ text.T + bias
    return -torch.nn.functional.logsigmoid(s * (2 * torch.eye(len(s)) - 1)).sum() / len(s)


def sup_con(x, label, weight):
    z = x / x.norm(dim=1, keepdim=True)
    other = ~torch.eye(len(x), dtype=torch.bool)
    s = z @ z.T / 0.5
    total = torch.where(other, s, -torch.inf).logsumexp(1, keepdim=True)
    positive = other & (label[:, None] == label[None])
    mean = torch.where(positive, s - total, 0.0).sum(1) / positive.sum(1).clamp(min=1)
    return -(weight[label] * mean).mean()


def mmd(x, y):
    kernel = lambda a, b: torch.exp(-0.25 * ((a[:, None] - b[None]) ** 2).sum(2)).mean()
    return kernel(x, x) + kernel(y, y) - 2 * kernel(x, y)


def quantise(x, codes):
    near = codes[((x[:, None] - codes[None]) ** 2).sum(2).argmin(1)]
    return (((x.detach() - near) ** 2).sum(1) + 0.25 * ((x - near.detach()) ** 2).sum(1)).mean()


for n, d, k in ((2, 3, 4), (9, 5, 3)):
    label, x, y = torch.randint(0, k, (n,)), randn(n, d), randn(n, d)
    case("siglip", log_sigmoid_loss, {"image": x, "text": y, "scale": randn(()), "bias": randn(())})
    case("sup_con", sup_con, {"x": x}, label=torch.arange(n) % 2, **{"class": rand(2)})
    case("quantise", quantise, {"x": x, "codes": randn(k, d)})
    case("mmd", mmd, {"x": x, "y": randn(k, d)})
    case(
        "center",
        lambda x, c, label: ((x - c[label]) ** 2).sum(1).mean(),
        {"x": x, "centers": randn(k, d)},
        label=label,
    )
    case(
        "embed",
        lambda table, w, token, target: torch.nn.functional.cross_entropy(table[token] @ w.T, target),
        {"table": randn(k, d), "w": randn(d, d)},
        token=label,
        target=torch.randint(0, d, (n,)),
    )
    case(
        "transitions",
        lambda s, a, b: s[a, b].exp().sum() - s.logsumexp((0, 1)),
        {"score": randn(k, d)},
        here=label,
        there=torch.randint(0, d, (n,)),
    )


def words(table, contexts, word, near):
    s = (table[word][:, None] * contexts[near.clamp(min=0)]).sum(2)
    own = (table[word][:, None] * table[near.clamp(min=0)]).sum(2)
    return torch.where(near != -1, torch.nn.functional.softplus(-s) + own, 0.0).sum(1).mean()


def variation(x):
    zero = torch.zeros(())
    dy = torch.cat([x[:, 1:] - x[:, :-1], zero.expand(x[:, :1].shape)], 1)
    dx = torch.cat([x[:, :, 1:] - x[:, :, :-1], zero.expand(x[:, :, :1].shape)], 2)
    return (dx**2 + dy**2 + 0.01).sqrt().mean()


def experts(x, gate, w, y):
    p = torch.einsum("nd,ecd->nec", x, w).softmax(2)
    of_target = p.gather(2, y[:, None, None].expand(-1, len(gate), 1))[:, :, 0]
    return -((x @ gate.T).softmax(1) * of_target).sum(1).log().mean()


cross_entropy = torch.nn.functional.cross_entropy
for n, k, v, d in ((2, 3, 4, 3), (5, 4, 3, 6)):
    word, near = torch.randint(0, v, (n,)), torch.randint(0, v, (n, k))
    padded = torch.where(torch.arange(k)[None] < torch.arange(n)[:, None] + 1, near, -1)
    case("words", words, {"table": randn(v, d), "contexts": randn(v, d)}, word=word, near=padded)
    case(
        "bigrams",
        lambda s, word, next: cross_entropy(s[word].flatten(0, 1), next.flatten()),
        {"score": randn(v, d)},
        word=near,
        next=torch.randint(0, d, (n, k)),
    )
    case(
        "matched",
        lambda boxes, query, wanted: (boxes.gather(1, query[:, :, None].expand(-1, -1, d)) - wanted).abs().sum(2).mean(),
        {"boxes": randn(n, v, d)},
        query=near,
        wanted=randn(n, k, d),
    )
    case("variation", variation, {"x": randn(n, k, d)})
    case("experts", experts, {"x": randn(n, d), "gate": randn(k, d), "w": randn(k, v, d)}, y=word)
    case(
        "bag",
        lambda table, out, word, target: cross_entropy(table[word].mean(1) @ out.T, target),
        {"table": randn(v, d), "out": randn(k, d)},
        word=near,
        target=torch.randint(0, k, (n,)),
    )
    w = randn(n, k)
    case("running_softmax", lambda x, w: (w * x.cumsum(1).softmax(0)).sum(), {"x": randn(n, k)}, w=w)
    case("summed_area", lambda x, w: (w * x.cumsum(0).cumsum(1)).sum(), {"x": randn(n, k)}, w=w)
    case(
        "area",
        lambda x, row, column: (x.cumsum(0).cumsum(1)[row, column] ** 2).mean(),
        {"x": randn(n, k)},
        row=torch.randint(0, n, (v,)),
        column=torch.randint(0, k, (v,)),
    )
case(
    "renamed_rows",
    lambda x, t: torch.nn.functional.cross_entropy(x, t, reduction="sum"),
    {"x": 3 * randn(4, 5)},
    t=torch.tensor([3, 0, 4, 0]),
)

def lowest(x, mask):
    return torch.where(mask, x, -torch.inf).logcumsumexp(1).clamp(min=-1e5)


# Exponentials of such numbers overflow and underflow, or float32 would round them where they count.
for n, c, scale in ((3, 5, 1), (2, 9, 40), (4, 6, 400), (1, 300, 100)):
    x, w = scale * randn(n, c), randn(n, c)
    block = scale * randn(2, c, n)
    case("plackett_luce", lambda s: (s.flip(1).logcumsumexp(1).flip(1) - s).sum(1).mean(), {"score": x})
    case("running_rows", lambda x, w: (w * x.logcumsumexp(0)).sum(), {"x": x.T.contiguous()}, w=w.T.contiguous())
    case("running_some", lambda x, mask, w: (w * lowest(x, mask)).sum(), {"x": block}, mask=rand(2, c, n) < 0.6, w=randn(2, c, n))
    case("log_distribution", lambda x, w: (w * x.log_softmax(1).logcumsumexp(1)).sum(), {"logits": x}, w=w)
    case(
        "running_two_ways",
        lambda x, order: (x.logcumsumexp(1) * x.logcumsumexp(1)[:, order]).sum(1).mean(),
        {"x": x},
        order=torch.randint(0, c, (c,)),
    )

for n, c, scale in ((1, 3, 1), (4, 6, 1), (5, 9, 40), (7, 3, 400)):
    x, w = scale * randn(n, c), randn(n, c)
    case("shares_so_far", lambda x, w: (w * x.softmax(1).cumsum(0) ** 2).sum(), {"x": x / scale}, w=w)
    case("log_shares_so_far", lambda x, w: (w * x.log_softmax(1).logcumsumexp(0)).sum(), {"x": x}, w=w)

print(json.dumps({"cases": cases}))
