"""How long `archiver --help` takes, against a bare `import click`: at most twice as long.

    .venv/bin/python benchmarks/help.py [--tries 20]

Starts both in turn, so that a busy computer slows both alike, and prints a Markdown table of medians.
Ends with 1 when help takes more than twice as long.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

WAYS = {"import click": ["-c", "import click"], "archiver --help": ["-m", "archiver", "--help"]}


def seconds(words: list[str]) -> float:
    """How long one start takes."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=20)
    tries = parser.parse_args().tries
    taken: dict[str, list[float]] = {way: [] for way in WAYS}
    for _try in range(tries + 1):
        for way, words in WAYS.items():
            taken[way].append(seconds(words))
    medians = {way: statistics.median(times[1:]) for way, times in taken.items()}  # the first one warms up
    print("| | медиана, мс |\n|---|---|")
    for way, median in medians.items():
        print(f"| `{way}` | {median * 1000:.0f} |")
    click, ours = medians.values()
    print(f"\n{ours / click:.2f}")
    return int(ours > 2 * click)


if __name__ == "__main__":
    sys.exit(main())
