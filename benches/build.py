#!/usr/bin/env python3
"""A whole build of the sample, cold: every run starts new processes and has no earlier output.

Prints the median of several runs, the most heap any typesetting worker held, and, where `typst`
is installed, the time of one `typst compile` for each document in the same run, as a ratio.
Usage: python3 benches/build.py [RUNS]
"""

import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def timed(command, **options):
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, **options)
    return time.perf_counter() - begun


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    subprocess.run(["cargo", "build", "--release", "--quiet"], check=True, cwd=ROOT)
    program = ROOT / "target/release/cmarac"
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        times = []
        for run in range(runs):
            shutil.copytree(ROOT / "input/islington", work / f"input{run}/islington")
            times.append(timed([program, "build", "--input", work / f"input{run}", "--output", work / f"output{run}"]))
        build = statistics.median(times)
        folder = work / "output0/islington/2026-12-09"
        pdfs = list(folder.rglob("*.pdf"))
        report = json.loads((folder / "run.json").read_text())
        peak = report["typesetting"]["peak_heap_bytes"] / 2**20
        print(f"whole build, cold: {build:.2f} s, median of {runs} ({min(times):.2f} to {max(times):.2f}), {len(pdfs)} PDFs")
        print(f"most heap in a typesetting worker: {peak:.0f} MiB")
        if not shutil.which("typst"):
            print("typst is not installed here, so there is nothing to compare with")
            return
        sources = work / "sources"
        subprocess.run(
            [program, "build", "--input", work / "input0", "--output", work / "output0", "--keep-sources", sources],
            check=True, capture_output=True)
        sources = sources / "islington/2026-12-09"
        entries = [path for path in sources.glob("*.typ") if path.name.startswith(("coordinator", "referrers"))]
        command = ["typst", "compile", "--ignore-system-fonts", "-j", "1", "--font-path", sources / "fonts",
                   "--pdf-standard", "ua-1,a-2a"]
        plain = sum(timed(command + [path]) for path in sorted(entries))
        print(f"typst compile, a process each, documents alone: {plain:.2f} s; the whole build takes {build / plain:.2f} of that")


if __name__ == "__main__":
    main()
