"""PyTorch's values and gradients of every operation, module, loss and optimizer: operations.json, modules.json,
losses.json, optimizers.json; and what a seed draws: random.json. Debian python3-torch 1.13 on CPU, float32, one thread.

Each file is an array with one case a line. Floats are written as the shortest text of the float32; NaN, Infinity and
-Infinity are strings, negative zero is -0.0. Python numbers (an optimizer's lr, an operation's number) are doubles.

    /usr/bin/python3 make_operations.py [folder]
"""
import hashlib, json, math, sys
import numpy as np
import torch, torch.nn as nn, torch.nn.functional as F
torch.set_num_threads(1)
inf, nan = math.inf, math.nan
G = torch.Generator().manual_seed(20)

# ---- writing
def number(v):
    if isinstance(v, np.float32) or isinstance(v, float):
        if math.isnan(v): return '"NaN"'
        if math.isinf(v): return '"Infinity"' if v > 0 else '"-Infinity"'
        if v == 0: return '-0.0' if math.copysign(1, v) < 0 else '0'
        s = str(v) if isinstance(v, np.float32) else repr(v)
        return s[:-2] if s.endswith('.0') else s
    return str(int(v))
def tensor(t):
    if t is None: return 'null'
    t = t.detach().contiguous()
    values = t.reshape(-1).numpy()
    assert t.dtype in (torch.float32, torch.int64), t.dtype
    kind = ',"dtype":"int64"' if t.dtype == torch.int64 else ''
    return '{"shape":%s,"values":[%s]%s}' % (json.dumps(list(t.shape), separators=(',', ':')), ','.join(map(number, values)), kind)
def text(v):
    if isinstance(v, torch.Tensor): return tensor(v)
    if isinstance(v, dict): return '{' + ','.join(json.dumps(str(k)) + ':' + text(w) for k, w in v.items()) + '}'
    if isinstance(v, (list, tuple)): return '[' + ','.join(map(text, v)) + ']'
    if isinstance(v, (bool, str)) or v is None: return json.dumps(v)
    return number(v)
def write(name, cases):
    with open((sys.argv[1] if len(sys.argv) > 1 else '.') + '/' + name, 'w') as f:
        f.write('[\n' + ',\n'.join(map(text, cases)) + '\n]\n')
    print(name, len(cases), 'cases')

# ---- values
def T(*v): return torch.tensor(v, dtype=torch.float32)
def ints(*v): return torch.tensor(v, dtype=torch.int64)
def short(t, digits): return torch.tensor(np.round(t.double().numpy(), digits), dtype=torch.float32)
def rnd(*shape, scale=2.0): return short(torch.randn(shape, generator=G, dtype=torch.float64) * scale, 3)
def pos(*shape): return short(torch.rand(shape, generator=G, dtype=torch.float64) * 4 + .05, 3)
def up(shape):
    u = short(torch.randn(tuple(shape), generator=G, dtype=torch.float64), 2)
    return torch.where(u == 0, torch.ones_like(u), u)
