"""The measured process: runs one scenario with one peer and prints its figures as one line of JSON."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
from typing import Dict

import peers
import scenarios


def versions(peer: peers.Peer) -> Dict[str, str]:
    """Return the installed version of each package of the peer; a bare checkout has none."""
    found = {}
    for name in peer.DISTRIBUTIONS:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "checkout"
    return found


def main() -> None:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peer", choices=sorted(peers.MODULES))
    parser.add_argument("scenario", choices=["versions", *scenarios.SCENARIOS])
    parser.add_argument("--url", default="", help="base URL of the benchmark server, without /v1")
    parser.add_argument("--smoke", action="store_true", help="a few units of work only")
    arguments = parser.parse_args()
    peer = peers.load(arguments.peer)
    if arguments.scenario == "versions":
        print(json.dumps(versions(peer)))
        return
    size = scenarios.SMOKE if arguments.smoke else scenarios.FULL
    print(json.dumps(scenarios.SCENARIOS[arguments.scenario](peer, arguments.url, size)))


if __name__ == "__main__":
    main()
