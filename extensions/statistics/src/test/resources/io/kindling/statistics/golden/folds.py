"""Makes path/folds.csv anew, by Debian 12's python3-torch 1.13.1: /usr/bin/python3 folds.py

Each k rows in turn are dealt to the k folds in the order that torch.randperm(k) draws."""
import torch

ROWS = 160
columns = {}
for seed, k in ((0, 10), (7, 5)):
    torch.manual_seed(seed)
    dealt = []
    while len(dealt) < ROWS:
        dealt += torch.randperm(k).tolist()
    columns['seed%d_k%d' % (seed, k)] = dealt
with open('path/folds.csv', 'w') as file:
    file.write(','.join(columns) + '\n')
    for row in range(ROWS):
        file.write(','.join(str(dealt[row]) for dealt in columns.values()) + '\n')
