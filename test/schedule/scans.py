#!/usr/bin/env python3
"""Calls of the losses in scans.loss, and what PyTorch computes for them in float64, with inputs that float32 has.

usage: scans.py > scans.json (PyTorch >= 1.13)
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
print(json.dumps({"cases": cases}))
