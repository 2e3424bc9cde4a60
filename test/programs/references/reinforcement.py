import torch
import torch.nn.functional as F

from special import log_softmax


def double_dqn(q, next_online, next_target, action, reward, done, weight=1.0, gamma=0.99, delta=1.0):
    future = next_target.gather(1, next_online.argmax(1, keepdim=True))[:, 0]
    goal = reward + gamma * torch.where(done, torch.zeros(()), future)
    chosen = q.gather(1, action[:, None])[:, 0]
    metrics = {"mean_q": chosen.mean(), "max_error": (chosen - goal).abs().max()}
    return weight * F.huber_loss(chosen, goal, delta=delta, reduction="none"), metrics


def quantile_dqn(theta, action, target, kappa=1.0):
    n, _, q = theta.shape
    chosen = theta[torch.arange(n), action]
    tau = (torch.arange(q) + 0.5) / q
    u = target[:, None, :] - chosen[:, :, None]
    huber = F.huber_loss(*torch.broadcast_tensors(target[:, None, :], chosen[:, :, None]), delta=kappa, reduction="none")
    return ((tau[:, None] - (u.detach() < 0).double()).abs() * huber / kappa).mean(2).sum(1)


def categorical_dqn(logits, action, next_probabilities, reward, done, gamma=0.99, low=-10.0, high=10.0):
    n, _, z = logits.shape
    atoms = low + (high - low) / (z - 1) * torch.arange(z)
    moved = (reward[:, None] + torch.where(done, 0.0, gamma)[:, None] * atoms).clamp(low, high)
    place = (moved - low) / ((high - low) / (z - 1))
    below = place.floor().long().clamp(max=z - 1)
    above = (below + 1).clamp(max=z - 1)
    share = place - below
    m = torch.zeros(n, z).scatter_add_(1, below, next_probabilities * (1 - share)).scatter_add_(1, above, next_probabilities * share)
    return -(m * logits[torch.arange(n), action].log_softmax(1)).sum(1)


def ppo(logits, value, action, old_log_probability, advantage, old_value, target_value, clip=0.2, value_weight=0.5, entropy_weight=0.01):
    policy = torch.distributions.Categorical(logits=logits)
    ratio = torch.exp(policy.log_prob(action) - old_log_probability)
    gain = torch.minimum(ratio * advantage, ratio.clamp(1 - clip, 1 + clip) * advantage)
    clipped = old_value + (value - old_value).clamp(-clip, clip)
    value_loss = 0.5 * torch.maximum((value - target_value) ** 2, (clipped - target_value) ** 2)
    metrics = {
        "mean_entropy": policy.entropy().mean(),
        "clip_fraction": ((ratio - 1).abs() > clip).double().mean(),
        "approximate_kl": (ratio - 1 - ratio.log()).mean(),
        "mean_value_loss": value_loss.mean(),
    }
    return -gain + value_weight * value_loss - entropy_weight * policy.entropy(), metrics


def grpo(log_probability, old, reference, reward, mask, clip=0.2, beta=0.04):
    advantage = ((reward - reward.mean()) / (reward.std(unbiased=False) + 1e-4))[:, None]
    ratio = torch.exp(log_probability - old)
    gain = torch.minimum(ratio * advantage, ratio.clamp(1 - clip, 1 + clip) * advantage)
    gap = reference - log_probability
    kl = torch.where(mask, torch.expm1(gap) - gap, torch.zeros(()))
    token = torch.where(mask, -gain, torch.zeros(())) + beta * kl
    metrics = {"mean_kl": kl.sum() / mask.sum(), "clipped": (mask & ((ratio - 1).abs() > clip)).sum()}
    own = {
        "mean": (token.sum(1) / mask.sum(1).clamp(min=1)).mean(),
        "token": token.sum() / mask.sum(),
        "fixed": token.mean(),
    }
    return token, metrics, own


def dpo(chosen, rejected, reference_chosen, reference_rejected, beta=0.1, label_smoothing=0.0, ipo=False):
    won, lost = chosen - reference_chosen, rejected - reference_rejected
    h = won - lost
    metrics = {"accuracy": (won > lost).double().mean(), "reward_margin": beta * h.mean()}
    if ipo:
        return (h - 1 / (2 * beta)) ** 2, metrics
    return F.binary_cross_entropy_with_logits(beta * h, torch.full_like(h, 1 - label_smoothing), reduction="none"), metrics


def odds_ratio(chosen, rejected, weight=0.1):
    odds = lambda p: p - torch.log(-torch.expm1(p))
    gap = odds(chosen) - odds(rejected)
    return -chosen - weight * F.logsigmoid(gap), {"accuracy": (gap > 0).double().mean()}


def distillation(student, teacher, target, temperature=4.0, alpha=0.9, ignore_index=-100):
    logq, p = (student / temperature).log_softmax(-1), (teacher / temperature).softmax(-1)
    soft = temperature**2 * F.kl_div(logq, p, reduction="none").sum(-1)
    rows = student.reshape(-1, student.shape[-1])
    hard = F.cross_entropy(rows, target.reshape(-1), ignore_index=ignore_index, reduction="none").reshape(target.shape)
    return alpha * soft + (1 - alpha) * hard


