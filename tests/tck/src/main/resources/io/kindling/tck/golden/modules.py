"""What every module gives and how it is differentiated: modules/*.json.

A case has a module's state before, its input, what the output is multiplied by to be
differentiated ('upstream'), and expects output and gradients, and the state where it changes.
"""
import copy

import torch
from torch import nn

from common import (EDGES, FORMULA, Files, Given, PYTORCH, changed, given, inf, integers, nan,
                    words)
from formulas import RmsNorm

FILES = Files('modules')
ACTIVATED = [(), (1,), (3, 4), (0, 3), (33,)]
# around 0, where functions bend, and where exponentials saturate
BENDS = given('bends', -100, -30, -20, -12, -6, -4.5, -1e-3, 1e-3, 2.4999, 2.5, 2.5001, 4, 6, 12,
              19.9999, 20, 20.0001, 40)


def module(text, layer, of, training=True, state='drawn', refused=None, since_2_10=None,
           made_by=PYTORCH):
    """A case of a shape, whose values are drawn, or of given ones.

    The layer's state is 'drawn', or what it begins with ('initial'). `since_2_10` makes of what
    PyTorch 1.13 gives what LibTorch 2.10 does where it differs, and says why ('reason').
    """
    name = f'{text} of {words(of)}'
    name += '' if training else ', evaluating'
    name += '' if state == 'drawn' else f', {state} state'
    draw = FILES.draw(name)
    layer = copy.deepcopy(layer).train(training)
    if state != 'initial':
        draw_state(layer, draw)
    before = copy.deepcopy(layer.state_dict())
    values = draw.values(of)
    differentiable = values.dtype == torch.float32
    x = values.clone().requires_grad_() if differentiable else values
    case = dict(module=text, training=training, state=dict(before), input=values)
    if refused:
        FILES.add(text.split('(')[0], name, refused=refused, **case)
        return
    output = layer(x)
    case['upstream'] = draw.upstream(output.shape)
    (output * case['upstream']).sum().backward()
    expected = dict(output=output)
    if differentiable:
        expected['input_gradient'] = gradient(x)
    expected['gradients'] = {k: gradient(p) for k, p in layer.named_parameters()}
    after = layer.state_dict()
    if any(not torch.equal(before[k], after[k]) for k in before):
        expected['state'] = dict(after)
    case['expected'] = expected
    if since_2_10:
        case['since_2_10'] = since_2_10(expected, case['upstream'])
    FILES.add(text.split('(')[0], name, made_by, **case)


def draw_state(layer, draw):
    for name, value in layer.state_dict().items():
        if name.endswith('num_batches_tracked'):
            value.fill_(2)
        elif name.endswith('running_var'):
            value.copy_(draw.unit(*value.shape) + .2)
        else:
            value.copy_(draw.weights(*value.shape))


def gradient(tensor):
    """What backward never reached has a gradient of zeros."""
    return torch.zeros_like(tensor) if tensor.grad is None else tensor.grad


def linear():
    rows_only = 'PyTorch takes any number of dimensions; here a linear layer takes rows'
    for text, layer in (('linear(5, 3)', nn.Linear(5, 3)),
                        ('linear(5, 3, bias=false)', nn.Linear(5, 3, bias=False))):
        for shape in ((4, 5), (1, 5), (0, 5)):
            module(text, layer, shape)
        for shape in ((5,), (2, 3, 5)):
            module(text, layer, shape, refused=rows_only)
    module('linear(1, 1)', nn.Linear(1, 1), (3, 1))
    module('linear(17, 9)', nn.Linear(17, 9), (6, 17))


def activation(text, layer, at_edges=None):
    """Cases of an activation. `at_edges` says what is `since_2_10` at the edges."""
    for of in ACTIVATED + [EDGES, BENDS]:
        module(text, layer, of, since_2_10=at_edges if of is EDGES else None)


