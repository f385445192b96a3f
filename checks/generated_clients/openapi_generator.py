"""The program of the Python client that openapi-generator writes."""

import json
import os

from openapi_client import ApiClient, ApiException, ChatApi, ChatCompletionRequest, Configuration
from openapi_client.models import ChatCompletionChunk, ChatMessage, ChatMessageContent, Role, StopSequences


def body(model: str, **more: bool) -> ChatCompletionRequest:
    message = ChatMessage(role=Role.USER, content=ChatMessageContent("The capital of France?"))
    return ChatCompletionRequest(model=model, messages=[message], stop=StopSequences(["END", "STOP"]), **more)


def main() -> None:
    settings = Configuration(host=os.environ["HELIXAGENT_BASE_URL"], access_token=os.environ["HELIXAGENT_API_KEY"])
    chat = ChatApi(ApiClient(settings))
    completion = chat.create_chat_completion(body("helix"))
    choice = completion.choices[0]
    try:
        chat.create_chat_completion(body("invalid-model"))
    except ApiException as error:
        failure = error
    detail = failure.data.error.actual_instance
    response = chat.create_chat_completion_without_preload_content(body("helix", stream=True))
    lines = (line.decode().rstrip() for line in response)
    events = [line[6:] for line in lines if line.startswith("data: ") and line != "data: [DONE]"]
    chunks = [ChatCompletionChunk.from_json(event) for event in events]
    printed = {
        "content": choice.message.content,
        "finish": choice.finish_reason,
        "created": completion.created,
        "status": failure.status,
        "error": detail.message,
        "code": detail.code.actual_instance,
        "stream": [chunk.choices[0].delta.content for chunk in chunks if chunk.choices[0].delta.content],
    }
    print(json.dumps(printed))


main()
