"""Runs references: one PyTorch function a loss gives the point (or the value), the metrics and the reductions of its own."""
import torch
from vectors import Suite

torch.set_num_threads(1)


class Programs(Suite):
    def flags(self, *shape, share=0.7):
        return torch.rand(shape, generator=self.gen) < share

    def run(self, loss, ident, reference, inputs, wrt, options=None, grad_output=-0.75):
        """reference(**inputs, **options) gives the value, or (value, {metric: number}): one call, seeded by grad_output."""
        options = options or {}

        def parts(kw):
            result = reference(**kw, **{k: v for k, v in options.items() if k != "reduction"})
            return result if isinstance(result, tuple) else (result, {})

        with torch.no_grad():
            names = parts(inputs)[1].keys()
        metrics = {k: (lambda k=k, **kw: parts(kw)[1][k]) for k in names}
        self.case(loss, ident, lambda **kw: parts(kw)[0], inputs, wrt, options, grad_output, metrics)

    def reduce(self, loss, ident, reference, inputs, wrt, options=None, only=None):
        """reference gives the point, then the metrics, then {reduction: value}: a call for each reduction."""

        def parts(kw):
            result = reference(**kw)
            return (*result, {}, {})[:3] if isinstance(result, tuple) else (result, {}, {})

        def reduced(name):
            def value(**kw):
                point, metrics, own = parts(kw)
                plain = {"none": lambda: point, "sum": point.sum, "mean": point.mean}
                return own[name] if name in own else plain[name](), metrics

            return value

        with torch.no_grad():
            own = parts({**inputs, **(options or {})})[2]
        for name in only or dict.fromkeys(["mean", "sum", "none", *own]):
            seed = {"mean": None, "none": "random"}.get(name, 0.5)
            chosen = {**(options or {}), **({} if name == "mean" else {"reduction": name})}
            self.run(loss, f"{ident}-{name}", reduced(name), inputs, wrt, chosen, seed)
