"""Vectors of calls with what PyTorch computes for them in float64: shared by the scripts that make them.

Inputs are rounded to float32 first, so a float32 kernel gets exactly the numbers that the reference saw, and its error is its
own. One JSON file a loss: {"loss", "cases": [{id, inputs, options, gradOutput, value, grads, metrics?}]}
A tensor is {"shape": [...], "dtype": "f32"|"i32"|"u8"|"f64", "data": [...]}; non-finite numbers are the strings "nan", "inf",
"-inf". An "f32" is the shortest decimal that rounds to it; an "f64" has 15 digits.
"""
import json, math, os, struct
import torch

torch.set_default_dtype(torch.float64)


def number(v, dtype):
    if not math.isfinite(v):
        return "nan" if v != v else "inf" if v > 0 else "-inf"
    if v == int(v) and abs(v) < 2**53:
        return int(v) if v or math.copysign(1, v) > 0 else v
    if dtype == "f64":
        return float("%.15g" % v)
    assert struct.unpack("f", struct.pack("f", v))[0] == v, f"{v} is no float32, but an input"
    return next(d for d in (float("%.*g" % (n, v)) for n in range(1, 18)) if struct.pack("f", d) == struct.pack("f", v))


def dtype_of(t):
    return {torch.int64: "i32", torch.bool: "u8"}.get(t.dtype, "f32")


def encode(t, dtype):
    flat = t.detach().reshape(-1).tolist()
    return {"shape": list(t.shape), "dtype": dtype, "data": [number(v, dtype) for v in flat] if dtype[0] == "f" else [int(v) for v in flat]}


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(w.capitalize() for w in rest)


class Suite:
    def __init__(self, seed, profile="small", targets_too=False):
        self.targets_too = targets_too
        self.gen = torch.Generator().manual_seed(seed)
        self.profile = profile
        self.files = {}

    # inputs -----------------------------------------------------------------
    def f32(self, t):
        return t.to(torch.float32).to(torch.float64)

    def randn(self, *shape, scale=1.0):
        return self.f32(torch.randn(shape, generator=self.gen) * scale)

    def rand(self, *shape, low=0.0, high=1.0):
        return self.f32(torch.rand(shape, generator=self.gen) * (high - low) + low)

    def bits(self, *shape):
        return torch.randint(0, 2, shape, generator=self.gen).to(torch.float64)

    def labels(self, n, *shape):
        return torch.randint(0, n, shape, generator=self.gen)

    # one case ---------------------------------------------------------------
    def case(self, loss, ident, fn, inputs, wrt, options=None, grad_output=None, metrics=None):
        """fn(**inputs) -> value; gradients are taken with respect to the names in wrt."""
        leaves = {k: (v.clone().requires_grad_(True) if k in wrt else v) for k, v in inputs.items()}
        value = fn(**leaves)
        if grad_output is None:
            seedling = torch.ones_like(value)
        elif grad_output == "random":
            seedling = self.randn(*value.shape) if value.dim() else self.randn(1)[0]
        else:
            seedling = torch.full_like(value, float(grad_output))
        value.backward(seedling)
        entry = {
            "id": ident,
            "inputs": {camel(k): encode(v, dtype_of(v)) for k, v in inputs.items()},
            "options": {camel(k): v for k, v in (options or {}).items()},
            "gradOutput": None if grad_output is None else encode(seedling, "f32"),
            "value": encode(value, "f64"),
            "grads": {camel(k): encode(leaves[k].grad, "f64") for k in wrt},
        }
        if metrics:
            entry["metrics"] = {camel(k): number(float(v(**leaves)), "f64") for k, v in metrics.items()}
        self.files.setdefault(loss, []).append(entry)

    def save(self, out):
        os.makedirs(out, exist_ok=True)
        for loss, cases in sorted(self.files.items()):
            with open(os.path.join(out, f"{loss}.json"), "w") as f:
                f.write('{"loss": %s, "cases": [\n' % json.dumps(loss))
                f.write(",\n".join(json.dumps(c, separators=(",", ":")) for c in cases))
                f.write("\n]}\n")
            print(f"{loss}: {len(cases)} cases")
