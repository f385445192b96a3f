"""Tests of TLS over real sockets: certificates are checked by default, and a company's certificates can be added."""

from __future__ import annotations

import asyncio
import gc
import inspect
import json
import os
import ssl
import subprocess
import sys
import threading
import warnings
from pathlib import Path
from typing import Any, Iterator, List

import aiohttp
import httpx
import pytest
import requests
from cases import for_each
from raw_server import CERTIFICATE, Peer, RawServer, Seen
from support import Driver

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentClient, NetworkError, ValidationError

with warnings.catch_warnings():
    # The cryptography library warns about Python 3.8.
    warnings.simplefilter("ignore")
    import trustme


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """An authority that nobody trusts."""
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    """The file with the certificate of the authority."""
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


def answer(peer: Peer, request: Seen) -> None:
    peer.respond(b'{"object": "list", "data": [{"id": "mine"}]}')


def serving(authority: trustme.CA, name: str) -> RawServer:
    """A server with a certificate of the authority for a host name."""
    server = RawServer(answer, tls=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    server._tls = context
    return server


@pytest.fixture
def server(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> Iterator[RawServer]:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    with serving(authority, "localhost") as running:
        yield running


def ids(driver: Driver, client: Any) -> List[str]:
    return [model.id for model in driver.run(client.models.list()).data]


def refused(driver: Driver, client: Any) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        driver.run(client.models.list())
    return caught.value


def test_an_unknown_authority_is_refused_by_default(driver: Driver, server: RawServer) -> None:
    error = refused(driver, driver.client(server, api_key="k", max_retries=0))
    assert "certificate" in str(error).lower() and server.requests == []


def test_a_certificate_for_another_name_is_refused(
    httpx_driver: Driver, authority: trustme.CA, ca_file: Path, server: RawServer
) -> None:
    with serving(authority, "models.example") as other:
        client = httpx_driver.client(other, verify=str(ca_file), max_retries=0)
        assert "hostname" in str(refused(httpx_driver, client)).lower() and other.requests == []


@pytest.mark.parametrize("form", ["path", "string", "folder", "context", "nothing checked"])
def test_certificates_passed_as_verify_are_trusted(
    form: str, httpx_driver: Driver, authority: trustme.CA, server: RawServer, ca_file: Path
) -> None:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    if form == "folder":
        # OpenSSL finds certificates in a folder by a hash of their names.
        command = ["openssl", "x509", "-noout", "-hash", "-in", str(ca_file)]
        name = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        (ca_file.parent / f"{name}.0").write_bytes(ca_file.read_bytes())
    verify: Any = {
        "path": ca_file,
        "string": str(ca_file),
        "folder": str(ca_file.parent),
        "context": context,
        "nothing checked": False,
    }[form]
    client = httpx_driver.client(server, verify=verify, max_retries=0)
    assert ids(httpx_driver, client) == ["mine"]
    assert ids(httpx_driver, client.with_options(timeout=60)) == ["mine"]
    assert server.connections == 1


def test_verify_applies_to_acreate_and_websockets(server: RawServer, ca_file: Path) -> None:
    with HelixAgent(base_url=server.base_url, verify=str(ca_file), max_retries=0) as client:
        # The response has no fields of a completion, but it is parsed anyway.
        assert asyncio.run(client.completions.acreate(prompt="Hello")).to_dict()["data"] == [{"id": "mine"}]
        assert client._transport.ssl_context.get_ca_certs() != []
        assert client._transport.ssl_context is client.with_options(timeout=1)._transport.ssl_context


def test_disabling_checks_for_one_client_does_not_affect_others(server: RawServer) -> None:
    with HelixAgent(base_url=server.base_url, verify=False) as careless:
        assert careless.models.list().data
        with HelixAgent(base_url=server.base_url, max_retries=0) as careful, pytest.raises(NetworkError):
            careful.models.list()


def test_certificates_of_the_environment_are_used(server: RawServer, ca_file: Path, tmp_path: Path) -> None:
    script = """if True:
        import sys
        from helixagent import HelixAgent
        print(HelixAgent(base_url=sys.argv[1]).models.list().data[0].id)
        """
    environment = {**os.environ, "SSL_CERT_FILE": str(ca_file)}
    command = [sys.executable, "-c", script, server.base_url]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("mine\n", "")


# The default certificates are loaded by the first connection that needs them.
_CALLS = """if True:
    import asyncio, json, sys
    from helixagent import AsyncHelixAgent, HelixAgent, ValidationError

    async def call(client):
        try:
            models = await client.models.list() if isinstance(client, AsyncHelixAgent) else client.models.list()
            return models.data[0].id
        except ValidationError as error:
            return str(error)

    async def main(kind):
        client = kind(base_url=sys.argv[1])
        client.models
        before = set(sys.modules)
        said = await call(client)
        print(json.dumps([said, sorted(set(sys.modules) - before)]))

    for kind in (HelixAgent, AsyncHelixAgent):
        asyncio.run(main(kind))
    """


def said_with(server: RawServer, certificates: Path) -> List[Any]:
    """Return the results of two calls in a new process that trusts these certificates, and the modules they load."""
    environment = {**os.environ, "SSL_CERT_FILE": str(certificates)}
    command = [sys.executable, "-c", _CALLS, server.base_url]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_first_call_over_tls_loads_no_module(server: RawServer, ca_file: Path) -> None:
    assert said_with(server, ca_file) == [["mine", []]] * 2


def test_certificates_that_cannot_be_loaded_raise_a_clear_error(server: RawServer, tmp_path: Path) -> None:
    for said, _ in said_with(server, tmp_path / "nothing.pem"):
        assert said.startswith("SSL_CERT_FILE, ") and said.endswith("FileNotFoundError.")
    assert server.requests == []


# aiohttp before 3.12 has no public way to abort a TLS connection that is idle.
ABORTS = "abort_ssl" in inspect.signature(aiohttp.TCPConnector.close).parameters


@pytest.mark.parametrize("http_client", [None, "aiohttp"] if ABORTS else [None])
def test_an_async_client_ends_with_its_loop_even_if_the_server_does_not_close_tls(http_client: Any) -> None:
    ended = threading.Event()

    def answer_once(peer: Peer, request: Seen) -> bool:
        answer(peer, request)
        return ended.wait(60)

    async def ask() -> None:
        async with AsyncHelixAgent(base_url=server.base_url, verify=CERTIFICATE, http_client=http_client) as client:
            await client.models.list()

    with RawServer(answer_once, tls=True) as server:
        asyncio.run(ask())
        # A connection that is not closed would cause a warning, which fails the test.
        gc.collect()
        ended.set()


def test_an_http_client_and_a_session_of_the_user_keep_their_settings(server: RawServer, ca_file: Path) -> None:
    context = ssl.create_default_context(cafile=str(ca_file))
    with httpx.Client(verify=context) as mine:
        assert HelixAgent(base_url=server.base_url, http_client=mine).models.list().data
        with pytest.raises(ValidationError, match="http_client") as caught:
            HelixAgent(base_url=server.base_url, http_client=mine, verify=False)
        assert caught.value.param == "verify"
    with requests.Session() as session:
        session.verify = str(ca_file)
        assert HelixAgentClient(base_url=server.base_url, session=session).models.list().data
        with pytest.raises(ValidationError, match="session"):
            HelixAgentClient(base_url=server.base_url, session=session, verify=False)


@for_each("cls", [HelixAgent, AsyncHelixAgent])
@for_each("verify", [None, 1, "no-such-file.pem", __file__, "nul\0byte", object()])
def test_invalid_values_of_verify_are_refused(cls: Any, verify: Any) -> None:
    with pytest.raises(ValidationError, match="verify") as caught:
        cls(base_url="http://localhost:1", verify=verify)
    assert caught.value.param == "verify"
