"""Writes and reads 1 GB of state as often as it is told to, and says how long that took.

    printf 'save a.pt\\nload a.pt\\n' | python3 speed.py

Each answer is a line: seconds by the clock, seconds of the processor.
"""

import sys
import time

import torch


def load(file):
    return torch.load(file)


def save(file):
    torch.save(state, file)


state = {}
for i in range(256):
    state[f"layers.{i}.weight"] = i + torch.arange(1000000).reshape(1000, 1000) / 1e6
for line in sys.stdin:
    order, file = line.rstrip("\n").split(" ", 1)
    action = {"load": load, "save": save}[order]
    clock, processor = time.perf_counter(), time.process_time()
    action(file)
    print(time.perf_counter() - clock, time.process_time() - processor, flush=True)
