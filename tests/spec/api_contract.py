"""What the API contract lists, as tables that the tests compare openapi.yaml with: operations, fields, enums."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Optional, Set, Tuple


class Expected(NamedTuple):
    """One operation of the contract."""

    method: str
    path: str
    tag: str
    request: Optional[str] = None
    answer: Optional[str] = None
    event: Optional[str] = None
    statuses: Tuple[str, ...] = ("200",)


GONE = ("200", "204")
BACKGROUND = ("201", "202")

OPERATIONS: Dict[str, Expected] = {
    "getHealth": Expected("get", "/health", "health", answer="Health"),
    "getServiceHealth": Expected("get", "/v1/health", "health", answer="ServiceHealth"),
    "registerUser": Expected("post", "/v1/auth/register", "auth", "RegisterRequest", "AuthToken", statuses=("201",)),
    "loginUser": Expected("post", "/v1/auth/login", "auth", "LoginRequest", "AuthToken"),
    "refreshToken": Expected("post", "/v1/auth/refresh", "auth", answer="AuthToken"),
    "logoutUser": Expected("post", "/v1/auth/logout", "auth", answer="MessageResponse"),
    "getCurrentUser": Expected("get", "/v1/auth/me", "auth", answer="CurrentUser"),
    "listModels": Expected("get", "/v1/models", "models", answer="ModelList"),
    "getModel": Expected("get", "/v1/models/{model}", "models", answer="Model"),
    "createChatCompletion": Expected(
        "post",
        "/v1/chat/completions",
        "chat",
        "ChatCompletionRequest",
        "ChatCompletionResponse",
        "ChatCompletionChunk",
    ),
    "createCompletion": Expected(
        "post", "/v1/completions", "completions", "CompletionRequest", "CompletionResponse", "CompletionChunk"
    ),
    "createEnsembleCompletion": Expected(
        "post",
        "/v1/ensemble/completions",
        "ensemble",
        "EnsembleCompletionRequest",
        "EnsembleCompletionResponse",
        "ChatCompletionChunk",
    ),
    "createDebate": Expected("post", "/v1/debates", "debates", "DebateRequest", "Debate", statuses=BACKGROUND),
    "listDebates": Expected("get", "/v1/debates", "debates", answer="DebateList"),
    "getDebate": Expected("get", "/v1/debates/{debateId}", "debates", answer="DebateDetails"),
    "deleteDebate": Expected("delete", "/v1/debates/{debateId}", "debates", answer="MessageResponse", statuses=GONE),
    "getDebateStatus": Expected("get", "/v1/debates/{debateId}/status", "debates", answer="DebateStatus"),
    "getDebateResults": Expected("get", "/v1/debates/{debateId}/results", "debates", answer="DebateResults"),
    "getDebateReport": Expected("get", "/v1/debates/{debateId}/report", "debates", answer="JsonObject"),
    "approveDebate": Expected("post", "/v1/debates/{debateId}/approve", "debates", answer="Debate"),
    "rejectDebate": Expected("post", "/v1/debates/{debateId}/reject", "debates", "RejectDebateRequest", "Debate"),
    "getDebateTeam": Expected("get", "/v1/debates/team", "debates", answer="DebateTeam"),
    "getMcpCapabilities": Expected("get", "/v1/mcp/capabilities", "mcp", answer="McpCapabilities"),
    "listMcpTools": Expected("get", "/v1/mcp/tools", "mcp", answer="McpToolList"),
    "callMcpTool": Expected("post", "/v1/mcp/tools/call", "mcp", "McpToolCallRequest", "McpToolResult"),
    "listMcpPrompts": Expected("get", "/v1/mcp/prompts", "mcp", answer="McpPromptList"),
    "listMcpResources": Expected("get", "/v1/mcp/resources", "mcp", answer="McpResourceList"),
    "listProviders": Expected("get", "/v1/providers", "providers", answer="ProviderList"),
    "getProvidersHealth": Expected("get", "/v1/providers/health", "providers", answer="ProvidersHealth"),
    "getProvider": Expected("get", "/v1/providers/{provider}", "providers", answer="Provider"),
    "getProviderHealth": Expected("get", "/v1/providers/{provider}/health", "providers", answer="ProviderHealth"),
    "addProvider": Expected(
        "post", "/v1/providers", "providers", "ProviderRequest", "Provider", statuses=("200", "201")
    ),
    "updateProvider": Expected("put", "/v1/providers/{provider}", "providers", "ProviderUpdateRequest", "Provider"),
    "removeProvider": Expected(
        "delete", "/v1/providers/{provider}", "providers", answer="MessageResponse", statuses=GONE
    ),
    "createEmbeddings": Expected("post", "/v1/embeddings", "embeddings", "EmbeddingRequest", "EmbeddingResponse"),
    "analyzeImage": Expected("post", "/v1/vision/analyze", "vision", "VisionRequest", "ChatCompletionResponse"),
    "extractText": Expected("post", "/v1/vision/ocr", "vision", "OcrRequest", "OcrResponse"),
    "createTask": Expected("post", "/v1/tasks", "tasks", "TaskRequest", "Task", statuses=BACKGROUND),
    "listTasks": Expected("get", "/v1/tasks", "tasks", answer="TaskList"),
    "getTask": Expected("get", "/v1/tasks/{taskId}", "tasks", answer="Task"),
    "getTaskStatus": Expected("get", "/v1/tasks/{taskId}/status", "tasks", answer="TaskStatus"),
    "getTaskResult": Expected("get", "/v1/tasks/{taskId}/result", "tasks", answer="TaskResult"),
    "getTaskLogs": Expected("get", "/v1/tasks/{taskId}/logs", "tasks", answer="TaskLogList"),
    "streamTaskEvents": Expected("get", "/v1/tasks/{taskId}/events", "tasks", event="TaskEvent"),
    "pauseTask": Expected("post", "/v1/tasks/{taskId}/pause", "tasks", answer="Task"),
    "resumeTask": Expected("post", "/v1/tasks/{taskId}/resume", "tasks", answer="Task"),
    "cancelTask": Expected("post", "/v1/tasks/{taskId}/cancel", "tasks", answer="Task"),
    "deleteTask": Expected("delete", "/v1/tasks/{taskId}", "tasks", answer="MessageResponse", statuses=GONE),
    "getTaskQueue": Expected("get", "/v1/tasks/queue/stats", "tasks", answer="TaskQueue"),
    "connectTaskSocket": Expected("get", "/v1/ws/tasks/{taskId}", "tasks", event="TaskEvent", statuses=("101",)),
    "createWebhook": Expected("post", "/v1/webhooks", "webhooks", "WebhookRequest", "Webhook", statuses=("201",)),
    "listWebhooks": Expected("get", "/v1/webhooks", "webhooks", answer="WebhookList"),
    "getWebhook": Expected("get", "/v1/webhooks/{webhookId}", "webhooks", answer="Webhook"),
    "deleteWebhook": Expected(
        "delete", "/v1/webhooks/{webhookId}", "webhooks", answer="MessageResponse", statuses=GONE
    ),
    "createSession": Expected("post", "/v1/sessions", "sessions", "SessionRequest", "Session", statuses=("200", "201")),
    "listSessions": Expected("get", "/v1/sessions", "sessions", answer="SessionList"),
    "getSession": Expected("get", "/v1/sessions/{sessionId}", "sessions", answer="Session"),
    "deleteSession": Expected(
        "delete", "/v1/sessions/{sessionId}", "sessions", answer="MessageResponse", statuses=GONE
    ),
    "listAgents": Expected("get", "/v1/agents", "agents", answer="AgentList"),
    "getAgent": Expected("get", "/v1/agents/{name}", "agents", answer="Agent"),
}

# What each operation takes in its query and headers.
PARAMETERS: Dict[str, Set[str]] = {
    "listDebates": {"status", "limit", "offset"},
    "getDebateReport": {"format"},
    "listTasks": {"status", "limit", "offset"},
    "getTaskLogs": {"limit"},
    "streamTaskEvents": {"Last-Event-ID"},
}

SAMPLING = {
    "max_tokens",
    "temperature",
    "top_p",
    "n",
    "stop",
    "stream",
    "stream_options",
    "presence_penalty",
    "frequency_penalty",
    "logit_bias",
    "logprobs",
    "seed",
    "user",
}
CHAT_SAMPLING = SAMPLING | {"max_completion_tokens", "top_logprobs"}
CHAT_ONLY = {"tools", "tool_choice", "parallel_tool_calls", "response_format", "metadata", "force_provider"}
OPENAI_ONLY = {
    "audio",
    "function_call",
    "functions",
    "modalities",
    "moderation",
    "prediction",
    "prompt_cache_key",
    "prompt_cache_options",
    "prompt_cache_retention",
    "reasoning_effort",
    "safety_identifier",
    "service_tier",
    "store",
    "verbosity",
    "web_search_options",
}
VISION_SAMPLING = CHAT_SAMPLING - {"stream", "stream_options", "logit_bias", "logprobs", "top_logprobs"}
PROVIDER = "name type api_key base_url model"


def _fields(names: str, required: str = "") -> Tuple[Set[str], Set[str]]:
    return set(names.split()), set(required.split())


# What the contract lists of each shape, and which of it a server refuses to do without.
FIELDS: Dict[str, Tuple[Set[str], Set[str]]] = {
    "ChatCompletionRequest": (
        {"model", "messages", "ensemble_config"} | CHAT_SAMPLING | CHAT_ONLY | OPENAI_ONLY,
        {"messages"},
    ),
    "ChatMessage": _fields(
        "role content name tool_calls tool_call_id function_call audio reasoning_content refusal", "role"
    ),
    "Tool": _fields("type function custom", "type"),
    "NamedToolChoice": _fields("type function custom allowed_tools", "type"),
    "CompletionRequest": ({"model", "prompt", "suffix", "echo", "best_of"} | SAMPLING, {"prompt"}),
    "EnsembleCompletionRequest": ({"model", "messages", "prompt", "ensemble_config"} | CHAT_SAMPLING, set()),
    "EmbeddingRequest": _fields("model input encoding_format dimensions user", "model input"),
    "EnsembleConfig": _fields(
        "strategy min_providers confidence_threshold fallback_to_best timeout preferred_providers"
    ),
    "EnsembleDetails": _fields(
        "providers_used confidence_score voting_strategy selected_provider scores responses_count metadata"
    ),
    "ErrorDetail": _fields("message type code param"),
    "RegisterRequest": _fields("username email password", "username email password"),
    "LoginRequest": _fields("username password", "username password"),
    "DebateRequest": _fields(
        "debateId topic participants maximal_repeat_rounds consensus_threshold timeout strategy enable_cognee "
        "cognee_config metadata",
        "topic",
    ),
    "DebateParticipant": _fields("name role llms enable_cognee cognee_settings weight timeout", "name"),
    "DebateLlm": _fields("provider model api_key"),
    "CogneeSettings": _fields("enhance_responses analyze_sentiment dataset_name"),
    "CogneeConfig": _fields("dataset_name enhancement_strategy max_enhancement_time"),
    "RejectDebateRequest": _fields("reason"),
    "DebateStatus": _fields(
        "debateId status current_round total_rounds current_participant time_elapsed estimated_remaining "
        "active_participants errors"
    ),
    "DebateResults": _fields(
        "debateId topic status duration rounds_completed consensus participants quality_metrics cognee_insights"
    ),
    "DebateConsensus": _fields("achieved confidence final_position key_agreements disagreements"),
    "ParticipantResult": _fields("name role total_responses avg_quality_score contribution_score"),
    "McpCapabilities": _fields("version capabilities providers mcp_servers"),
    "McpTool": _fields("name description inputSchema"),
    "McpToolCallRequest": _fields("name arguments", "name"),
    "McpToolResult": _fields("result success execution_time error"),
    "McpPrompt": _fields("name description arguments"),
    "McpPromptArgument": _fields("name description required"),
    "McpResource": _fields("uri name description mimeType"),
    "ProviderRequest": _fields(f"{PROVIDER} weight enabled config", PROVIDER),
    "ProviderUpdateRequest": _fields(f"{PROVIDER} weight enabled config"),
    "ProvidersHealth": _fields("status providers"),
    "VisionRequest": ({"model", "messages"} | VISION_SAMPLING, {"model", "messages"}),
    "OcrRequest": _fields("image_url image languages output_format"),
    "OcrResponse": _fields("text confidence language pages blocks model"),
    "OcrBlock": _fields("text confidence bounding_box"),
    "TaskRequest": _fields(
        "type payload name priority timeout scheduled_at deadline max_retries tags metadata", "type"
    ),
    "Task": _fields("id type name status priority progress created_at started_at completed_at error metadata"),
    "TaskStatus": _fields(
        "id status progress progress_message error started_at completed_at duration_seconds retry_count"
    ),
    "TaskResult": _fields("id status output error usage completed_at"),
    "TaskEvent": _fields("type task_id timestamp progress message level data duration_ms error", "type"),
    "WebhookRequest": _fields("url events secret headers", "url"),
    "Webhook": _fields("id url events enabled created_at fail_count"),
    "WebhookEvent": _fields("id type event timestamp data task_id task"),
    "SessionRequest": _fields("user_id initial_context ttl_hours memory_enabled", "user_id"),
}

ENUMS: Dict[str, List[str]] = {
    "Role": ["system", "user", "assistant", "tool", "developer"],
    "EnsembleStrategy": ["confidence_weighted", "majority_vote", "best_of_n", "consensus", "quality_weighted"],
    "EncodingFormat": ["float", "base64"],
    "FinishReason": ["stop", "length", "tool_calls", "content_filter", "function_call"],
    "ReportFormat": ["json", "html", "pdf"],
    "OcrFormat": ["text", "markdown", "json", "html"],
    "TaskPriority": ["critical", "high", "normal", "low", "background"],
    "DebateState": [
        *("pending", "started", "running", "in_progress", "paused", "completed", "failed", "rejected", "cancelled"),
    ],
    "TaskState": [
        *("pending", "queued", "running", "paused", "completed", "failed", "stuck", "cancelled", "dead_letter"),
    ],
    "TaskEventType": [
        *("started", "progress", "output", "log", "paused", "resumed", "completed", "error", "failed"),
        *("cancelled", "heartbeat"),
    ],
    "WebhookEventType": [
        *("task.started", "task.progress", "task.completed", "task.failed", "task.cancelled"),
        *("debate.started", "debate.finished", "debate.failed"),
    ],
}

# What a repr, a log or an exception must not show; whole objects where their values may be secret.
SECRETS = {
    ("RegisterRequest", "password"),
    ("LoginRequest", "password"),
    ("AuthToken", "token"),
    ("AuthToken", "refresh_token"),
    ("DebateLlm", "api_key"),
    ("ProviderRequest", "api_key"),
    ("ProviderRequest", "config"),
    ("ProviderUpdateRequest", "api_key"),
    ("ProviderUpdateRequest", "config"),
    ("WebhookRequest", "secret"),
    ("WebhookRequest", "headers"),
}
