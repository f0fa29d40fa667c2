"""Makes all golden numbers anew, but for tutorial.json, which is what the tutorial printed:

    /usr/bin/python3 make.py [folder]

It takes seconds, and gives the same bytes each time. The numbers are those of Debian 12's
python3-torch 1.13.1 with its reference BLAS, on any x86-64 with AVX2; another PyTorch's are equal
within the bounds of numerics.csv.
"""
import pathlib
import sys

sys.dont_write_bytecode = True  # no __pycache__ among the resources
import common
import evaluations
import losses
import modules
import operations
import optimizers
import random_numbers
import runs

folder = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent
index = {made.FILES.kind: made.write(folder) for made in (modules, losses, optimizers, operations)}
common.write(pathlib.Path(folder, 'index.json'), index)
random_numbers.write(folder)
runs.write(folder)
evaluations.write(folder)