def since_2_10(reason, slopes):
    """The gradient where a slope is another, by index, since LibTorch 2.10."""
    def differs(expected, upstream):
        at = {i: slope * upstream.view(-1)[i] for i, slope in slopes.items()}
        return dict(reason=reason, input_gradient=changed(expected['input_gradient'], at))
    return differs


def as_if_positive(slope):
    return since_2_10('PyTorch 1.13 has NaN as the gradient at NaN, LibTorch 2.10 the one of '
                      'positive numbers', {4: slope})


def activations():
    activation('relu()', nn.ReLU())
    activation('leaky_relu()', nn.LeakyReLU())
    activation('leaky_relu(0.1)', nn.LeakyReLU(.1))
    activation('gelu()', nn.GELU())
    activation('gelu(approximate=tanh)', nn.GELU(approximate='tanh'))
    activation('silu()', nn.SiLU())
    activation('sigmoid()', nn.Sigmoid())
    activation('tanh()', nn.Tanh())
    activation('softplus()', nn.Softplus())
    activation('softplus(beta=2, threshold=5)', nn.Softplus(beta=2, threshold=5))
    activation('elu()', nn.ELU(), as_if_positive(1))
    activation('elu(alpha=0.5)', nn.ELU(.5), as_if_positive(1))
    activation('selu()', nn.SELU(), as_if_positive(1.0507009873554805))
    activation('mish()', nn.Mish())
    activation('logsigmoid()', nn.LogSigmoid())
    activation('hardswish()', nn.Hardswish(), as_if_positive(1))
    module('hardswish()', nn.Hardswish(),
           given('its own bends', -3.0001, -3, -2.9999, -1.5, 0, 2.9999, 3, 3.0001),
           since_2_10=since_2_10('PyTorch 1.13 takes the slope of the middle at -3 and 3, LibTorch '
                                 '2.10 that of the ends', {1: 0, 6: 1}))


def prelu():
    activation('prelu()', nn.PReLU())
    module('prelu(init=0.1)', nn.PReLU(init=.1), (3, 4), state='initial')
    for shape in ((3, 4), (2, 4, 3), (0, 4), (1, 4)):
        module('prelu(num_parameters=4)', nn.PReLU(4), shape)


# equal values, outliers, and values that are nearly equal
HARD_ROWS = given('hard rows', [3] * 8, [0] * 8, [1e4, 1, 2, 3, 4, 5, 6, 7],
                  [1, 2, nan, 4, 5, 6, 7, 8], [1, 2, inf, 4, 5, 6, 7, 8],
                  [1000 + i for i in range(8)])
SMALL = given('small values', [.012, -.004, .021, .008], [-.015, .002, .019, -.011],
              [.001, .03, -.022, .006])


def layer_norm():
    for of in ((4, 8), (1, 8), (0, 8), (2, 3, 8), (8,), HARD_ROWS):
        module('layer_norm(8)', nn.LayerNorm(8), of)
    for of in ((3, 4), SMALL):
        module('layer_norm(4, eps=0.001)', nn.LayerNorm(4, eps=.001), of)
    module('layer_norm(6, elementwise_affine=false)', nn.LayerNorm(6, elementwise_affine=False),
           (3, 6))
    # a value less itself is nothing but rounding, which 1 / sqrt(eps) multiplies by 316
    module('layer_norm(1)', nn.LayerNorm(1), given('rows of one value', [.1], [-.05], [.2]))


def rms_norm():
    for of in ((4, 8), (1, 8), (0, 8), (2, 3, 8), (8,), HARD_ROWS):
        module('rms_norm(8)', RmsNorm(8), of, made_by=FORMULA)
    module('rms_norm(8)', RmsNorm(8), (3, 8), state='initial', made_by=FORMULA)
    for of in ((3, 4), SMALL):
        module('rms_norm(4, eps=0.001)', RmsNorm(4, eps=.001), of, made_by=FORMULA)
    module('rms_norm((2, 3))', RmsNorm(2, 3), (4, 2, 3), made_by=FORMULA)
    # with the usual eps, a value over itself has the gradient 0 but for rounding
    module('rms_norm(1, eps=0.5)', RmsNorm(1, eps=.5), (3, 1), made_by=FORMULA)


