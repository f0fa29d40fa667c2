"""What a seed draws: rng.json, and random.json."""
import hashlib
import pathlib

import torch
from torch import nn

from common import PYTORCH, write as write_json

SEEDS = (0, 1, 42)


def seeded(seed, draw):
    torch.manual_seed(seed)
    return draw()


def first_draws(seed):
    """The first numbers of each kind, and the first weights of some models."""
    drawn = dict(seed=seed)
    for kind, n in (('rand', 10), ('rand', 20), ('randn', 10), ('randn', 20)):
        drawn[f'{kind}_{n}'] = numbers(seeded(seed, lambda: getattr(torch, kind)(n)))
    drawn['randperm_10'] = seeded(seed, lambda: torch.randperm(10)).tolist()
    drawn['randperm_1000_first20'] = seeded(seed, lambda: torch.randperm(1000))[:20].tolist()
    for inputs, outputs in ((1, 1), (3, 2), (64, 10)):
        layer = seeded(seed, lambda: nn.Linear(inputs, outputs))
        drawn[f'linear_{inputs}_{outputs}'] = weights(layer)
    layers = seeded(seed, lambda: nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1)))
    drawn['seq_4_8_1'] = weights(layers)
    return drawn


def weights(model):
    return {name: numbers(value) for name, value in model.state_dict().items()}


def numbers(tensor):
    return list(tensor.reshape(-1).numpy())


def stream(seed):
    """Dropout's masks, and a sequence of draws of several kinds, with the state after each."""
    drawn = dict(seed=seed, state_sha256=seeded(seed, state), dropout=[], sequence=[])
    for p, n in ((.5, 10), (.5, 100), (.2, 10), (.2, 100)):
        kept = seeded(seed, lambda: nn.Dropout(p)(torch.ones(n))) != 0
        drawn['dropout'].append(dict(p=p, n=n, mask=kept.long().tolist(), state_sha256=state()))
    torch.manual_seed(seed)
    for call, n in (('randn', 3), ('randn', 20), ('randn', 1), ('rand', 2)):
        values = numbers(getattr(torch, call)(n))
        drawn['sequence'].append(dict(call=call, n=n, values=values, state_sha256=state()))
    return drawn


def state():
    return hashlib.sha256(bytes(torch.get_rng_state().tolist())).hexdigest()


def write(folder):
    for name, draw in (('rng', first_draws), ('random', stream)):
        file = dict(made_by=PYTORCH, seeds=[draw(seed) for seed in SEEDS])
        write_json(pathlib.Path(folder, f'{name}.json'), file)
