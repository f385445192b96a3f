"""Measure the HelixAgent SDK and other clients, and print the goals and all figures.

python benchmarks/run.py [--rounds 7] [--peers helixagent,httpx_orjson,openai] [--scenarios ...] [--write]
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from typing import Dict, List

import launch
import peers
import report
import scenarios

MINIMUM_ROUNDS = 7


def _names(text: str, known: List[str]) -> List[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"expected some of {', '.join(known)}, got {text!r}")
    return list(dict.fromkeys(names))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=MINIMUM_ROUNDS, help="rounds (default %(default)s)")
    parser.add_argument("--peers", type=lambda text: _names(text, list(peers.MODULES)), default=list(peers.MODULES))
    known = list(scenarios.SCENARIOS)
    parser.add_argument("--scenarios", type=lambda text: _names(text, known), default=known)
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="printed next to the figures")
    parser.add_argument("--write", action="store_true", help="write the tables to benchmarks/RESULTS.md")
    parser.add_argument(
        "--smoke",
        action="store_true",
        help="run one tiny round, which checks that everything works but does not measure speed",
    )
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error("--rounds must be at least 1")
    whole = arguments.rounds >= MINIMUM_ROUNDS and set(arguments.peers) == set(peers.MODULES)
    if arguments.write and (arguments.smoke or not whole or arguments.scenarios != known):
        parser.error(f"--write requires a full run: every peer and scenario, {MINIMUM_ROUNDS} rounds or more")
    if arguments.smoke:
        arguments.rounds = 1
    return arguments


def _rotated(names: List[str], by: int) -> List[str]:
    by %= len(names)
    return names[by:] + names[:by]


def measure(arguments: argparse.Namespace, url: str, able: Dict[str, List[str]]) -> report.Rounds:
    """Run every round. Each scenario runs with one peer after the other, in an order that changes each round.

    Args:
        arguments: The arguments of the command line.
        url: The server's URL.
        able: peer → the scenarios that it supports.

    Raises:
        launch.BenchmarkError: A worker fails.
    """
    options = ["--url", url, *(["--smoke"] if arguments.smoke else [])]
    results: report.Rounds = {}
    for number in range(arguments.rounds):
        for scenario in arguments.scenarios:
            print(f"round {number + 1} of {arguments.rounds}: {scenario}", file=sys.stderr, flush=True)
            for peer in _rotated(arguments.peers, number):
                if scenario not in able[peer]:
                    continue
                for key, figure in launch.run_worker(peer, scenario, *options).items():
                    # The key names a row, and after an "@" the variant if the peer has several.
                    row, _, variant = key.partition("@")
                    results.setdefault(row, {}).setdefault(variant or peer, []).append(figure)
    return results


def _load() -> float:
    """Return the load average of the last minute, and warn if the machine is busy."""
    load = os.getloadavg()[0]
    if load > 0.5:
        print(
            f"warning: load average {load:.2f}: other programs are running, so figures are imprecise",
            file=sys.stderr,
        )
    return load


def main() -> None:
    """Measure, print, and write if requested."""
    arguments = _arguments()
    load = _load()
    try:
        about = {peer: launch.run_worker(peer, "about") for peer in arguments.peers}
        with launch.running_server() as url:
            results = measure(arguments, url, {peer: found["scenarios"] for peer, found in about.items()})
    except launch.BenchmarkError as error:
        sys.exit(f"benchmarks: {error}\n(the peers' packages: pip install -r benchmarks/requirements.txt)")
    versions = {peer: found["versions"] for peer, found in about.items()}
    loads = (load, os.getloadavg()[0])
    text = report.document(results, arguments.peers, report.machine(versions, arguments.rounds, loads, arguments.date))
    if arguments.smoke:
        text = f"Smoke run: everything works, but the figures are meaningless.\n\n{text}"
    if arguments.write:
        report.write_between_markers(launch.HERE / "RESULTS.md", text)
    print(text)


if __name__ == "__main__":
    main()
