"""Python's own PyTorch on the same work: steps of linear + MSE + SGD.

    python3 steps.py threads workload,workload losses.csv most-rows milliseconds

Prints a line for each workload: result, its name, nanoseconds of a step. The data are those of
Data.java: each number is a function of its place.
"""

import sys
import time

import numpy as np
import torch

INITIAL, TRUE_WEIGHTS, NOISE = 1 << 40, 2 << 40, 3 << 40
CHUNK = 1 << 22
ITERATIONS = 3


def uniform(start, count):
    """In [-1, 1), with 24 bits."""
    out = np.empty(count, dtype=np.float32)
    for at in range(0, count, CHUNK):
        end = min(count, at + CHUNK)
        mixed = np.arange(start + at, start + end, dtype=np.uint64)
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(32)
        mixed *= np.uint64(0xD6E8FEB86659FD93)
        mixed ^= mixed >> np.uint64(32)
        out[at:end] = (mixed >> np.uint64(40)).astype(np.float32) * np.float32(2.0**-23) - 1
    return out


def data(name, most):
    if name == "tutorial":
        x = torch.arange(11, dtype=torch.float32).reshape(11, 1)
        return x, 2 * x + 1
    rows, features = (int(size) for size in name.split("x"))
    rows = min(rows, most)
    x = uniform(0, rows * features).reshape(rows, features)
    truth = uniform(TRUE_WEIGHTS, features).astype(np.float64)
    y = 0.1 * uniform(NOISE, rows).astype(np.float64)
    for at in range(0, rows, 1 << 16):
        y[at : at + (1 << 16)] += x[at : at + (1 << 16)].astype(np.float64) @ truth
    return torch.from_numpy(x), torch.from_numpy(y.astype(np.float32).reshape(rows, 1))


def trainer(x, y):
    features = x.shape[1]
    model = torch.nn.Linear(features, 1)
    scale = 1 / np.sqrt(features)
    with torch.no_grad():
        weight = uniform(INITIAL + (2 << 32), features) * scale
        model.weight.copy_(torch.from_numpy(weight.astype(np.float32)).reshape(1, features))
        model.bias.fill_(float(uniform(INITIAL + (3 << 32), 1)[0] * scale))
    criterion = torch.nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)

    def step():
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def check(name, step, losses):
    for right in losses[name]:
        loss = step()
        if not abs(loss - right) <= 1e-4 * right:
            raise ValueError(f"the loss is {loss}; right is {right}")


def mean(step, seconds):
    """Nanoseconds of a step, in steps of at least so many seconds."""
    steps, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for _ in range(10 if steps else 1):
            step()
        steps += 10 if steps else 1
    return (time.perf_counter() - start) / steps * 1e9


threads, names, file, most, milliseconds = sys.argv[1:]
torch.set_num_threads(int(threads))
with open(file) as lines:
    rows = [line.strip().split(",") for line in lines]
losses = {row[0]: [float(value) for value in row[1:]] for row in rows}
for name in names.split(","):
    try:
        step = trainer(*data(name, int(most)))
        check(name, step, losses)
        seconds = int(milliseconds) / 1000
        mean(step, seconds)
        nanos = sum(mean(step, seconds) for _ in range(ITERATIONS)) / ITERATIONS
        print(f"result,{name},{nanos}", flush=True)
    except Exception as e:
        print(f"failure,{name},{e}", flush=True)
