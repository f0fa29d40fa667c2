"""What every tensor operation gives and how it is differentiated: operations/*.json.

An operation is called what Kindling's method of Tensor is called. A case has its inputs, its
arguments by name, and what the output is multiplied by to be differentiated ('upstream').
"""
import torch

from common import EDGES, Files, Given, SHAPES, arguments, floats, given, inf, integers, nan, words

FILES = Files('operations')


def operation(name, call, *inputs, draw=None, one_sign=False, refused=None, **args):
    """A case. `call` takes the tensors and then the arguments by name. `draw` says how a shape's
    values are drawn: normally unless it is said, for each input if it is a list; `one_sign`, that
    nothing upstream is negative.
    """
    title = f'{name} of {" and ".join(map(words, inputs))}'
    title += f', {arguments(args)}' if args else ''
    numbers = FILES.draw(title)
    draws = draw if isinstance(draw, list) else [draw] * len(inputs)
    tensors = [numbers.values(of, d and d(numbers)) for of, d in zip(inputs, draws)]
    case = dict(operation=name, arguments=args, inputs=tensors)
    if refused:
        FILES.add(name, title, refused=refused, **case)
        return
    variables = [t.clone().requires_grad_(t.dtype == torch.float32) for t in tensors]
    result = call(*variables, **args)
    output, indices = result if isinstance(result, tuple) else (result, None)
    expected = dict(output=output.float())
    if indices is not None:
        expected['indices'] = indices
    if output.requires_grad:
        upstream = numbers.upstream(output.shape)
        case['upstream'] = upstream.abs() if one_sign else upstream
        (output * case['upstream']).sum().backward()
        expected['gradients'] = [gradient(t) for t in variables]
    FILES.add(name, title, **case, expected=expected)


def gradient(variable):
    """None for integers; what backward never reached has a gradient of zeros."""
    if not variable.requires_grad:
        return None
    return torch.zeros_like(variable) if variable.grad is None else variable.grad


def with_number(call):
    """An operation with a number, which is an argument, in the second tensor's place."""
    return lambda x, number: call(x, number)


def positive(draw):
    return draw.positive


def above_one(draw):
    return lambda *shape: draw.positive(*shape) + 1


def whole(draw):
    """-1, 0 or 1, so that many are equal."""
    return lambda *shape: draw.integers(-1, 2, *shape).float()


BROADCAST = [((3, 4), (3, 4)), ((2, 3), ()), ((), (3,)), ((4,), (1,)), ((2, 3), (3,)),
             ((2, 1), (1, 3)), ((2, 1, 3), (4, 1)), ((0, 2), (2,)), ((), ()), ((33,), (33,)),
             ((0,), (0,)), ((0, 2), ())]
# what the edges meet element by element
OTHERS = [Given('edges reversed', EDGES.values.flip(0)),
          Given('edges moved on by 1', EDGES.values.roll(1)),
          Given('edges moved on by 5', EDGES.values.roll(5)),
          EDGES,
          given('mostly zeros', 0, 0, 0, 0, 0, 0, 0, 0, -0., -0., 1e-40, 3.4e38, 1e-38, 0, 0,
                3.4e38)]


# ---- element by element
def arithmetic():
    for name in ('add', 'sub', 'mul', 'div'):
        call = getattr(torch, name)
        for a, b in BROADCAST:
            operation(name, call, a, b)
        for other in OTHERS:
            operation(name, call, EDGES, other)
        for number in (2.5, 0.0, -3, 0.1, 1e30, -1e-30, inf, nan):
            operation(name, with_number(call), EDGES, number=number)
        for shape in SHAPES:
            operation(name, with_number(call), shape, number=-.7)


def functions():
    for name in ('neg', 'exp', 'log', 'sqrt', 'abs', 'relu', 'sigmoid', 'tanh'):
        for shape in SHAPES:
            draw = positive if name in ('log', 'sqrt') else None
            operation(name, getattr(torch, name), shape, draw=draw)
        operation(name, getattr(torch, name), EDGES)
    for name, *values in (('exp', -87.4, -88, -90, -100, -103, 87, 88.7, 88.73, 1e-7, -1e-7, 20),
                          ('log', 1e-45, 1e-39, 1.1754944e-38, .999999, 1.000001, -1, 2, 1e38),
                          ('sqrt', 1e-45, 1e-39, -1e-40, 4, 2, 1e-37),
                          ('sigmoid', -20, -60, -87, -88.5, -89.5, -100, 10, 16, 17, 20, 90),
                          ('tanh', -10, 9, 9.1, 8, 1e-3, -1e-5, .1, .62, .63, 20)):
        operation(name, getattr(torch, name), given('limits', *values))


