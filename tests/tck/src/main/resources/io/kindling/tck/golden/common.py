"""How a golden case is made: its numbers are drawn from its own name, so that adding, renaming or
removing a case changes no other; and it is written as a block that a person can read and compare.
"""
import json
import math
import os
import pathlib
import zlib
from typing import NamedTuple

os.environ['ATEN_CPU_CAPABILITY'] = 'avx2'  # the same numbers on every processor; read by torch
import numpy
import torch

torch.set_num_threads(1)
torch.backends.mkldnn.set_flags(False)  # oneDNN takes over gelu, but only where there is AVX-512

PYTORCH = f'PyTorch {torch.__version__} on a processor, float32, one thread'
FORMULA = 'the formula in float64, rounded to float32 (PyTorch 1.13 does not have it)'
inf, nan = math.inf, math.nan


def floats(*values):
    return torch.tensor(values, dtype=torch.float32)


def integers(*values):
    return torch.tensor(values, dtype=torch.int64)


class Given(NamedTuple):
    """Values that are chosen, not drawn, and the words for them in a case's name."""
    words: str
    values: torch.Tensor


def given(words, *values):
    """Numbers, or rows of numbers, in float32."""
    return Given(words, floats(*values))


SHAPES = [(), (1,), (7,), (3, 4), (2, 1, 3), (0,), (0, 3), (33,)]
EDGES = given('edges', 0., -0., inf, -inf, nan, 1e-40, -1e-40, 1e-38, 3.4e38, -3.4e38, 1, -1, .5,
              88.8, -104, 1e-8)


def words(of):
    """What a case is made of, as its name says it: a shape or the words for given values."""
    return of.words if isinstance(of, Given) else str(list(of))


class Draw:
    """The random numbers of one case, which depend on its name and on nothing else. They are
    rounded, so that inputs are short to write.
    """

    def __init__(self, kind, name):
        self._generator = torch.Generator().manual_seed(zlib.crc32(f'{kind}/{name}'.encode()))

    def _normal(self, shape):
        return torch.randn(tuple(shape), generator=self._generator, dtype=torch.float64)

    def _uniform(self, shape):
        return torch.rand(tuple(shape), generator=self._generator, dtype=torch.float64)

    def normal(self, *shape, scale=2.0):
        return rounded(self._normal(shape) * scale, 3)

    def positive(self, *shape):
        """Between 0.05 and 4.05."""
        return rounded(self._uniform(shape) * 4 + .05, 3)

    def unit(self, *shape):
        """Between 0 and 1."""
        return rounded(self._uniform(shape), 3)

    def weights(self, *shape):
        """Between -1 and 1."""
        return rounded(self._uniform(shape) * 2 - 1, 4)

    def integers(self, low, high, *shape):
        """From low to high, the latter not included."""
        return torch.randint(low, high, shape, generator=self._generator)

    def upstream(self, shape):
        """What an output is multiplied by before it is summed and differentiated: between 0.51 and
        1, or the negative of that. So whether its product with float32's largest numbers, or with
        twice their size, overflows does not depend on what is multiplied first.
        """
        size, sign = self._uniform(shape) * .49 + .51, self.integers(0, 2, *shape) * 2 - 1
        return rounded(size * sign, 3)

    def values(self, of, draw=None):
        """Given values, or a shape's."""
        return of.values if isinstance(of, Given) else (draw or self.normal)(*of)


def rounded(tensor, digits):
    return torch.tensor(numpy.round(tensor.double().numpy(), digits), dtype=torch.float32)


def arguments(options):
    """Options as a description's text has them."""
    def word(value):
        if isinstance(value, (tuple, list)):
            return '(' + ', '.join(map(word, value)) + ')'
        return str(value).lower()
    return ', '.join(f'{name}={word(value)}' for name, value in options.items())


def changed(tensor, at):
    """A copy in which some values, by their index, are others: for what a later PyTorch gives."""
    copy = tensor.detach().clone()
    for index, value in at.items():
        copy.view(-1)[index] = value
    return copy


class Files:
    """The cases of one kind (modules, losses ...), which become a file for each description.

    A case is a dict with a name of its own. What is to come out is under 'expected'. Where
    LibTorch 2.10 gives something else, 'since_2_10' has what differs, and the 'reason'. What
    Kindling does not take on purpose has 'refused', which says why, and nothing expected.
    """

    def __init__(self, kind):
        self.kind = kind
        self._files = {}
        self._names = set()

    def draw(self, name):
        return Draw(self.kind, name)

    def add(self, description, name, made_by=PYTORCH, **case):
        assert name not in self._names, f'two cases are called {name}'
        self._names.add(name)
        file = self._files.setdefault(description, dict(made_by=made_by, cases=[]))
        file['cases'].append(dict(name=name, **case))

    def write(self, folder):
        """Writes the files, deletes those of no description, and tells the descriptions."""
        here = pathlib.Path(folder, self.kind)
        here.mkdir(parents=True, exist_ok=True)
        for description, file in self._files.items():
            write(here / f'{description}.json', file)
        for file in here.glob('*.json'):
            if file.stem not in self._files:
                file.unlink()
        return sorted(self._files)


def write(path, value):
    pathlib.Path(path).write_text(text(value) + '\n', encoding='utf-8')


def text(value, indent='\n'):
    """JSON with a line for each member, but with tensors and what holds no other on one line.

    A float32 is the shortest text that restores it, a Python float that of the double. NaN and
    the infinities, for which JSON has no number, are strings.
    """
    if isinstance(value, torch.Tensor):
        return tensor(value)
    if isinstance(value, dict):
        inner = [json.dumps(str(k)) + ': ' + text(v, indent + ' ') for k, v in value.items()]
        return block('{', inner, '}', indent, flat(value.values()))
    if isinstance(value, (list, tuple)):
        return block('[', [text(v, indent + ' ') for v in value], ']', indent, flat(value))
    if isinstance(value, (bool, str)) or value is None:
        return json.dumps(value)
    return number(value)


def flat(values):
    return not any(isinstance(v, (dict, list, tuple, torch.Tensor, str)) for v in values)


def block(start, inner, end, indent, on_one_line):
    if on_one_line:
        return start + ', '.join(inner) + end
    return start + ','.join(indent + ' ' + one for one in inner) + indent + end


def tensor(value):
    value = value.detach().contiguous()
    assert value.dtype in (torch.float32, torch.int64), value.dtype
    dtype = ', "dtype": "int64"' if value.dtype == torch.int64 else ''
    values = ', '.join(map(number, value.reshape(-1).numpy()))
    return f'{{"shape": {list(value.shape)}, "values": [{values}]{dtype}}}'


def number(value):
    if not isinstance(value, (float, numpy.float32)):
        return str(int(value))
    if math.isnan(value):
        return '"NaN"'
    if math.isinf(value):
        return '"Infinity"' if value > 0 else '"-Infinity"'
    if value == 0:
        return '-0.0' if math.copysign(1, value) < 0 else '0'
    shortest = str(value) if isinstance(value, numpy.float32) else repr(value)
    return shortest[:-2] if shortest.endswith('.0') else shortest
