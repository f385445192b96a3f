"""The HelixAgent sandbox: a test double of the server that speaks the API of openapi.yaml over a real socket.

In a test or a demo::

    from helixagent.testing import Sandbox

    with Sandbox() as sandbox:
        sandbox.reply("Paris")
        assert my_feature(sandbox.client()) == "Paris"
        sandbox.assert_called("chat.completions.create", times=1)

`reply` and `fail` say what is answered; without them it makes up answers. docs/testing.md shows it all.

On the command line::

    python -m helixagent.testing.sandbox --port 7061

It answers deterministically: the same requests in the same order get the same answers, with the times of a clock that
stands still. It takes any API key, and none. Each request is checked against the spec (method, parameters, body; enums
are open and unknown fields allowed) and a wrong one is answered with 400 and the name of the argument in `param`.

What is created lives until `reset()`: users, debates, tasks, providers, webhooks, sessions. A POST that comes again
with the same `Idempotency-Key` gets the answer of the first one and creates nothing. Ids are counted: `debate-1` (where
the caller gives none), `t1`, `wh_1`, `sess_1`, `user-1`.

Debates and tasks
-----------------
Nothing happens by itself, so a poll never has to wait. A debate goes one step on with each look at its status: pending,
running, in_progress (each of its `maximal_repeat_rounds`, 3 by default), completed. A task goes on to its next progress
with each look at its status (pending, running at 0, 25, 50, 75.5 and 100 %, completed), or as far as its events are
read, as an event stream or over the WebSocket. One that is paused or stuck keeps the stream open and sends comments.
With `progress="clock"` it is not looks that bring them on but time on the sandbox's clock, which `advance` moves: a
step of a debate each 15 seconds, an event of a task each second.

=====================================  ===============================================================================
in the request                         what happens
=====================================  ===============================================================================
a debate's topic with the word         it ends so after its first round; `approve…` pauses it there until
fail…, reject…, cancel… or approv…     approveDebate (it goes on) or rejectDebate
a task's type `sandbox/OUTCOME`, or    it ends so: completed, failed, cancelled, dead_letter; or stays paused (goes on
payload `{"sandbox_outcome": OUTCOME}` when it is resumed) or stuck (until it is cancelled)
payload `{"sandbox_fault": FAULT}`     the task's event streams and WebSockets have a fault of the table below; with xN
                                       the first N of them: `cut:3x2`
payload `{"sandbox_interval": 0.05}`   seconds between the events of the task's streams, 5 at most
an MCP tool                            `broken_tool`, unknown ones, and `read_file` of a path with `missing` in it fail
                                       with `success: false`; `rpc_error_tool` fails with a JSON-RPC error
a provider with `unhealthy` in its     is unhealthy: 503 with its health; the provider `unhealthy` is so without being
name                                   added
a bearer token with two dots           401 from auth's operations if no login gave it; 401 everywhere once logged out
=====================================  ===============================================================================

Webhooks
--------
Events of tasks and debates are sent to webhooks with an http URL of a loopback address; for any other URL, nothing is
sent and the delivery is `refused`. A failed delivery is sent once more; each failed attempt adds to `fail_count`.
`sandbox.wait_for_deliveries(n)` waits for them and `sandbox.deliveries` has them. A webhook whose `headers` have
`X-Sandbox-Webhook` with some of these words is served differently (this header itself is not sent):

=============  ====================================================================================================
word           what the subscriber sees
=============  ====================================================================================================
event          the body of servers in the field: `event` for `type`, the task beside the data
standard       signed by the Standard Webhooks scheme, at the time on the wall; the secret as bytes, or `whsec_` base64
bad-signature  a signature of another body
twice          each event two times, with the same delivery id
=============  ====================================================================================================

Faults
------
A fault is asked for by the request header `X-Sandbox-Fault: NAME`, by the model name `sandbox/NAME`, or by an API key
of the second table. `NAME:ARGUMENT` sets what stands in brackets below; `NAMExN` (as in `429x2`) limits the fault to
the first N attempts of one call, told apart by `Idempotency-Key` (by method and path where there is none).

======================  ==============================================================================================
name                    what the client sees
======================  ==============================================================================================
400 … 599               an error of that status with the canonical body
unauthorized            401 authentication_error, code invalid_api_key
forbidden               403 permission_error
unknown-model           404 invalid_request_error, code model_not_found (also: the model `invalid-model` and each model
                        with `unknown` in its name)
rate-limit[:1]          429 with Retry-After: 1, or whatever text the argument is
rate-limit-ms[:20]      429 with retry-after-ms: 20
rate-limit-date[:2]     429 with Retry-After as the HTTP date 2 seconds ahead
rate-limit-long         429 with Retry-After: 3600
retry-yes, retry-no     400 with x-should-retry: true; 500 with x-should-retry: false
provider-error          502 provider_error
error-shape-1 … -11     the error bodies of servers in the field, in the order of the table in `error_shapes.py`
html-error, empty-error 502 with a proxy's HTML page; 500 with an empty body
html, empty             200 with an HTML page; 200 with an empty body
invalid-json            200 with half a JSON document
json-rpc-error          200 with a JSON-RPC error inside
redirect[:base]         307 to the same path, by default of this server, which then answers normally
slow[:0.5]              the normal answer after 0.5 seconds
hang                    no answer at all, the connection stays open
disconnect, reset       no answer, the connection is closed (FIN), is reset (RST)
stall[:2]               2 events (or half the body), then silence on the open connection
pings[:0.05]            2 events, then only comments, one each 0.05 seconds, without end
cut[:2], cut-reset[:2]  2 events (or half the body), then the connection is closed, is reset
no-done                 the stream without its last event (`data: [DONE]`; of a task: completed, …), ended properly
stream-error[:2]        2 events, then `data: {"error": …}`
stream-error-event[:2]  2 events, then `event: error` with the error as its data
stream-as-json          an answer in one piece as JSON, although a stream was asked for
stream-as-html          200 with an HTML page, although a stream was asked for
noise                   comments, empty events and blank lines between the events
usage-unasked           the usage chunk although `stream_options.include_usage` was not set
trickle[:0.02]          the normal stream, one event each 0.02 seconds
crlf, bytewise          the normal stream with CRLF line ends; sent byte by byte
socket-close[:1011]     a WebSocket: 2 messages, then it is closed with this code
======================  ==============================================================================================

A WebSocket can have these of them: all that answer instead of opening it, slow, hang, disconnect, reset, stall, cut and
cut-reset (after 2 messages, without a closing frame), no-done, trickle and socket-close.

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
