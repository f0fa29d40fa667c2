"""Checks every file of a folder as ONNX's own checker does, with the shapes inferred."""
import pathlib
import sys

import onnx

files = sorted(pathlib.Path(sys.argv[1]).glob('*.onnx'))
for file in files:
    onnx.checker.check_model(onnx.load(str(file)), full_check=True)
print(len(files))
