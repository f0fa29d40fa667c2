"""How every optimizer steps: optimizers/*.json.

A case has two parameters and the gradients of six steps, one of them without a gradient for a
parameter, and expects the parameters after each step and the state at the end.
"""
import numpy
import torch
from torch import optim

import formulas
from common import Files, PYTORCH, arguments, floats

FILES = Files('optimizers')
STEPS = 6


def optimizer(name, make, options, without=2, made_by=PYTORCH):
    """A case; in the step `without` there is no gradient for the first parameter."""
    text = f'{name}({arguments(options)})'
    title = text if without == 2 else f'{text} without a first gradient'
    draw = FILES.draw(title)
    start = [draw_parameter(draw, 3, 2), draw_parameter(draw, 4)]
    gradients = [draw_gradients(draw, step) for step in range(STEPS)]
    gradients[without][0] = None
    parameters = [t.clone().requires_grad_() for t in start]
    live = make(parameters, **options)
    after = []
    for step in gradients:
        for parameter, gradient in zip(parameters, step):
            parameter.grad = None if gradient is None else gradient.clone()
        live.step()
        after.append([p.detach().clone() for p in parameters])
    state = {str(i): remembered(s) for i, s in live.state_dict()['state'].items()}
    FILES.add(name, title, made_by, optimizer=text, parameters=start, gradients=gradients, expected=dict(
        after=after, state={i: s for i, s in state.items() if s}))


def draw_parameter(draw, *shape):
    """1 to 2, or the negative of that: a step that ends near 0 leaves mostly its own rounding."""
    drawn = draw.weights(*shape)
    return torch.where(drawn < 0, drawn - 1, drawn + 1)


def draw_gradients(draw, step):
    """Ordinary ones, but for a few that are 0, large, small, and never there."""
    first, second = draw.normal(3, 2, scale=1), draw.normal(4, scale=1)
    if step == 0:
        first[1, 1] = 0
    if step == 1:
        second[2] = 0
    if step == 3:
        first[0, 0] = 500
    if step == 4:
        second[:] = 0
    if step == 5:
        first[2, 0] = 1e-6
    second[3] = 0
    return [first, second]


def remembered(state):
    """What is there: PyTorch 1.13 keeps None for plain sgd's momentum, later versions nothing."""
    there = {name: value for name, value in state.items() if value is not None}
    return {k: float(v) if k == 'step' else detached(v) for k, v in there.items()}


def detached(value):
    if isinstance(value, (list, tuple)):
        return [detached(one) for one in value]
    return value.detach().clone() if isinstance(value, torch.Tensor) else value


def sgd():
    for options in (dict(lr=.1), dict(lr=.1, momentum=.9), dict(lr=.1, momentum=.9, dampening=.5),
                    dict(lr=.1, momentum=.9, nesterov=True), dict(lr=.1, weight_decay=.1),
                    dict(lr=.05, momentum=.8, dampening=.3, weight_decay=.05),
                    dict(lr=.05, momentum=.8, weight_decay=.05, nesterov=True)):
        optimizer('sgd', optim.SGD, options)
    optimizer('sgd', optim.SGD, dict(lr=.1, momentum=.9, dampening=.5), without=0)


def adam():
    for options in ({}, dict(lr=.05), dict(lr=.05, amsgrad=True), dict(lr=.05, weight_decay=.1),
                    dict(lr=.05, eps=.001), dict(lr=.05, betas=(.8, .99), eps=1e-6,
                                                 weight_decay=.01, amsgrad=True)):
        optimizer('adam', optim.Adam, options)
    optimizer('adam', optim.Adam, dict(lr=.05), without=0)


def adamw():
    for options in ({}, dict(lr=.05), dict(lr=.05, weight_decay=.1), dict(lr=.05, weight_decay=0),
                    dict(lr=.05, amsgrad=True), dict(lr=.05, betas=(.8, .99), eps=1e-6,
                                                     weight_decay=.05, amsgrad=True)):
        optimizer('adamw', optim.AdamW, options)
    optimizer('adamw', optim.AdamW, dict(lr=.05), without=0)


