"""Losses and metrics of 20,000 rows at once: evaluations.json. Rows and model are the same formulas in
Kindling's test, which takes the rows in batches.
"""
import math
import pathlib

import numpy
import torch
from torch import nn
from torch.nn import functional as F

from common import write as write_json

ROWS = 20000
INDEX = numpy.arange(ROWS)
CLASSES = numpy.where(INDEX < 9000, 0, INDEX % 3)  # no batch is like the others


def doubles(values):
    """Float64 of what float32 holds: their own rounding is not in what comes out."""
    return torch.tensor(values, dtype=torch.float32).double()


X = doubles(numpy.stack([(INDEX * 7919 + column * 104729) % 1999 / 1000 - 1
                         for column in range(2)], 1))
QUANTITIES = doubles(INDEX / 10000 + INDEX * 6007 % 2003 / 1000 - 1)[:, None]
COUNTS = doubles(INDEX // 4000 + INDEX % 3)[:, None]
LABELS = doubles(INDEX % (1 + INDEX // 5000) == 0)[:, None]


def outputs(columns):
    """Of a linear layer whose weights are quarters, and whose biases are eighths."""
    weight = torch.tensor([[(row + 1 - column) / 4 for column in range(2)]
                           for row in range(columns)], dtype=torch.float64)
    return X @ weight.T + torch.arange(columns) * .875 + .125


def log_cosh(prediction, target, reduction):
    return getattr(torch.log(torch.cosh(prediction - target)), reduction)()


def quantile(prediction, target, reduction):
    return getattr(torch.maximum(.9 * (target - prediction), .1 * (prediction - target)),
                   reduction)()


def gaussian(prediction, target, reduction):
    return F.gaussian_nll_loss(prediction[:, :1], target, prediction[:, 1:].clamp(min=1e-6),
                               reduction=reduction)


def cross_entropy(weight=None, **options):
    weight = None if weight is None else torch.tensor(weight, dtype=torch.float64)
    return lambda prediction, target, reduction: F.cross_entropy(
        prediction, target, weight=weight, reduction=reduction, **options)


def plain(loss, **options):
    return lambda prediction, target, reduction: loss(prediction, target, reduction=reduction,
                                                      **options)


LOSSES = {
    'mse(': ('quantities', 1, plain(F.mse_loss)),
    'l1(': ('quantities', 1, plain(F.l1_loss)),
    'smooth_l1(beta=0.5, ': ('quantities', 1, plain(F.smooth_l1_loss, beta=.5)),
    'huber(delta=0.5, ': ('quantities', 1, plain(F.huber_loss, delta=.5)),
    'log_cosh(': ('quantities', 1, log_cosh),
    'quantile(q=0.9, ': ('quantities', 1, quantile),
    'gaussian_nll(': ('quantities', 2, gaussian),
    'poisson_nll(': ('counts', 1, plain(F.poisson_nll_loss)),
    'poisson_nll(full=true, ': ('counts', 1, plain(F.poisson_nll_loss, full=True)),
    'bce_with_logits(': ('labels', 1, plain(F.binary_cross_entropy_with_logits)),
    'bce_with_logits(pos_weight=(3), ': ('labels', 1, plain(
        F.binary_cross_entropy_with_logits, pos_weight=torch.tensor([3.]))),
    'cross_entropy(': ('classes', 3, cross_entropy()),
    'cross_entropy(weight=(1, 5, 0.5), ': ('classes', 3, cross_entropy([1, 5, .5])),
    'cross_entropy(ignore_index=0, ': ('classes', 3, cross_entropy(ignore_index=0)),
    'cross_entropy(weight=(0.25, 5, 1), ignore_index=2, label_smoothing=0.125, ': (
        'classes', 3, cross_entropy([.25, 5, 1], ignore_index=2, label_smoothing=.125))}


def losses():
    targets = dict(quantities=QUANTITIES, counts=COUNTS, labels=LABELS,
                   classes=torch.tensor(CLASSES))
    for text, (target, columns, loss) in LOSSES.items():
        for reduction in 'mean', 'sum':
            value = loss(outputs(columns), targets[target], reduction)
            yield dict(loss=f'{text}reduction={reduction})', targets=target, outputs=columns,
                       expected=float(value))


def metrics():
    one, three = outputs(1), outputs(3)
    errors = (QUANTITIES - one).numpy()
    spread = (QUANTITIES - QUANTITIES.mean()).numpy()
    classes = torch.tensor(CLASSES)
    yield dict(metric='r2', targets='quantities', outputs=1,
               expected=float(1 - (errors ** 2).sum() / (spread ** 2).sum()))
    yield dict(metric='mae', targets='quantities', outputs=1, expected=float(abs(errors).mean()))
    yield dict(metric='rmse', targets='quantities', outputs=1,
               expected=math.sqrt((errors ** 2).mean()))
    yield dict(metric='accuracy', targets='classes', outputs=3,
               expected=float((three.argmax(1) == classes).double().mean()))
    yield dict(metric='log_loss', targets='classes', outputs=3,
               expected=float(F.cross_entropy(three, classes)))
    yield dict(metric='accuracy', targets='labels', outputs=1,
               expected=float(((one > 0) == (LABELS > .5)).double().mean()))
    yield dict(metric='log_loss', targets='labels', outputs=1,
               expected=float(F.binary_cross_entropy_with_logits(one, LABELS)))


def write(folder):
    made_by = f'PyTorch {torch.__version__} on a processor, float64, all rows at once'
    write_json(pathlib.Path(folder, 'evaluations.json'),
               dict(made_by=made_by, rows=ROWS, losses=list(losses()), metrics=list(metrics())))
