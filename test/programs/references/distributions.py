import math
import torch
import torch.distributions as D
import torch.nn.functional as F


def gaussian_nll(x, target, variance, beta=0.0, eps=1e-6, full=False):
    # PyTorch's own limit passes the gradient where it binds; that of the program does not
    v = variance.clamp(min=eps).reshape(-1, *[1] * (x.dim() - 1)).expand_as(x)
    nll = F.gaussian_nll_loss(x, target, v, eps=eps, full=full, reduction="none")
    return v.detach() ** beta * nll, {"squared_error": F.mse_loss(x, target)}


def student_t(location, scale, freedom, target):
    return -D.StudentT(freedom, location, scale).log_prob(target)


def von_mises(x, kappa, target, nodes):
    class LogI0(torch.autograd.Function):
        @staticmethod
        def forward(ctx, k):
            ctx.save_for_backward(k)
            return torch.special.i0e(k).log() + k

        @staticmethod
        def backward(ctx, g):
            (k,) = ctx.saved_tensors
            return g * torch.special.i1e(k) / torch.special.i0e(k)

    gap = torch.remainder(x - target + math.pi, 2 * math.pi) - math.pi
    point = math.log(2 * math.pi) + LogI0.apply(kappa) - kappa * torch.cos(x - target)
    return point, {"mean_error": gap.abs().mean()}


def mixture_density(logits, means, log_scale, target):
    parts = D.Independent(D.Normal(means, log_scale.exp()), 1)
    mixture = D.MixtureSameFamily(D.Categorical(logits=logits), parts)
    joint = logits.log_softmax(1) + parts.log_prob(target[:, None])
    return -mixture.log_prob(target), {"components": (joint.softmax(1) > 0.1).sum(1).double().mean()}


def elbo(logits, image, mean_z, log_var, beta=1.0, free=0.0):
    n = len(logits)
    rec = F.binary_cross_entropy_with_logits(logits, image, reduction="none").reshape(n, -1).sum(1)
    kl = D.kl_divergence(D.Normal(mean_z, (log_var / 2).exp()), D.Normal(0.0, 1.0)).sum(1)
    metrics = {"reconstruction_error": rec.mean(), "divergence": kl.mean(), "active_units": (mean_z.var(0, unbiased=False) > 0.01).sum()}
    return rec + beta * kl.clamp(min=free), metrics


def beta_nll(logit, log_concentration, target):
    phi = log_concentration.exp()
    return -D.Beta(torch.sigmoid(logit) * phi, torch.sigmoid(-logit) * phi).log_prob(target)


def negative_binomial(log_mean, dropout, log_theta, counts, inflated=True):
    log_nb = D.NegativeBinomial(log_theta.exp(), logits=log_mean - log_theta).log_prob(counts)
    zero = torch.logaddexp(F.logsigmoid(dropout), F.logsigmoid(-dropout) + log_nb)
    likelihood = torch.where(counts == 0, zero, F.logsigmoid(-dropout) + log_nb)
    point = -likelihood if inflated else -log_nb + 0 * dropout
    return point, {"zeros": (counts == 0).double().mean()}


def poisson(x, target, inflation=None, inflated=False, full=False):
    nll = x.exp() - target * x + (torch.lgamma(target + 1) if full else 0)
    if not inflated:
        return nll + (0 if inflation is None else 0 * inflation)
    inflation = torch.zeros(()) if inflation is None else inflation
    zero = -torch.logaddexp(F.logsigmoid(inflation), F.logsigmoid(-inflation) - x.exp())
    return torch.where(target == 0, zero, nll - F.logsigmoid(-inflation))


def tweedie(x, target, exposure=1.0, p=1.5):
    m = x.exp()
    if p == 1:
        return 2 * exposure * (torch.xlogy(target, target) - target * x - target + m)
    if p == 2:
        return 2 * exposure * (target / m - target.log() + x - 1)
    return 2 * exposure * (target ** (2 - p) / ((1 - p) * (2 - p)) - target * m ** (1 - p) / (1 - p) + m ** (2 - p) / (2 - p))


def crps_normal(forecast, scale, target):
    z = (target - forecast) / scale
    normal = D.Normal(0.0, 1.0)
    return scale * (z * (2 * normal.cdf(z) - 1) + 2 * normal.log_prob(z).exp() - 1 / math.sqrt(math.pi))


def crps_ensemble(x, target, fair=False):
    m = x.shape[-1]
    pairs = (x[..., :, None] - x[..., None, :]).abs().sum((-1, -2))
    point = (x - target[..., None]).abs().mean(-1) - pairs / (2 * (m * (m - 1) if fair else m**2))
    return point, {"mean_spread": x.std(-1, unbiased=False).mean()}


def truncated_normal(x, log_scale, target, low=0.0, high=1.0, truncated=False):
    scale = log_scale.exp()
    normal = D.Normal(x, scale)
    cdf = lambda v: torch.special.ndtr((v - x) / scale)
    edge = (target <= low) | (target >= high)
    inside = -normal.log_prob(target)
    if truncated:
        return inside + (cdf(high) - cdf(low)).log(), {"at_bounds": edge.sum()}
    below, above = -torch.special.log_ndtr((low - x) / scale), -torch.special.log_ndtr((x - high) / scale)
    return torch.where(target <= low, below, torch.where(target >= high, above, inside)), {"at_bounds": edge.sum()}


