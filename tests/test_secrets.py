"""Tests that no secret is shown by a client or its errors, even if a server quotes the key."""

from __future__ import annotations

import json
from typing import Any, List, Optional

import pytest
import requests
from cases import for_each
from support import BOTH, KEY, Driver, failed

from helixagent import HelixAgentClient, ValidationError
from helixagent._core.secret import without_url_secrets
from helixagent.testing import Sandbox

# --- secrets


def shown(client: Any) -> str:
    """Return everything that is printed for a client, its attributes and its settings."""
    options = client._options
    return " ".join(
        map(repr, [client, str(client), f"{client}", vars(client), options, tuple(options), options._asdict()])
    )


@BOTH
def test_secrets_are_not_shown(cls: Any) -> None:
    client = cls(api_key=KEY, default_headers={"X-Gateway": KEY, "Cookie": KEY})
    for made in (client, client.with_options(default_headers={"X-Other": KEY}), client.with_options(token=KEY)):
        assert KEY not in shown(made)
        assert KEY not in repr(made.chat.completions) + repr(vars(made.chat.completions))


def test_the_client_with_a_session_shows_no_secrets() -> None:
    with requests.Session() as session:
        assert KEY not in shown(HelixAgentClient(api_key=KEY, session=session))


def test_an_error_before_sending_shows_no_secret(client: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        client.with_options(api_key=KEY).health(extra_headers={"X-Token": KEY + "\n"})
    assert KEY not in str(caught.value) + repr(caught.value) + repr(vars(caught.value))


@for_each(
    ("text", "shortened"),
    [
        (
            "Max retries exceeded with url: /v1/models?key=K (refused)",
            "Max retries exceeded with url: /v1/models (refused)",
        ),
        ("see http://user:K@host/p?key=K, then stop", "see http://host/p then stop"),
        ("1http://user:K@host/p?K", "1http://host/p"),
        ("host:80/v1?K", "host:80/v1"),
        ("Why? Read /v1?K", "Why? Read /v1"),
        ("a/" * 50_000, "a/" * 50_000),
        ("?/" * 50_000, "?/"),
    ],
)
def test_urls_and_paths_in_messages_of_libraries_are_shortened(text: str, shortened: str) -> None:
    assert without_url_secrets(text) == shortened


# --- a server that quotes the key


def all_of(error: Any) -> str:
    """Return everything that an exception and its causes show or contain."""
    chain: List[BaseException] = []
    link: Optional[BaseException] = error
    while link is not None:
        chain.append(link)
        link = link.__cause__ or link.__context__
    return " ".join([str(x) + repr(x) + repr(x.args) + repr(vars(x)) for x in chain])


KEYS = [KEY, "sk/with/slashes+and==", 'sk"with\\odd<chars>&']


@for_each("key", KEYS)
@for_each("status", [400, 401, 500, 200])
def test_a_key_that_is_quoted_in_json_is_masked(key: str, status: int, driver: Driver, sandbox: Sandbox) -> None:
    body = {"error": {"message": f"Bad key: {key}", "type": key, "code": key, "param": key, "deep": [{key: key}]}}
    for text in (json.dumps(body), json.dumps(body).replace("/", "\\/")):
        sandbox.reply(status, body=text, headers={"content-type": "application/json", "www-authenticate": f"a={key}"})
        error = failed(driver, driver.client(sandbox, api_key=key, max_retries=0))
        assert key not in all_of(error)
        assert repr(key)[1:-1] not in all_of(error)
        assert error.message == "Bad key: ***"


@pytest.mark.parametrize("status", [400, 200])
def test_a_key_that_is_quoted_in_text_is_masked(status: int, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(status, body=f"<html><title>{KEY}</title>Authorization: Bearer {KEY}")
    error = failed(driver, driver.client(sandbox, api_key=lambda: KEY, max_retries=0))
    assert KEY not in all_of(error)
    assert "Bearer ***" in error.body
