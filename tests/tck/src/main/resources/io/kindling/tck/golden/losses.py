"""What every loss gives in each reduction, and both its gradients: losses/*.json.

A case has prediction and target, and what the output is multiplied by to be differentiated
('upstream'). The target's gradient is null where PyTorch refuses one.
"""
from typing import NamedTuple

import torch
from torch import nn

from common import EDGES, Files, arguments, floats, inf, integers, nan

FILES = Files('losses')
SHAPES = [(7,), (4, 2), (1,), (2, 1, 3), (0,), (0, 2), ()]
FEW = SHAPES[1::3]


class Pair(NamedTuple):
    """A prediction and a target that are chosen, and the words for them."""
    words: str
    prediction: torch.Tensor
    target: torch.Tensor


def loss(name, make, options, draw_pair, *of):
    """Cases of a loss for each reduction, of shapes and of chosen pairs; of the sum only a few."""
    for reduction in ('mean', 'sum', 'none'):
        shown = options if reduction == 'mean' else dict(options, reduction=reduction)
        text = f'{name}({arguments(shown)})'
        for one in of[1::3] if reduction == 'sum' else of:
            case(name, text, make(reduction=reduction, **options), draw_pair, one)


def case(name, text, criterion, draw_pair, of):
    title = f'{text} of {of.words if isinstance(of, Pair) else list(of)}'
    draw = FILES.draw(title)
    p, t = of[1:] if isinstance(of, Pair) else draw_pair(draw, of)
    output, upstream, towards_prediction, _ = differentiated(criterion, p, t, draw, False)
    towards_target = None
    if t.dtype == torch.float32:
        try:
            towards_target = differentiated(criterion, p, t, upstream, True)[3]
        except (RuntimeError, AssertionError):  # PyTorch has no such derivative
            pass
    FILES.add(name, title, loss=text, prediction=p, target=t, upstream=upstream, expected=dict(
        output=output, prediction_gradient=towards_prediction, target_gradient=towards_target))


def differentiated(criterion, prediction, target, upstream, towards_target):
    """Output, upstream and both gradients."""
    prediction = prediction.clone().requires_grad_()
    target = target.clone().requires_grad_(towards_target)
    output = criterion(prediction, target)
    if not isinstance(upstream, torch.Tensor):
        upstream = upstream.upstream(output.shape)
    (output * upstream).sum().backward()
    zeros = torch.zeros_like(target)
    return output, upstream, prediction.grad, zeros if target.grad is None else target.grad


def regression():
    def pair(draw, shape):
        return draw.normal(*shape), draw.normal(*shape)

    chosen = [
        Pair('equal values', floats(1, 2, -3, 0., -0.), floats(1, 2, -3, -0., 0.)),
        Pair('differences of exactly 0.5 and 1',
             floats(0, .5, -.5, 1, -1, .25, -2, 1.5, 2.5, .50000006, 1.0000001),
             floats(0, 0, 0, 0, 0, .75, -1, 1, 1.5, 0, 0)),
        Pair('edges', EDGES.values,
             floats(0., 0., inf, inf, 1, 0, 1e-40, 0, -3.4e38, nan, 1, -1, 1e30, -inf, 104, 0))]
    loss('mse', nn.MSELoss, {}, pair, *SHAPES, *chosen)
    loss('l1', nn.L1Loss, {}, pair, *SHAPES, *chosen)
    loss('smooth_l1', nn.SmoothL1Loss, {}, pair, *SHAPES, *chosen)
    loss('smooth_l1', nn.SmoothL1Loss, dict(beta=.5), pair, *FEW, *chosen)
    loss('smooth_l1', nn.SmoothL1Loss, dict(beta=0), pair, *FEW, *chosen)
    loss('huber', nn.HuberLoss, {}, pair, *SHAPES, *chosen)
    loss('huber', nn.HuberLoss, dict(delta=.5), pair, *FEW, *chosen)


