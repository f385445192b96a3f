"""Start a background task and follow its events."""

from __future__ import annotations

from helixagent import HelixAgent

with HelixAgent() as client:
    task = client.tasks.create(
        type="llm_completion",
        payload={"messages": [{"role": "user", "content": "Explain quantum computing"}]},
        priority="high",
        timeout=600,
    )
    # If the connection breaks, the SDK reconnects. No event is lost or repeated.
    for event in client.tasks.stream_events(task.id):
        if event.type == "progress":
            print(f"{event.progress} % {event.message}")
        elif event.type == "error":
            print(f"failed: {event.error}")
        else:
            print(event.type)
    if client.tasks.get_status(task.id).status == "completed":
        print(client.tasks.get_result(task.id).output)