def rmsprop():
    for options in ({}, dict(lr=.02), dict(lr=.02, alpha=.8), dict(lr=.02, centered=True),
                    dict(lr=.02, momentum=.9), dict(lr=.02, weight_decay=.1),
                    dict(lr=.02, centered=True, momentum=.5),
                    dict(lr=.02, alpha=.9, eps=1e-6, weight_decay=.05, momentum=.5,
                         centered=True)):
        optimizer('rmsprop', optim.RMSprop, options)
    optimizer('rmsprop', optim.RMSprop, dict(lr=.02, centered=True, momentum=.5), without=0)


def adagrad():
    for options in ({}, dict(lr=.1), dict(lr=.1, lr_decay=.05), dict(lr=.1, weight_decay=.1),
                    dict(lr=.1, initial_accumulator_value=.5), dict(lr=.1, eps=.001),
                    dict(lr=.1, lr_decay=.01, weight_decay=.001, initial_accumulator_value=.1,
                         eps=1e-6)):
        optimizer('adagrad', optim.Adagrad, options)
    optimizer('adagrad', optim.Adagrad, dict(lr=.1, lr_decay=.05), without=0)


def nadam():
    for options in ({}, dict(lr=.05), dict(lr=.05, weight_decay=.1), dict(lr=.05, eps=.001),
                    dict(lr=.05, momentum_decay=.1),
                    dict(lr=.05, betas=(.8, .99), eps=1e-6, weight_decay=.01,
                         momentum_decay=.01)):
        optimizer('nadam', formulas.NAdam, options, made_by=formulas.NAdam.ORIGIN)
    optimizer('nadam', formulas.NAdam, dict(lr=.05), without=0, made_by=formulas.NAdam.ORIGIN)


def adadelta():
    for options in ({}, dict(lr=.5), dict(rho=.7), dict(weight_decay=.1), dict(eps=.001),
                    dict(lr=.5, rho=.8, eps=1e-4, weight_decay=.05)):
        optimizer('adadelta', optim.Adadelta, options)
    optimizer('adadelta', optim.Adadelta, dict(lr=.5), without=0)


# ---- L-BFGS asks for the loss itself, so a problem takes the gradients' place
def quadratic(x):
    return 0.5 * torch.sum(floats(1, 10, 100) * x ** 2) - torch.sum(x)


def rosenbrock(x):
    return 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2


STARTS = dict(quadratic=floats(1, -2, .5), rosenbrock=floats(-1.2, 1))
PROBLEMS = dict(quadratic=quadratic, rosenbrock=rosenbrock)


def lbfgs(problem, **options):
    text = f'lbfgs({arguments(options)})'
    x = STARTS[problem].clone().requires_grad_()
    named = {'line_search_fn' if k == 'line_search' else k: v for k, v in options.items()}
    live = optim.LBFGS([x], **named)

    def closure():
        live.zero_grad()
        loss = PROBLEMS[problem](x)
        loss.backward()
        return loss

    losses, after = [], []
    for _ in range(STEPS):
        losses.append(numpy.float32(live.step(closure).item()))
        after.append(x.detach().clone())
    state = {k: detached(v) for k, v in live.state_dict()['state'][0].items()}
    FILES.add('lbfgs', f'{text} on {problem}', optimizer=text, problem=problem,
              start=STARTS[problem], expected=dict(losses=losses, after=after, state=state))


def all_lbfgs():
    """Few steps to the valley, as many as float32 can tell apart: later state is rounding noise."""
    wolfe = dict(line_search='strong_wolfe')
    for options in (dict(max_iter=4), dict(max_iter=4, history_size=2),
                    dict(max_iter=3, history_size=3), dict(max_iter=2)):
        lbfgs('rosenbrock', lr=1, **options, **wolfe)
    for options in (dict(max_iter=4), dict(max_iter=4, history_size=3), dict(max_iter=2),
                    dict(max_iter=1), dict(max_iter=20, max_eval=3)):
        lbfgs('quadratic', lr=1, **options, **wolfe)
    for options in (dict(max_iter=4), dict(max_iter=4, history_size=3),
                    dict(max_iter=8, history_size=3, tolerance_grad=2),
                    dict(max_iter=8, history_size=3, tolerance_change=.02),
                    dict(max_iter=10, max_eval=3)):
        lbfgs('quadratic', lr=.1, **options)
    for options in (dict(max_iter=4), dict(max_iter=4, history_size=3)):
        lbfgs('rosenbrock', lr=.1, **options)


def write(folder):
    sgd()
    adam()
    adamw()
    rmsprop()
    adagrad()
    nadam()
    adadelta()
    all_lbfgs()
    return FILES.write(folder)
