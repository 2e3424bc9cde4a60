#!/usr/bin/python3
"""Fills the worked examples of stdlib/*.loss with what PyTorch computes for them, in place.

An example is the fenced ```json block in a loss's doc comment: `inputs` and `options` are written by hand, as the call of the
generated kernel takes them (nested lists are tensors); this script adds `value`, `grads` and `metrics`, rounded to six
significant digits. test/stdlib/examples.test.ts runs them all.

Debian: apt-get install python3-torch; then /usr/bin/python3 test/stdlib/fill-examples.py
"""
import json, pathlib, re
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
STDLIB = pathlib.Path(__file__).parents[2] / "stdlib"


def reduce(point, reduction):
    if reduction == "batchmean":
        return point.sum() / point.shape[0]
    return {"mean": torch.mean, "sum": torch.sum, "none": lambda v: v}[reduction](point)


def cross_entropy(logits, target, weight=None, ignoreIndex=-100, labelSmoothing=0.0, reduction="mean"):
    return F.cross_entropy(logits, target.long(), weight, ignore_index=ignoreIndex, label_smoothing=labelSmoothing, reduction=reduction)


def soft_cross_entropy(logits, target, weight=None, labelSmoothing=0.0, reduction="mean"):
    return F.cross_entropy(logits, target, weight, label_smoothing=labelSmoothing, reduction=reduction)


def bce_with_logits(logits, target, weight=None, posWeight=None, reduction="mean"):
    return F.binary_cross_entropy_with_logits(logits, target, weight, pos_weight=posWeight, reduction=reduction)


def kl_div(input, target, logTarget=False, reduction="mean"):
    return F.kl_div(input, target, log_target=logTarget, reduction=reduction)


def kl_div_with_logits(input, target, reduction="mean"):
    return F.kl_div(F.log_softmax(input, 1), F.softmax(target, 1), reduction=reduction)


def hinge(input, target, reduction="mean"):
    return reduce(F.relu(1 - target * input), reduction)


def focal(input, target, alpha=1.0, gamma=2.0, logits=False, reduction="mean"):
    ce = (F.binary_cross_entropy_with_logits if logits else F.binary_cross_entropy)(input, target, reduction="none")
    return reduce(alpha * (1 - torch.exp(-ce)) ** gamma * ce, reduction)


def dice(input, target, smooth=1.0):
    p = torch.sigmoid(input)
    return 1 - (2 * (p * target).sum() + smooth) / (p.sum() + target.sum() + smooth)


def triplet_active(reduction="mean", **call):
    return (F.triplet_margin_loss(**call, reduction="none") > 1e-16).sum().item()


# each loss: its function, the inputs that have gradients, its metrics
LOSSES = {
    "cross_entropy": (cross_entropy, ["logits"], {}),
    "soft_cross_entropy": (soft_cross_entropy, ["logits"], {}),
    "bce": (F.binary_cross_entropy, ["input"], {}),
    "bce_with_logits": (bce_with_logits, ["logits"], {}),
    "kl_div": (kl_div, ["input", "target"], {}),
    "kl_div_with_logits": (kl_div_with_logits, ["input", "target"], {}),
    "l1": (F.l1_loss, ["input"], {}),
    "mse": (F.mse_loss, ["input"], {}),
    "smooth_l1": (F.smooth_l1_loss, ["input"], {}),
    "huber": (F.huber_loss, ["input"], {}),
    "hinge_embedding": (F.hinge_embedding_loss, ["input"], {}),
    "hinge": (hinge, ["input"], {}),
    "triplet": (F.triplet_margin_loss, ["anchor", "positive", "negative"], {"active": triplet_active}),
    "focal": (focal, ["input"], {}),
    "dice": (dice, ["input"], {}),
}


def rounded(value):
    if isinstance(value, list):
        return [rounded(v) for v in value]
    value = float(f"{float(value):.6g}") + 0.0
    return int(value) if value == int(value) else value


def fill(loss, example):
    fn, differentiated, metrics = LOSSES[loss]
    inputs = {k: torch.tensor(v, dtype=torch.float64) for k, v in example["inputs"].items()}
    for name in differentiated:
        inputs[name].requires_grad_(True)
    value = fn(**inputs, **example["options"])
    value.sum().backward()
    example["value"] = rounded(value.tolist())
    example["grads"] = {name: rounded(inputs[name].grad.tolist()) for name in differentiated}
    if metrics:
        example["metrics"] = {name: f(**inputs, **example["options"]) for name, f in metrics.items()}
    fields = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}".replace(": {", ": { ").replace("}", " }").replace("{  }", "{}") for k, v in example.items())
    return "{\n" + fields + "\n}"


def main():
    for path in sorted(STDLIB.glob("*.loss")):
        text = path.read_text()

        def replace(match):
            example = json.loads(match["json"].replace("///", ""))
            body = fill(match["loss"], example).replace("\n", "\n/// ")
            return f"/// ```json\n/// {body}\n/// ```\nloss {match['loss']}("

        path.write_text(re.sub(r"/// ```json\n(?P<json>(?:///.*\n)+?)/// ```\nloss (?P<loss>\w+)\(", replace, text))
        print(path.name)


main()
