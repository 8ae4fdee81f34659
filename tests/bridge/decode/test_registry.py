"""Producers behind a schema registry: values framed by its serializers are read, or dead with a
reason that says why.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import orjson
import pytest
from pydantic import ValidationError

from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import Decoded, Skipped, decode
from bridge.decode.registry import BUDGET_SECONDS, QUIET_SECONDS, TIMEOUT_SECONDS, SchemaRegistry, framed
from bridge.decode.unusable import Reason
from inventory.boundary.bounded_fetch import MAX_BYTES
from inventory.inbox.decoded import DecodedEvent
from inventory.settings import Settings
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.bridge.messages import NOW, ORDER, STRUCTURED, binary, event, message
from tests.bridge.schema_registry import AVRO, JSON, PROTOBUF, StandIn, schema_registry
from tests.inventory.post import detail_of, reason_of
from tools.devstack.processes.patience import MachineTime

PLACE = ("orders", "3/42")
AVRO_BYTES = b"\x06o-1\x02\x06mug\x04\x00"
BARE = {"type": "OrderCreated", "id": "e-1", "data": ORDER}


def frame(schema_id: int, payload: bytes) -> bytes:
    return b"\x00" + schema_id.to_bytes(4, "big") + payload


def as_framed(body: object, schema_id: int = 7) -> bytes:
    return frame(schema_id, body if isinstance(body, bytes) else orjson.dumps(body))


def read(found: InboundMessage, registry: SchemaRegistry | None) -> Decoded:
    return decode(found, now=NOW, retention=timedelta(days=30), registry=registry)


def heard(found: InboundMessage, registry: SchemaRegistry | None) -> DecodedEvent:
    what = read(found, registry)
    assert isinstance(what, DecodedEvent)
    return what


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with schema_registry(_7=JSON, _8=AVRO, _9=PROTOBUF) as running:
        yield running


@pytest.fixture
def registry(stand_in: StandIn) -> SchemaRegistry:
    return SchemaRegistry(stand_in.url)


FORMS = {
    "structured": message(as_framed(event()), STRUCTURED),
    "structured without its header": message(as_framed(event())),
    "binary": binary(as_framed(ORDER)),
    "bare": message(as_framed(BARE)),
}


@pytest.mark.parametrize("found", FORMS.values(), ids=FORMS)
def test_a_framed_event_is_read_in_every_form(found: InboundMessage, registry: SchemaRegistry) -> None:
    what = heard(found, registry)
    assert reason_of(what) is None, detail_of(what)
    assert (what.event_id, what.payload, what.raw) == ("e-1", ORDER, None)
    assert what.digest == heard(message(event()), None).digest, "framed or not, it is the same event"


@pytest.mark.parametrize("found", FORMS.values(), ids=FORMS)
def test_without_a_registry_it_is_dead_and_says_so(found: InboundMessage) -> None:
    dead = heard(found, None)
    assert reason_of(dead) == "schema_registry_not_configured"
    assert "schema 7" in detail_of(dead)
    assert "INVENTORY_SCHEMA_REGISTRY_URL" in detail_of(dead)
    assert dead.raw == found.value
    assert dead.identity == PLACE, "its own name stays free for when the topic is read again"


@pytest.mark.parametrize(("schema_id", "type_"), [(8, "AVRO"), (9, "PROTOBUF")])
def test_another_type_of_schema_is_dead_and_says_so(schema_id: int, type_: str, registry: SchemaRegistry) -> None:
    dead = heard(message(as_framed(AVRO_BYTES, schema_id)), registry)
    assert (dead.identity, reason_of(dead)) == (PLACE, "unsupported_schema_type")
    assert type_ in detail_of(dead)
    dead = heard(binary(as_framed(AVRO_BYTES, schema_id)), registry)
    assert (dead.identity, reason_of(dead)) == (("/orders", "e-1"), "unsupported_schema_type")


def test_framed_garbage_is_malformed(registry: SchemaRegistry) -> None:
    assert reason_of(heard(message(as_framed(b"{not json")), registry)) == Reason.MALFORMED_JSON
    assert reason_of(heard(message(as_framed(b"[" * 20_000)), registry)) == Reason.TOO_DEEP
    assert reason_of(heard(message(as_framed({"order_id": 7})), registry)) == Reason.MISSING_TYPE


def test_a_framed_event_of_another_type_is_skipped_without_asking(stand_in: StandIn, registry: SchemaRegistry) -> None:
    shipped = binary(as_framed(b"\x01", 8), {"ce_type": b"OrderShipped"})
    assert read(shipped, registry) == Skipped("OrderShipped", shipped.origin)
    assert stand_in.asked == []


@pytest.mark.parametrize("value", [b"", b"\x00", b"\x00\x00\x00\x07", b"{}", b"\x01\x00\x00\x00\x07{}"])
def test_not_framed(value: bytes) -> None:
    assert framed(value) is None


def test_the_largest_id() -> None:
    assert framed(frame(2**32 - 1, b"")) == (2**32 - 1, b"")


class TestTheRegistry:
    def test_is_asked_once_for_each_schema(self, stand_in: StandIn, registry: SchemaRegistry) -> None:
        assert [registry.schema_type(7) for _ in range(3)] == ["JSON"] * 3
        assert registry.schema_type(8) == "AVRO"
        assert [path for path, _ in stand_in.asked] == ["/schemas/ids/7", "/schemas/ids/8"]

    def test_below_a_path_and_with_a_password(self, stand_in: StandIn) -> None:
        url = stand_in.url.replace("http://", "http://user:p%40ss@") + "/apis/ccompat/v7/"
        assert SchemaRegistry(url).schema_type(7) == "JSON"
        assert stand_in.asked == [("/apis/ccompat/v7/schemas/ids/7", "Basic dXNlcjpwQHNz")]

    @pytest.mark.parametrize(
        ("status", "body"),
        [
            *((500, b""), (401, b""), (302, b""), (200, b"<html>"), (200, b"[]"), (200, b'{"schemaType": 1}')),
            *((200, b"[" * 100_000), (200, b'{"schemaType": ' + b"9" * 100_000 + b"}"), (200, b"\x1f\x8b\x08")),
        ],
    )
    def test_away_what_reads_as_json_is_taken(
        self, stand_in: StandIn, registry: SchemaRegistry, status: int, body: bytes
    ) -> None:
        """Only our own model decides about an event, so an absent registry must not decide
        either.
        """
        stand_in.status, stand_in.body = status, body
        assert reason_of(heard(message(as_framed(event())), registry)) is None
        dead = heard(message(as_framed(AVRO_BYTES, 8)), registry)
        assert reason_of(dead) == Reason.MALFORMED_JSON
        assert "did not say what schema 8 is" in detail_of(dead)
        assert dead.raw == as_framed(AVRO_BYTES, 8)

    def test_away_it_is_left_alone_for_a_while(self, stand_in: StandIn) -> None:
        now = 0.0
        registry = SchemaRegistry(stand_in.url, clock=lambda: now)
        stand_in.status = 503
        assert [registry.schema_type(number) for number in range(50)] == [None] * 50
        assert len(stand_in.asked) == 1
        stand_in.status = 200
        assert registry.schema_type(7) is None
        now += QUIET_SECONDS
        assert registry.schema_type(7) == "JSON"

    def test_an_unknown_id_is_asked_for_again_later_and_others_at_once(self, stand_in: StandIn) -> None:
        now = 0.0
        registry = SchemaRegistry(stand_in.url, clock=lambda: now)
        assert registry.schema_type(6) is None
        assert registry.schema_type(6) is None
        assert registry.schema_type(7) == "JSON"
        assert [path for path, _ in stand_in.asked] == ["/schemas/ids/6", "/schemas/ids/7"]
        stand_in.schemas[6] = JSON
        now += QUIET_SECONDS
        assert registry.schema_type(6) == "JSON"

    def test_that_never_answers_costs_seconds_not_the_partition(
        self, stand_in: StandIn, registry: SchemaRegistry
    ) -> None:
        stand_in.silent = True
        taken = MachineTime()
        assert [registry.schema_type(7) for _ in range(20)] == [None] * 20
        assert taken.passed() < 2 * TIMEOUT_SECONDS

    def test_that_is_slow_is_asked_within_a_budget(self, stand_in: StandIn) -> None:
        """And again with a new one afterwards, until all is known: nothing that reads as JSON waits
        for that.
        """
        now = 0.0

        def clock() -> float:
            return now + 0.15 * len(stand_in.asked)

        stand_in.schemas = dict.fromkeys(range(1_000), JSON)
        registry = SchemaRegistry(stand_in.url, clock=clock)
        for spans in (1, 2):
            for number in range(1_000):
                assert reason_of(heard(message(as_framed(event(), number)), registry)) is None
            assert len(stand_in.asked) == spans * (int(BUDGET_SECONDS / 0.15) + 1)
            now += QUIET_SECONDS

    def test_that_is_not_there(self, caplog: pytest.LogCaptureFixture) -> None:
        with schema_registry() as gone:
            url = gone.url.replace("http://", "http://user:secret@")
        with caplog.at_level(logging.WARNING):
            assert SchemaRegistry(url).schema_type(7) is None
        assert "the schema registry is away" in caplog.text
        assert "secret" not in caplog.text

    def test_remembers_so_much_and_no_more(
        self, stand_in: StandIn, registry: SchemaRegistry, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bridge.decode.registry.MAX_REMEMBERED", 2)
        assert [registry.schema_type(number) for number in (7, 8, 9, 9, 7)] == [
            "JSON",
            "AVRO",
            "PROTOBUF",
            "PROTOBUF",
            "JSON",
        ]
        assert len(stand_in.asked) == 4


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("registry:8081", "must be an http or https URL"),
        ("ftp://registry", "must be an http or https URL"),
        ("http://user:secret@registry:8081", "must be https when it carries a password"),
    ],
)
def test_an_unsafe_url_is_refused(monkeypatch: pytest.MonkeyPatch, url: str, told: str) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://database/inventory")
    monkeypatch.setenv("INVENTORY_SCHEMA_REGISTRY_URL", url)
    with pytest.raises(ValidationError, match=told) as refused:
        Settings()
    assert "secret" not in str(refused.value)


def test_a_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://database/inventory")
    monkeypatch.setenv("INVENTORY_SCHEMA_REGISTRY_URL", "https://user:secret@registry:8081")
    assert "secret" not in repr(Settings())


def test_over_kafka(settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes, stand_in: StandIn) -> None:
    """Producers with a registry and without, on one topic, of which the bridge reads one before it
    is told of the registry.
    """

    def numbered(number: int) -> dict[str, object]:
        return event(id=f"e-{number}", time=None, data=ORDER | {"order_id": f"o-{number}"})

    topic = settings.topic_orders
    kafka.publish(topic, as_framed(numbered(1)))
    without = processes.bridge("consume")
    eventually(lambda: inbox.count() == 1, "the first is in the inbox")
    assert without.terminate() == 0, without.log.read_text()
    (dead,) = inbox.rows()
    assert (dead["event_id"], dead["reason"]) == ("0/0", "schema_registry_not_configured")

    kafka.publish(topic, as_framed(numbered(2)), numbered(3), as_framed(AVRO_BYTES, 8), as_framed(numbered(4)))
    again = {
        "INVENTORY_SCHEMA_REGISTRY_URL": stand_in.url,
        "INVENTORY_CONSUMER_GROUP": f"{settings.consumer_group}-again",
    }
    bridge = processes.bridge("consume", **again)
    eventually(lambda: inbox.count() == 6, "all are in the inbox, read from the beginning")
    assert bridge.terminate() == 0, bridge.log.read_text()
    assert {row["event_id"]: row["reason"] for row in inbox.rows()[1:]} == {
        "e-1": None,
        "e-2": None,
        "e-3": None,
        "0/3": "unsupported_schema_type",
        "e-4": None,
    }
    assert [path for path, _ in stand_in.asked] == ["/schemas/ids/7", "/schemas/ids/8"]


def test_an_answer_without_end_is_none(stand_in: StandIn, registry: SchemaRegistry) -> None:
    stand_in.body = b'{"schema": "' + b"x" * MAX_BYTES + b'", "schemaType": "JSON"}'
    assert registry.schema_type(7) is None
    stand_in.body = orjson.dumps({"schemaType": "x" * 1_000})
    assert SchemaRegistry(stand_in.url).schema_type(7) is None
