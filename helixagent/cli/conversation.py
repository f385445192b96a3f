"""A conversation on the terminal: questions are typed, answers are drawn, and each is told all that was said before."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Dict, List, Optional

from helixagent.cli.answers import Messages, conversation_of, stream_answer
from helixagent.cli.failures import told
from helixagent.exceptions import AuthenticationError, HelixAgentError

if TYPE_CHECKING:
    from helixagent.cli.state import State

_PROMPT = "> "
_MORE = "… "
_HELP = (
    "/new forgets what was said, /model NAME changes the model, /exit (or Ctrl-D) ends. "
    "A line that ends with \\ goes on in the next one."
)


def converse(state: State, system: Optional[str], arguments: Dict[str, Any], *, reasoning: bool) -> None:
    """Hold a conversation until the user ends it.

    Ctrl-C stops an answer while it streams. At the prompt it ends the command.

    Args:
        state: This run.
        system: The system message, or None.
        arguments: The arguments of each request, without the messages.
        reasoning: Whether to show the model's reasoning above each answer.
    """
    with contextlib.suppress(ImportError):
        # With it, `input` lets lines be edited and earlier ones be brought back.
        import readline  # noqa: F401
    # Asked for here, so that a missing key is told before anything is typed.
    model = arguments.get("model") or "helixagent-ensemble"
    state.client  # noqa: B018
    state.screen.note(f"{model} — /help for help, Ctrl-D to end.")
    said: Messages = []
    while True:
        line = _read()
        if line is None or line in ("/exit", "/quit"):
            return
        if line.startswith("/"):
            said = _obey(state, line, arguments, said)
        elif line:
            said = _ask(state, system, arguments, said, line, reasoning)


def _read() -> Optional[str]:
    lines: List[str] = []
    try:
        while True:
            line = input(_MORE if lines else _PROMPT)
            lines.append(line[:-1] if line.endswith("\\") else line)
            if not line.endswith("\\"):
                return "\n".join(lines).strip()
    except EOFError:
        print()
        return None


def _obey(state: State, line: str, arguments: Dict[str, Any], said: Messages) -> Messages:
    word, _, rest = line.partition(" ")
    if word == "/new":
        state.screen.note("A new conversation.")
        return []
    if word == "/model" and rest.strip():
        arguments["model"] = rest.strip()
        state.screen.note(f"{arguments['model']} answers from here on.")
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
        # What had come stays on the screen, and is not part of the conversation.
        state.screen.note("(stopped)")
        return said
    except AuthenticationError:
        raise
    except HelixAgentError as error:
        state.screen.error(told(error, state))
        return said
    return [*said, question, {"role": "assistant", "content": answer}]
