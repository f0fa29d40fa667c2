"""Reads files that Kindling has written and writes some for it, with Python's own PyTorch.

    printf 'read\\tcheckpoint.pt\\n' | python3 files.py

Each line of standard input is a job: what to do, and the file or files. FILE.txt then says what is
in the file, a line for each value; PythonFilesTest says it of what Kindling has, and compares.
"""

import struct
import sys
import zipfile
from collections import OrderedDict

import torch
from torch import nn



def tied_model():
    model = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 3))
    model[1].weight = model[0].weight
    return model


def several():
    return nn.Sequential(
        nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.LayerNorm(8), nn.Linear(8, 2)
    )


class ColumnEmbedding(nn.ModuleList):
    def __init__(self, columns, num_embeddings, embedding_dim):
        super().__init__(
            nn.Embedding(*sizes, padding_idx=0) for sizes in zip(num_embeddings, embedding_dim)
        )
        self.columns = columns

    def forward(self, x):
        pieces = list(x.split(1, dim=1))
        for column, table in zip(self.columns, self):
            pieces[column] = table(x[:, column].long())
        return torch.cat(pieces, dim=1)


MODULES = {
    "tied": tied_model,
    "linear(3, 1)": lambda: nn.Linear(3, 1),
    "embedding(5, 3)": lambda: nn.Embedding(5, 3),
    "sequential(column_embedding(columns=1, num_embeddings=4, embedding_dim=3), linear(5, 2))":
        lambda: nn.Sequential(ColumnEmbedding([1], [4], [3]), nn.Linear(5, 2)),
    "layer_norm(4)": lambda: nn.LayerNorm(4),
    "batch_norm_1d(4)": lambda: nn.BatchNorm1d(4),
    "sequential(linear(4, 8), batch_norm_1d(8), relu(), layer_norm(8), linear(8, 2))": several,
}

TYPES = [
    torch.float64,
    torch.float32,
    torch.float16,
    torch.bfloat16,
    torch.complex128,
    torch.complex64,
    torch.int64,
    torch.int32,
    torch.int16,
    torch.int8,
    torch.uint8,
    torch.bool,
]


def types():
    """Numbers of all types, the odd ones among them; in three shapes."""
    odd = [0.0, -0.0, 1.5, -2.25, 1e-7, 1e-42, 65504.0, 1e38, 1e300, float("inf"), float("nan")]
    values = {}
    for dtype in TYPES:
        if dtype == torch.bool:
            row = torch.tensor([True, False, True])
        elif dtype.is_complex:
            row = torch.tensor([complex(a, -a) for a in odd], dtype=torch.complex128).to(dtype)
        elif dtype.is_floating_point:
            row = torch.tensor(odd, dtype=torch.float64).to(dtype)
        else:
            info = torch.iinfo(dtype)
            row = torch.tensor([info.min, -1 % (info.max + 1), 0, 7, info.max], dtype=dtype)
        name = str(dtype)
        values[name] = row
        values[name + " scalar"] = row[1].clone()
        values[name + " empty"] = row[:0].clone().reshape(0, 2 + len(values))
    return values


def views():
    """One storage, seen in many ways."""
    base = torch.arange(60, dtype=torch.float32).reshape(3, 4, 5)
    return {
        "whole": base,
        "transposed": base.transpose(0, 2),
        "permuted": base.permute(1, 2, 0),
        "row": base[1],
        "column": base[:, 1, 2],
        "every other": base[::2, 1:, ::3],
        "one": base[2, 3, 4],
        "expanded": base[0, :, :1].expand(2, 4, 6),
        "windows": base.reshape(60).unfold(0, 8, 3),
        "again": base[1],
        "integers": torch.arange(12).reshape(3, 4).t(),
        "truths": (torch.arange(12).reshape(3, 4) % 5 == 0).t(),
        "complex": torch.complex(torch.arange(6.0), -torch.arange(6.0)).reshape(2, 3).t(),
        "real": torch.view_as_real(torch.complex(torch.ones(3), torch.zeros(3)))[:, 0],
    }


def checkpoint():
    """Ten steps of a training, and every kind of value beside it."""
    model = several()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, amsgrad=True)
    for _ in range(10):
        optimizer.zero_grad()
        model(torch.randn(6, 4)).square().sum().backward()
        optimizer.step()
    return {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "parameters": list(model.parameters()),
        "random": torch.get_rng_state(),
        "epoch": 10,
        "integers": [0, 255, 256, 65535, 65536, -1, -(2**31), 2**31, 2**63 - 1, -(2**63)],
        "floats": (0.0, -0.0, 0.1, -1e300, float("inf"), float("nan")),
        "truths": (True, False, None),
        "texts": ["", "größe", "\u65e5\u672c \U0001f525", "x" * 300],
        "deep": {"a": [{"b": ([], {}, (), ((1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)))}]},
        "numbered": {1: {2: "keys that are numbers"}},
        "ordered": OrderedDict(z=1, a=2),
    }


