"""Trains a small model on from a checkpoint, with Python's own PyTorch.

    printf 'adam(lr=0.1)\\t10\\tstart.pt\\tend.pt\\n' | python3 train_on.py

Each line of standard input is a job: the optimizer, how many steps, the checkpoint to start from,
the checkpoint to write. A checkpoint is {"model": ..., "optimizer": ...}; without "optimizer" the
optimizer starts anew. PythonExchangeTest does the same with Kindling, and compares.
"""

import sys

import torch
from torch import nn, optim

# By their text in Kindling; an optimizer of two groups has the layers apart.
OPTIMIZERS = {
    "sgd(lr=0.1)": lambda p: optim.SGD(p, lr=0.1),
    "sgd(lr=0.1, momentum=0.9, weight_decay=0.01)": lambda p: optim.SGD(
        p, lr=0.1, momentum=0.9, weight_decay=0.01
    ),
    "sgd(lr=0.05, momentum=0.9, nesterov=true)": lambda p: optim.SGD(
        p, lr=0.05, momentum=0.9, nesterov=True
    ),
    "sgd(lr=0.1, momentum=0.5, dampening=0.25) + sgd(lr=0.2)": lambda p: optim.SGD(
        [
            {"params": p[:2], "momentum": 0.5, "dampening": 0.25},
            {"params": p[2:], "lr": 0.2},
        ],
        lr=0.1,
    ),
    "adam(lr=0.05, betas=(0.8, 0.99), weight_decay=0.01)": lambda p: optim.Adam(
        p, lr=0.05, betas=(0.8, 0.99), weight_decay=0.01
    ),
    "adam(lr=0.05, amsgrad=true)": lambda p: optim.Adam(p, lr=0.05, amsgrad=True),
    "adamw(lr=0.05)": lambda p: optim.AdamW(p, lr=0.05),
    "rmsprop(lr=0.01)": lambda p: optim.RMSprop(p, lr=0.01),
    "rmsprop(lr=0.01, momentum=0.5, centered=true)": lambda p: optim.RMSprop(
        p, lr=0.01, momentum=0.5, centered=True
    ),
    "adagrad(lr=0.1, lr_decay=0.1, initial_accumulator_value=0.5)": lambda p: optim.Adagrad(
        p, lr=0.1, lr_decay=0.1, initial_accumulator_value=0.5
    ),
    "lbfgs(lr=0.1, max_iter=2, history_size=5)": lambda p: optim.LBFGS(
        p, lr=0.1, max_iter=2, history_size=5
    ),
    "lbfgs(lr=1, max_iter=2, line_search=strong_wolfe)": lambda p: optim.LBFGS(
        p, lr=1, max_iter=2, line_search_fn="strong_wolfe"
    ),
}


def data():
    """Sixteen points of y = a * a - b / 2, all of them exact in float32."""
    a = torch.tensor([5 * i % 16 / 8 - 1 for i in range(16)])
    b = torch.tensor([11 * i % 16 / 8 - 1 for i in range(16)])
    return torch.stack([a, b], dim=1), (a * a - b / 2).unsqueeze(1)


def check_options(saved, own):
    """What Kindling has written must be what PyTorch would have."""
    for ours, theirs in zip(saved["param_groups"], own["param_groups"]):
        if torch.__version__.startswith("1.13."):
            assert ours.keys() == theirs.keys(), (ours, theirs)
        for name in ours.keys() & theirs.keys():
            assert ours[name] == theirs[name], (name, ours[name], theirs[name])
            assert isinstance(ours[name], tuple) == isinstance(theirs[name], tuple), name


def train(name, steps, start, end):
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
    optimizer = OPTIMIZERS[name](list(model.parameters()))
    checkpoint = torch.load(start)
    model.load_state_dict(checkpoint["model"], strict=True)
    if "optimizer" in checkpoint:
        check_options(checkpoint["optimizer"], optimizer.state_dict())
        optimizer.load_state_dict(checkpoint["optimizer"])
    inputs, labels = data()

    def loss():
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(inputs), labels)
        loss.backward()
        return loss

    for _ in range(steps):
        optimizer.step(loss)
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict()}, end)


torch.set_num_threads(1)
for line in sys.stdin:
    name, steps, start, end = line.rstrip("\n").split("\t")
    train(name, int(steps), start, end)
