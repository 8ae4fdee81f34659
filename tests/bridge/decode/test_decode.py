"""Decode a message: usable, dead with a reason, or skipped."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, to_binary, to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import given
from hypothesis import strategies as st

from bridge.decode.cloudevents import MAX_MESSAGE_BYTES, InboundMessage
from bridge.decode.decode import FUTURE_TOLERANCE, Tombstone, decode
from bridge.decode.unusable import Reason
from inventory.inbox.decoded import DecodedEvent, Usable
from inventory.inbox.events import EventType, Operation
from inventory.inbox.meanings import stated
from tests.bridge.messages import NOW, ORDER, STRUCTURED, binary, event, heard, message, skipped
from tests.inventory.post import detail_of, reason_of

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
PLACE = ("orders", "3/42")
BARE = {"type": "OrderCreated", "id": "e-1", "data": ORDER}


def order(**changes: object) -> dict[str, object]:
    return ORDER | changes


def item(**changes: object) -> dict[str, object]:
    return order(items=[{"sku": "mug", "quantity": 2} | changes])


def assert_is_the_order(found: DecodedEvent, *, source: str = "/orders") -> None:
    assert reason_of(found) is None, detail_of(found)
    assert found.identity == (source, "e-1")
    assert found.type == "OrderCreated"
    assert isinstance(found, Usable)
    assert found.operation is Operation.RESERVE_STOCK
    assert found.payload == ORDER
    assert found.key == "o-1"
    assert found.raw is None


class TestModes:
    @pytest.mark.parametrize(
        "content_type",
        [
            b"application/cloudevents+json",
            b"application/cloudevents+json; charset=utf-8",
            b"Application/CloudEvents+JSON;charset=UTF-8",
        ],
    )
    def test_structured(self, content_type: bytes) -> None:
        assert_is_the_order(heard(message(event(), {"content-type": content_type})))

    def test_structured_without_its_header_is_known_by_its_specversion(self) -> None:
        assert_is_the_order(heard(message(event())))

    @pytest.mark.parametrize(
        "headers", [{}, {"content-type": b"application/json"}, {"content-type": b"application/json; charset=utf-8"}]
    )
    def test_binary(self, headers: dict[str, bytes]) -> None:
        assert_is_the_order(heard(binary(headers=headers)))

    @pytest.mark.parametrize(
        ("stated", "source"),
        [
            ("/somebody", "/somebody"),
            (None, "orders"),
            ("", "orders"),
            (5, "orders"),
            ({}, "orders"),
            ("s" * 201, "orders"),
        ],
    )
    def test_a_bare_object_has_the_topic_for_its_source_unless_it_names_one(self, stated: object, source: str) -> None:
        found = heard(message(BARE | {"source": stated}))
        assert_is_the_order(found, source=source)
        assert found.occurred_at == NOW

    @pytest.mark.parametrize("given", [{"data": None}, {}])
    @pytest.mark.parametrize("stated", [{}, {"datacontenttype": "application/json; charset=utf-8"}])
    def test_json_as_base64_is_json(self, given: dict[str, Any], stated: dict[str, str]) -> None:
        encoded = b64encode(orjson.dumps(ORDER)).decode()
        body = {name: value for name, value in event(**stated).items() if name != "data"}
        assert_is_the_order(heard(message(body | given | {"data_base64": encoded}, STRUCTURED)))

    @pytest.mark.parametrize("headers", [{"content-type": b""}, {"content-type": b" "}])
    def test_an_empty_content_type_says_nothing(self, headers: dict[str, bytes]) -> None:
        assert_is_the_order(heard(binary(headers=headers)))
        assert_is_the_order(heard(message(event(datacontenttype=""), headers)))

    def test_structured_wins_over_stray_ce_headers(self) -> None:
        assert_is_the_order(heard(message(event(), STRUCTURED | {"ce_id": b"another"})))

    def test_a_header_without_value_or_not_utf8_is_as_if_absent(self) -> None:
        headers = (("ce_id", None), ("signature", b"\xff\xfe"), ("content-type", None))
        assert_is_the_order(heard(InboundMessage(message(None).origin, orjson.dumps(event()), headers, NOW)))

    @pytest.mark.parametrize("type_", list(EventType))
    @pytest.mark.parametrize("prefix", ["", "com.example.", "a.b.c."])
    def test_the_type_is_the_last_dotted_part(self, type_: EventType, prefix: str) -> None:
        ids = {"order_id": "o-1", "dispatch_id": "d-1", "return_id": "r-1", "cancel_id": "c-1", "product_id": "p-1"}
        data = ids | {"items": [item | {"disposition": "inspect"} for item in ORDER["items"]]}
        found = heard(message(event(type=prefix + type_, data=data)))
        assert (found.type, reason_of(found)) == (type_, None)


class TestAgainstTheSdk:
    """The CloudEvents SDK as an oracle: we read its events."""

    def sdk_event(self, **extensions: str) -> CloudEvent:
        attributes = {
            "id": "e-1",
            "source": "/orders",
            "type": "com.example.OrderCreated",
            "time": datetime(2026, 5, 1, 11, 59, 0, 123456, tzinfo=UTC),
            "datacontenttype": "application/json",
            "subject": "o-1",
        }
        return CloudEvent(attributes=attributes | extensions, data=ORDER)

    def as_ours(self, published: KafkaMessage) -> InboundMessage:
        return message(published.value, published.headers)

    @pytest.mark.parametrize("publish", [to_structured, to_binary])
    def test_what_it_publishes_we_read(self, publish: type) -> None:
        found = heard(self.as_ours(publish(self.sdk_event(traceparent=TRACE), JSONFormat())))
        assert_is_the_order(found)
        assert found.occurred_at == datetime(2026, 5, 1, 11, 59, 0, 123456, tzinfo=UTC)
        assert found.traceparent == TRACE


class TestTime:
    @pytest.mark.parametrize(
        ("stated", "meant"),
        [
            ("2026-05-01T11:59:00Z", datetime(2026, 5, 1, 11, 59, tzinfo=UTC)),
            ("2026-05-01t11:59:00z", datetime(2026, 5, 1, 11, 59, tzinfo=UTC)),
            ("2026-05-01T13:59:00.5+02:00", datetime(2026, 5, 1, 11, 59, 0, 500_000, tzinfo=UTC)),
            ("2026-05-01T11:59:00.123456789Z", datetime(2026, 5, 1, 11, 59, 0, 123_456, tzinfo=UTC)),
            ("2026-04-30T23:59:60.5Z", datetime(2026, 5, 1, 0, 0, 0, 500_000, tzinfo=UTC)),
            ("2026-05-01T01:59:60+02:00", datetime(2026, 5, 1, tzinfo=UTC)),
        ],
    )
    def test_the_events_own(self, stated: str, meant: datetime) -> None:
        assert heard(message(event(time=stated))).occurred_at == meant

    def test_else_the_records(self) -> None:
        timestamp = NOW - timedelta(hours=5)
        assert heard(message(event(time=None), timestamp=timestamp)).occurred_at == timestamp

    @pytest.mark.parametrize(
        "stated",
        [
            "",
            "yesterday",
            "2026-05-01",
            "2026-05-01T11:59:00",
            "2026-W18-5T11:59:00Z",
            "2026-13-01T00:00:00Z",
            "2026-05-01T11:59:60Z",
            "2026-05-01T11:59:61Z",
            1777636740,
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-14:00",
            "٢٠٢٦-05-01T11:59:00Z",
        ],
    )
    def test_anything_but_rfc_3339_is_refused(self, stated: object) -> None:
        assert reason_of(heard(message(event(time=stated)))) == Reason.INVALID_TIME

    def test_neither(self) -> None:
        assert reason_of(heard(message(event(time=None), timestamp=None))) == Reason.MISSING_TIME

    def test_far_ahead_would_overrule_every_later_fact(self) -> None:
        limit = NOW + FUTURE_TOLERANCE
        assert reason_of(heard(message(event(time=limit.isoformat())))) is None
        found = heard(message(event(time=(limit + timedelta(seconds=1)).isoformat())))
        assert (reason_of(found), found.occurred_at) == (Reason.TIME_IN_FUTURE, NOW)

    def test_older_than_the_inbox_remembers(self) -> None:
        assert reason_of(heard(message(event(time=(NOW - timedelta(days=30)).isoformat())))) is None
        found = heard(message(event(time=(NOW - timedelta(days=30, seconds=1)).isoformat())))
        assert (reason_of(found), found.identity) == (Reason.TOO_OLD, ("/orders", "e-1"))

    def test_a_late_redelivery_is_the_same_event(self) -> None:
        then, late = heard(message(event())), heard(message(event()), now=NOW + timedelta(days=40))
        assert reason_of(late) == Reason.TOO_OLD
        assert late.digest == then.digest


class TestTraceparent:
    def test_from_the_extension_or_a_plain_header(self) -> None:
        assert heard(message(event(traceparent=TRACE))).traceparent == TRACE
        assert heard(binary(headers={"ce_traceparent": TRACE.encode()})).traceparent == TRACE
        assert heard(message(event(), {"traceparent": TRACE.encode()})).traceparent == TRACE

    @pytest.mark.parametrize(
        "stated",
        ["", "x", TRACE.upper(), "ff" + TRACE[2:], TRACE + "-x", 7, "00-" + "0" * 32 + TRACE[35:], TRACE + "\n"],
    )
    def test_only_when_well_formed(self, stated: object) -> None:
        assert heard(message(event(traceparent=stated))).traceparent is None


class TestUnknownTypes:
    @pytest.mark.parametrize(
        "type_",
        ["OrderShipped", "com.example.OrderShipped", "PurchaseOrderCreated", "purchase_order_created", "Ordered"],
    )
    def test_are_skipped(self, type_: str) -> None:
        assert skipped(message(event(type=type_))) == type_

    def test_are_skipped_however_odd_the_rest_is(self) -> None:
        assert skipped(message({"type": "Other", "specversion": "9", "data_base64": "AAAA"})) == "Other"
        assert (
            skipped(binary(b"\x00\x01 not JSON", {"ce_type": b"Other", "content-type": b"application/avro"})) == "Other"
        )
        assert skipped(binary(b"x" * (MAX_MESSAGE_BYTES + 1), {"ce_type": b"Other"})) == "Other"


class TestNearMisses:
    """Most likely meant for us: kept, with the type that was meant, and no sign of a producer that
    went bad.
    """

    @pytest.mark.parametrize("type_", ["OrderCanceled", "com.example.OrderCancelledEvent", "order.canceled.v2"])
    def test_are_dead_under_their_own_name(self, type_: str) -> None:
        dead = heard(message(event(type=type_)))
        assert (dead.identity, reason_of(dead), dead.type) == (("/orders", "e-1"), Reason.NEAR_MISS, "OrderCancelled")
        assert dead.key == "o-1"
        assert type_ in detail_of(dead)
        assert "OrderCancelled:" in detail_of(dead)

    def test_are_near_misses_whatever_else_is_wrong(self) -> None:
        for changes in ({"id": None}, {"source": 5}, {"data": None}, {"specversion": "9"}, {"time": "soon"}):
            assert reason_of(heard(message(event(type="order_created") | changes))) == Reason.NEAR_MISS
        assert reason_of(heard(binary(None, {"ce_type": b"OrderCreatedEvent"}))) == Reason.NEAR_MISS

    def test_are_skipped_where_the_settings_name_them(self) -> None:
        ignored = {"com.other.OrderCreatedEvent"}
        assert skipped(message(event(type="com.other.OrderCreatedEvent")), ignored) == "com.other.OrderCreatedEvent"
        assert reason_of(heard(message(event(type="OrderCreatedEvent")))) == Reason.NEAR_MISS


class TestTombstones:
    @pytest.mark.parametrize("headers", [{}, {"content-type": b"application/json"}, {"__debezium.newkey": b"x"}])
    def test_say_nothing_to_us(self, headers: dict[str, bytes]) -> None:
        found = decode(message(None, headers), now=NOW, retention=timedelta(days=30))
        assert found == Tombstone(message(None).origin)

    def test_with_a_type_are_events(self) -> None:
        assert reason_of(heard(binary(None))) == Reason.EMPTY
        assert skipped(binary(None, {"ce_type": b"Other"})) == "Other"

    def test_whose_headers_can_not_be_read_may_be_events(self) -> None:
        found = heard(InboundMessage(message(None).origin, None, None, NOW))
        assert reason_of(found) == Reason.UNREADABLE_HEADERS


class TestUnreadable:
    """Nothing in it can be relied on: named by its place in Kafka."""

    @pytest.mark.parametrize(
        ("value", "reason"),
        [
            (b"", Reason.MALFORMED_JSON),
            (b"hello", Reason.MALFORMED_JSON),
            (b'{"type": "OrderCreated"', Reason.MALFORMED_JSON),
            (b"\xff\xfe", Reason.MALFORMED_JSON),
            (b'{"type": "OrderCreated", "id": "\\ud800"}', Reason.MALFORMED_JSON),
            (b'{"type": "OrderCreated", "id": "e", "data": {"order_id": "\xed\xa0\x80"}}', Reason.MALFORMED_JSON),
            (b'{"type": "OrderCreated", "id": "e", "data": NaN}', Reason.MALFORMED_JSON),
            (b"[]", Reason.NOT_AN_EVENT),
            (b"null", Reason.NOT_AN_EVENT),
            (b'"OrderCreated"', Reason.NOT_AN_EVENT),
            (b"12", Reason.NOT_AN_EVENT),
            (b"{}", Reason.MISSING_TYPE),
            (b'{"type": 5, "id": "e", "data": {}}', Reason.MISSING_TYPE),
            (b'{"type": "", "id": "e", "data": {}}', Reason.MISSING_TYPE),
            (b"[" * 20_000 + b"]" * 20_000, Reason.TOO_DEEP),
            (b"[" * 20_000, Reason.TOO_DEEP),
            (b'{"type":"OrderCreated","id":"e","data":' + b'{"a":' * 20_000 + b"1" + b"}" * 20_001, Reason.TOO_DEEP),
            (orjson.dumps(event(filler="x" * 2_000_000)), Reason.TOO_LARGE),
        ],
    )
    def test_is_dead_under_its_place(self, value: bytes, reason: Reason) -> None:
        found = heard(message(value))
        assert (found.identity, reason_of(found), found.type) == (PLACE, reason, None)
        assert detail_of(found)
        assert found.raw == value[:MAX_MESSAGE_BYTES]
        assert found.digest == heard(message(value)).digest

    def test_headers_that_can_not_be_read(self) -> None:
        found = heard(InboundMessage(message(None).origin, orjson.dumps(event()), None, NOW))
        assert (found.identity, reason_of(found)) == (PLACE, Reason.UNREADABLE_HEADERS)

    def test_a_structured_content_type_of_another_format(self) -> None:
        found = heard(message(event(), {"content-type": b"application/cloudevents-batch+json"}))
        assert (found.identity, reason_of(found)) == (PLACE, Reason.UNSUPPORTED_CONTENT_TYPE)

    @pytest.mark.parametrize(
        ("attributes", "reason"),
        [
            ({"id": None}, Reason.MISSING_ID),
            ({"id": ""}, Reason.MISSING_ID),
            ({"id": 7}, Reason.INVALID_ID),
            ({"id": "x" * 6_144}, Reason.INVALID_ID),
            ({"id": "é" * 101}, Reason.INVALID_ID),
            ({"id": "e\x00"}, Reason.INVALID_ID),
            ({"id": "e-7\x1forders"}, Reason.INVALID_ID),
            ({"id": "e-7\x1funread#0123456789ab"}, Reason.INVALID_ID),
            ({"source": None}, Reason.MISSING_SOURCE),
            ({"source": "s" * 201}, Reason.INVALID_SOURCE),
        ],
    )
    def test_without_a_usable_identity_the_place_is_its_name(
        self, attributes: dict[str, object], reason: Reason
    ) -> None:
        found = heard(message(event(**attributes)))
        assert (found.identity, reason_of(found), found.type) == (PLACE, reason, "OrderCreated")


class TestUnusable:
    """Known type, own identity, but it can't be used: dead under its own name, so that its
    redelivery is known.
    """

    @pytest.mark.parametrize(
        ("found", "reason"),
        [
            (message(event(specversion="0.3")), Reason.UNSUPPORTED_SPECVERSION),
            (message(event(specversion=None), STRUCTURED), Reason.UNSUPPORTED_SPECVERSION),
            (message(event(data=None)), Reason.MISSING_DATA),
            (message(event(data=None, data_base64="e30")), Reason.BINARY_DATA),
            (message(event(data=None, data_base64=7)), Reason.BINARY_DATA),
            (message(event(data_base64="e30=")), Reason.BINARY_DATA),
            (
                message(event(data=None, data_base64="AAAA", datacontenttype="text/xml")),
                Reason.UNSUPPORTED_CONTENT_TYPE,
            ),
            (message(event(data=None, data_base64="H4sI")), Reason.MALFORMED_JSON),
            (binary(b'{"order_id": "o-1", "order_id": "o-2"}'), Reason.MALFORMED_JSON),
            (message(event(data=orjson.dumps(ORDER).decode())), Reason.INVALID_DATA),
            (message(event(datacontenttype="application/xml", data="<a/>")), Reason.UNSUPPORTED_CONTENT_TYPE),
            (binary(headers={"content-type": b"application/avro"}), Reason.UNSUPPORTED_CONTENT_TYPE),
            (binary(b"not JSON"), Reason.MALFORMED_JSON),
            (binary(None), Reason.EMPTY),
            (binary(b"null"), Reason.MISSING_DATA),
            (binary(b"[" * 20_000), Reason.TOO_DEEP),
            (binary(b" " * 2_000_000), Reason.TOO_LARGE),
            (message(event(data=[])), Reason.INVALID_DATA),
            (message(event(data="text")), Reason.INVALID_DATA),
        ],
    )
    def test_for_its_form(self, found: InboundMessage, reason: Reason) -> None:
        dead = heard(found)
        assert (dead.identity, reason_of(dead), dead.type) == (("/orders", "e-1"), reason, "OrderCreated")
        assert detail_of(dead)
        assert dead.raw == (found.value or b"")[:MAX_MESSAGE_BYTES] or found.value is None

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({}, "order_id"),
            (order(order_id=None), "order_id"),
            (order(order_id=""), "order_id"),
            (order(order_id=12), "order_id"),
            (order(order_id="o\x00"), "order_id"),
            (order(order_id="o" * 6_144), "order_id"),
            (order(order_id="."), "order_id"),
            (order(order_id=".."), "order_id"),
            (order(items=[]), "items"),
            (order(items=None), "items"),
            (order(items=[{"sku": "mug", "quantity": 1}] * 101), "items"),
            (order(ttl_seconds=0), "ttl_seconds"),
            (order(ttl_seconds=1.5), "ttl_seconds"),
            *((item(quantity=bad), "items.0.quantity") for bad in (0, -1, 1.5, True, "2", 10**12, 10**30, 1e300, None)),
            (item(sku="m\x00"), "items.0.sku"),
            (item(sku=None), "items.0"),
            (item(location=""), "items.0.location"),
        ],
    )
    def test_for_its_data_naming_the_field(self, data: dict[str, object], field: str) -> None:
        body = json.dumps(event(data=data)).encode()  # orjson would not write 10**30
        dead = heard(message(body))
        assert (dead.identity, reason_of(dead), dead.raw) == (("/orders", "e-1"), Reason.INVALID_DATA, body)
        assert f"{field}: " in detail_of(dead)
        assert detail_of(dead).isprintable()
        assert len(detail_of(dead)) < 4_000

    def test_every_wrong_field_is_named_with_what_was_given(self) -> None:
        detail = detail_of(heard(message(event(data={"items": [{"quantity": 0, "sku": "a"}, {"sku": "b"}]}))))
        assert "order_id: " in detail
        assert "items.0.quantity: " in detail
        assert "(got 0)" in detail
        assert "items.1.quantity: " in detail

    def test_its_order_is_kept_as_its_key_where_it_can_be(self) -> None:
        assert heard(message(event(data=item(quantity=0)))).key == "o-1"
        assert heard(message(event(data=order(order_id="x" * 999)))).key is None

    @pytest.mark.parametrize("wrong", [b"soon", b"2099-01-01T00:00:00Z"])
    def test_sent_again_with_a_corrected_time_it_is_no_redelivery(self, wrong: bytes) -> None:
        dead = heard(binary(headers={"ce_time": wrong}))
        assert reason_of(dead) in {Reason.INVALID_TIME, Reason.TIME_IN_FUTURE}
        assert dead.digest == heard(binary(headers={"ce_time": wrong})).digest
        assert dead.digest != heard(binary()).digest


class TestDecoration:
    """Fields that decide nothing stop no event."""

    def payment(self, **said: object) -> dict[str, Any]:
        found = heard(message(event(type="PaymentFailed", data={"order_id": "o-1"} | said)))
        assert reason_of(found) is None, detail_of(found)
        assert found.payload is not None
        return found.payload

    @pytest.mark.parametrize(
        ("said", "kept"),
        [
            ("x" * 300, "x" * 200),
            ("\u00e9" * 150, "\u00e9" * 100),
            ("x" + "\u00e9" * 150, "x" + "\u00e9" * 99),
            ("a\x00b", "a\ufffdb"),
            (404, "404"),
            (False, "false"),
            ({"code": 1}, '{"code": 1}'),
            (["a"], '["a"]'),
            ("", ""),
        ],
    )
    def test_a_reason_is_cut_and_taken_as_it_is(self, said: object, kept: str) -> None:
        assert self.payment(reason=said)["reason"] == kept

    @pytest.mark.parametrize(("said", "kept"), [(12345, "12345"), (10**30, str(10**30)), ("p" * 999, "p" * 200)])
    def test_a_payment_id_may_be_a_number(self, said: object, kept: str) -> None:
        said = message(json.dumps(event(type="PaymentFailed", data={"order_id": "o-1", "payment_id": said})).encode())
        assert heard(said).payload == {"order_id": "o-1", "payment_id": kept}

    def test_null_is_as_if_absent(self) -> None:
        assert self.payment(reason=None, payment_id=None) == {"order_id": "o-1"}
        cancelled = heard(message(event(type="OrderCancelled", data={"order_id": "o-1", "restock": None})))
        assert cancelled.payload == {"order_id": "o-1", "restock": True}
        assert_is_the_order(heard(message(event(data=item(location=None, product_id=None) | {"ttl_seconds": None}))))

    def test_whole_numbers_may_have_a_point(self) -> None:
        assert_is_the_order(heard(message(event(data=item(quantity=2.0)))))

    def test_an_empty_list_of_variants_is_none_beside_a_quantity(self) -> None:
        said = {"product_id": "p", "quantity_on_hand": 5, "variants": []}
        found = heard(message(event(type="ProductCreated", data=said)))
        assert found.payload is not None
        (supply,) = stated(found.payload)
        assert (supply["product_id"], supply["quantity_on_hand"]) == ("p", 5)


def line(members: dict[str, object]) -> dict[str, object]:
    """An order of one line that has these, and a quantity."""
    return {"order_id": "o-1", "items": [{**members, "quantity": 2}]}


class TestReasons:
    """A reader who has not seen the code learns the mend."""

    @pytest.mark.parametrize(
        ("found", "words"),
        [
            (message({"schema": {}, "payload": ORDER}), "value.converter.schemas.enable=false"),
            (message({"before": None, "after": {}, "op": "c"}), "outbox event router"),
            (message(ORDER, {"id": b"1", "eventType": b"OrderCreated"}), "table.fields.additional.placement"),
            (message(ORDER, {"__TypeId__": b"com.shop.OrderCreated"}), "header __TypeId__ ('com.shop.OrderCreated')"),
            (message({"detail-type": "OrderCreated", "id": "1", "detail": ORDER}), "detail-type into type"),
            (message({"id": 1}, {"X-Shopify-Topic": b"orders/create"}), "header x-shopify-topic is 'orders/create'"),
            (message({"eventType": "OrderCreated", "id": "1"}), "Its eventType is 'OrderCreated': call it type"),
            (
                message({"a": 1, "b": 2}, {"h": b"x"}),
                "a bare JSON object, has the members 'a', 'b', has the headers 'h'",
            ),
            (message(event(type=None)), "read as a structured CloudEvent, has the members 'specversion', 'id'"),
            (message(ORDER, {"ce_id": b"1"}), "read as a binary CloudEvent, has the headers 'ce_id'"),
            (message({"type": "OrderCreated", "eventId": "7", "data": ORDER}), "Its eventId is '7': call it id"),
            (message({"type": "OrderCreated", "id": "7", "payload": ORDER}), "It has payload: call it data"),
            (message(event(data={"orderId": "o"})), "order_id: Field required (it has 'orderId': call it order_id)"),
            (message(event(data=item(quantity=None))), "items.0.quantity: Field required (it has 'sku')"),
            (message(event(data=orjson.dumps(ORDER).decode())), "encoded twice"),
            (message(orjson.dumps(orjson.dumps(event()).decode())), "encoded twice"),
            (binary(headers={"ce_id": b"caf\xe9"}), "the header ce_id must be UTF-8, and is b'caf\\xe9'"),
            (binary(headers={"ce_time": b"caf\xe9"}), "the header ce_time must be UTF-8"),
            (message(event(time="2026-05-01T11:59:60Z")), "no leap second"),
            (message(event(time="2026-04-31T11:59:00Z")), "there is no time"),
            (message(gzip.compress(b"x")), "1f 8b 08 00"),
            (binary(gzip.compress(b"x")), "gzip"),
            (message(b"\x82\xa4type\xacOrderCreated"), "MessagePack"),
            (message(b"\xac\xed\x00\x05sr"), "Java"),
            (message(b"Obj\x01\x04"), "Avro"),
            (message(b"\x06o-1\x02\x06mug"), "Avro or Protobuf"),
            (
                message(b"\x48" + b"1f0e" * 9 + b"\x02\x06mug"),
                "48 31 66 30 65 31 66 30, as no JSON does: Avro or Protobuf",
            ),
            (binary(b"\x0aorder\x02\x06mug"), "0a 6f 72 64 65 72 02 06, as no JSON does"),
            (message(b"\x0a\x24" + b"1f0e" * 9 + b"\x12"), "0a 24 31 66 30 65 31 66, as no JSON does"),
            (message(b"\x20order-0000000001\x02\x06mug"), "20 6f 72 64 65 72 2d 30, as no JSON does"),
            (message(b'\x0a"' + b"o" * 34 + b'\x12\x07"'), "has the byte 12, as no JSON has"),
            (message(b"\x74" + b"o" * 58), "74 6f 6f 6f 6f 6f 6f 6f, as no JSON does"),
            (message(b"o-1,mug,2"), "6f 2d 31 2c 6d 75 67 2c, as no JSON does"),
            (message(orjson.dumps(event()).decode().encode("utf-32")), "UTF-32"),
            (message(orjson.dumps(event()).decode().encode("utf-32-le")), "UTF-32"),
            (message(event(data=line({"productId": "p"}))), "it has 'productId': call it product_id"),
            (
                message(event(data=line({"skuCode": "mug"}))),
                "needs a sku or a product_id (it has 'skuCode', 'quantity')",
            ),
            (message(event(data=line({"sku": None, "SKU": "mug"}))), "(it has 'SKU': call it sku)"),
            (binary(orjson.dumps({"schema": {}, "payload": ORDER})), "value.converter.schemas.enable=false"),
            (binary(orjson.dumps({"before": None, "after": ORDER, "op": "c"})), "outbox event router"),
            (message(event(data={"schema": {}, "payload": ORDER})), "value.converter.schemas.enable=false"),
            (binary(headers={"ce_specversion": b"\xe9"}), "the header ce_specversion must be UTF-8, and is b'\\xe9'"),
            (binary(headers={"ce_type": b""}), "Its header ce_type is empty"),
            (binary(headers={"ce_id": b""}), "Its header ce_id is empty"),
            (message(orjson.dumps(event()).decode().encode("utf-16")), "UTF-16"),
            (message(orjson.dumps(event()).decode().encode("utf-16-be")), "UTF-16"),
            (message(b"\xef\xbb\xbf{}"), "byte order mark"),
            (message(b"<order/>"), "XML"),
            (message(b'{"type": "OrderCreated", "type": "Other"}'), 'duplicate key "type"'),
        ],
    )
    def test_say_what_was_found(self, found: InboundMessage, words: str) -> None:
        detail = detail_of(heard(found))
        assert words in detail
        assert detail.isprintable()

    def test_are_short_however_much_there_is(self) -> None:
        many = {f"member {number}" + "x" * 1_000: number for number in range(1_000)}
        assert len(detail_of(heard(message(many)))) < 4_000
        assert len(detail_of(heard(message(event(data=many))))) < 4_000


class TestDigest:
    def test_is_of_the_content_not_of_its_form(self) -> None:
        reordered = {"items": [{"quantity": 2, "sku": "mug", "colour": "red"}], "order_id": "o-1"}
        assert heard(message(event(data=reordered, time=None))).digest == heard(binary()).digest

    @pytest.mark.parametrize(
        "other", [event(type="OrderCancelled"), event(data=item(quantity=3)), event(data=order(ttl_seconds=5))]
    )
    def test_another_content_has_another(self, other: dict[str, object]) -> None:
        assert heard(message(other)).digest != heard(message(event())).digest


@given(
    value=st.one_of(
        st.binary(max_size=200),
        st.recursive(
            st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats() | st.text(),
            lambda inner: (
                st.lists(inner) | st.dictionaries(st.sampled_from(["type", "id", "data", "specversion"]), inner)
            ),
        ).map(lambda value: orjson.dumps(event(data=value), option=orjson.OPT_NON_STR_KEYS)),
    ),
    headers=st.dictionaries(st.sampled_from(["content-type", "ce_id", "ce_type", "ce_time", "ce_source"]), st.binary()),
)
def test_nothing_raises(value: bytes, headers: dict[str, bytes]) -> None:
    found = decode(message(value, headers), now=NOW, retention=timedelta(days=30))
    if isinstance(found, DecodedEvent):
        assert all(len(part.encode()) <= 200 and "\x00" not in part for part in found.identity)
