"""A conversation on the terminal. Each request contains all previous messages."""

from __future__ import annotations

import contextlib
import select
import sys
from typing import TYPE_CHECKING, Any, Dict, List, Optional

from helixagent.cli.failures import error_message
from helixagent.cli.responses import Messages, new_conversation, stream_response
from helixagent.exceptions import AuthenticationError, HelixAgentError

if TYPE_CHECKING:
    from helixagent.cli.state import State

_PROMPT = "> "
_CONTINUATION_PROMPT = "… "
# Maximum seconds between the lines of a pasted block. This is too fast for typed lines.
_PASTE_GAP = 0.05
_HELP = (
    "/new starts a new conversation, /model NAME changes the model, /exit (or Ctrl-D) exits. "
    "A line that ends with \\ continues on the next line. Lines that are pasted together are sent as one message."
)


def converse(state: State, system: Optional[str], arguments: Dict[str, Any], *, reasoning: bool) -> None:
    """Hold a conversation until the user ends it.

    During a response, Ctrl-C stops the response. At the prompt, it ends the command.

    Args:
        state: This run.
        system: The system message, or None.
        arguments: The arguments of each request, without the messages.
        reasoning: Whether to show the model's reasoning above each response.
    """
    _edit_lines()
    # Accessed here, so that a missing key is reported before the user types anything.
    model = arguments.get("model") or "helixagent-ensemble"
    state.client  # noqa: B018
    state.screen.note(f"{model} — /help for help, Ctrl-D to end.")
    history: Messages = []
    while True:
        line = _read()
        if line is None or line in ("/exit", "/quit"):
            return
        if line.startswith("/") and "\n" not in line:
            history = _run_command(state, line, arguments, history)
        elif line:
            history = _send_message(state, system, arguments, history, line, reasoning)


def _edit_lines() -> None:
    """Let `input` edit lines and recall earlier ones, if this Python has readline."""
    with contextlib.suppress(ImportError):
        import readline

        if "libedit" not in (readline.__doc__ or ""):
            # The terminal then marks pasted text, and readline keeps the lines together.
            readline.parse_and_bind("set enable-bracketed-paste on")


def _read() -> Optional[str]:
    """Return the next question, which may have several lines, or None at the end of the input."""
    lines: List[str] = []
    try:
        while True:
            line = input(_CONTINUATION_PROMPT if lines else _PROMPT)
            lines.append(line[:-1] if line.endswith("\\") else line)
            if not line.endswith("\\") and not _has_pending_input():
                return "\n".join(lines).strip()
    except EOFError:
        print()
        return "\n".join(lines).strip() if lines else None


def _has_pending_input() -> bool:
    """Return whether the terminal already has more input: the next line of a pasted block."""
    if sys.platform == "win32":
        return False
    return bool(select.select([sys.stdin], [], [], _PASTE_GAP)[0])


def _run_command(state: State, line: str, arguments: Dict[str, Any], history: Messages) -> Messages:
    word, _, rest = line.partition(" ")
    if word == "/new":
        state.screen.note("Started a new conversation.")
        return []
    if word == "/model" and rest.strip():
        arguments["model"] = rest.strip()
        state.screen.note(f"Now using {arguments['model']}.")
    else:
        state.screen.note(_HELP)
    return history


def _send_message(
    state: State, system: Optional[str], arguments: Dict[str, Any], history: Messages, line: str, reasoning: bool
) -> Messages:
    question = {"role": "user", "content": line}
    messages = [*new_conversation(system, line)[:-1], *history, question]
    try:
        response = stream_response(state, {**arguments, "messages": messages}, reasoning=reasoning)
    except KeyboardInterrupt:
        # The partial response stays on the screen but is not added to the conversation.
        state.screen.note("(stopped)")
        return history
    except AuthenticationError:
        raise
    except HelixAgentError as error:
        state.screen.error(error_message(error, state))
        return history
    return [*history, question, {"role": "assistant", "content": response}]