EDGE = T(0., -0., inf, -inf, nan, 1e-40, -1e-40, 1e-38, 3.4e38, -3.4e38, 1, -1, .5, 88.8, -104, 1e-8)
PAIRS = [EDGE.flip(0), EDGE.roll(1), EDGE.roll(5), EDGE.clone(), T(0., 0., 0., 0., 0., 0., 0., 0., -0., -0., 1e-40, 3.4e38, 1e-38, 0., 0., 3.4e38)]
SHAPES = [(), (1,), (7,), (3, 4), (2, 1, 3), (0,), (0, 3), (33,)]
BROADCAST = [((3, 4), (3, 4)), ((2, 3), ()), ((), (3,)), ((4,), (1,)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((2, 1, 3), (4, 1)),
             ((0, 2), (2,)), ((), ()), ((33,), (33,)), ((0,), (0,)), ((0, 2), ())]

# ---- operations
OPS = []
def op(name, f, *inputs, **args):
    ins = [t.clone().requires_grad_() if t.dtype == torch.float32 else t.clone() for t in inputs]
    out = f(*ins)
    values, index = out if isinstance(out, tuple) else (out, None)
    u = up(values.shape)
    (values * u).sum().backward()
    # an input that backward never reached has a gradient of zeros
    grads = [None if t.dtype != torch.float32 else torch.zeros_like(t) if t.grad is None else t.grad for t in ins]
    case = dict(operation=name, args=args, inputs=list(inputs), upstream=u)
    case.update(dict(output=values) if index is None else dict(outputs=[values, index]))
    case['gradients'] = grads
    OPS.append(case)
def compare(name, f, *inputs, **args):
    OPS.append(dict(operation=name, args=args, inputs=list(inputs), output=f(*inputs).float(), gradients=None))

BINARY = dict(add=torch.add, sub=torch.sub, mul=torch.mul, div=torch.div)
def operations():
    for n, f in BINARY.items():
        for a, b in BROADCAST: op(n, f, rnd(*a), rnd(*b))
        for p in PAIRS: op(n, f, EDGE, p)
        for k in (2.5, 0.0, -3, 0.1, 1e30, -1e-30, inf, nan):
            op(n + '_number', lambda x: f(x, k), EDGE, number=k)
        for s in SHAPES: op(n + '_number', lambda x: f(x, -0.7), rnd(*s), number=-.7)
    for n, f in dict(neg=torch.neg, exp=torch.exp, log=torch.log, sqrt=torch.sqrt, abs=torch.abs, relu=torch.relu,
                     sigmoid=torch.sigmoid, tanh=torch.tanh).items():
        for s in SHAPES: op(n, f, pos(*s) if n in ('log', 'sqrt') else rnd(*s))
        op(n, f, EDGE)
    for n, v in dict(exp=T(-87.4, -88, -90, -100, -103, 87, 88.7, 88.73, 1e-7, -1e-7, 20),
                     log=T(1e-45, 1e-39, 1.1754944e-38, .999999, 1.000001, -1, 2, 1e38),
                     sqrt=T(1e-45, 1e-39, -1e-40, 4, 2, 1e-37), sigmoid=T(-20, -60, -87, -88.5, -89.5, -100, 10, 16, 17, 20, 90),
                     tanh=T(-10, 9, 9.1, 8, 1e-3, -1e-5, .1, .62, .63, 20)).items():
        op(n, getattr(torch, n), v)
    bases = T(2.5, 1, .3, 0., -0., -1, -.3, -2.5, 7, -3)
    for k in (0, 1, 2, 3, .5, -1, -2, 2.5):
        op('pow_number', lambda x: torch.pow(x, k), bases, number=k)
        op('pow_number', lambda x: torch.pow(x, k), EDGE, number=k)
    for k in (2, 2.5):
        for s in SHAPES: op('pow_number', lambda x: torch.pow(x, k), pos(*s), number=k)
    for a, b in BROADCAST: op('pow', torch.pow, pos(*a), rnd(*b))
    for p in PAIRS: op('pow', torch.pow, EDGE, p)
    op('pow', torch.pow, T(0, 0, 0, 0, 0, -0., -0., -2, -2, -2, -2, -1.5, -1.5, 4, 4, 9, 1, 1, 2),
       T(0, 2, 1, .5, -1, 3, -3, 2, 3, -1, -2, .5, 0, .5, -.5, 1.5, 77, nan, 0))
    edges = T(-1, 1, -1.0000001, 1.0000001, 0., -0., nan, inf, -inf, .3, 2, -2)
    for lo, hi in ((-1., 1.), (None, 1.), (-1., None), (1., -1.), (0., None), (None, 0.), (-inf, inf), (.5, .5)):
        k = {n: v for n, v in (('min', lo), ('max', hi)) if v is not None}
        op('clamp', lambda x: torch.clamp(x, **k), edges, **k)
    for s in SHAPES + [(16,)]:
        op('clamp', lambda x: torch.clamp(x, min=-.5, max=1.5), EDGE if s == (16,) else rnd(*s), min=-.5, max=1.5)
    for n, k, m in ((2, 3, 4), (1, 1, 1), (1, 3, 1), (3, 1, 4), (1, 4, 5), (5, 4, 1), (0, 3, 2), (2, 0, 3), (2, 3, 0), (0, 0, 0), (5, 7, 6), (9, 17, 5)):
        op('matmul', torch.matmul, rnd(n, k), rnd(k, m))
    for s in ((3, 4), (1, 1), (1, 5), (5, 1), (0, 3), (3, 0), (0, 0)): op('transpose', lambda x: x.t(), rnd(*s))
    for s, r in (((3, 4), (4, 3)), ((3, 4), (12,)), ((12,), (2, 2, 3)), ((3, 4), (2, -1)), ((1,), ()), ((), (1,)), ((), (-1,)), ((), (1, 1)),
                 ((0, 3), (0,)), ((0, 3), (3, 0)), ((0, 3), (-1,)), ((2, 1, 3), (6,)), ((2, 1, 3), (-1, 2)), ((4,), (4,))):
        op('reshape', lambda x: x.reshape(r), rnd(*s), sizes=list(r))
    for s, d, a, l in (((7,), 0, 0, 7), ((7,), 0, 2, 3), ((7,), -1, 6, 1), ((7,), 0, 3, 0), ((7,), 0, 7, 0), ((3, 4), 0, 1, 2), ((3, 4), 1, 1, 2), ((3, 4), -1, 3, 1),
                       ((3, 4), -2, 0, 1), ((2, 3, 2), 1, 1, 2), ((0, 3), 0, 0, 0), ((0, 3), 1, 1, 2), ((2, 1, 3), -2, 0, 1)):
        op('narrow', lambda x: x.narrow(d, a, l), rnd(*s), dim=d, start=a, length=l)
    odd = [T(1, nan, 2), T(inf, 1, 2), T(inf, -inf, 2), T(3.4e38, 3.4e38), T(0., -0.), T(-0., -0.), T(1e-40, 1e-40)]
    for n, f in dict(sum=torch.sum, mean=torch.mean).items():
        for s in SHAPES: op(n, f, rnd(*s))
        op(n, f, rnd(13, 19))
        for v in odd: op(n, f, v)
    DIMS = [((7,), 0), ((7,), -1), ((1,), 0), ((3, 4), 0), ((3, 4), 1), ((3, 4), -1), ((3, 4), -2), ((2, 1, 3), 0), ((2, 1, 3), 1), ((2, 1, 3), -1),
            ((2, 3, 4), 1), ((0, 3), 1), ((3, 0), 0), ((33,), 0), ((2, 19), 1), ((19, 2), 0)]
    for keep in (False, True):
        for n, f in dict(sum_dim=torch.sum, mean_dim=torch.mean).items():
            for s, d in (DIMS[::3] if keep else DIMS) + [((0,), 0), ((0, 3), 0), ((3, 0), 1), ((2, 0, 3), 1)]:
                op(n, lambda x: f(x, dim=d, keepdim=keep), rnd(*s), dim=d, keep=keep)
            op(n, lambda x: f(x, dim=1, keepdim=keep), torch.stack([T(1, nan, 2), T(inf, 1, 2), T(inf, -inf, 1), T(-0., -0., -0.)]), dim=1, keep=keep)
        ties = torch.stack([T(1, 3, 3, 2), T(2, 2, 2, 2), T(5, nan, 7, nan), T(inf, 1, inf, -inf), T(-inf, -inf, -inf, -inf), T(-0., 0., -0., 0.), T(0., -0., 0., -0.),
                            T(nan, inf, -inf, nan), T(-1, -3, -3, -1)])
        for n, f in dict(max_dim=torch.max, min_dim=torch.min).items():
            for s, d in DIMS[::3] if keep else DIMS: op(n, lambda x: tuple(f(x, dim=d, keepdim=keep)), rnd(*s), dim=d, keep=keep)
            for d in (0, 1): op(n, lambda x: tuple(f(x, dim=d, keepdim=keep)), ties if d else ties.t().contiguous(), dim=d, keep=keep)
            op(n, lambda x: tuple(f(x, dim=0, keepdim=keep)), EDGE, dim=0, keep=keep)
            op(n, lambda x: tuple(f(x, dim=0, keepdim=keep)), T(1, 4, 4, 1, 1, 4, 2, 2, 1, 4, 4, 1, 0, 0, 4, 0, 0, 4, 1), dim=0, keep=keep)
    hard = torch.stack([T(1e4, -1e4, 0, 1), T(1e4, 1e4, 9999, 1e4), T(-inf, 0, 1, -inf), T(2, 2, 2, 2), T(-1e4, -1e4, -1e4, -1e4), T(-inf, -inf, -inf, -inf),
                        T(inf, 0, 1, 2), T(nan, 0, 1, 2), T(-inf, -inf, 3, -inf), T(0., -0., 0., -0.), T(100, 0, -5, 3), T(3.4e38, -3.4e38, 0, 1), T(1e-40, 0, -1e-40, 1e-8)])
    for n, f in dict(softmax=torch.softmax, log_softmax=torch.log_softmax).items():
        for s, d in (((7,), 0), ((7,), -1), ((1,), 0), ((3, 4), 0), ((3, 4), 1), ((3, 4), -2), ((3, 1), 1), ((3, 1), 0), ((2, 3, 4), 1), ((2, 3, 4), -1), ((2, 1, 3), 0), ((0, 3), 1), ((3, 0), 0),
                     ((0, 3), 0), ((3, 0), 1), ((0,), 0), ((33,), 0), ((2, 19), 1), ((19, 2), 0)):
            op(n, lambda x: f(x, d), rnd(*s), dim=d)
        for d in (0, 1): op(n, lambda x: f(x, d), hard if d else hard.t().contiguous(), dim=d)
    for d, ss in ((0, [(3,)]), (0, [(3,), (2,)]), (0, [(3,), (0,), (2,)]), (0, [(2, 3), (1, 3)]), (1, [(2, 3), (2, 1)]), (-1, [(2, 3), (2, 1), (2, 2)]), (-2, [(2, 3), (2, 3)]),
                  (0, [(0, 3), (2, 3)]), (1, [(2, 0), (2, 2)]), (0, [(0,), (0,)]), (1, [(0, 2), (0, 3)]), (1, [(2, 1, 3), (2, 2, 3), (2, 1, 3)]), (2, [(2, 1, 3), (2, 1, 1)])):
        op('cat', lambda *x: torch.cat(x, d), *[rnd(*s) for s in ss], dim=d)
    for s, d, i in (((5,), 0, (4, 0, 0, 2)), ((5,), -1, (3,)), ((5,), 0, ()), ((3, 4), 0, (2, 2, 0)), ((3, 4), 1, (3, 3, 3, 0, 1)), ((3, 4), -1, ()), ((2, 3, 2), 1, (2, 0, 2)), ((2, 1, 3), 2, (1, 1)),
                    ((0, 3), 1, (2, 0)), ((1,), 0, (0, 0, 0))):
        op('index_select', lambda x, j: torch.index_select(x, d, j), rnd(*s), ints(*i), dim=d)
    COMPARE = dict(greater=torch.gt, greater_equal=torch.ge, less=torch.lt, less_equal=torch.le, equal=torch.eq, not_equal=torch.ne)
    whole = lambda s: torch.randint(-1, 2, s, generator=G).float()
    for n, f in COMPARE.items():
        for a, b in BROADCAST: compare(n, f, whole(a), whole(b))
        for p in PAIRS: compare(n, f, EDGE, p)
        for k in (0.0, -0.0, 1, .5, 1e-8, inf, -inf, nan): compare(n + '_number', lambda x: f(x, k), EDGE, number=k)
        compare(n + '_number', lambda x: f(x, .1), T(.1, .3, -.1, .099999994, .10000001), number=.1)
        for s in SHAPES: compare(n + '_number', lambda x: f(x, 0), whole(s), number=0)
    return OPS

# ---- modules
MODS = []
def state(m): return {k: v.detach().clone() for k, v in m.state_dict().items()}
def module(name, m, x, training=True, weights=True, u=None):
    if weights:
        for k, v in m.state_dict().items():
            if v.dtype == torch.float32:
                r = torch.rand(v.shape, generator=G, dtype=torch.float64)
                v.copy_(short(r + .2 if k.endswith('running_var') else r * 2 - 1, 4))
    m.train(training)
    before = state(m)
    x = x.clone()
    i = x.clone().requires_grad_() if x.dtype == torch.float32 else x
    for p in m.parameters(): p.grad = None
    y = m(i); u = up(y.shape) if u is None else u
    (y * u).sum().backward()
    after = state(m)
    case = dict(module=name, state=before, training=training, input=x, upstream=u, output=y,
                input_gradient=None if x.dtype != torch.float32 else torch.zeros_like(x) if i.grad is None else i.grad,
                gradients={k: torch.zeros_like(p) if p.grad is None else p.grad for k, p in m.named_parameters()})
    if any(not torch.equal(before[k], after[k]) for k in before): case['state_after'] = after
    MODS.append(case)
def modules():
    for s in ((4, 5), (1, 5), (0, 5), (5,), (2, 3, 5)):
        module('linear(5, 3)', nn.Linear(5, 3), rnd(*s)); module('linear(5, 3, bias=false)', nn.Linear(5, 3, bias=False), rnd(*s))
    module('linear(1, 1)', nn.Linear(1, 1), rnd(3, 1)); module('linear(17, 9)', nn.Linear(17, 9), rnd(6, 17))
    ACT = {'relu()': nn.ReLU(), 'leaky_relu(0.1)': nn.LeakyReLU(.1), 'leaky_relu()': nn.LeakyReLU(), 'gelu()': nn.GELU(), 'gelu(approximate=tanh)': nn.GELU(approximate='tanh'),
           'silu()': nn.SiLU(), 'sigmoid()': nn.Sigmoid(), 'tanh()': nn.Tanh(), 'softplus()': nn.Softplus(), 'softplus(beta=2, threshold=5)': nn.Softplus(beta=2, threshold=5)}
    for n, m in ACT.items():
        for s in ((), (1,), (3, 4), (0, 3), (33,)): module(n, m, rnd(*s))
        module(n, m, EDGE)
        module(n, m, T(-100, -30, -20, -12, -6, -4.5, -1e-3, 1e-3, 2.4999, 2.5, 2.5001, 4, 6, 12, 19.9999, 20, 20.0001, 40))
    for s in ((4, 8), (1, 8), (0, 8), (2, 3, 8), (8,)): module('layer_norm(8)', nn.LayerNorm(8), rnd(*s))
    module('layer_norm(8)', nn.LayerNorm(8), torch.stack([T(*[3] * 8), T(*[0] * 8), T(1e4, 1, 2, 3, 4, 5, 6, 7), T(1, 2, nan, 4, 5, 6, 7, 8), T(1, 2, inf, 4, 5, 6, 7, 8), T(*[1000 + i for i in range(8)])]))
    module('layer_norm(4, eps=0.001)', nn.LayerNorm(4, eps=.001), rnd(3, 4)); module('layer_norm(4, eps=0.001)', nn.LayerNorm(4, eps=.001), rnd(3, 4, scale=.01))
    module('layer_norm(6, elementwise_affine=false)', nn.LayerNorm(6, elementwise_affine=False), rnd(3, 6)); module('layer_norm(1)', nn.LayerNorm(1), rnd(3, 1))
    BN = {'batch_norm_1d(4)': {}, 'batch_norm_1d(4, momentum=0.3)': dict(momentum=.3), 'batch_norm_1d(4, eps=0.01)': dict(eps=.01), 'batch_norm_1d(4, affine=false)': dict(affine=False),
          'batch_norm_1d(4, track_running_stats=false)': dict(track_running_stats=False), 'batch_norm_1d(4, affine=false, track_running_stats=false)': dict(affine=False, track_running_stats=False),
          'batch_norm_1d(4, eps=0.001, momentum=0.3)': dict(eps=.001, momentum=.3)}
    for n, k in BN.items():
        for s in ((5, 4), (3, 4, 2)) if k in ({}, dict(momentum=.3), dict(track_running_stats=False)) else ((4, 4),):
            m = nn.BatchNorm1d(4, **k)
            module(n, m, rnd(*s)); module(n, m, rnd(*s), weights=False)   # the second begins from the first's state_after
            module(n, m, rnd(*s), training=False, weights=False)
    module('batch_norm_1d(4)', nn.BatchNorm1d(4), rnd(2, 4), weights=False)   # from the initial state
    module('batch_norm_1d(4)', nn.BatchNorm1d(4), rnd(1, 4), training=False); module('batch_norm_1d(4)', nn.BatchNorm1d(4), rnd(0, 4), training=False)
    module('batch_norm_1d(4)', nn.BatchNorm1d(4), rnd(1, 4, 3)); module('batch_norm_1d(1)', nn.BatchNorm1d(1), rnd(6, 1))
    module('batch_norm_1d(4)', nn.BatchNorm1d(4), torch.stack([T(7, 0, 1000, nan), T(7, 0, 1001, 1), T(7, 0, 1002, 2)]))
    for s in ((2, 3, 4), (3, 4), (0, 3, 2)): module('flatten()', nn.Flatten(), rnd(*s))
    for n, m, s in (('flatten(start_dim=1, end_dim=-1)', nn.Flatten(1, -1), (2, 3, 4)), ('flatten(start_dim=0, end_dim=1)', nn.Flatten(0, 1), (2, 3, 4)), ('flatten(start_dim=0)', nn.Flatten(0), (2, 3, 4)),
                    ('flatten(start_dim=0)', nn.Flatten(0), (5,)), ('flatten(start_dim=0)', nn.Flatten(0), ()), ('flatten(start_dim=-2, end_dim=-1)', nn.Flatten(-2, -1), (2, 3, 4, 2)), ('flatten(start_dim=1, end_dim=2)', nn.Flatten(1, 2), (2, 3, 4, 2)),
                    ('flatten(start_dim=1, end_dim=1)', nn.Flatten(1, 1), (2, 3, 4))):
        module(n, m, rnd(*s))
    for i in (ints(4, 0, 2, 2), ints(1), torch.tensor([[0, 3, 0], [4, 0, 1]]), torch.zeros(0, dtype=torch.int64), torch.tensor(3)): module('embedding(5, 3)', nn.Embedding(5, 3), i)
    module('dropout(0.5)', nn.Dropout(.5), rnd(3, 4), training=False); module('dropout(0)', nn.Dropout(0), rnd(3, 4), training=False); module('dropout(0.2)', nn.Dropout(.2), EDGE, training=False)
    S = nn.Sequential
    SEQ = [('sequential(linear(3, 8), relu(), linear(8, 2))', lambda: S(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 2)), (4, 3)),
           ('sequential(linear(3, 4), batch_norm_1d(4), tanh(), dropout(0.5), linear(4, 1))', lambda: S(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Tanh(), nn.Dropout(.5), nn.Linear(4, 1)), (5, 3)),
           ('sequential(linear(3, 4), sequential(layer_norm(4), gelu(), linear(4, 4, bias=false)), sequential(sequential(silu()), linear(4, 2)))',
            lambda: S(nn.Linear(3, 4), S(nn.LayerNorm(4), nn.GELU(), nn.Linear(4, 4, bias=False)), S(S(nn.SiLU()), nn.Linear(4, 2))), (5, 3)),
           ('sequential(flatten(), linear(6, 3), softplus(), sequential())', lambda: S(nn.Flatten(), nn.Linear(6, 3), nn.Softplus(), S()), (2, 3, 2)), ('sequential()', lambda: S(), (2, 3)),
           ('sequential(batch_norm_1d(3), sequential(linear(3, 2), batch_norm_1d(2, momentum=0.3)), leaky_relu(0.2), sigmoid())', lambda: S(nn.BatchNorm1d(3), S(nn.Linear(3, 2), nn.BatchNorm1d(2, momentum=.3)), nn.LeakyReLU(.2), nn.Sigmoid()), (6, 3))]
    for n, f, s in SEQ:
        m = f()
        if 'dropout' not in n: module(n, m, rnd(*s))
        module(n, m, rnd(*s), training=False, weights='dropout' in n)
    module('sequential(embedding(5, 3), flatten(), linear(6, 2))', S(nn.Embedding(5, 3), nn.Flatten(), nn.Linear(6, 2)), torch.tensor([[0, 3], [3, 3], [4, 1]]))
    return MODS

