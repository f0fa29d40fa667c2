"""Whole trainings from a seed: trajectories.json and training.json.

A run has its seed, its model, loss and optimizer as Kindling writes them, and the losses of all
epochs and the state at the end.
"""
import pathlib

import numpy
import torch
from torch import nn, optim
from torch.optim import lr_scheduler

from common import PYTORCH, arguments, write as write_json

OPTIMIZERS = dict(
    sgd=(optim.SGD, dict(lr=.01)),
    sgd_momentum=(optim.SGD, dict(lr=.005, momentum=.9)),
    sgd_momentum_dampening=(optim.SGD, dict(lr=.005, momentum=.9, dampening=.5)),
    sgd_nesterov=(optim.SGD, dict(lr=.005, momentum=.9, nesterov=True)),
    sgd_weight_decay=(optim.SGD, dict(lr=.01, weight_decay=.1)),
    sgd_nesterov_wd=(optim.SGD, dict(lr=.002, momentum=.8, nesterov=True, weight_decay=.01)),
    adam=(optim.Adam, dict(lr=.05)),
    adam_amsgrad_wd=(optim.Adam, dict(lr=.05, betas=(.8, .99), eps=1e-6, weight_decay=.01,
                                      amsgrad=True)),
    adamw=(optim.AdamW, dict(lr=.05, weight_decay=.1)),
    rmsprop=(optim.RMSprop, dict(lr=.01)),
    rmsprop_centered_momentum=(optim.RMSprop, dict(lr=.005, alpha=.9, centered=True,
                                                   momentum=.5)),
    adagrad=(optim.Adagrad, dict(lr=.1, lr_decay=.01, weight_decay=.001)))

LOSSES = dict(mse=('mse()', nn.MSELoss()), l1=('l1()', nn.L1Loss()),
              huber=('huber(delta=0.5)', nn.HuberLoss(delta=.5)),
              smooth_l1=('smooth_l1(beta=0.5)', nn.SmoothL1Loss(beta=.5)))

# what stands between two linear layers
BETWEEN = dict(
    mlp_relu=('relu()', lambda: [nn.ReLU()]),
    mlp_tanh=('tanh()', lambda: [nn.Tanh()]),
    mlp_sigmoid=('sigmoid()', lambda: [nn.Sigmoid()]),
    mlp_gelu=('gelu()', lambda: [nn.GELU()]),
    mlp_silu_ln=('layer_norm(8), silu()', lambda: [nn.LayerNorm(8), nn.SiLU()]),
    mlp_leaky=('leaky_relu(0.1)', lambda: [nn.LeakyReLU(.1)]),
    mlp_softplus=('softplus()', lambda: [nn.Softplus()]),
    mlp_bn=('batch_norm_1d(8), relu()', lambda: [nn.BatchNorm1d(8), nn.ReLU()]))


def model(kind, inputs, outputs):
    """A model and its text."""
    if kind == 'linear':
        return nn.Linear(inputs, outputs), f'linear({inputs}, {outputs})'
    if kind == 'linear_nobias':
        layer = nn.Linear(inputs, outputs, bias=False)
        return layer, f'linear({inputs}, {outputs}, bias=false)'
    words, make = BETWEEN[kind]
    layers = nn.Sequential(nn.Linear(inputs, 8), *make(), nn.Linear(8, outputs))
    return layers, f'sequential(linear({inputs}, 8), {words}, linear(8, {outputs}))'


def described(kind, options):
    return f'{kind.__name__.lower()}({arguments(options)})'


def toy():
    """The tutorial's data: y = 2x + 1."""
    x = torch.arange(11, dtype=torch.float32).reshape(-1, 1)
    return x, 2 * x + 1


def table():
    """64 rows of five columns, and two linear functions of them with noise."""
    generator = torch.Generator().manual_seed(11)

    def drawn(*shape):
        return torch.rand(*shape, generator=generator) * 2 - 1

    x, weight, bias = drawn(64, 5), drawn(2, 5), torch.rand(2, generator=generator)
    return x, x @ weight.t() + bias + .1 * drawn(64, 2)


def values(state):
    return {name: value.detach().clone() for name, value in state.items()}


def fit(net, by, criterion, x, y, epochs, after_backward=None, after_step=None):
    """The plain loop; the losses of all epochs."""
    losses = []

    def closure():
        by.zero_grad()
        loss = criterion(net(x), y)
        loss.backward()
        if after_backward:
            after_backward()
        return loss

    for _ in range(epochs):
        loss = by.step(closure).item()
        losses.append(numpy.float32(loss))
        if after_step:
            after_step(loss)
    return losses


