"""Measures PyTorch's own loops as io.kindling.parity.DeviceSpeed measures Kindling's.

speed.py DEVICE                     prints a line for each workload: its name, microseconds a step
speed.py DEVICE WORKLOAD STEPS      only takes these steps, for a profiler
speed.py --ratios OURS THEIRS       what the two have printed, round after round, as ratios
"""

import statistics
import sys
import time


def read(path):
    times = {}
    with open(path) as lines:
        for line in lines:
            name, value = line.strip().split(",")
            times.setdefault(name, []).append(float(value))
    return times


def ratios(ours, theirs):
    theirs = read(theirs)
    print("workload,kindling us,pytorch us,ratio (median),least,greatest")
    for name, values in read(ours).items():
        pairs = sorted(a / b for a, b in zip(values, theirs[name]))
        print(
            "%s,%.1f,%.1f,%.3f,%.3f,%.3f"
            % (
                name,
                statistics.median(values),
                statistics.median(theirs[name]),
                statistics.median(pairs),
                pairs[0],
                pairs[-1],
            )
        )


class Workload:
    def __init__(self, name, warm, steps, rows, features, batch, item=False):
        self.name, self.warm, self.steps = name, warm, steps
        self.rows, self.features, self.batch, self.item = rows, features, batch, item

    def run(self, device, steps, warm):
        import torch
        from torch import nn

        torch.manual_seed(0)
        mlp = self.name.startswith("mlp")
        x = torch.rand(self.rows, self.features).to(device)
        if mlp:
            y = (torch.arange(self.rows) % 10).to(device)
            model = nn.Sequential(nn.Linear(self.features, 128), nn.ReLU(), nn.Linear(128, 10))
            criterion = nn.CrossEntropyLoss()
        else:
            y = torch.rand(self.rows, 1).to(device)
            model = nn.Linear(self.features, 1)
            criterion = nn.MSELoss()
        model.to(device)
        if mlp:
            optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
        else:
            optimizer = torch.optim.SGD(model.parameters(), lr=0.001)

        def step(i):
            start = i * self.batch % self.rows
            inputs = x if self.batch == self.rows else x[start : start + self.batch]
            labels = y if self.batch == self.rows else y[start : start + self.batch]
            optimizer.zero_grad()
            loss = criterion(model(inputs), labels)
            loss.backward()
            optimizer.step()
            if self.item:
                loss.item()
            return loss

        for i in range(warm):
            loss = step(i)
        if warm:
            loss.item()
        begin = time.perf_counter()
        for i in range(steps):
            loss = step(i)
        loss.item()  # waits for the device
        return (time.perf_counter() - begin) / steps * 1e6


WORKLOADS = [
    Workload("tutorial", 2000, 5000, 11, 1, 11),
    Workload("tutorial-item", 2000, 5000, 11, 1, 11, item=True),
    Workload("full-1000000x64", 20, 100, 1000000, 64, 1000000),
    Workload("full-4000000x16", 20, 100, 4000000, 16, 4000000),
    Workload("full-200000x784", 20, 100, 200000, 784, 200000),
    Workload("mlp-256", 500, 2000, 25600, 784, 256),
    Workload("mlp-32", 500, 2000, 25600, 784, 32),
]


def main(arguments):
    if arguments[0] == "--ratios":
        ratios(arguments[1], arguments[2])
        return
    if len(arguments) > 1:
        workload = next(w for w in WORKLOADS if w.name == arguments[1])
        workload.run(arguments[0], int(arguments[2]), 0)
        return
    for workload in WORKLOADS:
        print("%s,%.3f" % (workload.name, workload.run(arguments[0], workload.steps, workload.warm)))


main(sys.argv[1:])