# ---- losses
LOSSES = []
def loss(name, m, p, t, u=None):
    a = p.clone().requires_grad_()
    def run(differentiate):
        a.grad = None
        b = t.clone().requires_grad_() if differentiate else t.clone()
        y = m(a, b); v = U if U is not None else up(y.shape)
        (y * v).sum().backward()
        return y, v, a.grad.clone(), (b.grad if b.grad is not None else torch.zeros_like(b)) if differentiate else None
    U = u
    y, U, ga, _ = run(False)
    gb = None
    if t.dtype == torch.float32:
        try: gb = run(True)[3]
        except (RuntimeError, AssertionError) as e: print('no target gradient:', name, e)
    LOSSES.append(dict(loss=name, prediction=p, target=t, upstream=U, output=y, prediction_gradient=ga, target_gradient=gb))
def losses():
    def each(text, cls, kwargs, data):
        for r in ('mean', 'sum', 'none'):
            args = [f'{k}={str(v).lower()}' for k, v in kwargs.items()] + ([f'reduction={r}'] if r != 'mean' else [])
            for p, t in data[1::3] if r == 'sum' else data: loss(f'{text}({", ".join(args)})', cls(reduction=r, **kwargs), p, t)
    shapes = [(7,), (4, 2), (1,), (2, 1, 3), (0,), (0, 2), ()]
    def regression(k): return [(rnd(*s), rnd(*s)) for s in (shapes[1::3] if k else shapes)] + [
        (T(1, 2, -3, 0., -0.), T(1, 2, -3, -0., 0.)),                                       # equal
        (T(0, .5, -.5, 1, -1, .25, -2, 1.5, 2.5, .50000006, 1.0000001), T(0, 0, 0, 0, 0, .75, -1, 1, 1.5, 0, 0)),   # differences of exactly 0.5 and 1
        (EDGE, T(0., 0., inf, inf, 1, 0, 1e-40, 0, -3.4e38, nan, 1, -1, 1e30, -inf, 104, 0))]
    for n, c, ks in (('mse', nn.MSELoss, [{}]), ('l1', nn.L1Loss, [{}]), ('smooth_l1', nn.SmoothL1Loss, [{}, dict(beta=.5), dict(beta=0)]), ('huber', nn.HuberLoss, [{}, dict(delta=.5)])):
        for k in ks: each(n, c, k, regression(k))
    def binary():
        return [(rnd(*s), torch.randint(0, 2, s, generator=G).float()) for s in shapes] + [
            (rnd(6), short(torch.rand(6, generator=G), 3)), (T(0, 1, .5, 1, 0), T(0, 1, .5, 1, 0)), (T(1e4, -1e4, 1e4, -1e4, 100, -100, 88.8, -104, 20, -20), T(0, 0, 1, 1, .5, .5, 0, 1, 1, 0)),
            (EDGE, T(0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, nan, inf, -inf, 2)), (T(inf, -inf, inf, -inf, 0, 1), T(0, 1, 1, 0, nan, .5))]
    each('bce_with_logits', nn.BCEWithLogitsLoss, {}, binary())
    def classes():
        r = [(rnd(n, c), torch.randint(0, c, (n,), generator=G)) for n, c in ((7, 5), (4, 2), (3, 1), (1, 5), (1, 1), (0, 3))]
        return r + [(torch.stack([T(1e4, -1e4, 0), T(1e4, -1e4, 0), T(-1e4, -1e4, -1e4), T(1e4, 1e4, 1e4), T(100, 0, -100)]), ints(0, 1, 2, 1, 2)), (torch.zeros(3, 2), ints(0, 1, 1)),
                    (torch.stack([T(-inf, 0, 1), T(0, 1, 2)]), ints(1, 0)), (torch.stack([T(-inf, 0, 1), T(0, 1, 2)]), ints(0, 0)), (torch.stack([T(inf, 0, 1), T(0, 1, 2)]), ints(0, 0)),
                    (torch.stack([T(nan, 0, 1), T(0, 1, 2)]), ints(1, 2)), (torch.stack([T(3.4e38, -3.4e38, 0), T(1e-40, 0, 1e-8)]), ints(1, 2))]
    each('cross_entropy', nn.CrossEntropyLoss, {}, classes())
    def poisson(log, shapes):
        count = lambda s: torch.randint(0, 5, s, generator=G).float()
        r = [(rnd(*s, scale=1.) if log else pos(*s), count(s)) for s in shapes]
        return r + [(T(0, 1, 2, .5, 3), T(0, 1, 2, .5, 3)), (pos(6), short(torch.rand(6, generator=G) * 3, 3)), (T(0., 0., 1e-9, 1e-8, 5, 5), T(0, 2, 1, 3, 1.0000001, 10)),
                    (EDGE, T(0, 1, 2, 3, 1, 1, 2, 0, 1, 2, nan, inf, 5, 1, 2, -1))]
    for log in (True, False):
        for full in (False, True):
            for eps in (1e-8, 1e-3):
                if eps != 1e-8 and (log or full): continue
                each('poisson_nll', nn.PoissonNLLLoss, {k: v for k, v in (('log_input', log), ('full', full), ('eps', eps)) if (k, v) not in (('log_input', True), ('full', False), ('eps', 1e-8))}, poisson(log, shapes[1::3] if full or eps != 1e-8 else shapes))
    return LOSSES

