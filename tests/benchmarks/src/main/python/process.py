"""Runs a command once and prints how long it took and how large it was.

    python3 process.py command argument ...
"""

import os
import subprocess
import sys
import time

start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
nanos = (time.perf_counter() - start) * 1e9
if status != 0:
    print(f"failure,train,{sys.argv[1]} ended with status {status}")
else:
    print(f"result,train-wall,{nanos}")
    print(f"result,train-memory,{usage.ru_maxrss * 1024}")
