"""The tools of `helixagent mcp serve`: chat, ensemble, debate and vision."""

from __future__ import annotations

import contextlib
import functools
import logging
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Sequence

from helixagent._core.extras import extra
from helixagent._core.requests.images import image_data_url, is_url
from helixagent._core.version import __version__
from helixagent.cli import failures
from helixagent.cli.responses import drop_none, is_truncated, new_conversation, text_of
from helixagent.exceptions import HelixAgentError

with extra("mcp", "The command helixagent mcp serve"):
    import mcp.server
    from pydantic import BaseModel, Field
    from typing_extensions import Annotated

if TYPE_CHECKING:
    from mcp.server.mcpserver import Context, MCPServer
    from mcp.server.mcpserver.exceptions import ToolError

    from helixagent import AsyncHelixAgent
    from helixagent.cli.state import State
elif hasattr(mcp.server, "MCPServer"):
    from mcp.server.mcpserver import Context, MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
else:
    # mcp 1 has the same class under another name.
    Context, MCPServer = (getattr(import_module("mcp.server.fastmcp"), name) for name in ("Context", "FastMCP"))
    ToolError = import_module("mcp.server.fastmcp.exceptions").ToolError

_INSTRUCTIONS = (
    "HelixAgent asks the models of many providers. Use chat for one response, ensemble for a response that several "
    "providers vote on, debate for a question that deserves several opinions, and vision for questions about images."
)

Prompt = Annotated[str, Field(description="Question or task, including all context that the model needs.")]
System = Annotated[Optional[str], Field(description="Instructions for the model.")]
Model = Annotated[Optional[str], Field(description="ID of the model. Omit it to use the server's ensemble.")]
MaxTokens = Annotated[Optional[int], Field(description="Maximum number of tokens to generate.")]
Temperature = Annotated[Optional[float], Field(description="Randomness of the text, from 0 to 2.")]


class Participant(BaseModel):
    """A participant of a debate."""

    name: str = Field(description="Name, such as Ann.")
    role: Optional[str] = Field(None, description="Role, such as critic.")
    provider: Optional[str] = Field(None, description="Provider of the model, such as deepseek.")
    model: Optional[str] = Field(None, description="ID of the model, such as deepseek-chat.")

    def as_request(self) -> Dict[str, Any]:
        """Return the participant in the form that the API expects."""
        llm = drop_none(provider=self.provider, model=self.model)
        return drop_none(name=self.name, role=self.role, llms=[llm] if llm else None)


def new_server(
    client: AsyncHelixAgent, state: State, folders: Sequence[Path] = (), poll_interval: float = 2.0
) -> MCPServer[Any]:
    """Return an MCP server that offers HelixAgent.

    Args:
        client: The client that the tools use.
        state: This run of the command.
        folders: The folders whose images may be sent.
        poll_interval: Seconds between status checks of a debate.
    """
    # This must precede the server, which sets up logging that includes the variables of tracebacks.
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # mcp 1 has no argument for the version.
    version: Any = {"version": __version__} if hasattr(mcp.server, "MCPServer") else {}
    server: MCPServer[Any] = MCPServer("helixagent", instructions=_INSTRUCTIONS, log_level="WARNING", **version)
    tools = _Tools(client, folders, poll_interval)
    for function in (tools.chat, tools.ensemble, tools.debate, tools.vision):
        server.add_tool(_reporting(function, state), structured_output=False)
    return server


def _reporting(function: Callable[..., Any], state: State) -> Callable[..., Any]:
    """Return a tool that reports failures as the command does."""

    @functools.wraps(function)
    async def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return await function(*args, **kwargs)
        except HelixAgentError as error:
            raise ToolError(failures.error_message(error, state)) from None

    return run


