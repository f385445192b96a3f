"""Tests of the commands that ask models, with output to a pipe: chat, complete, ensemble, embed, ocr and vision."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any, Dict, List

import pytest
from cli_support import ran, run, spawn
from support import COMPLETION

from helixagent.testing import Sandbox

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def body(sandbox: Sandbox) -> Dict[str, Any]:
    """Return the body of the last request."""
    found: Dict[str, Any] = sandbox.requests[-1].json()
    return found


def chunks(*texts: str, finish: str = "stop") -> List[Dict[str, Any]]:
    """Return the chunks of a streamed response."""
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1703123456, "model": "m"}
    made = [{**head, "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]} for text in texts]
    return [*made, {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]}]


# --- chat


def test_a_response_is_streamed_as_plain_text(server: Sandbox) -> None:
    assert ran("chat", "What", "is", "the", "capital of France?").out == "Paris is the capital of France.\n"
    assert body(server) == {
        "model": "helixagent-ensemble",
        "messages": [{"role": "user", "content": "What is the capital of France?"}],
        "stream": True,
    }


def test_the_text_in_a_pipe_is_unchanged(server: Sandbox) -> None:
    text = "**bold** [red]\x1b[31m\n\n| a |\n"
    server.reply(chunks=chunks(text[:9], text[9:]))
    assert ran("chat", "hi").out == text


def test_the_options_of_chat(server: Sandbox) -> None:
    ran("chat", "-m", "qwen-max", "-s", "Be brief.", "--max-tokens", "50", "--temperature", "0.5", "hi")
    sent = body(server)
    assert sent.pop("messages") == [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "hi"}]
    assert sent == {"model": "qwen-max", "max_tokens": 50, "temperature": 0.5, "stream": True}


@pytest.mark.parametrize(
    ("args", "text"),
    [
        ((), "a\nb"),
        (("-",), "a\nb"),
        (("Sum", "up:", "-"), "Sum up:\n\na\nb"),
        (("-", "Sum", "this", "up."), "a\nb\n\nSum this up."),
    ],
)
def test_standard_input_is_the_prompt_or_part_of_it(args: Any, text: str, server: Sandbox) -> None:
    ran("chat", *args, input="\ufeffa\nb\n")
    assert body(server)["messages"][0]["content"] == text


def test_input_that_is_not_text_is_refused(server: Sandbox) -> None:
    done = run("chat", input=b"\xff\xfe")
    assert done.code == 2 and "The prompt on standard input is not UTF-8 text." in done.err
    assert server.requests == []


def test_a_truncated_response_causes_a_warning_on_the_error_stream(server: Sandbox) -> None:
    server.reply(chunks=chunks("Once", finish="length"))
    done = run("chat", "hi")
    assert (done.code, done.out) == (0, "Once\n")
    assert "The response was cut off" in done.err


def test_a_refusal_is_printed_like_a_response(server: Sandbox) -> None:
    refused = chunks("x")
    refused[0]["choices"][0]["delta"] = {"refusal": "I would rather not."}
    server.reply(chunks=refused)
    assert ran("chat", "hi").out == "I would rather not.\n"


def test_text_before_a_failure_is_kept_and_its_line_ended(server: Sandbox) -> None:
    done = run("chat", "-m", "sandbox/cut:3", "Explain quantum computing")
    assert done.code == 4
    assert done.out == "Quantum computing\n"
    assert done.err.startswith("Error: ")


def test_the_complete_response_as_json(server: Sandbox) -> None:
    answer = ran("chat", "-o", "json", "capital of France").json()
    assert answer["choices"][0]["message"]["content"] == "Paris is the capital of France."
    assert answer["ensemble"]["providers_used"]
    assert "stream" not in body(server)


def test_a_response_in_json(server: Sandbox) -> None:
    assert "answer" in ran("chat", "--json", "hi").json()
    assert body(server)["response_format"] == {"type": "json_object"}


def test_a_response_with_a_schema(server: Sandbox, tmp_path: Path) -> None:
    schema = {"title": "A person!", "type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
    file = tmp_path / "person.json"
    file.write_text(json.dumps(schema))
    assert set(ran("chat", "--schema", str(file), "--strict", "Ada").json()) == {"name"}
    assert body(server)["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "A_person_", "schema": schema, "strict": True},
    }


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"{", "The value is not JSON"), (b"[]", "must be a JSON object"), (b"\xff", "is not UTF-8 text")],
)
def test_a_file_that_is_not_a_schema(content: bytes, problem: str, server: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "schema.json"
    file.write_bytes(content)
    done = run("chat", "--schema", str(file), "hi")
    assert done.code == 2 and problem in done.err
    assert server.requests == []


@pytest.mark.parametrize(("finish", "reason"), [("length", "it was cut off"), ("stop", "does the model support")])
def test_a_response_that_is_not_json_as_requested(finish: str, reason: str, server: Sandbox) -> None:
    choice = {"index": 0, "message": {"role": "assistant", "content": '{"a": '}, "finish_reason": finish}
    server.reply(json={**COMPLETION, "choices": [choice]})
    done = run("chat", "--json", "hi")
    assert (done.code, done.out) == (1, "")
    assert f"The response is not JSON; {reason}" in done.err


@pytest.mark.parametrize("args", [["--json", "--schema", "x.json"], ["--strict"], ["--schema", "no-such-file.json"]])
def test_options_that_cannot_be_combined(args: List[str], server: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    assert run("chat", *(str(tmp_path / arg) if arg == "x.json" else arg for arg in args), "hi").code == 2
    assert server.requests == []


# --- complete


def test_a_text_is_continued(server: Sandbox) -> None:
    done = ran(
        "complete", "The future of technology is", "--suffix", "!", "--stop", "X", "--stop", "Y", "--max-tokens", "99"
    )
    assert done.out.startswith(" shared by those")
    assert body(server) == {
        "model": "helixagent-ensemble",
        "prompt": "The future of technology is",
        "suffix": "!",
        "stop": ["X", "Y"],
        "max_tokens": 99,
        "stream": True,
    }


def test_a_completion_as_json(server: Sandbox) -> None:
    assert ran("complete", "-o", "json", input="Once upon a time").json()["object"] == "text_completion"
    assert body(server)["prompt"] == "Once upon a time"


# --- ensemble


def test_the_response_of_an_ensemble(server: Sandbox) -> None:
    options = ["--strategy", "majority_vote", "--min-providers", "2", "--confidence", "0.7", "--prefer", "qwen"]
    assert ran("ensemble", *options, "-s", "Be brief.", "hi").out.startswith("Hello!")
    sent = body(server)
    assert sent["ensemble_config"] == {
        "strategy": "majority_vote",
        "min_providers": 2,
        "confidence_threshold": 0.7,
        "preferred_providers": ["qwen"],
    }
    assert sent["messages"][0] == {"role": "system", "content": "Be brief."}
    ran("ensemble", "hi")
    assert "ensemble_config" not in body(server)


def test_the_vote_as_json(server: Sandbox) -> None:
    assert ran("ensemble", "hi", "-o", "json").json()["ensemble"]["scores"]


# --- embed


def test_vectors_as_a_table_and_as_json(server: Sandbox) -> None:
    rows = ran("embed", "one", "two " * 30, "--dimensions", "4").out.splitlines()
    assert rows[0].split() == ["Text", "Length", "Norm", "Begins"]
    assert rows[1].split()[:3] == ["one", "4", "1.0000"]
    assert rows[2].startswith("two two") and "… " in rows[2]
    assert body(server)["model"] == "text-embedding-3-small"
    vectors = ran("embed", "one", "--dimensions", "4", "-m", "m", "-o", "json").json()
    assert len(vectors["data"][0]["embedding"]) == 4 and body(server)["model"] == "m"


def test_texts_from_standard_input(server: Sandbox) -> None:
    ran("embed", input="a\nb\n")
    assert body(server)["input"] == ["a\nb"]
    ran("embed", "--lines", input="a\n\nb\n")
    assert body(server)["input"] == ["a", "b"]
    assert run("embed", "--lines", "a").code == 2


# --- ocr and vision


def test_the_text_of_a_file_and_of_a_url(server: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    file.write_bytes(PNG)
    text = ran("ocr", str(file), "-l", "en", "-l", "de", "--format", "markdown").out
    assert text.strip()
    assert body(server) == {
        "image": base64.b64encode(PNG).decode(),
        "languages": ["en", "de"],
        "output_format": "markdown",
    }
    assert ran("ocr", "HTTPS://x.example/a.png", "-o", "json").json()["confidence"]
    assert body(server) == {"image_url": "HTTPS://x.example/a.png"}


def test_an_image_without_text(server: Sandbox) -> None:
    server.reply(json={"text": None})
    done = run("ocr", "https://x.example/a.png")
    assert (done.code, done.out, done.err) == (0, "", "The image does not contain any text.\n")


def test_a_question_about_images(server: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    file.write_bytes(PNG)
    assert ran(
        "vision", str(file), "https://x.example/b.png", "-p", "Which is red?", "-m", "m", "--max-tokens", "99"
    ).out
    sent = body(server)
    assert (sent["model"], sent["max_tokens"]) == ("m", 99)
    parts = sent["messages"][0]["content"]
    assert parts[0] == {"type": "text", "text": "Which is red?"}
    assert parts[1]["image_url"]["url"].startswith("data:image/png;base64,")
    assert parts[2]["image_url"]["url"] == "https://x.example/b.png"
    assert ran("vision", "https://x.example/b.png", "-o", "json").json()["choices"]


def test_text_in_any_language_is_written_as_utf_8(server: Sandbox) -> None:
    server.reply(chunks=chunks("naïve – 漢字 🙂"))
    assert spawn("chat", "hi", PYTHONIOENCODING=None, LANG="C.UTF-8").stdout.decode() == "naïve – 漢字 🙂\n"
