"""Tests that the templates support constructs that openapi.yaml does not have, with data/nasty.yaml as the spec."""

from __future__ import annotations

import copy
import datetime
import importlib
import json
import pickle
import typing
from typing import Any, Dict

import pytest

UTC = datetime.timezone.utc


@pytest.fixture
def models(nasty: None) -> Any:
    return importlib.import_module("nasty_client.models")


@pytest.fixture
def operations(nasty: None) -> Any:
    def load(name: str) -> Any:
        return importlib.import_module(f"nasty_client.api.{name}")

    return load


DEBATE: Dict[str, Any] = {
    "debateId": "climate-1",
    "maximalRepeatRounds": None,
    "createdAt": "2026-01-15T10:30:00.123456789Z",
    "endedAt": None,
    "checkpoints": ["2026-01-15T10:30:00+05:30", "soon", None, "2026-01-15t10:30:00z"],
    "day": "2026-01-15",
    "from": "a",
    "class": None,
    "type": "b",
    "object": "c",
    "id": "d",
    "format": "e",
    "list": ["x"],
    "bytes": [1, 2],
    "dict": {"y": {"z": None}},
    "value": [{"any": 1}],
    "$schema": "s",
    "1st": "f",
    "parent": {"debateId": "parent", "parent": {"createdAt": "2026-01-15T10:30:00-00:00"}},
    "children": [{"id": "child"}, None, "loose"],
    "event": {"type": "ended", "debate": {"text": "over"}},
    "matrix": [[{"name": "p"}], "row", [None]],
    "level": 7,
    "providers": {"a": {"status": "ok", "lastCheck": "2026-01-15T10:30:00.5Z"}, "b": None, "c": "odd"},
    "scores": {"a": 1, "b": None},
    "free": {"anything": [1]},
    "note": {"name": "n"},
    "unknown": {"kept": None},
}


class TestEmptyIfMissing:
    @pytest.mark.parametrize("source", [{}, {"seats": None, "guests": None, "votes": None}])
    def test_null_and_missing_are_empty_and_do_not_change(self, models: Any, source: Any) -> None:
        debate = models.Debate.from_dict(source)
        assert (debate.seats, debate.guests, debate.votes) == ([], [], {})
        assert type(debate.votes) is models.ScoreMap
        assert debate.to_dict() == source
        debate.seats.append("a")
        assert debate.to_dict() == {**source, "seats": ["a"]}

    def test_values_survive_a_round_trip_even_if_they_are_empty(self, models: Any) -> None:
        for source in ({"seats": [], "guests": [], "votes": {}}, {"seats": "odd", "guests": 0, "votes": False}):
            assert models.Debate.from_dict(source).to_dict() == source
        assert models.Debate(guests=[{"name": "p"}]).guests[0].name == "p"

    def test_the_types_do_not_include_none(self, models: Any) -> None:
        hints = models.Debate.__annotations__
        assert (hints["seats"], hints["guests"], hints["votes"]) == ("List[str]", "List[Participant]", "ScoreMap")


class TestNames:
    def test_camel_case_has_both_names(self, models: Any) -> None:
        debate = models.Debate.from_dict(DEBATE)
        assert debate.debateId == debate.debate_id == "climate-1"
        debate.debateId = "other"
        assert debate.debate_id == "other"
        debate.debate_id = "third"
        assert debate.to_dict()["debateId"] == "third"
        assert models.Participant(input_schema={"a": 1}).inputSchema == {"a": 1}

    def test_builtins_keep_their_names_and_keywords_get_an_underscore(self, models: Any) -> None:
        debate = models.Debate.from_dict(DEBATE)
        assert (debate.type, debate.object, debate.id, debate.format) == ("b", "c", "d", "e")
        assert (debate.list, debate.bytes, debate.dict) == (["x"], [1, 2], {"y": {"z": None}})
        assert (debate.from_, debate.class_) == ("a", None)
        assert (debate.schema, debate.field_1st) == ("s", "f")