def tied():
    return tied_model().state_dict(keep_vars=True)


def many():
    return {f"layer.{i}.weight": torch.full((1 + i % 3, 2), float(i)) for i in range(300)}


WRITTEN = {"types": types, "views": views, "checkpoint": checkpoint, "tied": tied, "many": many}


class Description:
    def __init__(self, value, convert):
        self.lines, self.seen, self.convert = [], {}, convert
        self.add("", value)

    def add(self, path, value):
        kind = type(value).__name__
        if isinstance(value, dict):
            self.lines.append(f"{path}: dict")
            for key, entry in value.items():
                self.add(f"{path}/{key!r}", entry)
        elif isinstance(value, (list, tuple)):
            self.lines.append(f"{path}: {kind}")
            for i, item in enumerate(value):
                self.add(f"{path}[{i}]", item)
        elif isinstance(value, torch.Tensor):
            self.lines.append(f"{path}: {self.tensor(value.detach())}")
        elif isinstance(value, float):
            self.lines.append(f"{path}: float {struct.pack('>d', value).hex()}")
        else:
            self.lines.append(f"{path}: {kind} {value}")

    def tensor(self, value):
        view = value.storage().data_ptr(), value.storage_offset(), value.shape, value.stride()
        number = self.seen.setdefault(view, len(self.seen))
        if self.convert and not value.is_complex():
            value = value.to(torch.float32 if value.is_floating_point() else torch.int64)
        stored = bytes(value.reshape(-1).contiguous().view(torch.uint8).tolist())
        return f"{str(value.dtype)[6:]} {list(value.shape)} number {number}: {stored.hex()}"


def describe(value, file, convert=False):
    with open(file, "w", encoding="utf-8") as out:
        out.write("\n".join(Description(value, convert).lines))


def write(name, file):
    value = WRITTEN[name]()
    torch.save(value, file)
    describe(value, file + ".txt")
    describe(value, file + ".converted.txt", convert=True)


def read(file):
    describe(torch.load(file, weights_only=False), file + ".txt")


def state(file):
    describe(torch.load(file, weights_only=True), file + ".txt")


def module(spec, file):
    model = MODULES[spec]()
    model.load_state_dict(torch.load(file, weights_only=True), strict=True)
    describe(model.state_dict(), file + ".txt")


def script(file):
    describe(dict(sorted(torch.jit.load(file).state_dict().items())), file + ".txt")


def resume(file):
    """A checkpoint of Kindling's trainer, with which a training in Python goes on."""
    checkpoint = torch.load(file, weights_only=False)
    model = nn.Sequential(
        nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Tanh(), nn.Dropout(), nn.Linear(3, 1)
    )
    model.load_state_dict(checkpoint["model"], strict=True)
    optimizer = torch.optim.Adam(model.parameters())
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(checkpoint["random"])
    parts = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "random": torch.rand(5),
        "epoch": checkpoint["epoch"],
        "step": checkpoint["step"],
    }
    describe(parts, file + ".txt")
    model(torch.ones(4, 2)).sum().backward()
    optimizer.step()


# What a zip archive's directory says of a record, but where it is.
FIELDS = (
    "filename date_time compress_type comment extra create_system create_version extract_version"
    " flag_bits volume internal_attr external_attr CRC compress_size file_size"
).split()


def layout(ours, theirs):
    """Lets Python write what Kindling has written, and says how both files are laid out."""
    torch.save(torch.load(ours, weights_only=True), theirs)
    for file in ours, theirs:
        with open(file, "rb") as archive, zipfile.ZipFile(file) as records:
            lines = [record_of(archive, record) for record in records.infolist()]
        with open(file + ".txt", "w", encoding="utf-8") as out:
            out.write("\n".join(lines))


def record_of(archive, record):
    archive.seek(record.header_offset)
    header = archive.read(30)
    name_length, extra_length = struct.unpack("<HH", header[26:])
    name, extra = archive.read(name_length), archive.read(extra_length)
    aligned = archive.tell() % 64
    archive.seek(record.file_size, 1)
    descriptor = archive.read(16) if record.flag_bits & 8 else b""
    directory = [getattr(record, field) for field in FIELDS]
    padding = extra[:2] + extra[4:].strip(b"Z")
    return f"{directory} {header[:28].hex()} {name} {padding} {aligned} {descriptor.hex()}"


torch.manual_seed(0)
torch.set_num_threads(1)
for line in sys.stdin:
    job, *arguments = line.rstrip("\n").split("\t")
    {
        "write": write,
        "read": read,
        "state": state,
        "module": module,
        "script": script,
        "resume": resume,
        "layout": layout,
    }[job](*arguments)
