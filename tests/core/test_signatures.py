"""Tests of webhook signatures, HelixAgent's and Standard Webhooks', against openssl and with arbitrary input."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import pickle
import subprocess
import sys
from typing import Any, Dict, List

import pytest
from cases import for_each
from hypothesis import given, strategies as st

import helixagent
from helixagent import ValidationError, WebhookVerificationError, verify_standard_webhook, verify_webhook_signature
from helixagent._core.webhooks import unwrap
from helixagent_client.models import WebhookEvent

SECRET = "your-webhook-secret"
# The contract's test vector: 265 bytes.
BODY = (
    b'{"data":{"duration_ms":1234},"event":"task.completed","task":{"id":"6f1c2a34-0000-4000-8000-000000000001",'
    b'"name":"demo","progress":100,"status":"completed","type":"llm_completion"},'
    b'"task_id":"6f1c2a34-0000-4000-8000-000000000001","timestamp":"2026-01-05T02:06:30Z"}'
)
# The test vector that the Standard Webhooks libraries of all languages share.
STANDARD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
STANDARD_BODY = b'{"test": 2432232314}'
STANDARD_TIME = 1614265330
STANDARD_HEADERS = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": str(STANDARD_TIME),
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}


def openssl_hmac(body: bytes, secret: str) -> str:
    command = ["openssl", "dgst", "-sha256", "-hmac", secret]
    answer = subprocess.run(command, input=body, stdout=subprocess.PIPE, check=True).stdout.decode()
    return "sha256=" + answer.split()[-1]


def signed(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def standard_headers(
    body: bytes, key: bytes, timestamp: Any = STANDARD_TIME, message_id: str = "msg_1"
) -> Dict[str, str]:
    content = f"{message_id}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return {"webhook-id": message_id, "webhook-timestamp": str(timestamp), "webhook-signature": f"v1,{signature}"}


def verify_standard(
    body: Any, headers: Any, secret: Any = STANDARD_SECRET, now: float = STANDARD_TIME, **more: Any
) -> bool:
    return verify_standard_webhook(body, headers, secret, clock=lambda: now, **more)


class TestOwnSignature:
    def test_the_contracts_vector_with_the_openssl_signature(self) -> None:
        assert len(BODY) == 265
        signature = openssl_hmac(BODY, SECRET)
        assert verify_webhook_signature(BODY, signature, SECRET) is True
        assert verify_webhook_signature(BODY.decode(), signature.encode(), SECRET.encode()) is True
        assert verify_webhook_signature(bytearray(BODY), signature, SECRET) is True
        assert verify_webhook_signature(memoryview(BODY), signature, SECRET) is True

    def test_text_is_signed_as_utf_8(self) -> None:
        body = '{"naïve": "日本 🚀"}'
        signature = openssl_hmac(body.encode(), SECRET)
        assert verify_webhook_signature(body, signature, SECRET)
        assert verify_webhook_signature(body.encode(), signature, SECRET)

    def test_one_changed_bit_of_the_body_is_refused(self) -> None:
        signature = signed(BODY)
        for index in range(len(BODY)):
            tampered = bytearray(BODY)
            tampered[index] ^= 1
            assert not verify_webhook_signature(bytes(tampered), signature, SECRET)
        assert not verify_webhook_signature(BODY + b"\n", signature, SECRET)

    def test_one_changed_character_of_the_signature_is_refused(self) -> None:
        signature = signed(BODY)
        for index, character in enumerate(signature):
            other = "0" if character != "0" else "1"
            assert not verify_webhook_signature(BODY, signature[:index] + other + signature[index + 1 :], SECRET)

    @for_each(
        "alter",
        [
            lambda signature: signature[len("sha256=") :],
            lambda signature: signature.upper(),
            lambda signature: "sha256=" + signature[len("sha256=") :].upper(),
            lambda signature: "SHA256=" + signature[len("sha256=") :],
            lambda signature: "sha1=" + signature[len("sha256=") :],
            lambda signature: signature + " ",
            lambda signature: signature + "\n",
            lambda signature: signature[:-1],
            lambda signature: signature + "0",
            lambda signature: f"sha256=0,{signature}",
            lambda signature: f"{signature} {signature}",
            lambda signature: signature * 100_000,
            lambda signature: signature.replace("=", "＝"),
            lambda signature: "\ud800" + signature,
            lambda signature: [signature],
            lambda signature: {"v": signature},
            lambda signature: 7,
            lambda signature: None,
            lambda signature: "",
            lambda signature: b"",
        ],
    )
    def test_anything_but_the_exact_format_is_refused(self, alter: Any) -> None:
        assert verify_webhook_signature(BODY, alter(signed(BODY)), SECRET) is False

    @pytest.mark.parametrize("body", [None, {}, 7, "\udc80", object()])
    def test_a_body_must_be_bytes(self, body: Any) -> None:
        assert verify_webhook_signature(body, signed(b""), SECRET) is False

    @given(
        st.one_of(st.none(), st.binary(), st.text(st.characters())),
        st.one_of(st.none(), st.binary(), st.text(st.characters()), st.text("sha256=0123456789abcdefABCDEF, ")),
    )
    def test_arbitrary_input_never_raises_and_never_passes(self, body: Any, signature: Any) -> None:
        assert verify_webhook_signature(body, signature, SECRET) is False

    @given(st.binary(), st.binary(min_size=1))
    def test_signed_bodies_pass(self, body: bytes, secret: bytes) -> None:
        signature = "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()
        assert verify_webhook_signature(body, signature, secret)

    def test_several_secrets_during_rotation(self) -> None:
        old, new = signed(BODY, "old"), signed(BODY, "new")
        for secrets in (["new", "old"], ("old", b"new"), {"old", "new"}):
            assert verify_webhook_signature(BODY, old, secrets)
            assert verify_webhook_signature(BODY, new, secrets)
        assert verify_webhook_signature(BODY, old, (each for each in ["new", "old"]))
        assert not verify_webhook_signature(BODY, signed(BODY, "older"), ["new", "old"])

    @pytest.mark.parametrize(
        ("secret", "name"),
        [
            ("", "secret"),
            (b"", "secret"),
            (None, "secret"),
            ([], "secret"),
            (["new", None], "secret[1]"),
            (["", "old"], "secret[0]"),
            (12345, "secret"),
            ("\ud800", "secret"),
        ],
    )
    def test_a_missing_secret_is_a_programming_error(self, secret: Any, name: str) -> None:
        for verify in (
            lambda: verify_webhook_signature(BODY, None, secret),
            lambda: verify_standard_webhook(BODY, {}, secret),
            lambda: unwrap(BODY, {}, secret),
        ):
            with pytest.raises(ValidationError) as caught:
                verify()
            assert caught.value.param == name
            assert str(caught.value).startswith(name)
            assert "12345" not in str(caught.value)

    def test_every_comparison_is_constant_time(self) -> None:
        """hmac.compare_digest compares each secret's signature with each received one, whether or not they match."""
        compared: List[Any] = []

        def record(frame: Any, event: str, function: Any) -> None:
            if event == "c_call" and function is hmac.compare_digest:
                compared.append(frame.f_code.co_name)

        headers = {**STANDARD_HEADERS, "webhook-signature": STANDARD_HEADERS["webhook-signature"] + " v1,x v2,y"}
        sys.setprofile(record)
        try:
            own = verify_webhook_signature(BODY, signed(BODY, "old"), ["old", "new", "newer"])
            own_count = len(compared)
            standard = verify_standard(STANDARD_BODY, headers, [STANDARD_SECRET, "whsec_bmV3"])
        finally:
            sys.setprofile(None)
        assert (own, own_count) == (True, 3)
        assert (standard, len(compared) - own_count) == (True, 6)