class TestRoundTrip:
    def test_everything_survives_a_round_trip(self, models: Any) -> None:
        debate = models.Debate.from_dict(copy.deepcopy(DEBATE))
        assert debate.to_dict() == DEBATE
        for copied in (copy.copy(debate), copy.deepcopy(debate), pickle.loads(pickle.dumps(debate))):
            assert copied == debate
            assert copied.to_dict() == DEBATE
        assert json.loads(json.dumps(debate.to_dict())) == DEBATE

    def test_the_constructor_takes_the_same_values(self, models: Any) -> None:
        debate = models.Debate.from_dict(DEBATE)
        fields = {name: getattr(debate, name) for name in models.Debate.FIELDS}
        plain = {name: value.to_dict() if hasattr(value, "to_dict") else value for name, value in fields.items()}
        assert models.Debate(**plain, additional_properties={"unknown": {"kept": None}}) == debate

    def test_recursion(self, models: Any) -> None:
        debate = models.Debate.from_dict(DEBATE)
        assert debate.parent.parent.created_at == datetime.datetime(2026, 1, 15, 10, 30, tzinfo=UTC)
        assert debate.children[0].id == "child"
        assert debate.children[1:] == [None, "loose"]
        assert debate.matrix[0][0].name == "p"


class TestDates:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2026-01-15T10:30:00Z", datetime.datetime(2026, 1, 15, 10, 30, tzinfo=UTC)),
            ("2026-01-15T10:30:00.123456789Z", datetime.datetime(2026, 1, 15, 10, 30, 0, 123456, tzinfo=UTC)),
            ("2026-01-15T10:30:00.5+02:00", datetime.datetime(2026, 1, 15, 8, 30, 0, 500000, tzinfo=UTC)),
            ("2026-01-15T10:30:00.123456789-05:30", datetime.datetime(2026, 1, 15, 16, 0, 0, 123456, tzinfo=UTC)),
            ("2026-01-15 10:30:00z", datetime.datetime(2026, 1, 15, 10, 30, tzinfo=UTC)),
            ("2026-01-15T10:30:00", datetime.datetime(2026, 1, 15, 10, 30)),
        ],
    )
    def test_times_are_read_and_keep_their_text(self, models: Any, text: str, expected: datetime.datetime) -> None:
        debate = models.Debate.from_dict({"createdAt": text})
        assert debate.created_at == expected
        assert debate.to_dict() == {"createdAt": text}
        assert pickle.loads(pickle.dumps(debate)).created_at == expected

    @pytest.mark.parametrize(
        "odd", ["", "soon", "2026", "2026-01-15", "20260115", "2026-13-01T00:00:00Z", "2026-01-15T25:00:00Z", 17031, {}]
    )
    def test_a_value_that_is_not_a_time_does_not_change(self, models: Any, odd: Any) -> None:
        debate = models.Debate.from_dict({"createdAt": odd, "day": odd if odd != "2026-01-15" else "x"})
        assert debate.created_at == odd
        assert debate.to_dict()["createdAt"] == odd

    def test_a_changed_time_gets_a_new_text(self, models: Any) -> None:
        debate = models.Debate.from_dict({"createdAt": "2026-01-15T10:30:00.000000000Z"})
        debate.created_at += datetime.timedelta(seconds=1)
        assert debate.to_dict() == {"createdAt": "2026-01-15T10:30:01+00:00"}

    def test_a_changed_list_of_times_keeps_the_others(self, models: Any) -> None:
        debate = models.Debate.from_dict({"checkpoints": ["2026-01-15T10:30:00Z", "2026-01-15T10:31:00Z"]})
        debate.checkpoints[1] = datetime.datetime(2026, 1, 15, 10, 32, tzinfo=UTC)
        assert debate.to_dict() == {"checkpoints": ["2026-01-15T10:30:00Z", "2026-01-15T10:32:00+00:00"]}
        debate.checkpoints.pop()
        assert debate.to_dict() == {"checkpoints": ["2026-01-15T10:30:00+00:00"]}

    def test_times_may_be_datetimes_or_texts(self, models: Any) -> None:
        when = datetime.datetime(2026, 1, 15, 10, 30, tzinfo=UTC)
        assert models.Debate(created_at="2026-01-15T10:30:00Z", ended_at=when).to_dict() == {
            "createdAt": "2026-01-15T10:30:00+00:00",
            "endedAt": "2026-01-15T10:30:00+00:00",
        }

    def test_a_time_without_a_zone_is_local_time_and_gets_an_offset(self, models: Any) -> None:
        when = datetime.datetime(2026, 1, 15, 10, 30)
        text = models.Debate(created_at=when).to_dict()["createdAt"]
        assert datetime.datetime.fromisoformat(text) == when.astimezone()

    def test_dates(self, models: Any) -> None:
        debate = models.Debate.from_dict({"day": "2026-01-15"})
        assert debate.day == datetime.date(2026, 1, 15)
        assert debate.to_dict() == {"day": "2026-01-15"}
        assert models.Debate(day=datetime.date(2026, 1, 16)).to_dict() == {"day": "2026-01-16"}
        assert models.Debate.from_dict({"day": "2026-02-30"}).day == "2026-02-30"


