"""What every loss gives in each reduction, and both its gradients: losses/*.json.

A case has prediction and target, and what the output is multiplied by to be differentiated
('upstream'). The target's gradient is null where PyTorch refuses one.
"""
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import nn

import formulas
from common import EDGES, FORMULA, Files, PYTORCH, arguments, floats, inf, integers, nan

FILES = Files('losses')
SHAPES = [(7,), (4, 2), (1,), (2, 1, 3), (0,), (0, 2), ()]
FEW = SHAPES[1::3]


class Pair(NamedTuple):
    """A prediction and a target that are chosen, and the words for them."""
    words: str
    prediction: torch.Tensor
    target: torch.Tensor


def loss(name, make, options, draw_pair, *of, made_by=PYTORCH):
    """Cases of a loss for each reduction, of shapes and of chosen pairs; of the sum only a few."""
    for reduction in ('mean', 'sum', 'none'):
        shown = options if reduction == 'mean' else dict(options, reduction=reduction)
        text = f'{name}({arguments(shown)})'
        for one in of[1::3] if reduction == 'sum' else of:
            case(name, text, make(reduction=reduction, **options), draw_pair, one, made_by)


def case(name, text, criterion, draw_pair, of, made_by):
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
    FILES.add(name, title, made_by, loss=text, prediction=p, target=t, upstream=upstream,
              expected=dict(output=output, prediction_gradient=towards_prediction,
                            target_gradient=towards_target))


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


def two(draw, shape):
    return draw.normal(*shape), draw.normal(*shape)


EQUAL = Pair('equal values', floats(1, 2, -3, 0., -0.), floats(1, 2, -3, -0., 0.))


def regression():
    chosen = [
        EQUAL,
        Pair('differences of exactly 0.5 and 1',
             floats(0, .5, -.5, 1, -1, .25, -2, 1.5, 2.5, .50000006, 1.0000001),
             floats(0, 0, 0, 0, 0, .75, -1, 1, 1.5, 0, 0)),
        Pair('edges', EDGES.values,
             floats(0., 0., inf, inf, 1, 0, 1e-40, 0, -3.4e38, nan, 1, -1, 1e30, -inf, 104, 0))]
    loss('mse', nn.MSELoss, {}, two, *SHAPES, *chosen)
    loss('l1', nn.L1Loss, {}, two, *SHAPES, *chosen)
    loss('smooth_l1', nn.SmoothL1Loss, {}, two, *SHAPES, *chosen)
    loss('smooth_l1', nn.SmoothL1Loss, dict(beta=.5), two, *FEW, *chosen)
    loss('smooth_l1', nn.SmoothL1Loss, dict(beta=0), two, *FEW, *chosen)
    loss('huber', nn.HuberLoss, {}, two, *SHAPES, *chosen)
    loss('huber', nn.HuberLoss, dict(delta=.5), two, *FEW, *chosen)


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

# far from their targets, for near them PyTorch's gradient is mostly rounding; without infinite
# targets, and predictions with which PyTorch overflows on the way
WEIGHED = [
    Pair('shares', floats(1.31, -2.447, .6, -.021, -3.5, 2.2),
         floats(.118, .932, .5, .427, .761, .004)),
    *BINARY[1:3],
    Pair('edges',
         floats(0., -0., inf, -inf, nan, 1e-40, -1e-40, 1e-38, 1e38, -1e38, 1, -1, .5, 88.8, -104,
                1e-8),
         floats(0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, nan, 1, 0, 2)),
    BINARY[-1]]


def binary():
    loss('bce_with_logits', nn.BCEWithLogitsLoss, {}, zeros_and_ones, *SHAPES, *BINARY)
    loss('bce_with_logits', with_tensors(nn.BCEWithLogitsLoss), dict(pos_weight=(3,)),
         zeros_and_ones, *SHAPES[:5], *WEIGHED)
    loss('bce_with_logits', with_tensors(nn.BCEWithLogitsLoss), dict(pos_weight=(3, .5)),
         zeros_and_ones, (4, 2), (1, 2), (0, 2), (2, 3, 2))


