"""The same programs where a formula computed as it stands overflows, cancels or divides 0 by 0."""
import torch
import classification, contrastive, distributions, embedding, general, ordered, ranking, reinforcement, vision

t = torch.tensor


def cases(s):
    big = lambda *rows: s.f32(t(rows))
    logits = big([100.0, -100.0, 0.0], [-100.0, 100.0, 100.0], [0.0, 0.0, 100.0], [-50.0, 30.0, 40.0])
    target = t([0, 1, 0, 2])
    s.reduce("generalized_cross_entropy", "extreme", classification.generalized_cross_entropy, {"logits": logits, "target": target}, ["logits"])
    s.reduce("generalized_cross_entropy", "extreme-q0", classification.generalized_cross_entropy, {"logits": logits, "target": target}, ["logits"], {"q": 0})
    s.reduce("symmetric_cross_entropy", "extreme", classification.symmetric_cross_entropy, {"logits": logits, "target": target}, ["logits"])
    s.reduce("logit_adjusted", "extreme", classification.logit_adjusted, {"x": logits, "target": target, "counts": big(5.0, 1.0, 3.0)}, ["x"])
    s.reduce("brier", "extreme", classification.brier, {"logits": logits, "target": target}, ["logits"])
    s.reduce("evidential", "extreme", classification.evidential, {"x": s.f32(logits / 2), "target": target}, ["x"])
    s.reduce("asymmetric", "extreme", classification.asymmetric, {"logits": logits, "labels": t([[True, True, False]] * 4)}, ["logits"])
    s.reduce("capped_cross_entropy", "extreme", general.capped_cross_entropy, {"logits": s.f32(10 * logits)[None], "target": target[None]}, ["logits"])
    rows = {"query": s.randn(4, 3), "key": s.randn(5, 3), "positive": t([0, 4, 4, 1])}
    s.reduce("info_nce", "extreme", contrastive.info_nce, rows, ["query", "key"], {"temperature": 0.001})
    s.reduce("nt_xent", "extreme", contrastive.nt_xent, {"z": s.randn(6, 3)}, ["z"], {"temperature": 0.001})
    s.reduce("n_pair", "extreme", contrastive.n_pair, {"anchor": s.randn(4, 3, scale=30), "positive": s.randn(4, 3, scale=30)}, ["anchor", "positive"], {"l2": 0})
    s.reduce("multi_similarity", "extreme", contrastive.multi_similarity, {"x": s.randn(6, 3), "label": s.f32(t([0.0, 0, 1, 1, 2, 2]))}, ["x"], {"beta": 3000, "alpha": 2000})
    s.reduce("circle", "extreme", contrastive.circle, {"x": s.randn(6, 3), "label": s.f32(t([0.0, 0, 1, 1, 2, 2]))}, ["x"], {"gamma": 5000})
    pairs = {"image": s.randn(4, 3), "text": s.randn(4, 3), "log_scale": s.f32(t(6.0)), "bias": s.f32(t(3.0))}
    s.reduce("siglip", "extreme", contrastive.siglip, pairs, ["image", "text", "log_scale", "bias"])
    s.run("lifted_structure", "extreme", contrastive.lifted_structure, {"x": s.randn(6, 3, scale=5), "label": s.f32(t([0.0, 0, 1, 1, 2, 2]))}, ["x"], {"margin": 2000})
    s.run("alignment_uniformity", "extreme", contrastive.alignment_uniformity, {"x": s.randn(4, 3), "y": s.randn(4, 3)}, ["x", "y"], {"t": 2000})
    words = {"words": s.randn(4, 3, scale=12), "contexts": s.randn(4, 3, scale=12), "word": t([0, 1, 2, 3]), "context": t([1, 1, 3, 0]), "noise": t([[0, 2], [3, 3], [1, 0], [2, 2]])}
    s.reduce("skip_gram", "extreme", embedding.skip_gram, words, ["words", "contexts"])
    who = {"users": s.randn(3, 2, scale=15), "items": s.randn(3, 2, scale=15), "bias": s.randn(3), "user": t([0, 1, 2, 2]), "taken": t([0, 1, 2, 0]), "passed": t([1, 2, 0, 1])}
    s.reduce("bayesian_ranking", "extreme", embedding.bayesian_ranking, who, ["users", "items", "bias"], {"l2": 0})
    tags = {"emissions": s.f32(logits[None]), "transitions": s.randn(3, 3, scale=50), "start": s.randn(3), "tags": t([[0, 0, 1, 2]])}
    s.reduce("tag_transitions", "extreme", embedding.tag_transitions, tags, ["emissions", "transitions", "start"])
    logs = {"chosen": big(-1.0, -3000.0, -10.0), "rejected": big(-3000.0, -1.0, -12.0), "reference_chosen": big(-5.0, -5.0, -5.0), "reference_rejected": big(-5.0, -5.0, -6.0)}
    s.reduce("dpo", "extreme", reinforcement.dpo, logs, ["chosen", "rejected"], {"beta": 1})
    s.reduce("odds_ratio", "extreme", reinforcement.odds_ratio, {"chosen": big(-1e-4, -200.0, -1e-3, -90.0), "rejected": big(-300.0, -1e-5, -1e-3, -90.0)}, ["chosen", "rejected"])
    both = {"student": logits, "teacher": s.f32(logits.flip(1)), "target": target}
    s.reduce("distillation", "extreme", reinforcement.distillation, both, ["student"], {"temperature": 1.0, "alpha": 0.5})
    s.reduce("hazard", "extreme", ordered.hazard, {"logits": s.f32(logits / 2), "time": t([0, 0, 2, 1]), "event": t([True, False, True, True])}, ["logits"])
    s.reduce("cox", "far", ordered.cox, {"risk": big(1000.0, -1000.0, 995.0, 999.0), "time": big(1.0, 2.0, 2.0, 3.0), "event": t([True, True, False, True])}, ["risk"])
    seen = {"logits": s.f32(logits.repeat(1, 1)), "image": big([1.0, 0.0, 0.5], [0.0, 0.0, 1.0], [0.5, 1.0, 0.0], [1.0, 0.0, 1.0]), "mean_z": s.randn(4, 2), "log_var": big([-60.0, 3.0], [0.0, 5.0], [-20.0, 0.0], [1.0, 1.0])}
    s.reduce("elbo", "extreme", distributions.elbo, seen, ["logits", "mean_z", "log_var"])
    s.reduce("poisson", "extreme", distributions.poisson, {"x": big(-40.0, 4.0, -3.0, 5.0), "inflation": big(-100.0, -100.0, 100.0, 40.0), "target": big(0.0, 0.0, 0.0, 150.0)}, ["x", "inflation"], {"inflated": True})
    counts = {"log_mean": big([-8.0, 6.0], [5.0, -3.0]), "dropout": big([-60.0, 60.0], [50.0, -50.0]), "log_theta": big(3.0, -3.0), "counts": big([0.0, 300.0], [0.0, 0.0])}
    s.reduce("negative_binomial", "extreme", distributions.negative_binomial, counts, ["log_mean", "dropout", "log_theta"])
    far = {"logits": big([100.0, -100.0, 0.0]), "means": big([[50.0], [0.0], [-80.0]]), "log_scale": big([[0.0], [-1.0], [2.0]]), "target": big([0.5])}
    s.reduce("mixture_density", "far", distributions.mixture_density, far, ["logits", "means", "log_scale"])
    s.reduce("crps_normal", "extreme", distributions.crps_normal, {"forecast": big(0.0, 30.0, -5.0), "scale": big(0.01, 1.0, 100.0), "target": big(3.0, -10.0, 5.0)}, ["forecast", "scale"])
    s.reduce("von_mises", "extreme", distributions.von_mises, {"x": big(0.3, 1.0), "kappa": big(300.0, 0.0), "target": big(0.2, 3.0), "nodes": torch.zeros(256)}, ["x", "kappa"])
    rays = {"raw": big([100.0, -100.0, 5.0], [-60.0, -3.0, 100.0]), "color": s.randn(2, 3, 2), "target": s.rand(2, 2), "edges": big([0.0, 1.0, 2.0, 3.0], [0.0, 0.5, 1.0, 3.0])}
    s.reduce("radiance", "extreme", vision.radiance, rays, ["raw", "color"])
    s.reduce("heatmap_focal", "extreme", vision.heatmap_focal, {"logits": logits[None, None], "target": big([1.0, 0.5, 0.0], [1.0, 0.25, 1.0], [0.0, 0.0, 0.75], [1.0, 0.5, 0.5])[None, None]}, ["logits"])
    s.reduce("list_net", "extreme", ranking.list_net, {"scores": logits, "relevance": s.f32(logits / 50), "there": t([[True, True, False]] * 4)}, ["scores"])
    s.reduce("tversky", "extreme", vision.tversky, {"logits": s.f32(logits.T[None]), "target": t([[0, 1, 2, 0]])}, ["logits"])
    s.run("dice_focal", "extreme", vision.dice_focal, {"x": logits, "mask": t([[True, True, False]] * 4)}, ["x"], {"log_cosh": True})
    s.run("dice_focal", "extreme-gamma", vision.dice_focal, {"x": s.f32(logits / 3), "mask": t([[True, True, False]] * 4)}, ["x"], {"gamma": 0.5})
    s.reduce("kto", "extreme", general.kto, {"policy": big(1000.0, -1000.0, 3.0), "reference": big(-1.0, -5.0, 2.0), "desirable": t([True, True, False])}, ["policy"], {"beta": 1.0, "log_form": True})
    s.reduce("list_mle", "extreme", ranking.list_mle, {"scores": big([1000.0, -1000.0, 995.0, 999.0], [-1000.0, -1000.0, -1000.0, 80.0], [3.0, 800.0, -2.0, 801.0])}, ["scores"])
    s.run("cox_sorted", "extreme", ordered.cox_sorted, {"risk": big(-1000.0, -1001.0, 500.0, 1000.0, 999.0, -1000.0), "event": t([False, True, True, False, True, True])}, ["risk"])
    s.run("cox_sorted", "long-extreme", ordered.cox_sorted, {"risk": s.randn(700, scale=100), "event": torch.arange(700) % 3 > 0}, ["risk"])