class TestUnionsAndMaps:
    def test_objects_are_distinguished_by_their_tag(self, models: Any) -> None:
        events = [{"type": "started", "at": "2026-01-15T10:30:00Z"}, {"type": "ended", "debate": {"text": "t"}}]
        odd = [{"type": "paused"}, {}, {"type": None}, {"type": {}}, "text", 5]
        for key in ("events", "content"):
            found = getattr(models.EventList.from_dict({key: events + odd}), key)
            assert [type(event).__name__ for event in found[:2]] == ["Started", "Ended"]
            assert found[2:] == odd
        assert models.EventList.from_dict({"content": "text"}).content == "text"
        assert models.EventList(events=events).to_dict() == {"events": events}

    def test_maps_of_objects_are_dicts_of_models(self, models: Any) -> None:
        providers = models.Debate.from_dict(DEBATE).providers
        assert isinstance(providers, dict)
        assert providers["a"].status == "ok"
        assert providers["a"].lastCheck == datetime.datetime(2026, 1, 15, 10, 30, 0, 500000, tzinfo=UTC)
        assert (providers["b"], providers["c"]) == (None, "odd")
        assert list(providers) == ["a", "b", "c"]
        assert providers.to_dict() == DEBATE["providers"]
        copied = pickle.loads(pickle.dumps(providers))
        assert type(copied) is type(providers)
        assert copied == providers
        assert models.HealthMap({"x": {"status": "ok"}})["x"] == models.ProviderHealth(status="ok")
        assert models.HealthMap(x={"status": "ok"}) == models.HealthMap({"x": {"status": "ok"}})

    def test_free_maps_are_dicts(self, models: Any) -> None:
        debate = models.Debate.from_dict(DEBATE)
        assert debate.free == {"anything": [1]}
        assert json.dumps(debate.free) == '{"anything": [1]}'

    def test_maps_may_contain_maps_and_enums(self, models: Any) -> None:
        tree = models.Tree.from_dict({"a": {"b": {}}})
        assert type(tree["a"]["b"]) is models.Tree
        assert tree.to_dict() == {"a": {"b": {}}}
        assert models.LevelMap.from_dict({"a": 1, "b": 9}) == {"a": 1, "b": 9}

    def test_additional_properties_of_one_type(self, models: Any) -> None:
        source = {"total": 1, "a": {"status": "ok"}, "b": None}
        extended = models.Extended.from_dict(source)
        assert extended.additional_properties["a"].status == extended.a.status == "ok"
        assert extended.to_dict() == source
        assert models.Extended(total=1, additional_properties={"a": {"status": "ok"}, "b": None}) == extended


class TestSecrets:
    def test_a_password_is_not_printed(self, models: Any) -> None:
        participant = models.Participant(name="n", api_key="sk-secret")
        assert repr(participant) == "Participant(name='n', api_key='***')"
        assert participant.apiKey == "sk-secret"
        assert participant.to_dict() == {"name": "n", "apiKey": "sk-secret"}