def cases(s):
    name = lambda *shape: "x".join(map(str, shape)) or "scalar"
    for shape, options in (((5,), {}), ((3, 4), {"beta": 0.5, "full": True}), ((2, 2, 3), {"beta": 1, "eps": 0.3})):
        inputs = {"x": s.randn(*shape), "target": s.randn(*shape), "variance": s.rand(shape[0], low=0.1, high=2)}
        s.reduce("gaussian_nll", name(*shape), gaussian_nll, inputs, ["x", "variance"], options)
    for n, freedom in ((6, 3.0), (2, 0.5), (3, 40.0)):
        inputs = {"location": s.randn(n), "scale": s.rand(n, low=0.3, high=2), "freedom": s.f32(torch.tensor(freedom)), "target": s.randn(n, scale=3)}
        s.reduce("student_t", name(n), student_t, inputs, ["location", "scale", "freedom"])
    for n, nodes in ((6, 64), (1, 100)):
        inputs = {"x": s.rand(n, low=-3, high=3), "kappa": s.rand(n, high=15), "target": s.rand(n, low=-3, high=3), "nodes": torch.zeros(nodes)}
        s.reduce("von_mises", name(n), von_mises, inputs, ["x", "kappa"])
    for n, k, d in ((5, 3, 2), (2, 1, 1), (3, 4, 1)):
        inputs = {"logits": s.randn(n, k), "means": s.randn(n, k, d), "log_scale": s.randn(n, k, d, scale=0.5), "target": s.randn(n, d)}
        s.reduce("mixture_density", name(n, k, d), mixture_density, inputs, ["logits", "means", "log_scale"])
    far = {"logits": s.f32(torch.tensor([[100.0, -100.0]])), "means": s.f32(torch.tensor([[[50.0], [0.0]]])), "log_scale": s.f32(torch.tensor([[[0.0], [-1.0]]])), "target": s.f32(torch.tensor([[0.5]]))}
    s.reduce("mixture_density", "extreme", mixture_density, far, ["logits", "means", "log_scale"])
    for shape, z, options in (((3, 2, 3), 4, {}), ((2, 5), 2, {"beta": 4.0, "free": 1.5}), ((2,), 1, {"beta": 0.5})):
        inputs = {"logits": s.randn(*shape, scale=3), "image": s.rand(*shape), "mean_z": s.randn(shape[0], z), "log_var": s.randn(shape[0], z)}
        inputs["mean_z"][:, 0] = 0.25
        s.reduce("elbo", name(*shape, z), elbo, inputs, ["logits", "mean_z", "log_var"], options)
    for n in (6, 1):
        s.reduce("beta_nll", name(n), beta_nll, {"logit": s.randn(n), "log_concentration": s.rand(n, low=-1, high=4), "target": s.rand(n, low=0.02, high=0.98)}, ["logit", "log_concentration"])
    for n, g, options in ((4, 3, {}), (3, 4, {"inflated": False})):
        counts = s.labels(9, n, g).double()
        counts[:, 0] = 0
        inputs = {"log_mean": s.randn(n, g), "dropout": s.randn(n, g), "log_theta": s.randn(g), "counts": counts}
        s.reduce("negative_binomial", name(n, g), negative_binomial, inputs, ["log_mean", "dropout", "log_theta"], options)
    for shape, options in (((6,), {}), ((2, 4), {"inflated": True, "full": True}), ((), {"full": True})):
        target = s.labels(6, *shape).double()
        target.view(-1)[0] = 0
        inputs = {"x": s.randn(*shape), "target": target}
        if len(shape) == 2:
            inputs["inflation"] = s.randn(*shape, scale=3)
        s.reduce("poisson", name(*shape), poisson, inputs, [k for k in inputs if k != "target"], options, None if shape else ["mean", "sum"])
    for n, options in ((6, {}), (5, {"p": 1}), (4, {"p": 2}), (4, {"p": 0}), (3, {"p": 1.2})):
        target = s.rand(n, low=0.1, high=5)
        if options.get("p") != 2:
            target[0] = 0.0
        inputs = {"x": s.randn(n), "target": target, "exposure": s.rand(n, low=0.5, high=2)}
        s.reduce("tweedie", f"{n}-{options.get('p', 1.5)}", tweedie, inputs, ["x"], options)
    for shape in ((6,), (2, 3), ()):
        inputs = {"forecast": s.randn(*shape), "scale": s.rand(*shape, low=0.2, high=2), "target": s.randn(*shape)}
        s.reduce("crps_normal", name(*shape), crps_normal, inputs, ["forecast", "scale"], None, None if shape else ["mean", "sum"])
    for shape, options in (((3, 5), {}), ((2, 2, 4), {"fair": True}), ((6,), {}), ((3, 1), {})):
        x = s.randn(*shape)
        x.view(-1)[-1] = x.view(-1)[0]
        s.reduce("crps_ensemble", name(*shape), crps_ensemble, {"x": x, "target": s.randn(*shape[:-1])}, ["x"], options, None if len(shape) > 1 else ["mean", "sum"])
    for n, options in ((7, {}), (4, {"truncated": True}), (5, {"low": -1.0, "high": 0.5})):
        low, high = options.get("low", 0.0), options.get("high", 1.0)
        target = s.rand(n, low=low, high=high)
        if not options.get("truncated"):
            target[0], target[1] = low, high
        inputs = {"x": s.rand(n, low=low - 0.5, high=high + 0.5), "log_scale": s.f32(torch.tensor(-0.5)), "target": target}
        s.reduce("truncated_normal", name(n), truncated_normal, inputs, ["x", "log_scale"], options)
