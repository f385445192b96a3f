"""Debates. Each status request advances a debate by one step, so that polling ends without waiting."""

from __future__ import annotations

import html
from typing import Dict, List

from helixagent.testing.sandbox.exchange import (
    Call,
    Handler,
    Reply,
    conflict,
    invalid,
    json_reply,
    not_found,
    text_reply,
)
from helixagent.testing.sandbox.handlers.common import Notify, deleted, idempotent, listed
from helixagent.testing.sandbox.handlers.debate_run import TEAM, DebateRun
from helixagent.testing.sandbox.pace import BY_STATUS_REQUESTS, Pace


class Debates:
    """The debates of one sandbox.

    Args:
        notify: A function that notifies the webhooks.
        pace: The source of progress.
    """

    def __init__(self, notify: Notify, pace: Pace) -> None:
        self._notify = notify
        self._pace = pace
        self._created_count = 0
        self._debates: Dict[str, DebateRun] = {}

    def handlers(self) -> Dict[str, Handler]:
        """Return the handlers by `operationId`."""
        return {
            "createDebate": idempotent(self._create),
            "listDebates": self._list,
            "getDebate": lambda call: json_reply(self._find(call).details()),
            "deleteDebate": self._delete,
            "getDebateStatus": self._status,
            "getDebateResults": lambda call: json_reply(self._find(call).results()),
            "getDebateReport": self._report,
            "approveDebate": idempotent(self._approve),
            "rejectDebate": idempotent(self._reject),
            "getDebateTeam": _team,
        }

    def _find(self, call: Call) -> DebateRun:
        debate = self._debates.get(call.path_params["debateId"])
        if debate is None:
            raise not_found("Debate", call.path_params["debateId"])
        debate.catch_up()
        return debate

    def _create(self, call: Call) -> Reply:
        participants = call.option("participants")
        if participants is not None and len(participants) < 2:
            raise invalid("Invalid argument participants: a debate needs at least two", "participants")
        identifier = call.option("debateId")
        if identifier in self._debates:
            raise conflict(f"A debate with the ID {identifier} already exists", "debate_exists")
        while identifier is None or identifier in self._debates:
            self._created_count += 1
            identifier = f"debate-{self._created_count}"
        debate = self._debates[identifier] = DebateRun(identifier, call.body, call.created, self._notify, self._pace)
        return json_reply(debate.shown(), status=202)

    def _list(self, call: Call) -> Reply:
        for debate in self._debates.values():
            debate.catch_up()
        return listed(call, "debates", [debate.details() for debate in self._debates.values()])

    def _delete(self, call: Call) -> Reply:
        debate = self._find(call)
        del self._debates[debate.id]
        return deleted("Debate " + debate.id)

    def _status(self, call: Call) -> Reply:
        debate = self._find(call)
        if self._pace.source == BY_STATUS_REQUESTS:
            debate.advance()
        return json_reply(debate.progress())

    def _approve(self, call: Call) -> Reply:
        debate = self._find(call)
        debate.approve()
        return json_reply(debate.shown())

    def _reject(self, call: Call) -> Reply:
        debate = self._find(call)
        debate.reject()
        reason = call.option("reason")
        shown = debate.shown()
        return json_reply({**shown, "message": shown["message"] + (f": {reason}" if reason else "")})

    def _report(self, call: Call) -> Reply:
        results = self._find(call).results()
        form = call.query.get("format", "json")
        title = "Report on the debate: " + results["topic"]
        lines = ["{name}: {total_responses} responses".format(**each) for each in results["participants"]]
        if form == "json":
            return json_reply({"title": title, "results": results})
        if form == "html":
            items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
            body = f"<!DOCTYPE html>\n<html><body><h1>{html.escape(title)}</h1><ul>{items}</ul></body></html>\n"
            return text_reply(body, content_type="text/html; charset=utf-8")
        if form == "pdf":
            return Reply(200, {"content-type": "application/pdf"}, _pdf([title, *lines]))
        raise invalid(f"Invalid argument format: {form!r} is not json, html or pdf", "format")


def _team(call: Call) -> Reply:
    return json_reply({"members": [{**member, "active": True} for member in TEAM], "total": len(TEAM)})


def _pdf(lines: List[str]) -> bytes:
    """Return a PDF of one page with these lines. It is small but complete, so readers can open it."""
    shown = [line.encode("latin-1", "replace").replace(b"\\", b"\\\\") for line in lines]
    shown = [line.replace(b"(", b"\\(").replace(b")", b"\\)") for line in shown]
    text = b"BT /F1 12 Tf 50 780 Td 16 TL " + b" ".join(b"(" + line + b") Tj T*" for line in shown) + b" ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = (len(objects) + 1, table, len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % end