HARD_COLUMNS = given('hard columns', [7, 0, 1000, nan], [7, 0, 1001, 1], [7, 0, 1002, 2])


def batch_norm():
    for text, options, shapes in (
            ('batch_norm_1d(4)', {}, [(5, 4), (3, 4, 2)]),
            ('batch_norm_1d(4, momentum=0.3)', dict(momentum=.3), [(5, 4), (3, 4, 2)]),
            ('batch_norm_1d(4, track_running_stats=false)', dict(track_running_stats=False),
             [(5, 4), (3, 4, 2)]),
            ('batch_norm_1d(4, eps=0.01)', dict(eps=.01), [(4, 4)]),
            ('batch_norm_1d(4, affine=false)', dict(affine=False), [(4, 4)]),
            ('batch_norm_1d(4, affine=false, track_running_stats=false)',
             dict(affine=False, track_running_stats=False), [(4, 4)]),
            ('batch_norm_1d(4, eps=0.001, momentum=0.3)', dict(eps=.001, momentum=.3), [(4, 4)])):
        layer = nn.BatchNorm1d(4, **options)
        for shape in shapes:
            module(text, layer, shape)
            module(text, layer, shape, state='initial')
            module(text, layer, shape, training=False)
    layer = nn.BatchNorm1d(4)
    # two rows that are not near each other, which would be mostly their rounding
    module('batch_norm_1d(4)', layer, given('two rows', [1.5, -.636, .25, 2.125],
                                            [-.75, .051, -1.523, .698]), state='initial')
    module('batch_norm_1d(4)', layer, (1, 4), training=False)
    module('batch_norm_1d(4)', layer, (0, 4), training=False)
    module('batch_norm_1d(4)', layer, (1, 4, 3))
    module('batch_norm_1d(4)', layer, HARD_COLUMNS)
    module('batch_norm_1d(1)', nn.BatchNorm1d(1), (6, 1))


def flatten():
    for shape in ((2, 3, 4), (3, 4), (0, 3, 2)):
        module('flatten()', nn.Flatten(), shape)
    for shape in ((2, 3, 4), (5,), ()):
        module('flatten(start_dim=0)', nn.Flatten(0), shape)
    for start, end, shape in ((1, -1, (2, 3, 4)), (0, 1, (2, 3, 4)), (1, 1, (2, 3, 4)),
                              (-2, -1, (2, 3, 4, 2)), (1, 2, (2, 3, 4, 2))):
        text = f'flatten(start_dim={start}, end_dim={end})'
        module(text, nn.Flatten(start, end), shape)


def embedding():
    for which, indices in (('a row of indices', integers(4, 0, 2, 2)),
                           ('one index', integers(1)),
                           ('two rows of indices', integers([0, 3, 0], [4, 0, 1])),
                           ('no index', integers()),
                           ('an index without dimensions', torch.tensor(3))):
        module('embedding(5, 3)', nn.Embedding(5, 3), Given(which, indices))


class ColumnEmbedding(nn.ModuleList):
    """Each index of some columns becomes a row of the column's table, and 0 becomes zeros."""
    def __init__(self, columns, num_embeddings, embedding_dim):
        super().__init__(nn.Embedding(*sizes, padding_idx=0)
                         for sizes in zip(num_embeddings, embedding_dim))
        self.columns = columns

    def forward(self, x):
        pieces = list(x.split(1, dim=1))
        for column, table in zip(self.columns, self):
            index = x[:, column].long()
            pieces[column] = table(index) * (index > 0).unsqueeze(1)
        return torch.cat(pieces, dim=1)


