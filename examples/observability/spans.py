"""Print the spans of an API call and of a stream. The example starts a sandbox, so you can run it as is.

pip install 'helixagent-sdk[otel,testing]' opentelemetry-sdk
python examples/observability/spans.py
"""

from __future__ import annotations

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import ConsoleSpanExporter, SimpleSpanProcessor
from opentelemetry.trace import Tracer

from helixagent import HelixAgent
from helixagent.testing import Sandbox


def _ask(client: HelixAgent, tracer: Tracer) -> None:
    messages = [{"role": "user", "content": "Hello"}]
    with tracer.start_as_current_span("my-operation"):
        client.chat.completions.create(messages=messages)
        for _ in client.chat.completions.create(messages=messages, stream=True):
            continue


def main() -> None:
    """Make a request and read a stream within a span of the program."""
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(ConsoleSpanExporter()))
    tracer = provider.get_tracer("example")
    with Sandbox() as sandbox, HelixAgent(base_url=sandbox.base_url, tracer=tracer) as client:
        _ask(client, tracer)
    provider.shutdown()


if __name__ == "__main__":
    main()
