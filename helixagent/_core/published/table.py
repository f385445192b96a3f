"""List all translations. To add a translation, write its function and add an entry here.

Calls that are not in the table are sent in the contract's format.
"""

from __future__ import annotations

from typing import Callable, Dict, NamedTuple

from . import chat, debates, embeddings, others, providers, tasks
from .translation import ContractCall, Translation


class Entry(NamedTuple):
    """Describes how a call works on a published server.

    Attributes:
        method: The SDK method.
        translation: The generator function that carries out the call.
        note: The description for users in docs/servers.md.
        in_january: Whether the published server of January 2026 supports the call. This server accepts tasks but never
            runs them.
        repeats: Whether to send the call again even if the server accepted it in the contract's format.
    """

    method: str
    translation: Callable[[ContractCall], Translation]
    note: str = "Works."
    in_january: bool = True
    repeats: bool = False


TABLE: Dict[str, Entry] = {
    "createChatCompletion": Entry(
        "chat.completions.create",
        chat.create_chat_completion,
        "Works with text. In a stream, the debate becomes `reasoning_content`. The server ignores `n`, "
        "`seed`, `response_format` and `logprobs`.",
    ),
    "createCompletion": Entry(
        "completions.create",
        chat.create_completion,
        "Works as a chat, with one request per prompt. `suffix`, `echo`, `best_of`, `logprobs` and "
        "prompts of token IDs are not supported.",
    ),
    "createEnsembleCompletion": Entry(
        "ensemble.completions.create",
        chat.create_ensemble_completion,
        "Works. A stream delivers the whole response at once.",
    ),
    "createEmbeddings": Entry(
        "embeddings.create",
        embeddings.create_embeddings,
        "Works with texts, with one request per text. Token IDs are not supported, and `dimensions` must be "
        "the server's.",
    ),
    "createDebate": Entry(
        "debates.create",
        debates.create_debate,
        "Works with two or more participants. The server uses only the first of the `llms` of each "
        "participant. It ignores `consensus_threshold` and the Cognee settings.",
        repeats=True,
    ),
    "getDebateStatus": Entry(
        "debates.get_status", debates.get_debate_status, "Works. `current_round` is `None` until the debate has ended."
    ),
    "getDebateResults": Entry(
        "debates.get_results", debates.get_debate_results, "Works. The status is `failed` if no provider responded."
    ),
    "listDebates": Entry("debates.list", debates.list_debates, "Works. The server sends all debates each time."),
    "getDebate": Entry("debates.get", debates.get_debate),
    "createSession": Entry("sessions.create", others.one_session),
    "getSession": Entry("sessions.get", others.one_session),
    "listSessions": Entry("sessions.list", others.list_sessions),
    "listProviders": Entry("providers.list", providers.list_providers, "Works. The status is `unknown`."),
    "getProvider": Entry("providers.get", providers.get_provider, "Works. The status is `unknown`."),
    "getProvidersHealth": Entry(
        "providers.health",
        providers.get_providers_health,
        "Works. It takes 5 seconds longer if the server's monitoring hangs.",
    ),
    "getProviderHealth": Entry("providers.get_health", providers.get_provider_health),
    "createTask": Entry("tasks.create", tasks.create_task, "Works. The server ignores `max_retries` and `tags`."),
    "getTask": Entry("tasks.get", tasks.one_task, in_january=False),
    "listTasks": Entry("tasks.list", tasks.list_tasks),
    "getTaskStatus": Entry("tasks.get_status", tasks.get_task_status, in_january=False),
    "getTaskResult": Entry(
        "tasks.get_result",
        tasks.get_task_result,
        "Works. The output is `None` if the server does not keep it.",
        in_january=False,
    ),
    "getTaskLogs": Entry("tasks.get_logs", tasks.get_task_logs, in_january=False),
    "streamTaskEvents": Entry(
        "tasks.stream_events",
        tasks.stream_task_events,
        "Works. The events have no ids, so events can be lost when a connection breaks.",
        in_january=False,
    ),
    "connectTaskSocket": Entry("tasks.websocket", tasks.connect_task_socket, in_january=False),
    "pauseTask": Entry("tasks.pause", tasks.one_task, in_january=False),
    "resumeTask": Entry("tasks.resume", tasks.one_task, "Works. The response has no status.", in_january=False),
    "cancelTask": Entry("tasks.cancel", tasks.one_task, in_january=False),
    "createWebhook": Entry("webhooks.create", others.one_webhook, in_january=False),
    "listWebhooks": Entry("webhooks.list", others.list_webhooks, in_january=False),
    "getWebhook": Entry("webhooks.get", others.one_webhook, in_january=False),
    "analyzeImage": Entry("vision.analyze", others.analyze_image, "Works with one image.", in_january=False),
    "extractText": Entry("vision.ocr", others.extract_text, in_january=False),
}