# ---- optimizers
OPTS = []
def word(v): return '(' + ', '.join(map(word, v)) + ')' if isinstance(v, tuple) else str(v).lower()
START = [short(torch.rand(3, 2, generator=G) * 2 - 1, 4), short(torch.rand(4, generator=G) * 2 - 1, 4)]
GRADS = [[short(torch.randn(3, 2, generator=G), 3), short(torch.randn(4, generator=G), 3)] for _ in range(6)]
GRADS[0][0][1, 1] = 0; GRADS[1][1][2] = 0; GRADS[3][0][0, 0] = 500; GRADS[4][1][:] = 0; GRADS[5][0][2, 0] = 1e-6
for _g in GRADS: _g[1][3] = 0   # never a gradient for this element
def kept(s):
    """State with what is there: PyTorch 1.13 keeps momentum_buffer=None for plain sgd, later versions nothing."""
    r = {}
    for k, v in s.items():
        if v is None: continue
        r[k] = v.item() if isinstance(v, torch.Tensor) and k == 'step' else v.clone() if isinstance(v, torch.Tensor) else v
    return r
def optimizer(name, cls, absent=2, **k):
    p = [t.clone().requires_grad_() for t in START]
    o = cls(p, **k); after = []; grads = []
    for s, g in enumerate(GRADS):
        g = [None if i == 0 and s == absent else t.clone() for i, t in enumerate(g)]
        for a, b in zip(p, g): a.grad = None if b is None else b.clone()
        o.step(); grads.append(g); after.append([t.detach().clone() for t in p])
    OPTS.append(dict(optimizer=f'{name}({", ".join(n + "=" + word(v) for n, v in k.items())})', parameters=[t.clone() for t in START], gradients=grads, after=after,
                     state={str(i): kept(s) for i, s in o.state_dict()['state'].items() if kept(s)}))
