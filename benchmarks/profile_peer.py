"""Show where one peer spends its time in one scenario: cProfile's top lines, or the import times.

python benchmarks/profile_peer.py helixagent calls [--lines 30] [--sort tottime]
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
from typing import List, Tuple

import launch
import peers
import scenarios


def _import_times(peer: peers.Peer, lines: int) -> None:
    """Print the modules with the longest import time, without the modules that they import, from `-X importtime`."""
    command = [
        sys.executable,
        "-X",
        "importtime",
        "-c",
        f"URL = 'https://localhost'; {peer.IMPORT}; {getattr(peer, 'START', '')}",
    ]
    done = subprocess.run(
        command, stderr=subprocess.PIPE, text=True, env=launch.clean_environment(), cwd=str(launch.HERE)
    )
    if done.returncode != 0:
        sys.exit(f"benchmarks: the import failed\n{done.stderr[-2000:]}")
    rows: List[Tuple[int, int, str]] = []
    for line in done.stderr.splitlines():
        own, _, rest = line.replace("import time:", "").partition("|")
        cumulative, _, name = rest.partition("|")
        if own.strip().isdigit():
            rows.append((int(own), int(cumulative), name.rstrip()))
    print(
        f"{len(rows)} modules, {sum(row[0] for row in rows) / 1000:.1f} ms of wall time\n   own µs   with all   module"
    )
    for own_us, cumulative_us, name in sorted(rows, reverse=True)[:lines]:
        print(f"{own_us:9d} {cumulative_us:10d}   {name.strip()}")


def main() -> None:
    """Profile the scenario given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peer", choices=list(peers.MODULES))
    parser.add_argument("scenario", choices=list(scenarios.SCENARIOS))
    parser.add_argument("--lines", type=int, default=30)
    parser.add_argument("--sort", default="tottime", choices=["tottime", "cumulative", "ncalls"])
    arguments = parser.parse_args()
    # The same clean environment as in a measured process: no proxies, no keys, and this checkout first on the path.
    environment = launch.clean_environment()
    os.environ.clear()
    os.environ.update(environment)
    sys.path.insert(0, str(launch.HERE.parent))
    peer = peers.load(arguments.peer)
    if arguments.scenario == "starts":
        _import_times(peer, arguments.lines)
        return
    measure = scenarios.SCENARIOS[arguments.scenario].measure
    with launch.running_server() as url:
        # The first run pays one-time costs, which are not what we want to optimize.
        measure(peer, url, scenarios.SMOKE)
        profiler = (
            cProfile.Profile()
        )  # wall clock, because a CPU clock costs more than the small functions that it would measure
        profiler.runcall(measure, peer, url, scenarios.FULL)
    pstats.Stats(profiler).strip_dirs().sort_stats(arguments.sort).print_stats(arguments.lines)


if __name__ == "__main__":
    main()
