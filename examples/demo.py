"""A tour of the SDK that needs only this machine: it uses the SDK's own sandbox server. `make demo` runs it.

The tour shows the source code of each step, and then what it prints.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import inspect
import json
import sys
import textwrap
from pathlib import Path
from typing import Any, Callable, Optional

from helixagent import AsyncHelixAgent, HelixAgent, NotFoundError, WebhookVerificationError, __version__, webhooks
from helixagent.testing import Sandbox


def chat(client: HelixAgent) -> None:
    """Ask a question."""
    response = client.chat.completions.create(
        model="helixagent-ensemble",
        messages=[{"role": "user", "content": "Capital of France?"}],
    )
    print(response.choices[0].message.content)
    print("Answered by", *response.ensemble.providers_used)


def stream(client: HelixAgent) -> None:
    """Stream the response word by word."""
    chunks = client.chat.completions.create(
        messages=[{"role": "user", "content": "Explain quantum computing"}],
        stream=True,
    )
    for chunk in chunks:
        print(chunk.choices[0].delta.content or "", end="", flush=True)
    print()


async def ask_together(client: AsyncHelixAgent) -> None:
    """Ask several questions at the same time, with asyncio."""

    async def ask(prompt: str) -> str:
        messages = [{"role": "user", "content": prompt}]
        response = await client.chat.completions.create(messages=messages)
        return response.choices[0].message.content

    questions = ["What is machine learning?", "Tell me a story"]
    for text in await asyncio.gather(*map(ask, questions)):
        print(f"- {text}")


def use_a_tool(client: HelixAgent) -> None:
    """Let the model call a Python function."""

    def get_weather(city: str) -> str:
        """Return the weather in a city."""
        return f"It is sunny in {city}."

    response = client.chat.completions.create(
        messages=[{"role": "user", "content": "What is the weather in Paris?"}],
        tools=[get_weather],
    )
    for call in response.choices[0].message.tool_calls:
        print(call.function.name, call.function.arguments)
        print(get_weather(**json.loads(call.function.arguments)))


def debate(client: HelixAgent) -> None:
    """Start a debate between models and wait for the result."""
    started = client.debates.create(topic="Should every program have tests?")
    results = client.debates.wait(
        started.debate_id,
        poll_interval=0.2,
        on_progress=lambda now: print(now.status, now.current_round),
    )
    print(results.consensus.final_position)
    print("Confidence:", results.consensus.confidence)


def handle_an_error(client: HelixAgent) -> None:
    """Handle an error."""
    try:
        client.models.retrieve("no-such-model")
    except NotFoundError as error:
        print(f"{type(error).__name__}: {error}")


def verify_a_webhook(client: HelixAgent) -> None:
    """Verify a webhook."""
    secret = "webhook-secret"
    body = b'{"event": "task.completed", "task_id": "t1"}'
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-HelixAgent-Signature": f"sha256={digest}"}

    event = webhooks.unwrap(body, headers, secret)
    print("Verified:", event.event, event.task_id)
    try:
        webhooks.unwrap(body.replace(b"t1", b"t2"), headers, secret)
    except WebhookVerificationError as error:
        print("Refused:", error)


def color_console() -> Optional[Any]:
    """Return a rich console, or None if rich is not installed or the output should have no colors."""
    try:
        from rich.console import Console
    except ImportError:
        return None
    console = Console(highlight=False)
    return None if console.color_system is None or console.no_color else console


class Screen:
    """A printer for headings and code. It uses colors if there is a console for them, and plain text otherwise."""

    def __init__(self) -> None:
        self.console = color_console()
        self.steps = 0

    def heading(self, title: str) -> None:
        """Print a heading."""
        if self.console is None:
            print(f"\n{title}\n{'-' * len(title)}")
        else:
            self.console.print()
            self.console.rule(f"[bold cyan]{title}", align="left", style="cyan")

    def note(self, text: str) -> None:
        """Print a remark."""
        if self.console is None:
            print(text)
        else:
            self.console.print(text, style="bright_black", markup=False)

    def code(self, source: str, language: str = "python") -> None:
        """Print source code."""
        if self.console is None:
            print(textwrap.indent(source, "    "))
        else:
            from rich.padding import Padding
            from rich.syntax import Syntax

            # This theme uses the terminal's colors, so it is readable on any background.
            syntax = Syntax(source, language, theme="ansi_dark", background_color="default", word_wrap=True)
            self.console.print(Padding(syntax, (0, 0, 0, 4)))

    def step(self, function: Callable[[Any], Any], client: Any) -> Any:
        """Print the source code of a step, then run it."""
        self.steps += 1
        self.heading(f"{self.steps}. {inspect.getdoc(function)}".rstrip("."))
        # The lines after the signature and the docstring.
        lines = inspect.getsource(function).splitlines()[2:]
        self.code(textwrap.dedent("\n".join(lines)).strip("\n"))
        print()
        return function(client)


async def run_async(screen: Screen, base_url: str) -> None:
    """Run the async step."""
    async with AsyncHelixAgent(base_url=base_url) as client:
        await screen.step(ask_together, client)


def interpreter() -> str:
    """Return the path of the running interpreter, relative to the current folder if it is inside."""
    path, here = Path(sys.executable), Path.cwd()
    return str(path.relative_to(here)) if here in path.parents else str(path)


def main() -> None:
    """Run all steps."""
    screen = Screen()
    screen.heading(f"HelixAgent Python SDK {__version__}")
    print(f"Python {sys.version.split()[0]}, {interpreter()}")
    with Sandbox() as sandbox:
        print(f"Sandbox at {sandbox.base_url} (a local server: no API key, no network)")
        with HelixAgent(base_url=sandbox.base_url) as client:
            screen.step(chat, client)
            # The sandbox responds immediately, so ask it to wait 0.02 seconds before each word.
            screen.step(stream, client.with_options(default_headers={"X-Sandbox-Fault": "trickle:0.02"}))
            asyncio.run(run_async(screen, sandbox.base_url))
            for function in (use_a_tool, debate, handle_an_error, verify_a_webhook):
                screen.step(function, client)
    screen.heading("Now with a real server")
    screen.code(
        "export HELIXAGENT_API_KEY=your-api-key\n"
        "export HELIXAGENT_BASE_URL=https://api.helixagent.ai\n"
        f"{interpreter()} examples/chat.py 'What is the capital of France?'",
        "bash",
    )
    screen.note("\nNext: README.md, docs/index.md, and the programs in examples/.")


if __name__ == "__main__":
    main()