def powers():
    bases = given('bases', 2.5, 1, .3, 0., -0., -1, -.3, -2.5, 7, -3)
    for number in (0, 1, 2, 3, .5, -1, -2, 2.5):
        operation('pow', with_number(torch.pow), bases, number=number)
        operation('pow', with_number(torch.pow), EDGES, number=number)
    for number in (2, 2.5):
        for shape in SHAPES:
            operation('pow', with_number(torch.pow), shape, draw=positive, number=number)
    for a, b in BROADCAST:
        if a == b:
            operation('pow', torch.pow, a, b, draw=[positive, None])
        else:  # gradients are summed, and of a sum that cancels no bound in ulp can hold
            operation('pow', torch.pow, a, b, draw=[above_one, positive], one_sign=True)
    for other in OTHERS:
        operation('pow', torch.pow, EDGES, other)
    operation('pow', torch.pow,
              given('bases by hand', 0, 0, 0, 0, 0, -0., -0., -2, -2, -2, -2, -1.5, -1.5, 4, 4, 9,
                    1, 1, 2),
              given('exponents by hand', 0, 2, 1, .5, -1, 3, -3, 2, 3, -1, -2, .5, 0, .5, -.5, 1.5,
                    77, nan, 0))


def clamp():
    bounds = given('bounds', -1, 1, -1.0000001, 1.0000001, 0., -0., nan, inf, -inf, .3, 2, -2)
    for limits in (dict(min=-1., max=1.), dict(max=1.), dict(min=-1.), dict(min=0.), dict(max=0.),
                   dict(min=-inf, max=inf), dict(min=.5, max=.5)):
        operation('clamp', torch.clamp, bounds, **limits)
    operation('clamp', torch.clamp, bounds, min=1., max=-1.,
              refused='PyTorch takes bounds that are crossed; here that is refused as a mistake')
    for of in SHAPES + [EDGES]:
        operation('clamp', torch.clamp, of, min=-.5, max=1.5)


def comparisons():
    tenths = given('about a tenth', .1, .3, -.1, .099999994, .10000001)
    for name in ('gt', 'ge', 'lt', 'le', 'eq', 'ne'):
        call = getattr(torch, name)
        for a, b in BROADCAST:
            operation(name, call, a, b, draw=whole)
        for other in OTHERS:
            operation(name, call, EDGES, other)
        for number in (0.0, -0.0, 1, .5, 1e-8, inf, -inf, nan):
            operation(name, with_number(call), EDGES, number=number)
        operation(name, with_number(call), tenths, number=.1)
        for shape in SHAPES:
            operation(name, with_number(call), shape, draw=whole, number=0)


# ---- along dimensions
DIMENSIONS = [((7,), 0), ((7,), -1), ((1,), 0), ((3, 4), 0), ((3, 4), 1), ((3, 4), -1),
              ((3, 4), -2), ((2, 1, 3), 0), ((2, 1, 3), 1), ((2, 1, 3), -1), ((2, 3, 4), 1),
              ((0, 3), 1), ((3, 0), 0), ((33,), 0), ((2, 19), 1), ((19, 2), 0)]


def sums():
    odd = [given('a nan', 1, nan, 2), given('an infinity', inf, 1, 2),
           given('both infinities', inf, -inf, 2), given('an overflow', 3.4e38, 3.4e38),
           given('both zeros', 0., -0.), given('negative zeros', -0., -0.),
           given('denormals', 1e-40, 1e-40)]
    rows = given('odd rows', [1, nan, 2], [inf, 1, 2], [inf, -inf, 1], [-0., -0., -0.])
    nothing = [((0,), 0), ((0, 3), 0), ((3, 0), 1), ((2, 0, 3), 1)]
    for name in ('sum', 'mean'):
        call = getattr(torch, name)
        for of in SHAPES + [(13, 19)] + odd:
            operation(name, call, of)
        for shape, dim in DIMENSIONS + nothing:
            operation(name, call, shape, dim=dim, keepdim=False)
        for shape, dim in DIMENSIONS[::3] + nothing:
            operation(name, call, shape, dim=dim, keepdim=True)
        for keep in (False, True):
            operation(name, call, rows, dim=1, keepdim=keep)


def extremes():
    ties = given('ties', [1, 3, 3, 2], [2, 2, 2, 2], [5, nan, 7, nan], [inf, 1, inf, -inf],
                 [-inf, -inf, -inf, -inf], [-0., 0., -0., 0.], [0., -0., 0., -0.],
                 [nan, inf, -inf, nan], [-1, -3, -3, -1])
    many = given('many ties', 1, 4, 4, 1, 1, 4, 2, 2, 1, 4, 4, 1, 0, 0, 4, 0, 0, 4, 1)
    for name in ('max', 'min'):
        def call(x, dim, keepdim, by=getattr(torch, name)):
            return tuple(by(x, dim=dim, keepdim=keepdim))

        for keep in (False, True):
            for shape, dim in DIMENSIONS[::3] if keep else DIMENSIONS:
                operation(name, call, shape, dim=dim, keepdim=keep)
            operation(name, call, ties, dim=1, keepdim=keep)
            operation(name, call, across(ties), dim=0, keepdim=keep)
            for of in (EDGES, many):
                operation(name, call, of, dim=0, keepdim=keep)