# ---- trajectories.json: optimizers, losses and models, one after the other
def trajectory(name, seed, data, kind, loss, optimizer, epochs):
    x, y = data
    torch.manual_seed(seed)
    net, text = model(kind, x.shape[1], y.shape[1])
    initial = values(net.state_dict())
    make, options = OPTIMIZERS[optimizer]
    loss_text, criterion = LOSSES[loss]
    losses = fit(net, make(net.parameters(), **options), criterion, x, y, epochs)
    final = values(net.state_dict())
    return dict(name=name, seed=seed, model=text, loss=loss_text,
                optimizer=described(make, options), initial=initial, losses=losses, final=final,
                predictions=net.eval()(x).reshape(-1).detach())


def trajectories():
    data = table()
    runs = [trajectory(f'toy_{name}', 0, toy(), 'linear', 'mse', name, 100) for name in OPTIMIZERS]
    runs += [trajectory(f'tab_{name}', 1, data, 'linear', name, 'sgd', 60) for name in LOSSES]
    runs += [trajectory(f'tab_{name}', 2, data, name, 'mse', 'adam', 60)
             for name in ['linear', 'linear_nobias', *BETWEEN]]
    runs += [trajectory(f'tab_mlp_{name}', 3, data, 'mlp_tanh', 'mse', name, 60)
             for name in OPTIMIZERS]
    return dict(made_by=PYTORCH, toy=dict(zip('xy', toy())), tab=dict(zip('xy', data)), cases=runs)


# ---- training.json: as people train
class Run:
    """A run of the table's data, from seed 4."""

    def __init__(self, name, make, options, kind='mlp_tanh', outputs=2, **more):
        torch.manual_seed(4)
        self.net, text = model(kind, 5, outputs)
        named = {'line_search_fn' if k == 'line_search' else k: v for k, v in options.items()}
        self.by = make(self.net.parameters(), **named)
        self.case = dict(name=name, seed=4, model=text, optimizer=described(make, options), **more)

    def finished(self, losses):
        return dict(self.case, losses=losses, final=values(self.net.state_dict()))


def scheduled(name, schedule, takes_loss=False):
    run = Run(f'schedule_{name}', optim.SGD, dict(lr=.1, momentum=.9))
    live = schedule(run.by)
    rates = []

    def after_step(loss):
        rates.append(run.by.param_groups[0]['lr'])
        live.step(loss) if takes_loss else live.step()

    losses = fit(run.net, run.by, nn.MSELoss(), *table(), 60, after_step=after_step)
    return dict(run.finished(losses), learning_rates=rates)


def clipped(name, clip):
    run = Run(f'clip_{name}', optim.SGD, dict(lr=.1))
    losses = fit(run.net, run.by, nn.MSELoss(), *table(), 60,
                 after_backward=lambda: clip(run.net.parameters()))
    return run.finished(losses)


def mini_batches():
    """Ten rows at a time in their order, the last four; an epoch's loss is the mean over rows."""
    run = Run('minibatch_10_in_order', optim.Adam, dict(lr=.01))
    x, y = table()
    losses = []
    for _ in range(20):
        total = 0
        for rows, targets in zip(x.split(10), y.split(10)):
            total += fit(run.net, run.by, nn.MSELoss(), rows, targets, 1)[0].item() * len(rows)
        losses.append(total / 64)
    return run.finished(losses)


def classified(name, criterion, targets, outputs):
    run = Run(name, optim.Adam, dict(lr=.05), outputs=outputs, targets=targets)
    return run.finished(fit(run.net, run.by, criterion, table()[0], targets, 60))


def by_lbfgs():
    run = Run('lbfgs_strong_wolfe', optim.LBFGS,
              dict(lr=1, max_iter=20, line_search='strong_wolfe'), kind='linear')
    return run.finished(fit(run.net, run.by, nn.MSELoss(), *table(), 5))


def trainings():
    x, y = table()
    above = (y[:, 0] > y[:, 0].median()).float().reshape(-1, 1)
    classes = torch.randint(0, 3, (64,), generator=torch.Generator().manual_seed(99))
    return dict(made_by=PYTORCH, data=dict(x=x, y=y), cases=[
        scheduled('step(size=20, gamma=0.5)', lambda o: lr_scheduler.StepLR(o, 20, .5)),
        scheduled('exponential(gamma=0.98)', lambda o: lr_scheduler.ExponentialLR(o, .98)),
        scheduled('cosine(epochs=60, min=0.001)',
                  lambda o: lr_scheduler.CosineAnnealingLR(o, 60, .001)),
        scheduled('plateau(factor=0.5, patience=3)',
                  lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=.5, patience=3), True),
        clipped('norm(0.05)', lambda p: nn.utils.clip_grad_norm_(p, .05)),
        clipped('value(0.01)', lambda p: nn.utils.clip_grad_value_(p, .01)),
        mini_batches(),
        classified('bce_with_logits', nn.BCEWithLogitsLoss(), above, 1),
        classified('cross_entropy', nn.CrossEntropyLoss(), classes, 3),
        by_lbfgs()])


def write(folder):
    write_json(pathlib.Path(folder, 'trajectories.json'), trajectories())
    write_json(pathlib.Path(folder, 'training.json'), trainings())