class _Tools:
    """The tools. The model of the editor or agent reads their docstrings and annotations."""

    def __init__(self, client: AsyncHelixAgent, folders: Sequence[Path], poll_interval: float) -> None:
        self._client = client
        self._folders = [folder.resolve() for folder in folders]
        self._poll_interval = poll_interval

    async def chat(
        self,
        prompt: Prompt,
        system: System = None,
        model: Model = None,
        max_tokens: MaxTokens = None,
        temperature: Temperature = None,
    ) -> List[str]:
        """Ask one model and return its response. It does not see this conversation."""
        arguments = drop_none(model=model, max_tokens=max_tokens, temperature=temperature)
        messages: Any = new_conversation(system, prompt)
        return _response_parts(await self._client.chat.completions.create(messages=messages, **arguments))

    async def ensemble(
        self,
        prompt: Prompt,
        system: System = None,
        strategy: Annotated[
            Optional[str],
            Field(
                description="How they vote: confidence_weighted, majority_vote, best_of_n, consensus, quality_weighted."
            ),
        ] = None,
        min_providers: Annotated[Optional[int], Field(description="Minimum number of responding providers.")] = None,
        providers: Annotated[Optional[List[str]], Field(description="Providers to prefer.")] = None,
        max_tokens: MaxTokens = None,
        temperature: Temperature = None,
    ) -> List[str]:
        """Ask several providers, and return the response that wins their vote, together with the vote."""
        config = drop_none(strategy=strategy, min_providers=min_providers, preferred_providers=providers)
        arguments = drop_none(max_tokens=max_tokens, temperature=temperature, ensemble_config=config or None)
        messages: Any = new_conversation(system, prompt)
        completion = await self._client.ensemble.completions.create(messages=messages, **arguments)
        vote = completion.ensemble
        facts = (
            {}
            if vote is None
            else {
                "Providers": ", ".join(vote.providers_used or []),
                "Selected": vote.selected_provider,
                "Confidence": vote.confidence_score,
                "Strategy": vote.voting_strategy,
            }
        )
        return _response_parts(completion) + _lines([f"{name}: {value}" for name, value in facts.items() if value])

    async def debate(
        self,
        context: Context,
        topic: Annotated[str, Field(description="Question to debate.")],
        participants: Annotated[
            Optional[List[Participant]],
            Field(description="Two or more participants. Omit them to use the server's default team."),
        ] = None,
        rounds: Annotated[Optional[int], Field(description="Maximum number of rounds.")] = None,
    ) -> str:
        """Let models debate a question, and return their conclusion. It can take several minutes."""
        request_participants = [each.as_request() for each in participants or []]
        if not request_participants:
            # If the server is unhealthy, the debate reports it.
            with contextlib.suppress(HelixAgentError):
                await self._client.health()
            if self._client.server_kind == "published":
                raise ToolError("This server has no default team: pass participants with a provider and a model.")
        checks = 0

        async def report(status: Any) -> None:
            nonlocal checks
            checks += 1
            # Editors cancel calls that seem to hang. The progress value must grow each time, which rounds do not.
            await context.report_progress(checks, None, _progress(status))

        arguments: Any = drop_none(topic=topic, participants=request_participants or None, maximal_repeat_rounds=rounds)
        debate = await self._client.debates.create(**arguments)
        results = await self._client.debates.wait(
            debate.debate_id or "", poll_interval=self._poll_interval, on_progress=report
        )
        return _debate_text(results)

    async def vision(
        self,
        images: Annotated[List[str], Field(description="URLs of images, or image files in this server's folders.")],
        prompt: Annotated[str, Field(description="Question about the images.")] = "Describe this image.",
        model: Model = None,
        max_tokens: MaxTokens = None,
    ) -> List[str]:
        """Ask a question about images and return the response."""
        parts: List[Any] = [{"type": "text", "text": prompt}]
        parts += [{"type": "image_url", "image_url": {"url": self._image_url(image)}} for image in images]
        messages: Any = [{"role": "user", "content": parts}]
        arguments: Any = {"model": "helixagent-ensemble", **drop_none(model=model, max_tokens=max_tokens)}
        return _response_parts(await self._client.vision.analyze(messages=messages, **arguments))

    def _image_url(self, image: str) -> str:
        if is_url(image):
            return image
        # A model chooses the path, so it must not be able to read arbitrary files. Links are resolved first.
        for folder in self._folders:
            with contextlib.suppress(OSError, ValueError, RuntimeError):
                path = (folder / image).resolve()
                if folder in path.parents:
                    return image_data_url(path)
        raise ToolError(
            f"{image!r} is neither a URL nor in a folder that this server may read (helixagent mcp serve --images)."
        )


def _response_parts(completion: Any) -> List[str]:
    note = "(The response was cut off because it reached max_tokens.)"
    return [text_of(completion), *([note] if is_truncated(completion) else [])]


def _lines(lines: Sequence[str]) -> List[str]:
    return ["\n".join(lines)] if lines else []


def _progress(status: Any) -> str:
    done, total, speaker = status.current_round, status.total_rounds, status.current_participant
    words = [str(status.status or "")]
    words += [f"round {done} of {total}"] if done and total else []
    words += [f"{speaker} speaks"] if speaker else []
    return ", ".join(words)


def _debate_text(results: Any) -> str:
    consensus = results.consensus
    lines = [f"Topic: {results.topic}", f"Status: {results.status}", f"Rounds: {results.rounds_completed}"]
    if consensus is not None:
        lines += [
            f"Consensus: {'reached' if consensus.achieved else 'not reached'} (confidence: {consensus.confidence})",
            f"Position: {consensus.final_position}",
            *[f"Agreed: {point}" for point in consensus.key_agreements or []],
            *[f"Disagreed: {point}" for point in consensus.disagreements or []],
        ]
    for each in results.participants:
        lines.append(f"Participant: {each.name} ({each.total_responses} responses, quality {each.avg_quality_score})")
    return "\n".join(line for line in lines if not line.endswith(": None"))