def with_tensors(make):
    """Takes options that are tensors in PyTorch as tuples, as a description's text has them."""
    def made(reduction, **options):
        named = {k: floats(*v) if isinstance(v, tuple) else v for k, v in options.items()}
        return make(reduction=reduction, **named)
    return made


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
    make = with_tensors(nn.CrossEntropyLoss)
    weight = (.5, 2, 1)
    ignored = [
        Pair('all ignored', floats([.3, -1.2, 2.1], [.7, 0, -.4]), integers(-100, -100)),
        Pair('some ignored', floats([.3, -1.2, 2.1], [.7, 0, -.4], [-1.1, .9, .2], [2, 1, -.5]),
             integers(-100, 1, -100, 2))]
    threes = [(7, 3), (1, 3), (0, 3), CLASSES[0]]
    for options in (dict(weight=weight), dict(label_smoothing=.1), dict(ignore_index=1),
                    dict(weight=weight, label_smoothing=.3),
                    dict(weight=weight, ignore_index=0, label_smoothing=.1)):
        loss('cross_entropy', make, options, rows_and_classes, *threes)
    for options in ({}, dict(weight=weight), dict(label_smoothing=.1)):
        loss('cross_entropy', make, options, rows_and_classes, *ignored)
    infinite = [one for one in CLASSES if one.words in ('-inf beside the class', 'inf', 'nan')]
    loss('cross_entropy', make, dict(weight=weight), rows_and_classes, *infinite)


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


def gaussian(reduction, **options):
    """Kindling's prediction has two columns, mean and variance."""
    def criterion(prediction, target):
        mean, variance = (column.reshape(target.shape) for column in prediction.split(1, dim=1))
        return F.gaussian_nll_loss(mean, target, variance, reduction=reduction, **options)
    return criterion


def gaussian_nll():
    def two_columns(draw, shape):
        mean, variance = draw.normal(shape[0], 1), draw.positive(shape[0], 1)
        return torch.cat([mean, variance], 1), draw.normal(*shape)

    shapes = [(7,), (4, 1), (1,), (5, 1), (0,), (0, 1), (33,)]
    chosen = [
        Pair('variances around eps', floats([1, 0], [1, 1e-6], [1, 1e-7], [-2, 1e-40], [0, 2e-6]),
             floats(1, 1.001, 1, -2, .001)),
        Pair('equal values', floats([1, .5], [2, 1], [-3, 4]), floats(1, 2, -3)),
        Pair('edges', floats([inf, 1], [-inf, 2], [nan, 1], [1, inf], [1, nan], [1e-40, 1], [0, 1],
                             [1e18, 1], [1, 3e38]),
             floats(0, 0, 0, 0, 0, 0, nan, 0, 0))]
    for options in ({}, dict(full=True), dict(eps=.01), dict(full=True, eps=.01)):
        of = chosen + (shapes[:3] if options else shapes)
        loss('gaussian_nll', gaussian, options, two_columns, *of)


DIFFERENCES = [
    Pair('edges', floats(inf, -inf, nan, 0, 1, 1e-40, 3e38, -3e38, inf, -inf, 1e-8, 5e-39),
         floats(0, 0, 0, nan, inf, 0, 0, 0, inf, inf, 0, 0)),
    Pair('large and small differences',
         floats(100, -100, 20, -20, 9, -12, 1e-3, -1e-3, 1e-6, 1e30, -1e30, 88.8),
         torch.zeros(12))]


def by_formula():
    loss('log_cosh', formulas.log_cosh, {}, two, *SHAPES, EQUAL, *DIFFERENCES, made_by=FORMULA)
    loss('quantile', formulas.quantile, {}, two, *SHAPES, EQUAL, *DIFFERENCES, made_by=FORMULA)
    # without equal values: nobody has said what the slope is there
    for q in (.9, .25):
        loss('quantile', formulas.quantile, dict(q=q), two, *SHAPES, *DIFFERENCES,
             made_by=FORMULA)


def write(folder):
    regression()
    binary()
    classes()
    poisson()
    gaussian_nll()
    by_formula()
    return FILES.write(folder)
