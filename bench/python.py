"""What a run costs from Python: in a loop, and as a process for each run. Times are of processors, so that other work does not count.

Run it from the root of a checkout, on Linux: ``PYTHONPATH=python python3 bench/python.py``.
"""

import os
import resource
import subprocess
import time
import warnings

import zigzag_ts
from zigzag_ts.server.command import find_command
from zigzag_ts.server.engine import default_engine

warnings.simplefilter("ignore", zigzag_ts.ZigzagWarning)
TICK = 1 / os.sysconf("SC_CLK_TCK")


def engine_seconds() -> float:
    with open(f"/proc/{default_engine()._process._process.pid}/stat", encoding="ascii") as file:
        user, system = file.read().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) * TICK


def loop(work, count):
    """Milliseconds of Python and engine together for each call."""
    begin = time.process_time() + engine_seconds()
    for _ in range(count):
        work()
    return 1000 * (time.process_time() + engine_seconds() - begin) / count


def processes(command, count):
    begin = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(count):
        subprocess.run(command, check=True, capture_output=True)
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime) / count


default_engine().request("version")
for name, inputs, count in (("gemm", ("gemm", "gemm_l1", "gemm_l1"), 300), ("resnet18", ("resnet18", "tpu_like", "tpu_like"), 20)):
    flags = [word for pair in zip(("--workload", "--accelerator", "--mapping"), inputs) for word in pair]
    process = processes([*find_command(), "run", *flags, "--json"], 5)
    loop(lambda: zigzag_ts.run(*inputs), count)
    own = loop(lambda: zigzag_ts.run(*inputs), count)
    run = zigzag_ts.run(*inputs)
    details = loop(lambda: run.details(0), 200)
    print(f"{name}: {own:.1f} ms in a loop, {process:.0f} ms as a process: {process / own:.1f} times; details of a layer {details:.2f} ms")
answer = loop(lambda: default_engine().request("version"), 1000)
print(f"an answer without work: {answer:.2f} ms")
