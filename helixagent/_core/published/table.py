"""The table of all translations: to add one, write its function, and add its entry here.

Calls that are not in the table go out as the contract has them.
"""

from __future__ import annotations

from typing import Callable, Dict, NamedTuple

from . import chat, debates, embeddings, others, providers, tasks
from .asked import Asked, Translation


class Entry(NamedTuple):
    """How a call works on a published server.

    Attributes:
        translation: The generator function that carries out the call.
        note: What people should know; docs/servers.md shows it.
        repeats: Whether the call is sent again even if the server has accepted it in the terms of the contract.
    """

    translation: Callable[[Asked], Translation]
    note: str
    repeats: bool = False


_SAME = "Works."

TABLE: Dict[str, Entry] = {
    "createChatCompletion": Entry(
        chat.create_chat_completion,
        "Works with text. In a stream, the debate is `reasoning_content`. The server ignores `n`, `seed`, "
        "`response_format` and `logprobs`.",
    ),
    "createCompletion": Entry(
        chat.create_completion,
        "Works as a chat, with one request per prompt. `suffix`, `echo`, `best_of`, `logprobs` and tokens are not "
        "supported.",
    ),
    "createEnsembleCompletion": Entry(
        chat.create_ensemble_completion, "Works. A stream brings the whole response at its end."
    ),
    "createEmbeddings": Entry(
        embeddings.create_embeddings,
        "Works for text, with one request per input. The server ignores `model`; tokens and other `dimensions` than "
        "its own are not supported.",
    ),
    "createDebate": Entry(
        debates.create_debate,
        "Works with two or more participants and the first of the `llms` of each. The server has no "
        "`consensus_threshold` and no Cognee settings.",
        repeats=True,
    ),
    "getDebateStatus": Entry(debates.get_debate_status, "Works. `current_round` is `None` until the debate has ended."),
    "getDebateResults": Entry(debates.get_debate_results, "Works. The status is `failed` if no provider answered."),
    "listDebates": Entry(debates.list_debates, "Works. The server sends all debates each time."),
    "getDebate": Entry(debates.get_debate, _SAME),
    "createSession": Entry(others.one_session, _SAME),
    "getSession": Entry(others.one_session, _SAME),
    "listSessions": Entry(others.list_sessions, _SAME),
    "listProviders": Entry(providers.list_providers, "Works. The status is `unknown`."),
    "getProvider": Entry(providers.get_provider, "Works. The status is `unknown`."),
    "getProvidersHealth": Entry(
        providers.get_providers_health, "Works. It can take 5 seconds if the server's monitoring hangs."
    ),
    "getProviderHealth": Entry(providers.get_provider_health, _SAME),
    "createTask": Entry(tasks.create_task, "Works, but some servers never run the task. No `max_retries`, no `tags`."),
    "getTask": Entry(tasks.one_task, "Works if the server runs tasks."),
    "listTasks": Entry(tasks.list_tasks, _SAME),
    "getTaskStatus": Entry(tasks.get_task_status, "Works if the server runs tasks."),
    "getTaskResult": Entry(tasks.get_task_result, "Works if the server runs tasks. The output can be missing."),
    "getTaskLogs": Entry(tasks.get_task_logs, "Works if the server runs tasks."),
    "streamTaskEvents": Entry(
        tasks.stream_task_events, "Works if the server runs tasks. Events have no ids, so a reconnection can miss some."
    ),
    "connectTaskSocket": Entry(tasks.connect_task_socket, "Works if the server runs tasks."),
    "pauseTask": Entry(tasks.one_task, "Works if the server runs tasks."),
    "resumeTask": Entry(tasks.one_task, "Works if the server runs tasks. The response has no status."),
    "cancelTask": Entry(tasks.one_task, "Works if the server runs tasks."),
    "createWebhook": Entry(others.one_webhook, "Works if the server has webhooks."),
    "listWebhooks": Entry(others.list_webhooks, "Works if the server has webhooks."),
    "getWebhook": Entry(others.one_webhook, "Works if the server has webhooks."),
    "analyzeImage": Entry(others.analyze_image, "Works with one image if the server has vision."),
    "extractText": Entry(others.extract_text, "Works if the server has vision."),
}
