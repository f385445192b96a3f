"""A conversation on the terminal. Each request contains all previous messages."""

from __future__ import annotations

import contextlib
import select
import sys
from typing import TYPE_CHECKING, Any, Dict, List, Optional

from helixagent.cli.answers import Messages, conversation_of, stream_answer
from helixagent.cli.failures import told
from helixagent.exceptions import AuthenticationError, HelixAgentError

if TYPE_CHECKING:
    from helixagent.cli.state import State

_PROMPT = "> "
_MORE = "… "
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
    said: Messages = []
    while True:
        line = _read()
        if line is None or line in ("/exit", "/quit"):
            return
        if line.startswith("/") and "\n" not in line:
            said = _obey(state, line, arguments, said)
        elif line:
            said = _ask(state, system, arguments, said, line, reasoning)


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
            line = input(_MORE if lines else _PROMPT)
            lines.append(line[:-1] if line.endswith("\\") else line)
            if not line.endswith("\\") and not _more_is_waiting():
                return "\n".join(lines).strip()
    except EOFError:
        print()
        return "\n".join(lines).strip() if lines else None


def _more_is_waiting() -> bool:
    """Return whether the terminal already has more input: the next line of a pasted block."""
    if sys.platform == "win32":
        return False
    return bool(select.select([sys.stdin], [], [], _PASTE_GAP)[0])


def _obey(state: State, line: str, arguments: Dict[str, Any], said: Messages) -> Messages:
    word, _, rest = line.partition(" ")
    if word == "/new":
        state.screen.note("Started a new conversation.")
        return []
    if word == "/model" and rest.strip():
        arguments["model"] = rest.strip()
        state.screen.note(f"Now using {arguments['model']}.")
    else:
        state.screen.note(_HELP)
    return said


def _ask(
    state: State, system: Optional[str], arguments: Dict[str, Any], said: Messages, line: str, reasoning: bool
) -> Messages:
    question = {"role": "user", "content": line}
    messages = [*conversation_of(system, line)[:-1], *said, question]
    try:
        answer = stream_answer(state, {**arguments, "messages": messages}, reasoning=reasoning)
    except KeyboardInterrupt:
        # The partial response stays on the screen but is not added to the conversation.
        state.screen.note("(stopped)")
        return said
    except AuthenticationError:
        raise
    except HelixAgentError as error:
        state.screen.error(told(error, state))
        return said
    return [*said, question, {"role": "assistant", "content": answer}]