class TestRequests:
    def test_schemas_of_requests(self, nasty: None) -> None:
        schemas = importlib.import_module("nasty_client.request_schemas").REQUEST_SCHEMAS
        assert schemas["DebateRequest"]["required"] == ["topic", "participants"]
        properties = schemas["DebateRequest"]["properties"]
        assert properties["topic"] == {"type": "string", "minLength": 1}
        assert properties["timeout"] == {"type": "integer", "minimum": 1}
        assert properties["participants"] == {"type": "array", "minItems": 2, "items": {"$ref": "Participant"}}
        assert properties["event"] == {"oneOf": [{"$ref": "Started"}, {"$ref": "Ended"}]}
        assert properties["format"] == {"type": "string"}
        assert schemas["Participant"]["properties"]["debate"] == {"$ref": "DebateRequest"}
        assert schemas["Started"]["properties"]["type"] == {"type": "string", "const": "started"}
        assert schemas["ScoreMap"] == {"type": "object", "additionalProperties": {"type": "number"}}
        assert "Debate" not in schemas

    def test_parameter_types(self, nasty: None) -> None:
        params = importlib.import_module("nasty_client.params")
        assert params.DebateParams.__required_keys__ == {"topic", "participants"}
        assert params.DebateParams.__optional_keys__ == {
            *("timeout", "stop", "event", "format", "deadline", "scores", "tokens")
        }
        assert params.ParticipantParam.__required_keys__ == {"name"}
        assert params.EndedParam.__required_keys__ == {"type", "debate"}
        names = [name for name in vars(params) if name.endswith(("Param", "Params")) and not name.startswith("_")]
        assert sorted(names) == sorted(params.__all__)

    def test_enums_are_open_and_in_the_order_of_the_spec(self, nasty: None) -> None:
        module = importlib.import_module("nasty_client.models.format_")
        assert typing.get_args(typing.get_args(module.Format)[0]) == ("json", "html", "a-b", "a_b", "A")
        assert typing.get_args(module.Format)[1] is str
        level = importlib.import_module("nasty_client.models.level")
        assert level.LEVEL_VALUES == (3, 1, 2)


class TestOperations:
    def test_each_parameter_is_sent_in_the_right_place(self, operations: Any) -> None:
        kwargs = operations("debates.list_events")._get_kwargs(
            "a/b c",
            3,
            verbose=False,
            format="html",
            limit=None,
            tag=["x", "y"],
            since=datetime.datetime(2026, 1, 15, 10, 30, tzinfo=UTC),
            client_query="me",
            last_event_id="7",
            x_dry_run=True,
            session="s1",
        )
        assert kwargs == {
            "method": "get",
            "url": "/v1/debates/a%2Fb%20c/events/3",
            "params": {
                "format": "html",
                "tag": ["x", "y"],
                "since": "2026-01-15T10:30:00+00:00",
                "verbose": False,
                "client": "me",
            },
            "cookies": {"session": "s1"},
            "headers": {"Last-Event-ID": "7", "X-Dry-Run": "true"},
        }

    def test_omitted_arguments_are_not_sent(self, operations: Any) -> None:
        assert operations("debates.list_events")._get_kwargs("a", 3, verbose=True) == {
            "method": "get",
            "url": "/v1/debates/a/events/3",
            "params": {"verbose": True},
            "cookies": {},
            "headers": {},
        }

    def test_an_optional_body(self, operations: Any, models: Any) -> None:
        create = operations("debates.create_debate")
        assert create._get_kwargs() == {"method": "post", "url": "/v1/debates"}
        assert create._get_kwargs(body=None) == create._get_kwargs()
        annotation = "Union[DebateRequest, Mapping[str, Any], None, Unset]"
        assert create._get_kwargs.__annotations__["body"] == annotation
        body = {"topic": "t", "participants": []}
        for given in (body, models.DebateRequest.from_dict(body)):
            assert create._get_kwargs(body=given) == {
                "method": "post",
                "url": "/v1/debates",
                "json": body,
                "headers": {"Content-Type": "application/json"},
            }

    def test_facts_of_an_operation(self, operations: Any, models: Any) -> None:
        operation = operations("debates.list_events").OPERATION
        assert operation.operation_id == "listEvents"
        assert (operation.method, operation.path) == ("get", "/v1/debates/{debateId}/events/{from}")
        assert (operation.request, operation.response, operation.stream) == (None, models.EventList, models.EventList)
        assert operations("debates.create_debate").OPERATION.request == "DebateRequest"
        assert operations("debates.get_report").OPERATION.response is None

    def test_a_web_socket_has_events_and_no_response(self, operations: Any, models: Any) -> None:
        operation = operations("debates.watch_events").OPERATION
        assert (operation.response, operation.stream) == (None, models.EventList)

    def test_the_docstrings_are_readable(self, operations: Any, models: Any) -> None:
        assert '"events" \\ of a debate' in operations("debates.list_events").sync.__doc__
        assert "limit: Maximum number of events." in operations("debates.list_events").sync.__doc__
        assert 'A debate with a \\backslash and a """quote""".' in models.Debate.__doc__
        assert "debate_id (Optional[str]): The id." in models.Debate.__doc__
