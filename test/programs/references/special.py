"""Functions with derivatives of full precision, where those of PyTorch have less.

digamma: PyTorch's trigamma is good to 1e-10 only. log_softmax: the derivative g_j - p_j * sum(g) cancels to nothing where one p
is almost 1; as sum over k of p_k * g_j - p_j * g_k it does not. log_ndtr: PyTorch's derivative is good to 3e-11 only.
"""
import math
import torch


class Digamma(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.digamma(x)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * torch.special.zeta(torch.full_like(x, 2.0), x)


digamma = Digamma.apply


class LogSoftmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        out = x.log_softmax(-1)
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx, grad):
        p = ctx.saved_tensors[0].exp()
        return (p[..., None, :] * grad[..., :, None] - p[..., :, None] * grad[..., None, :]).sum(-1)


log_softmax = LogSoftmax.apply


class LogNdtr(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.special.log_ndtr(x)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * (math.sqrt(2 / math.pi) / torch.special.erfcx(-x / math.sqrt(2)))


log_ndtr = LogNdtr.apply