def column_embedding():
    def text(columns, sizes, lengths):
        return (f'column_embedding(columns={columns}, num_embeddings={sizes}, '
                f'embedding_dim={lengths})')
    one = text(1, 4, 3), ColumnEmbedding([1], [4], [3])
    two = text((0, 2), (3, 5), (2, 1)), ColumnEmbedding([0, 2], [3, 5], [2, 1])
    module(*one, given('rows', [.5, 3, -2], [1.5, 0, 4], [-1, 3, 0], [2, 1, 7]))
    module(*one, given('a row at the end', [.25, 2]))
    module(*one, given('a row of an index that has no vector', [.25, 0]))
    module(text(0, 4, 3), ColumnEmbedding([0], [4], [3]), given('indices first', [3, .5], [0, 2], [1, -1]))
    module(*two, given('rows of two', [2, .5, 4], [0, 1.5, 0], [2, -3, 1]))
    module(*two, given('rows of two beside others', [1, .5, 4, 6, 7], [1, 1.5, 3, 8, 9]),
           training=False)


def dropout():
    """Only without effect: what is dropped in training is a matter of random numbers."""
    module('dropout(0.5)', nn.Dropout(.5), (3, 4), training=False)
    module('dropout(0)', nn.Dropout(0), (3, 4), training=False)
    module('dropout(0.2)', nn.Dropout(.2), EDGES, training=False)


def sequential():
    def both(text, layer, shape):
        module(text, layer, shape)
        module(text, layer, shape, training=False)

    chain = nn.Sequential
    both('sequential(linear(3, 8), relu(), linear(8, 2))',
         chain(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 2)), (4, 3))
    both('sequential(linear(3, 4), sequential(layer_norm(4), gelu(), linear(4, 4, bias=false)), '
         'sequential(sequential(silu()), linear(4, 2)))',
         chain(nn.Linear(3, 4), chain(nn.LayerNorm(4), nn.GELU(), nn.Linear(4, 4, bias=False)),
               chain(chain(nn.SiLU()), nn.Linear(4, 2))), (5, 3))
    both('sequential(batch_norm_1d(3), sequential(linear(3, 2), '
         'batch_norm_1d(2, momentum=0.3)), leaky_relu(0.2), sigmoid())',
         chain(nn.BatchNorm1d(3), chain(nn.Linear(3, 2), nn.BatchNorm1d(2, momentum=.3)),
               nn.LeakyReLU(.2), nn.Sigmoid()), (6, 3))
    module('sequential(linear(3, 4), batch_norm_1d(4), tanh(), dropout(0.5), linear(4, 1))',
           chain(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Tanh(), nn.Dropout(.5), nn.Linear(4, 1)),
           (5, 3), training=False)
    module('sequential(embedding(5, 3), flatten(), linear(6, 2))',
           chain(nn.Embedding(5, 3), nn.Flatten(), nn.Linear(6, 2)),
           Given('rows of indices', integers([0, 3], [3, 3], [4, 1])))
    module('sequential(column_embedding(columns=1, num_embeddings=4, embedding_dim=3), '
           'linear(5, 2))', chain(ColumnEmbedding([1], [4], [3]), nn.Linear(5, 2)),
           given('rows of numbers and indices', [.5, 3, -2], [1.5, 0, 4], [-1, 3, 0]))
    nothing = 'PyTorch takes a sequence of nothing; here that is refused as a mistake'
    module('sequential()', chain(), (2, 3), refused=nothing)
    module('sequential(flatten(), linear(6, 3), softplus(), sequential())',
           chain(nn.Flatten(), nn.Linear(6, 3), nn.Softplus(), chain()), (2, 3, 2),
           refused=nothing)


def write(folder):
    linear()
    activations()
    prelu()
    layer_norm()
    rms_norm()
    batch_norm()
    flatten()
    embedding()
    column_embedding()
    dropout()
    sequential()
    return FILES.write(folder)
