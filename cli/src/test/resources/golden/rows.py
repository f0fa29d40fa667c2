"""Makes rows.csv, and beside it the histories of trainings that judge or weigh its rows:

    /usr/bin/python3 rows.py

The numbers are PyTorch's (CPU, float32, one thread), each after torch.manual_seed(4). A row's weight
multiplies its loss, and the mean is the sum of these divided by that of the weights; an offset is
added to the model's output.
"""
import csv
import math
import os
import pathlib

os.environ['ATEN_CPU_CAPABILITY'] = 'avx2'
import numpy
import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(1)
FOLDER = pathlib.Path(__file__).parent
EPOCHS = 30


def table():
    """The rows of table.csv, with counts, weights and the logarithms of exposures."""
    with open(FOLDER / 'table.csv', newline='') as file:
        rows = list(csv.DictReader(file))
    for i, row in enumerate(rows):
        row['count'] = i * 7 % 5
        row['w'] = i * 5 % 8 / 4
        row['log_exposure'] = round(math.log(1 + i * 3 % 11), 4)
    with open(FOLDER / 'rows.csv', 'w', newline='') as file:
        writer = csv.DictWriter(file, rows[0], lineterminator='\n')
        writer.writeheader()
        writer.writerows(rows)
    return {name: torch.tensor([float(row[name]) for row in rows]) for name in rows[0]}


COLUMNS = table()
X = torch.stack([COLUMNS[name] for name in 'abcde'], 1)
ROWS = len(X)


def model(outputs):
    return nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Linear(8, outputs))


def optimizer(net):
    return torch.optim.Adam(net.parameters(), lr=.05)


def train(name, outputs, loss, batch=ROWS, last=0, shuffle=False):
    """Writes a history.

    loss -- of a prediction and the numbers of its rows
    last -- how many rows at the end are for validation
    """
    torch.manual_seed(4)
    net = model(outputs)
    update = optimizer(net)
    training = torch.arange(ROWS - last)
    lines = []
    for epoch in range(1, EPOCHS + 1):
        sums = counts = 0
        order = torch.randperm(len(training)) if shuffle else training
        for rows in order.split(batch):
            update.zero_grad()
            value, count = loss(net(X[rows]), rows)
            value.backward()
            update.step()
            sums += value.item() * count
            counts += count
        lines.append([epoch, sums / counts])
        if last:
            with torch.no_grad():
                rows = torch.arange(ROWS - last, ROWS)
                lines[-1].append(loss(net(X[rows]), rows)[0].item())
    with open(FOLDER / f'{name}.csv', 'w', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(['epoch', 'loss', 'validation_loss'][:len(lines[0])])
        writer.writerows(lines)


def plain(loss, target, **options):
    return lambda prediction, rows: (loss(prediction, target[rows], **options), len(rows))


def weighted(losses, rows):
    """A weighted mean, and what it is divided by but for the number of columns."""
    w = COLUMNS['w'][rows]
    losses = losses.reshape(len(rows), -1)
    return (losses * w[:, None]).sum() / (w.sum() * losses.shape[1]), w.sum().item()


def weighted_mse(prediction, rows):
    return weighted(F.mse_loss(prediction, TARGETS[rows], reduction='none'), rows)


def weighted_cross_entropy(prediction, rows):
    kind, weight = COLUMNS['kind'].long(), torch.tensor([1, 2, .5])
    counts = COLUMNS['w'][rows] * weight[kind[rows]]
    losses = COLUMNS['w'][rows] * F.cross_entropy(prediction, kind[rows], weight, reduction='none')
    return losses.sum() / counts.sum(), counts.sum().item()


def weighted_bce(prediction, rows):
    high = COLUMNS['high'][rows][:, None]
    return weighted(F.binary_cross_entropy_with_logits(prediction, high, reduction='none'), rows)


def poisson(prediction, rows):
    rate = prediction + COLUMNS['log_exposure'][rows][:, None]
    return F.poisson_nll_loss(rate, COLUMNS['count'][rows][:, None]), len(rows)


def weighted_poisson(prediction, rows):
    rate = prediction + COLUMNS['log_exposure'][rows][:, None]
    losses = F.poisson_nll_loss(rate, COLUMNS['count'][rows][:, None], reduction='none')
    return weighted(losses, rows)


def balanced_cross_entropy():
    kind = COLUMNS['kind'].long()
    weight = ROWS / (3 * kind.bincount(minlength=3))

    def loss(prediction, rows):
        return F.cross_entropy(prediction, kind[rows], weight), weight[kind[rows]].sum().item()
    return loss


def balanced_bce():
    high = COLUMNS['high'][:, None]
    weight = (ROWS - high.sum()) / high.sum()
    return plain(F.binary_cross_entropy_with_logits, high, pos_weight=weight)


def folds():
    """R2, MAE and RMSE of four folds: 30 epochs each, from the same first weights."""
    y = COLUMNS['y'][:, None]
    torch.manual_seed(4)
    parts = torch.randperm(ROWS).tensor_split(4)
    lines = []
    for held in parts:
        rest = torch.cat([part for part in parts if part is not held])
        torch.manual_seed(4)
        net = model(1)
        update = optimizer(net)
        for _ in range(EPOCHS):
            update.zero_grad()
            F.mse_loss(net(X[rest]), y[rest]).backward()
            update.step()
        with torch.no_grad():
            error = (net(X[held]) - y[held]).double()
        spread = (y[held] - y[held].mean()).double()
        lines.append([1 - error.square().sum() / spread.square().sum(), error.abs().mean(),
                      error.square().mean().sqrt()])
    scores = numpy.array(lines)
    with open(FOLDER / 'folds.csv', 'w', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(['R2', 'MAE', 'RMSE'])
        writer.writerows(scores.tolist() + [scores.mean(0).tolist(), scores.std(0).tolist()])


TARGETS = torch.stack([COLUMNS['y'], COLUMNS['z']], 1)
train('validation_last', 2, plain(F.mse_loss, TARGETS), batch=10, last=16)
train('balanced_cross_entropy', 3, balanced_cross_entropy(), batch=10)
train('balanced_bce_with_logits', 1, balanced_bce())
train('weights_mse', 2, weighted_mse, batch=10, last=16)
train('weights_cross_entropy', 3, weighted_cross_entropy, batch=10)
train('weights_bce_with_logits', 1, weighted_bce, batch=10, shuffle=True)
train('offset_poisson', 1, poisson, batch=10)
train('weights_offset_poisson', 1, weighted_poisson, batch=10, shuffle=True, last=16)
folds()
