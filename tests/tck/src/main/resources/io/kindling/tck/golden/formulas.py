"""What PyTorch 1.13 does not have, or has otherwise than later versions: by its formula in float64,
rounded to float32 at the end, unless it says otherwise.
"""
import math

import torch
from torch import nn, optim


class RmsNorm(nn.Module):
    """x / sqrt(mean(x^2) + eps) * weight, over the last dimensions; eps is by default the
    distance from 1 to the next float32, as PyTorch's.
    """

    def __init__(self, *shape, eps=1.1920928955078125e-07):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(shape))
        self.eps = eps

    def forward(self, x):
        x = x.double()
        squares = (x * x).mean(tuple(range(-self.weight.dim(), 0)), keepdim=True)
        return (x / torch.sqrt(squares + self.eps) * self.weight.double()).float()


def log_cosh(reduction):
    """log(cosh(d)), which is log(1 + 2 sinh(d/2)^2), and |d| - log(2) where that is too large."""
    def value(d):
        small = torch.log1p(2 * torch.sinh(d.clamp(-20, 20) / 2) ** 2)
        return torch.where(d.abs() < 20, small, d.abs() - math.log(2))

    return of_differences(value, torch.tanh, reduction)


def quantile(reduction, q=.5):
    """max(-q d, (1 - q) d); at equal values its slope is 0, which means something for q = 0.5."""
    def value(d):
        return torch.maximum(-q * d, (1 - q) * d)

    def slope(d):
        return torch.where(d > 0, 1 - q, torch.where(d < 0, -q, 0 * d))

    return of_differences(value, slope, reduction)


def of_differences(value, slope, reduction):
    """A loss of each prediction less its target."""
    reduce = dict(mean=torch.mean, sum=torch.sum, none=lambda x: x)[reduction]

    def criterion(prediction, target):
        difference = prediction.double() - target.double()
        return reduce(WithSlope.apply(difference, value, slope)).float()
    return criterion


class WithSlope(torch.autograd.Function):
    """A function of each number and its slope, neither made of the other."""

    @staticmethod
    def forward(context, x, value, slope):
        context.save_for_backward(slope(x))
        return value(x)

    @staticmethod
    def backward(context, gradient):
        return gradient * context.saved_tensors[0], None, None


class NAdam(optim.NAdam):
    """As its page says and PyTorch 2.0 does, in float32: 1.13 has the momentum of a step twice in
    the product that the next step's share is divided by.
    """
    ORIGIN = "the steps of PyTorch 2.0's NAdam, in float32 (PyTorch 1.13's differ)"

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for parameter in group['params']:
                if parameter.grad is not None:
                    self.step_of(parameter, group)

    def step_of(self, parameter, group):
        state = self.state[parameter]
        if not state:
            state.update(step=torch.tensor(0.), mu_product=torch.tensor(1.),
                         exp_avg=torch.zeros_like(parameter),
                         exp_avg_sq=torch.zeros_like(parameter))
        beta1, beta2 = group['betas']
        state['step'] += 1
        step = state['step'].item()
        gradient = parameter.grad.add(parameter, alpha=group['weight_decay'])
        now, later = (beta1 * (1 - .5 * .96 ** (t * group['momentum_decay']))
                      for t in (step, step + 1))
        state['mu_product'] *= now
        product = state['mu_product'].item()
        mean = state['exp_avg'].mul_(beta1).add_(gradient, alpha=1 - beta1)
        square = state['exp_avg_sq'].mul_(beta2).addcmul_(gradient, gradient, value=1 - beta2)
        size = square.div(1 - beta2 ** step).sqrt().add_(group['eps'])
        parameter.addcdiv_(gradient, size, value=-group['lr'] * (1 - now) / (1 - product))
        parameter.addcdiv_(mean, size, value=-group['lr'] * later / (1 - product * later))
