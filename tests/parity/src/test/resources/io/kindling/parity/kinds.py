"""Writes a file for each kind of value that checkpoints have, and compares those that Kindling
has read and written again.

    printf 'write\\tFOLDER\\n' | python3 kinds.py
    printf 'compare\\tFOLDER\\tFOLDER AGAIN\\tFILE.txt\\n' | python3 kinds.py

FILE.txt then has a line for each file and for each difference in it, types included.
"""

import argparse
import collections
import math
import os
import random
import sys

import torch

try:
    import numpy
except ImportError:
    numpy = None


def attributed():
    state = torch.nn.Linear(3, 2).state_dict()
    state.note = "mine"
    return state


def optimizer():
    model = torch.nn.Linear(2, 2)
    adam = torch.optim.Adam(model.parameters())
    model(torch.ones(1, 2)).sum().backward()
    adam.step()
    schedule = torch.optim.lr_scheduler.MultiStepLR(adam, [3, 5])
    return {"optimizer": adam.state_dict(), "schedule": schedule.state_dict()}


KINDS = {
    "state": lambda: torch.nn.BatchNorm1d(2).state_dict(),
    "attributes": attributed,
    "optimizer": optimizer,
    "counter": lambda: collections.Counter("aab"),
    "defaultdict": lambda: collections.defaultdict(list, {"a": [1]}),
    "defaultdict without": lambda: collections.defaultdict(None, {"a": 1}),
    "set": lambda: [{1, 2, "a"}, set()],
    "frozenset": lambda: [frozenset({1}), frozenset()],
    "bytes": lambda: [b"abc\xff", b"", b"a"],
    "bytearray": lambda: [bytearray(b"abc\xff"), bytearray()],
    "complex": lambda: [1 + 2j, complex(0, -0.0)],
    "integers": lambda: [2**63, -(2**63) - 1, 2**70, -(2**70), 2**5000],
    "keys": lambda: {(0, 1): 1, None: 2, 0.5: 3, True: 4, b"k": 5, frozenset({1}): 6, 7: 8},
    "device": lambda: [torch.device("cuda:0"), torch.device("cpu")],
    "dtype": lambda: [torch.float32, torch.qint8, torch.complex32],
    "layout": lambda: [torch.strided, torch.sparse_coo],
    "qscheme": lambda: torch.per_tensor_affine,
    "size": lambda: [torch.Size([1, 2]), torch.Size([])],
    "coo": lambda: torch.eye(3).to_sparse(),
    "csr": lambda: torch.eye(3).to_sparse_csr(),
    "meta": lambda: torch.empty(2, 3, device="meta"),
    "parameters": lambda: [
        torch.nn.Parameter(torch.ones(2)),
        torch.nn.Parameter(torch.ones(2), requires_grad=False),
        torch.ones(2, requires_grad=True),
    ],
    "int keys": lambda: {0: torch.ones(2), 1: torch.zeros(2)},
    "tensor": lambda: torch.arange(6).reshape(2, 3),
    "list": lambda: [torch.ones(2), (torch.zeros(3), None)],
    "none": lambda: None,
    "text": lambda: "None \U0001f600",
    "random": lambda: {"python": random.getstate(), "torch": torch.get_rng_state()},
}

if hasattr(torch._utils, "_rebuild_nested_tensor"):  # since 2.1
    KINDS["nested"] = lambda: torch.nested.nested_tensor([torch.ones(2, 3), torch.zeros(1, 4)])

if numpy:
    KINDS["numpy numbers"] = lambda: [
        numpy.dtype(code).type(1)
        for code in ("?", "b", "h", "i", "q", "B", "H", "I", "Q", "e", "f", "d", "F", "D")
    ]
    KINDS["numpy arrays"] = lambda: [
        numpy.arange(6.0).reshape(2, 3),
        numpy.asfortranarray(numpy.arange(6).reshape(2, 3)),
        numpy.array(3, dtype="f4"),
        numpy.zeros((0, 2), dtype="c8"),
        numpy.array([True, False]),
        numpy.array([1, 2], dtype=">i4"),
        numpy.array([[1, 2], [3, 4j]], dtype=">c8", order="F"),
        numpy.arange(3)[::-1],
    ]
    KINDS["numpy dtypes"] = lambda: [
        numpy.dtype(code) for code in ("float32", ">f8", "l", "L", "q", "?", "=i2", "|u1")
    ]
    KINDS["numpy random"] = numpy.random.get_state


class Differences:
    def __init__(self):
        self.lines = []

    def compare(self, place, a, b):
        if type(a) is not type(b):
            self.lines.append(f"{place}: {type(a)} became {type(b)}")
        elif isinstance(a, torch.Tensor):
            self.tensor(place, a, b)
        elif isinstance(a, dict):
            self.compare(place + " keys", [(type(k), k) for k in a], [(type(k), k) for k in b])
            self.compare(place + " values", list(a.values()), list(b.values()))
            self.same(place, *(getattr(x, "default_factory", None) for x in (a, b)))
            self.attributes(place, a, b)
        elif isinstance(a, (list, tuple)) and not isinstance(a, torch.Size):
            self.same(place + " length", len(a), len(b))
            for i, (x, y) in enumerate(zip(a, b)):
                self.compare(f"{place}[{i}]", x, y)
        elif numpy and isinstance(a, (numpy.ndarray, numpy.generic)):
            # arrays lose a foreign order of bytes in every pickle but those of protocol 5
            native = [x.astype(x.dtype.newbyteorder("=")) for x in (a, b)]
            self.same(place, *((x.dtype, x.shape, x.tobytes()) for x in native))
        elif isinstance(a, float) and math.isnan(a):
            self.same(place, True, math.isnan(b))
        else:
            exact = repr if isinstance(a, complex) else lambda value: value
            self.same(place, exact(a), exact(b))

    def tensor(self, place, a, b):
        if a.is_nested and b.is_nested:
            return self.compare(place + " nested", list(a.unbind()), list(b.unbind()))
        for what in "dtype", "shape", "layout", "device", "requires_grad":
            self.same(f"{place} {what}", getattr(a, what), getattr(b, what))
        if a.device.type != "meta":
            dense = [x if x.layout == torch.strided else x.to_dense() for x in (a, b)]
            self.same(place, True, torch.equal(*dense))
        self.attributes(place, a, b)

    def attributes(self, place, a, b):
        if hasattr(a, "__dict__") and type(a) is not dict:
            self.compare(place + " attributes", dict(vars(a)), dict(vars(b)))

    def same(self, place, a, b):
        if a != b:
            self.lines.append(f"{place}: {a!r} became {b!r}"[:300])


def load(file):
    try:
        return torch.load(file, weights_only=False)
    except TypeError:  # before 1.13
        return torch.load(file)


def write(folder):
    for protocol in 2, 4, 5:
        for name, make in KINDS.items():
            file = os.path.join(folder, f"{name} {protocol}.pt")
            torch.save(make(), file, pickle_protocol=protocol)


def compare(folder, again, report):
    with open(report, "w", encoding="utf-8") as out:
        for name in sorted(os.listdir(folder)):
            differences = Differences()
            before, after = (load(os.path.join(place, name)) for place in (folder, again))
            differences.compare("", before, after)
            out.write("\n".join([name, *differences.lines]) + "\n")


torch.manual_seed(0)
for line in sys.stdin:
    job, *arguments = line.rstrip("\n").split("\t")
    {"write": write, "compare": compare}[job](*arguments)