def lbfgs(problem, start, **k):
    x = start.clone().requires_grad_()
    c = T(1, 10, 100)
    f = (lambda: 0.5 * torch.sum(c * x ** 2) - torch.sum(x)) if problem == 'quadratic' else (lambda: 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2)
    kw = {('line_search_fn' if n == 'line_search' else n): v for n, v in k.items()}
    o = torch.optim.LBFGS([x], **kw); L = []; after = []
    def closure(): o.zero_grad(); l = f(); l.backward(); return l
    for _ in range(6): L.append(np.float32(o.step(closure).item())); after.append(x.detach().clone())
    def plain(v):
        if isinstance(v, (list, tuple)): return [plain(w) for w in v]
        return v.detach().clone() if isinstance(v, torch.Tensor) else v
    OPTS.append(dict(optimizer=f'lbfgs({", ".join(n + "=" + word(v) for n, v in k.items())})', problem=problem, start=start, losses=L, after=after,
                     state={n: plain(v) for n, v in o.state_dict()['state'][0].items()}))
def optimizers():
    O = torch.optim
    for k in (dict(lr=.1), dict(lr=.1, momentum=.9), dict(lr=.1, momentum=.9, dampening=.5), dict(lr=.1, momentum=.9, nesterov=True), dict(lr=.1, weight_decay=.1),
              dict(lr=.05, momentum=.8, dampening=.3, weight_decay=.05), dict(lr=.05, momentum=.8, weight_decay=.05, nesterov=True)): optimizer('sgd', O.SGD, **k)
    for k in ({}, dict(lr=.05), dict(lr=.05, betas=(.8, .99), eps=1e-6, weight_decay=.01, amsgrad=True), dict(lr=.05, amsgrad=True), dict(lr=.05, weight_decay=.1), dict(lr=.05, eps=.001)): optimizer('adam', O.Adam, **k)
    for k in ({}, dict(lr=.05), dict(lr=.05, weight_decay=.1), dict(lr=.05, weight_decay=0), dict(lr=.05, amsgrad=True), dict(lr=.05, betas=(.8, .99), eps=1e-6, weight_decay=.05, amsgrad=True)): optimizer('adamw', O.AdamW, **k)
    for k in ({}, dict(lr=.02), dict(lr=.02, alpha=.8), dict(lr=.02, centered=True), dict(lr=.02, momentum=.9), dict(lr=.02, weight_decay=.1), dict(lr=.02, centered=True, momentum=.5),
              dict(lr=.02, alpha=.9, eps=1e-6, weight_decay=.05, momentum=.5, centered=True)): optimizer('rmsprop', O.RMSprop, **k)
    for k in ({}, dict(lr=.1), dict(lr=.1, lr_decay=.05), dict(lr=.1, weight_decay=.1), dict(lr=.1, initial_accumulator_value=.5), dict(lr=.1, eps=.001),
              dict(lr=.1, lr_decay=.01, weight_decay=.001, initial_accumulator_value=.1, eps=1e-6)): optimizer('adagrad', O.Adagrad, **k)
    for n, c, k in (('sgd', O.SGD, dict(lr=.1, momentum=.9, dampening=.5)), ('adam', O.Adam, dict(lr=.05)), ('adamw', O.AdamW, dict(lr=.05)), ('rmsprop', O.RMSprop, dict(lr=.02, centered=True, momentum=.5)), ('adagrad', O.Adagrad, dict(lr=.1, lr_decay=.05))):
        optimizer(n, c, absent=0, **k)   # nothing for parameter 0 in the very first step
    # few steps to the valley, as many as float32 can tell apart: state further on is rounding noise
    R, Q = T(-1.2, 1), T(1, -2, .5)
    W = dict(line_search='strong_wolfe')
    for k in (dict(max_iter=4), dict(max_iter=4, history_size=2), dict(max_iter=3, history_size=3), dict(max_iter=2)): lbfgs('rosenbrock', R, lr=1, **k, **W)
    for k in (dict(max_iter=4), dict(max_iter=4, history_size=3), dict(max_iter=2), dict(max_iter=1), dict(max_iter=20, max_eval=3)): lbfgs('quadratic', Q, lr=1, **k, **W)
    for k in (dict(max_iter=4), dict(max_iter=4, history_size=3), dict(max_iter=8, history_size=3, tolerance_grad=2), dict(max_iter=8, history_size=3, tolerance_change=.02), dict(max_iter=10, max_eval=3)):
        lbfgs('quadratic', Q, lr=.1, **k)
        lbfgs('rosenbrock', R, lr=.1, **k) if 'history_size' in k and len(k) == 2 or k == dict(max_iter=4) else None
    return OPTS

# ---- random numbers
def random():
    def sha(): return hashlib.sha256(bytes(torch.get_rng_state().tolist())).hexdigest()
    cases = []
    for seed in (0, 1, 42):
        masks = []; steps = []
        for p in (.5, .2):
            for n in (10, 100):
                torch.manual_seed(seed); masks.append(dict(p=p, n=n, mask=(nn.Dropout(p)(torch.ones(n)) != 0).long().tolist(), state_sha256=sha()))
        torch.manual_seed(seed); start = sha()
        for f, n in ((torch.randn, 3), (torch.randn, 20), (torch.randn, 1), (torch.rand, 2)): steps.append(dict(call=f.__name__, n=n, values=list(f(n).numpy()), state_sha256=sha()))
        cases.append(dict(seed=seed, state_sha256=start, dropout=masks, sequence=steps))
    return cases

if __name__ == '__main__':
    write('random.json', random())
    write('operations.json', operations()); write('modules.json', modules()); write('losses.json', losses()); write('optimizers.json', optimizers())