class TestStandardWebhooks:
    def test_the_shared_vector(self) -> None:
        assert verify_standard(STANDARD_BODY, STANDARD_HEADERS) is True
        assert verify_standard(STANDARD_BODY.decode(), STANDARD_HEADERS, STANDARD_SECRET.encode()) is True
        assert not verify_standard(STANDARD_BODY + b" ", STANDARD_HEADERS)
        assert not verify_standard(STANDARD_BODY, STANDARD_HEADERS, "whsec_" + base64.b64encode(b"another").decode())

    def test_the_id_and_the_time_are_also_signed(self) -> None:
        assert not verify_standard(STANDARD_BODY, {**STANDARD_HEADERS, "webhook-id": "msg_2"})
        assert not verify_standard(STANDARD_BODY, {**STANDARD_HEADERS, "webhook-timestamp": str(STANDARD_TIME + 1)})

    @pytest.mark.parametrize(("away", "passes"), [(0, True), (300, True), (-300, True), (301, False), (-301, False)])
    def test_the_time_may_differ_by_five_minutes(self, away: int, passes: bool) -> None:
        assert verify_standard(STANDARD_BODY, STANDARD_HEADERS, now=STANDARD_TIME + away) is passes

    @pytest.mark.parametrize(
        ("tolerance", "passes"), [(10, True), (9.99, False), (float("inf"), True), (float("nan"), False), (-1, False)]
    )
    def test_the_caller_sets_the_tolerance(self, tolerance: float, passes: bool) -> None:
        now = STANDARD_TIME + 10
        assert verify_standard(STANDARD_BODY, STANDARD_HEADERS, now=now, tolerance=tolerance) is passes

    @for_each(
        "timestamp",
        ["", "-1", "+1614265330", "1_614_265_330", " 1614265330", "1614265330.0", "１６", "9" * 5000, "1e9", "\ud800"],
    )
    def test_a_time_in_another_format_is_refused_even_if_it_is_signed(self, timestamp: str) -> None:
        key = base64.b64decode(STANDARD_SECRET[len("whsec_") :])
        headers = standard_headers(b"{}", key)
        headers["webhook-timestamp"] = timestamp
        content = f"msg_1.{timestamp}.{{}}".encode("utf-8", "surrogatepass")
        digest = hmac.new(key, content, hashlib.sha256).digest()
        headers["webhook-signature"] = "v1," + base64.b64encode(digest).decode()
        assert verify_standard(b"{}", headers) is False

    def test_several_signatures_and_several_secrets(self) -> None:
        old, new = standard_headers(b"{}", b"old key"), standard_headers(b"{}", b"new key")
        both = {**old, "webhook-signature": f"v1a,AAAA {old['webhook-signature']}  {new['webhook-signature']}"}
        for key in (b"old key", b"new key"):
            secret = "whsec_" + base64.b64encode(key).decode()
            assert verify_standard(b"{}", both, secret)
            assert verify_standard(b"{}", standard_headers(b"{}", key), ["whsec_AAAA", secret])
        assert not verify_standard(b"{}", both, "whsec_AAAA")
        # Only v1 is an HMAC, so the same digest under another name proves nothing.
        renamed = {**old, "webhook-signature": old["webhook-signature"].replace("v1,", "v1a,")}
        assert not verify_standard(b"{}", renamed, "whsec_" + base64.b64encode(b"old key").decode())

    def test_secrets_with_and_without_the_prefix_or_the_padding(self) -> None:
        key = b"0123456789abcdef0123456789abcdef"
        encoded = base64.b64encode(key).decode()
        for secret in (f"whsec_{encoded}", f"whsec_{encoded.rstrip('=')}", encoded, key):
            assert verify_standard(b"{}", standard_headers(b"{}", key), secret), secret
        assert verify_standard(b"{}", standard_headers(b"{}", SECRET.encode()), SECRET)

    @pytest.mark.parametrize("secret", ["whsec_", "whsec_not base64!", "whsec_A"])
    def test_a_secret_that_is_not_base64_is_a_programming_error(self, secret: str) -> None:
        with pytest.raises(ValidationError) as caught:
            verify_standard(b"{}", {}, secret)
        assert "base64 after whsec_" in str(caught.value)
        assert "not base64!" not in str(caught.value)

    @pytest.mark.parametrize(
        "headers",
        [
            {name.title(): value for name, value in STANDARD_HEADERS.items()},
            {name.upper().encode(): value.encode() for name, value in STANDARD_HEADERS.items()},
            list(STANDARD_HEADERS.items()),
            [(name.encode(), value.encode()) for name, value in STANDARD_HEADERS.items()],
            [*STANDARD_HEADERS.items(), ("webhook-id", "another"), ("webhook-signature", "v1,AAAA")],
        ],
    )
    def test_headers_of_every_type(self, headers: Any) -> None:
        assert verify_standard(STANDARD_BODY, headers)

    @for_each("missing", sorted(STANDARD_HEADERS))
    @for_each("value", [None, "", 7, ["x"]])
    def test_a_missing_header_is_refused(self, missing: str, value: Any) -> None:
        assert verify_standard(STANDARD_BODY, {**STANDARD_HEADERS, missing: value}) is False
        assert verify_standard(STANDARD_BODY, {k: v for k, v in STANDARD_HEADERS.items() if k != missing}) is False
        assert verify_standard(STANDARD_BODY, None) is False

    @given(
        st.one_of(st.none(), st.binary(), st.text(st.characters())),
        st.dictionaries(
            st.one_of(st.sampled_from(sorted(STANDARD_HEADERS)), st.text(st.characters()), st.none(), st.integers()),
            st.one_of(st.none(), st.binary(), st.text(st.characters()), st.integers(), st.text("v1,= 0123456789")),
        ),
    )
    def test_arbitrary_input_never_raises_and_never_passes(self, body: Any, headers: Any) -> None:
        assert verify_standard(body, headers) is False


