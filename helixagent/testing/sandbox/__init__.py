"""The HelixAgent sandbox: a test double of the server that speaks the API of openapi.yaml over a real socket.

In a test or a demo::

    from helixagent.testing import Sandbox

    with Sandbox() as sandbox:
        sandbox.reply("Paris")
        assert my_feature(sandbox.client()) == "Paris"
        sandbox.assert_called("chat.completions.create", times=1)

`reply` and `fail` script the responses. Without them, the sandbox generates responses. docs/testing.md has a guide.

On the command line::

    python -m helixagent.testing.sandbox --port 7061

The sandbox is deterministic: the same requests in the same order get the same responses, and its clock does not move.
It accepts any API key, or none. It checks each request against the spec (method, parameters, body; enums are open and
unknown fields are allowed). An invalid request gets a 400 with the name of the argument in `param`.

Users, debates, tasks, providers, webhooks and sessions exist until `reset()`. If a POST is repeated with the same
`Idempotency-Key`, it gets the first response and creates nothing. IDs are counted: `debate-1` (unless the caller sets
an ID), `t1`, `wh_1`, `sess_1`, `user-1`.

Debates and tasks
-----------------
Nothing happens in the background, so polling never has to wait. Each status request advances a debate by one step:
pending, running, in_progress (each of its `maximal_repeat_rounds`, 3 by default), completed. A task advances to its
next progress value with each status request (pending, running at 0, 25, 50, 75.5 and 100 %, completed), or while its
events are read, as an event stream or over the WebSocket. A paused or stuck task keeps the stream open and sends
comments. With `progress="clock"`, the sandbox's clock advances them instead: a debate by one step every 15 seconds, a
task by one event every second. `advance` moves this clock.

=====================================  ===============================================================================
in the request                         what happens
=====================================  ===============================================================================
a debate's topic with the word         it ends this way after its first round; `approve…` pauses it there until
fail…, reject…, cancel… or approv…     approveDebate (it continues) or rejectDebate
a task's type `sandbox/OUTCOME`, or    it ends this way: completed, failed, cancelled, dead_letter; or it stays paused
payload `{"sandbox_outcome": OUTCOME}` (until it is resumed) or stuck (until it is cancelled)
payload `{"sandbox_fault": FAULT}`     the task's event streams and WebSockets have a fault of the table below; with xN
                                       only the first N of them: `cut:3x2`
payload `{"sandbox_interval": 0.05}`   seconds between the events of the task's streams, at most 5
an MCP tool                            `broken_tool`, unknown tools, and `read_file` with `missing` in the path fail
                                       with `success: false`; `rpc_error_tool` fails with a JSON-RPC error
a provider with `unhealthy` in its     is unhealthy: 503 with its health; the provider `unhealthy` does not have to be
name                                   added
a bearer token with two dots           401 from auth's operations unless a login issued it; 401 everywhere after logout
=====================================  ===============================================================================

Webhooks
--------
Events of tasks and debates are sent to webhooks with an http URL of a loopback address; for any other URL, nothing is
sent and the delivery is `refused`. A failed delivery is retried once; each failed attempt increases `fail_count`.
`sandbox.wait_for_deliveries(n)` waits for deliveries and `sandbox.deliveries` lists them. Use the header
`X-Sandbox-Webhook` in the `headers` of a webhook to change its events (this header itself is not sent):

=============  ====================================================================================================
word           what the subscriber sees
=============  ====================================================================================================
event          the body of published servers: `event` instead of `type`, the task next to the data
standard       signed with the Standard Webhooks scheme, at the real time; the secret as bytes, or `whsec_` base64
bad-signature  a signature of another body
twice          each event twice, with the same delivery ID
=============  ====================================================================================================

Faults
------
To request a fault, send the header `X-Sandbox-Fault: NAME`, the model name `sandbox/NAME`, or an API key from the
second table. `NAME:ARGUMENT` sets the value in brackets below. `NAMExN` (as in `429x2`) limits the fault to the first N
attempts of one API call, identified by `Idempotency-Key` (or by method and path without one).

======================  ==============================================================================================
name                    what the client sees
======================  ==============================================================================================
400 … 599               an error with that status and the canonical body
unauthorized            401 authentication_error, code invalid_api_key
forbidden               403 permission_error
unknown-model           404 invalid_request_error, code model_not_found (also: the model `invalid-model` and each model
                        with `unknown` in its name)
rate-limit[:1]          429 with Retry-After: 1, or the text of the argument
rate-limit-ms[:20]      429 with retry-after-ms: 20
rate-limit-date[:2]     429 with Retry-After as the HTTP date 2 seconds ahead
rate-limit-long         429 with Retry-After: 3600
retry-yes, retry-no     400 with x-should-retry: true; 500 with x-should-retry: false
provider-error          502 provider_error
error-shape-1 … -11     the error bodies of published servers, in the order of the table in `error_shapes.py`
html-error, empty-error 502 with a proxy's HTML page; 500 with an empty body
html, empty             200 with an HTML page; 200 with an empty body
invalid-json            200 with half a JSON document
json-rpc-error          200 with a JSON-RPC error inside
redirect[:base]         307 to the same path, by default of this server, which then answers normally
slow[:0.5]              the normal response after 0.5 seconds
hang                    no response, but the connection stays open
disconnect, reset       no response; the connection is closed (FIN) or reset (RST)
stall[:2]               2 events (or half the body), then nothing on the open connection
pings[:0.05]            2 events, then only comments, one every 0.05 seconds, forever
cut[:2], cut-reset[:2]  2 events (or half the body), then the connection is closed or reset
no-done                 the stream without its last event (`data: [DONE]`, or completed etc. of a task), ended properly
stream-error[:2]        2 events, then `data: {"error": …}`
stream-error-event[:2]  2 events, then `event: error` with the error as its data
stream-as-json          one JSON response, although a stream was requested
stream-as-html          200 with an HTML page, although a stream was requested
noise                   comments, empty events and blank lines between the events
usage-unasked           the usage chunk although `stream_options.include_usage` was not set
trickle[:0.02]          the normal stream, one event every 0.02 seconds
crlf, bytewise          the normal stream with CRLF line ends; sent byte by byte
socket-close[:1011]     a WebSocket: 2 messages, then it is closed with this code
======================  ==============================================================================================

A WebSocket supports these faults: all that send a response instead of opening it, slow, hang, disconnect, reset, stall,
cut and cut-reset (after 2 messages, without a closing frame), no-done, trickle and socket-close.

================  ================
API key           fault
================  ================
bad-key           unauthorized
forbidden-key     forbidden
limited-key       rate-limit
================  ================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helixagent.testing.sandbox.deliveries import Delivery as Delivery
    from helixagent.testing.sandbox.recording import RecordedRequest as RecordedRequest
    from helixagent.testing.sandbox.server import Sandbox as Sandbox

__all__ = ["Delivery", "RecordedRequest", "Sandbox"]


def __getattr__(name: str) -> Any:
    if name == "Delivery":
        from helixagent.testing.sandbox.deliveries import Delivery

        return Delivery
    if name == "RecordedRequest":
        from helixagent.testing.sandbox.recording import RecordedRequest

        return RecordedRequest
    if name != "Sandbox":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from helixagent.testing.sandbox.server import Sandbox

    return Sandbox
