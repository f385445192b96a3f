"""The measured process: run one scenario with one peer and print its figures as one line of JSON."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
from typing import Any, Dict

import peers
import scenarios


def about(peer: peers.Peer) -> Dict[str, Any]:
    """Return the version of each package of the peer (none for a bare checkout) and its scenarios."""
    found = {}
    for name in peer.DISTRIBUTIONS:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "checkout"
    able = [name for name, scenario in scenarios.SCENARIOS.items() if scenarios.is_for(scenario, peer)]
    return {"versions": found, "scenarios": able}


def main() -> None:
    """Run the scenario given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peer", choices=sorted(peers.MODULES))
    parser.add_argument("scenario", choices=["about", *scenarios.SCENARIOS])
    parser.add_argument("--url", default="", help="base URL of the benchmark server, without /v1")
    parser.add_argument("--smoke", action="store_true", help="run only a few units of work")
    arguments = parser.parse_args()
    peer = peers.load(arguments.peer)
    if arguments.scenario == "about":
        print(json.dumps(about(peer)))
        return
    size = scenarios.SMOKE if arguments.smoke else scenarios.FULL
    print(json.dumps(scenarios.SCENARIOS[arguments.scenario].measure(peer, arguments.url, size)))


if __name__ == "__main__":
    main()