class TestUnwrap:
    def test_the_contracts_vector(self) -> None:
        event = unwrap(BODY, {"x-helixagent-signature": openssl_hmac(BODY, SECRET)}, ["older", SECRET])
        assert isinstance(event, WebhookEvent)
        # Published servers name it `event`. Both names work.
        assert (event.type, event.event) == ("task.completed", "task.completed")
        assert event.timestamp is not None and event.timestamp.year == 2026
        assert event.data == {"duration_ms": 1234}
        assert event.task_id == "6f1c2a34-0000-4000-8000-000000000001"

    @pytest.mark.parametrize("form", [bytes, bytearray, memoryview, bytes.decode])
    def test_the_canonical_body(self, form: Any) -> None:
        body = b'{"id":"evt_1","type":"debate.finished","timestamp":"2026-01-05T02:06:30Z","data":{"x":1},"new":true}'
        event = unwrap(form(body), [(b"X-HELIXAGENT-SIGNATURE", signed(body).encode())], SECRET)
        assert (event.id, event.type) == ("evt_1", "debate.finished")
        assert event.to_dict()["new"] is True

    def test_standard_webhooks(self) -> None:
        body = b'{"type":"task.started","data":{}}'
        headers = standard_headers(body, SECRET.encode(), timestamp=1000)
        assert unwrap(body, headers, SECRET, clock=lambda: 1299.0).type == "task.started"
        with pytest.raises(WebhookVerificationError, match=r"webhook-timestamp is more than 300 seconds away"):
            unwrap(body, headers, SECRET, clock=lambda: 1301.0)
        # A valid header of HelixAgent does not make up for it.
        with pytest.raises(WebhookVerificationError, match="webhook-timestamp"):
            unwrap(body, {**headers, "X-HelixAgent-Signature": signed(body)}, SECRET, clock=lambda: 1301.0)

    @pytest.mark.parametrize(
        ("headers", "said"),
        [
            ({}, "The request has no X-HelixAgent-Signature."),
            (
                {"X-HelixAgent-Signature": "sha256=00"},
                "The X-HelixAgent-Signature does not match the body and the secret.",
            ),
            ({"webhook-signature": "v1,AA"}, "The request has no webhook-id."),
            (
                {**STANDARD_HEADERS, "webhook-timestamp": "x"},
                "The webhook-timestamp is not a Unix time in whole seconds.",
            ),
            (STANDARD_HEADERS, "The webhook-signature does not match the body and the secret."),
        ],
    )
    def test_the_message_says_which_check_failed_and_no_secret(self, headers: Any, said: str) -> None:
        with pytest.raises(WebhookVerificationError) as caught:
            unwrap(BODY, headers, SECRET, clock=lambda: STANDARD_TIME)
        assert said in str(caught.value)
        assert SECRET not in str(caught.value) and signed(BODY) not in str(caught.value)

    @pytest.mark.parametrize("body", [b"", b"[]", b"7", b"{", b"\xff\xfe", b"[" * 100_000])
    def test_a_signed_body_that_is_not_an_event(self, body: bytes) -> None:
        with pytest.raises(WebhookVerificationError, match="not a JSON object"):
            unwrap(body, {"X-HelixAgent-Signature": signed(body)}, SECRET)

    @given(
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
        )
    )
    def test_any_signed_object_is_parsed(self, value: Any) -> None:
        body = json.dumps({"type": value, "event": value, "data": value, "timestamp": value, "task": value}).encode()
        unwrap(body, {"X-HelixAgent-Signature": signed(body)}, SECRET)


def test_the_public_names() -> None:
    assert helixagent.verify_webhook_signature is verify_webhook_signature
    for name in ("verify_webhook_signature", "verify_standard_webhook", "WebhookVerificationError", "image_data_url"):
        assert name in helixagent.__all__ and name in dir(helixagent)
    error = pickle.loads(pickle.dumps(WebhookVerificationError("no")))
    assert isinstance(error, helixagent.HelixAgentError) and error.message == "no"
