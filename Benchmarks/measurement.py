"""What the comparisons of two programs share: runs that take turns, and the ratios of those."""

import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
WORK = os.path.join(ROOT, ".build", "bench")
PROGRAM = os.environ.get("PLIMSOLL") or os.path.join(ROOT, ".build", "release", "plimsoll")


def need_program():
    os.makedirs(WORK, exist_ok=True)
    if not os.access(PROGRAM, os.X_OK):
        sys.exit("no release program; run 'make build' first")


def run(arguments, listing=None, directory=None):
    """Wall seconds, CPU seconds and peak memory in bytes of one run; its output is thrown away."""
    with open(listing or os.devnull) as source:
        start = time.perf_counter()
        process = subprocess.Popen(
            arguments, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=directory)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(arguments)} ended with {process.returncode}")
    scale = 1 if sys.platform == "darwin" else 1024
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale


def alternate(rounds, *commands):
    """The runs of each command, taken in turns after one that warms the caches."""
    for command in commands:
        run(*command)
    results = [[] for _ in commands]
    for _ in range(rounds):
        for command, result in zip(commands, results):
            result.append(run(*command))
    return results


def median(runs, column):
    return statistics.median(run[column] for run in runs)


def ratio(ours, theirs, column=0):
    return statistics.median(a[column] / b[column] for a, b in zip(ours, theirs))


def conditions(rounds):
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {rounds} rounds in turns"