def jensen_shannon(x, y, beta=0.5):
    logp, logq = log_softmax(x), log_softmax(y)
    b = torch.tensor(beta)
    logm = torch.logaddexp(logp + b.log(), logq + (1 - b).log())
    kl = lambda a, m: F.kl_div(m, a, log_target=True, reduction="none").sum(-1)
    point = beta * kl(logp, logm) + (1 - beta) * kl(logq, logm)
    return point, {}, {"batchmean": point.sum() / len(x)}


def cases(s):
    for n, a, weighted, options in ((6, 4, True, {}), (5, 1, False, {"gamma": 0.5, "delta": 0.3})):
        inputs = {"q": s.randn(n, a, scale=2), "next_online": s.randn(n, a), "next_target": s.randn(n, a), "action": s.labels(a, n), "reward": s.randn(n), "done": s.flags(n, share=0.4)}
        if weighted:
            inputs["weight"] = s.rand(n, low=0.1, high=2)
            inputs["next_online"][0] = 1.0  # the first of equal actions is taken
        s.reduce("double_dqn", f"{n}x{a}", double_dqn, inputs, ["q"], options)
    for n, a, q, options in ((4, 3, 5, {}), (3, 2, 1, {"kappa": 0.5})):
        inputs = {"theta": s.randn(n, a, q, scale=2), "action": s.labels(a, n), "target": s.randn(n, q, scale=2)}
        s.reduce("quantile_dqn", f"{n}x{a}x{q}", quantile_dqn, inputs, ["theta"], options)
    for n, a, z, options in ((4, 3, 11, {}), (3, 1, 5, {"gamma": 0.5, "low": -1.0, "high": 3.0})):
        inputs = {"logits": s.randn(n, a, z, scale=2), "action": s.labels(a, n), "next_probabilities": s.f32(s.randn(n, z).softmax(1)), "reward": s.randn(n, scale=3), "done": s.flags(n, share=0.3)}
        s.reduce("categorical_dqn", f"{n}x{a}x{z}", categorical_dqn, inputs, ["logits"], options)
    for n, a, options in ((9, 4, {}), (5, 2, {"clip": 0.05, "value_weight": 2.0, "entropy_weight": 0.5})):
        logits, action = s.randn(n, a), s.labels(a, n)
        old = s.f32(logits.log_softmax(1).gather(1, action[:, None])[:, 0] + 0.2 * s.randn(n)).clamp(max=0)
        old_value = s.randn(n)
        inputs = {"logits": logits, "value": s.f32(old_value + 0.3 * s.randn(n)), "action": action, "old_log_probability": old, "advantage": s.randn(n), "old_value": old_value, "target_value": s.randn(n)}
        s.reduce("ppo", f"{n}x{a}", ppo, inputs, ["logits", "value"], options)
    for g, t, options in ((4, 6, {}), (3, 2, {"clip": 0.1, "beta": 1.0})):
        logp = -s.rand(g, t, low=0.05, high=4)
        mask = torch.arange(t) < torch.arange(t, t - g, -1)[:, None].clamp(min=0)
        inputs = {"log_probability": logp, "old": s.f32(logp + 0.3 * s.randn(g, t)), "reference": s.f32(logp + 0.5 * s.randn(g, t)), "reward": s.randn(g), "mask": mask}
        s.reduce("grpo", f"{g}x{t}", grpo, inputs, ["log_probability"], options)
    for ident, options in (("plain", {}), ("smooth", {"beta": 2.0, "label_smoothing": 0.1}), ("ipo", {"beta": 0.5, "ipo": True})):
        logs = {k: -s.rand(6, low=5, high=80) for k in ("chosen", "rejected", "reference_chosen", "reference_rejected")}
        s.reduce("dpo", ident, dpo, logs, ["chosen", "rejected"], options)
    inputs = {"chosen": -s.rand(5, low=0.05, high=3), "rejected": -s.rand(5, low=0.05, high=30)}
    inputs["rejected"][0] = s.f32(torch.tensor(-1e-6))
    s.reduce("odds_ratio", "5", odds_ratio, inputs, ["chosen", "rejected"], {"weight": 0.5})
    for shape, options in (((5, 4), {}), ((2, 3, 6), {"temperature": 1.0, "alpha": 0.25, "ignore_index": 2}), ((3,), {})):
        target = s.labels(shape[-1], *shape[:-1])
        if len(shape) == 2:
            target[1] = -100
        inputs = {"student": s.randn(*shape, scale=4), "teacher": s.randn(*shape, scale=4), "target": target}
        only = None if len(shape) > 1 else ["mean", "sum"]
        s.reduce("distillation", "x".join(map(str, shape)), distillation, inputs, ["student"], options, only)
    for shape, options in (((4, 5), {}), ((2, 3, 4), {"beta": 0.1}), ((1, 2, 2, 3), {"beta": 0.9})):
        inputs = {"x": s.randn(*shape, scale=3), "y": s.randn(*shape, scale=3)}
        s.reduce("jensen_shannon", "x".join(map(str, shape)), jensen_shannon, inputs, ["x", "y"], options)
    far = s.f32(torch.tensor([[100.0, -100.0, 0.0], [-100.0, 50.0, 100.0]]))
    s.reduce("jensen_shannon", "extreme", jensen_shannon, {"x": far, "y": s.randn(2, 3)}, ["x", "y"])