def across(rows):
    return Given(f'{rows.words} in columns', rows.values.t().contiguous())


def softmax():
    hard = given('hard rows', [1e4, -1e4, 0, 1], [1e4, 1e4, 9999, 1e4], [-inf, 0, 1, -inf],
                 [2, 2, 2, 2], [-1e4, -1e4, -1e4, -1e4], [-inf, -inf, -inf, -inf], [inf, 0, 1, 2],
                 [nan, 0, 1, 2], [-inf, -inf, 3, -inf], [0., -0., 0., -0.], [100, 0, -5, 3],
                 [3.4e38, -3.4e38, 0, 1], [1e-40, 0, -1e-40, 1e-8])
    shapes = [((7,), 0), ((7,), -1), ((1,), 0), ((3, 4), 0), ((3, 4), 1), ((3, 4), -2),
              ((3, 1), 1), ((3, 1), 0), ((2, 3, 4), 1), ((2, 3, 4), -1), ((2, 1, 3), 0),
              ((0, 3), 1), ((3, 0), 0), ((0, 3), 0), ((3, 0), 1), ((0,), 0), ((33,), 0),
              ((2, 19), 1), ((19, 2), 0)]
    for name, call in (('softmax', torch.softmax), ('logSoftmax', torch.log_softmax)):
        for shape, dim in shapes:
            operation(name, call, shape, dim=dim)
        operation(name, call, hard, dim=1)
        operation(name, call, across(hard), dim=0)


# ---- products and layout
def matmul():
    for n, k, m in ((2, 3, 4), (1, 1, 1), (1, 3, 1), (3, 1, 4), (1, 4, 5), (5, 4, 1), (0, 3, 2),
                    (2, 0, 3), (2, 3, 0), (0, 0, 0), (5, 7, 6), (9, 17, 5)):
        operation('matmul', torch.matmul, (n, k), (k, m))


def layouts():
    for shape in ((3, 4), (1, 1), (1, 5), (5, 1), (0, 3), (3, 0), (0, 0)):
        operation('transpose', torch.t, shape)
    for shape, sizes in (((3, 4), (4, 3)), ((3, 4), (12,)), ((12,), (2, 2, 3)),
                         ((3, 4), (2, -1)), ((1,), ()), ((), (1,)), ((), (-1,)), ((), (1, 1)),
                         ((0, 3), (0,)), ((0, 3), (3, 0)), ((0, 3), (-1,)), ((2, 1, 3), (6,)),
                         ((2, 1, 3), (-1, 2)), ((4,), (4,))):
        operation('reshape', lambda x, sizes: x.reshape(sizes), shape, sizes=sizes)
    for shape, dim, start, length in (
            ((7,), 0, 0, 7), ((7,), 0, 2, 3), ((7,), -1, 6, 1), ((7,), 0, 3, 0), ((7,), 0, 7, 0),
            ((3, 4), 0, 1, 2), ((3, 4), 1, 1, 2), ((3, 4), -1, 3, 1), ((3, 4), -2, 0, 1),
            ((2, 3, 2), 1, 1, 2), ((0, 3), 0, 0, 0), ((0, 3), 1, 1, 2), ((2, 1, 3), -2, 0, 1)):
        operation('narrow', torch.narrow, shape, dim=dim, start=start, length=length)


def gathering():
    for dim, *shapes in ((0, (3,)), (0, (3,), (2,)), (0, (3,), (0,), (2,)), (0, (2, 3), (1, 3)),
                         (1, (2, 3), (2, 1)), (-1, (2, 3), (2, 1), (2, 2)), (-2, (2, 3), (2, 3)),
                         (0, (0, 3), (2, 3)), (1, (2, 0), (2, 2)), (0, (0,), (0,)),
                         (1, (0, 2), (0, 3)), (1, (2, 1, 3), (2, 2, 3), (2, 1, 3)),
                         (2, (2, 1, 3), (2, 1, 1))):
        operation('cat', lambda *x, dim: torch.cat(x, dim), *shapes, dim=dim)
    for shape, dim, *indices in (((5,), 0, 4, 0, 0, 2), ((5,), -1, 3), ((5,), 0),
                                 ((3, 4), 0, 2, 2, 0), ((3, 4), 1, 3, 3, 3, 0, 1), ((3, 4), -1),
                                 ((2, 3, 2), 1, 2, 0, 2), ((2, 1, 3), 2, 1, 1), ((0, 3), 1, 2, 0),
                                 ((1,), 0, 0, 0, 0)):
        which = Given(f'indices {indices}', integers(*indices))
        operation('indexSelect', lambda x, index, dim: torch.index_select(x, dim, index), shape,
                  which, dim=dim)


def write(folder):
    arithmetic()
    functions()
    powers()
    clamp()
    comparisons()
    sums()
    extremes()
    softmax()
    matmul()
    layouts()
    gathering()
    return FILES.write(folder)