def zeros_and_ones(draw, shape):
    return draw.normal(*shape), draw.integers(0, 2, *shape).float()


BINARY = [
    Pair('shares', floats(-1.31, 2.447, .6, -.021, 3.5, -2.2),
         floats(.118, .932, .5, .427, .761, .004)),
    Pair('targets as predictions', floats(0, 1, .5, 1, 0), floats(0, 1, .5, 1, 0)),
    Pair('large values', floats(1e4, -1e4, 1e4, -1e4, 100, -100, 88.8, -104, 20, -20),
         floats(0, 0, 1, 1, .5, .5, 0, 1, 1, 0)),
    Pair('edges', EDGES.values, floats(0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, nan, inf, -inf, 2)),
    Pair('infinities', floats(inf, -inf, inf, -inf, 0, 1), floats(0, 1, 1, 0, nan, .5))]


def binary():
    loss('bce_with_logits', nn.BCEWithLogitsLoss, {}, zeros_and_ones, *SHAPES, *BINARY)


def rows_and_classes(draw, shape):
    return draw.normal(*shape), draw.integers(0, shape[1], shape[0])


CLASSES = [
    Pair('large values', floats([1e4, -1e4, 0], [1e4, -1e4, 0], [-1e4, -1e4, -1e4],
                                [1e4, 1e4, 1e4], [100, 0, -100]), integers(0, 1, 2, 1, 2)),
    Pair('zeros', torch.zeros(3, 2), integers(0, 1, 1)),
    Pair('-inf beside the class', floats([-inf, 0, 1], [0, 1, 2]), integers(1, 0)),
    Pair('-inf at the class', floats([-inf, 0, 1], [0, 1, 2]), integers(0, 0)),
    Pair('inf', floats([inf, 0, 1], [0, 1, 2]), integers(0, 0)),
    Pair('nan', floats([nan, 0, 1], [0, 1, 2]), integers(1, 2)),
    Pair('the greatest and the least', floats([3.4e38, -3.4e38, 0], [1e-40, 0, 1e-8]),
         integers(1, 2))]


def classes():
    shapes = [(7, 5), (4, 2), (3, 1), (1, 5), (1, 1), (0, 3)]
    loss('cross_entropy', nn.CrossEntropyLoss, {}, rows_and_classes, *shapes, *CLASSES)


def poisson():
    def logs(draw, shape):
        return draw.normal(*shape, scale=1.), draw.integers(0, 5, *shape).float()

    def rates(draw, shape):
        rate, count = draw.positive(*shape), draw.integers(0, 5, *shape).float()
        # where they are near each other, the gradient is mostly rounding
        return torch.where((rate - count).abs() < .5, rate + 1, rate), count

    chosen = [
        Pair('targets as predictions', floats(0, 1, 2, .5, 3), floats(0, 1, 2, .5, 3)),
        Pair('targets that are not whole', floats(3.817, .271, 1.52, 2.9, .066, 1.1),
             floats(1.307, 2.644, .482, .018, 2.151, 1.733)),
        Pair('around eps', floats(0., 0., 1e-9, 1e-8, 5, 5), floats(0, 2, 1, 3, 1.0000001, 10)),
        Pair('edges', EDGES.values,
             floats(0, 1, 2, 3, 1, 1, 2, 0, 1, 2, nan, inf, 5, 1, 2, -1))]
    make = nn.PoissonNLLLoss
    loss('poisson_nll', make, {}, logs, *SHAPES, *chosen)
    loss('poisson_nll', make, dict(full=True), logs, *FEW, *chosen)
    loss('poisson_nll', make, dict(log_input=False), rates, *SHAPES, *chosen)
    loss('poisson_nll', make, dict(log_input=False, eps=1e-3), rates, *FEW, *chosen)
    loss('poisson_nll', make, dict(log_input=False, full=True), rates, *FEW, *chosen)


def write(folder):
    regression()
    binary()
    classes()
    poisson()
    return FILES.write(folder)
