"""Tests of `vcr_config`: cassettes that play back without a server, and contain no secrets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, Iterator, List

import httpx
import pytest
import vcr
from support import USER, Driver

from helixagent import HelixAgentError
from helixagent.testing import Sandbox, chat_completion_chunks, vcr_config
from helixagent_client import models

PASSWORD = "canary password"
LLM = {"provider": "p", "model": "m", "api_key": "canary-llm-key"}


@pytest.fixture
def stoppable() -> Iterator[Sandbox]:
    """A separate sandbox that the test may stop."""
    with Sandbox() as running:
        yield running


def told(driver: Driver, client: Any) -> List[Any]:
    """Return the results of calls with secrets of all kinds. Each secret contains the word canary."""
    run = driver.run
    register: Dict[str, Any] = {"username": "ada", "email": "ada@example.com", "password": PASSWORD}
    webhook = {"url": "http://localhost:9/", "secret": "canary-hook", "headers": {"X-Token": "canary-header"}}
    provider = {"name": "Mine", "type": "openai_compatible", "api_key": "canary-provider", "model": "m"}
    account = run(client.auth.register(**register))
    signed_in = run(client.auth.login(username="ada", password=PASSWORD))
    results = [
        account.user.username,
        type(signed_in).__name__,
        run(client.webhooks.create(**webhook)).id,
        run(client.providers.add(base_url="https://x.example", config={"inner": "canary-config"}, **provider)).id,
        run(client.debates.create(topic="x", participants=[{"name": name, "llms": [LLM]} for name in "ab"])).debate_id,
        run(client.tasks.create(type="t", payload={"deep": [{"password": "canary-deep"}]})).id,
        driver.chat(client).choices[0].message.content,
        driver.chat(client, logprobs=True).choices[0].logprobs.content[0].token,
    ]
    with pytest.raises(HelixAgentError) as caught:
        run(client.models.list(extra_query={"api_key": "canary-query"}))
    return [*results, type(caught.value)]


def quoting(sandbox: Sandbox) -> None:
    message = "Bad key canary-of-the-client, see https://x.example/?key=canary-key"
    headers = {"set-cookie": "session=canary-cookie", "x-debug": "canary-debug", "location": "/?token=canary-location"}
    sandbox.reply(401, json={"error": {"message": message.partition(",")[0]}}, headers=headers, operation="models.list")


def test_a_cassette_contains_no_secrets(driver: Driver, stoppable: Sandbox, tmp_path: Path) -> None:
    options = {"max_retries": 0, "default_headers": {"X-Own": "canary-own", "Cookie": "a=canary-cookie"}}
    client = driver.client(stoppable, api_key="canary-of-the-client", **options)
    quoting(stoppable)
    recorder = vcr.VCR(**vcr_config(cassette_library_dir=str(tmp_path)))
    with recorder.use_cassette("calls.yaml"):
        recorded = told(driver, client)
    token = json.loads(_answer(stoppable, "ada"))["token"]
    stoppable.stop()
    text = " ".join((tmp_path / "calls.yaml").read_text().split())
    assert "canary" not in text and token.partition(".")[0] not in text
    assert "helixagent-ensemble" in text and USER[0]["content"] in text and text.count("***") > 8
    with recorder.use_cassette("calls.yaml", record_mode="none") as cassette:
        assert told(driver, client) == recorded
        assert cassette.all_played
    # The words of a response are not secrets, although their field is called `token`.
    assert recorded[-2] != "***"


def _answer(sandbox: Sandbox, name: str) -> str:
    body = {"username": name, "password": PASSWORD}
    return httpx.post(sandbox.base_url + "/v1/auth/login", json=body, trust_env=False, verify=False).text


def test_streams_play_back(httpx_driver: Driver, stoppable: Sandbox, tmp_path: Path) -> None:
    client = httpx_driver.client(stoppable, api_key="canary-of-the-client")
    stoppable.reply(chat_completion_chunks(["Your key is ", "canary-of-the-client"]))
    recorder = vcr.VCR(**vcr_config(cassette_library_dir=str(tmp_path)))

    async def read(stream: Any) -> List[Any]:
        return [chunk async for chunk in stream]

    texts = []
    for _ in range(2):
        with recorder.use_cassette("stream.yaml"):
            stream = httpx_driver.chat(client, stream=True)
            chunks = httpx_driver.run(read(stream)) if httpx_driver.is_async else list(stream)
        texts.append("".join(chunk.choices[0].delta.content or "" for chunk in chunks))
        stoppable.stop()
    assert texts == ["Your key is canary-of-the-client", "Your key is ***"]


def test_custom_settings_and_functions(driver: Driver, sandbox: Sandbox, tmp_path: Path) -> None:
    seen: List[Any] = []

    def request(made: Any) -> Any:
        seen.append(dict(made.headers))
        return None if made.path == "/health" else made

    def response(made: Any) -> Any:
        seen.append(made["status"]["code"])
        return made

    config = vcr_config(
        before_record_request=request,
        before_record_response=response,
        keep_headers=["X-Kept"],
        cassette_library_dir=str(tmp_path),
        record_mode="new_episodes",
    )
    client = driver.client(sandbox, api_key="canary", default_headers={"X-Kept": "1", "X-Own": "2"})
    with vcr.VCR(**config).use_cassette("own.yaml"):
        driver.run(client.health())
        driver.run(client.models.list())
    headers = {name.lower() for shown in seen if isinstance(shown, dict) for name in shown}
    assert "x-kept" in headers and not headers & {"x-own", "authorization"} and 200 in seen
    text = (tmp_path / "own.yaml").read_text()
    assert "/v1/models" in text and "/health" not in text and "X-Own" not in text
    assert vcr_config(decode_compressed_response=False)["decode_compressed_response"] is False


def test_the_secret_fields_match_the_spec() -> None:
    """A secret field that is added to the spec is masked automatically. This list has the secret fields of today."""
    found = {
        f"{name}.{field}" for name in models.__all__ for field in getattr(getattr(models, name), "SECRETS", frozenset())
    }
    assert found >= {"AuthToken.token", "ProviderRequest.api_key", "WebhookRequest.secret", "LoginRequest.password"}
    scrub = vcr_config()["before_record_response"]
    for name in sorted({field.partition(".")[2] for field in found} - {"config", "headers"}):
        body = json.dumps({name: "canary", "other": "kept"}).encode()
        shown = scrub({"status": {"code": 200}, "headers": {}, "body": {"string": body}})["body"]["string"]
        assert json.loads(shown) == {name: "***", "other": "kept"}


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"no json", None, b"[1]"])
def test_unusual_bodies_are_unchanged(body: Any) -> None:
    made = {"status": {"code": 200}, "headers": {"Date": ["now"]}, "body": {"string": body}}
    assert vcr_config()["before_record_response"](made) == made
    assert vcr_config()["before_record_response"](None) is None
