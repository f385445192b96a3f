"""Check a published server whose monitoring hangs, which takes the five seconds of the contract."""

from __future__ import annotations

from january_server import January, paths
from raw_server import RawServer

from helixagent import HelixAgent


def test_the_client_does_not_wait_for_hanging_monitoring() -> None:
    state = January()
    state.monitoring_hangs = True
    with RawServer(state) as server, HelixAgent(base_url=server.base_url, compatibility="published") as client:
        health = client.providers.health()
    assert health.status == "degraded"
    assert {name: each.status for name, each in health.providers.items()} == {
        "fake": "healthy",
        "fake2": "healthy",
        "ollama": "healthy",
        "zen": "unhealthy",
    }
    assert "no such host" in health.providers["zen"].error
    # An unhealthy provider is not queried again.
    assert sorted(paths(server)[2:]) == [
        f"GET /v1/providers/{name}/health" for name in ("fake", "fake2", "ollama", "zen")
    ]
