"""Outcomes that are larger than their topic takes: they go without their lists, and block
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event as Flag
from threading import Thread

import pytest

from bridge.decode.cloudevents import MAX_MESSAGE_BYTES
from bridge.relay import relay as relays
from bridge.relay.relay import Relay
from bridge.relay.size_limit import SizeLimit
from inventory.settings import Settings
from tests.bridge.line import Kafka, Outbox, eventually

SMALL, LARGE = 10_000, "x" * 20_000


@pytest.fixture
def run(settings: Settings) -> Iterator[Callable[[], None]]:
    """Run a relay in a thread of this process until the test ends."""
    stopping = Flag()
    thread = Thread(target=Relay(settings, stopping=stopping).run)
    yield thread.start
    stopping.set()
    thread.join(60)
    assert not thread.is_alive()


def rounds(kafka: Kafka, settings: Settings) -> dict[str, list[int]]:
    """The outcomes of each key in the order in which a consumer that drops known ids hears them."""
    heard: dict[str, dict[str, int]] = {}
    for event in kafka.events(settings.topic_events):
        heard.setdefault(event["subject"], {}).setdefault(event["id"], event["data"]["n"])
    return {key: list(numbers.values()) for key, numbers in heard.items()}


def test_an_outcome_above_its_topics_limit_goes_without_its_lists(
    settings: Settings, kafka: Kafka, outbox: Outbox, run: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    kafka.limit(settings.topic_events, SMALL)
    outbox.add(["o-large"], filler=LARGE)
    outbox.add(["o-small"], rounds=500)  # together more than one batch may have
    run()
    eventually(lambda: outbox.count() == 0, "all are published")
    shortened = [event for event in kafka.events(settings.topic_events) if event["subject"] == "o-large"]
    assert [event["data"] for event in shortened] == [{"n": 1, "omitted": ["lines"]}]
    assert rounds(kafka, settings)["o-small"] == list(range(1, 501))
    assert "StockReserved of 'o-large', is too large for Kafka: it goes without its lists" in caplog.text
    assert "starts again" not in caplog.text


def test_the_largest_outcome_is_as_large_as_the_largest_message(
    settings: Settings, kafka: Kafka, outbox: Outbox, run: Callable[[], None]
) -> None:
    outbox.add(["o-small"])
    run()
    eventually(lambda: outbox.count() == 0, "published")
    [small] = kafka.published(settings.topic_events)
    filler = MAX_MESSAGE_BYTES - len(small.value() or b"")
    outbox.add(["o-large"], filler="x" * filler)
    outbox.add(["o-above"], filler="x" * (filler + 1))
    eventually(lambda: outbox.count() == 0, "all are published")
    found = {record.key(): record.value() or b"" for record in kafka.published(settings.topic_events)}
    assert len(found[b"o-large"]) == MAX_MESSAGE_BYTES
    assert b'"omitted":["lines"]' in found[b"o-above"]


def test_where_the_limit_may_not_be_asked_for_it_is_learned_from_refusals(
    settings: Settings,
    kafka: Kafka,
    outbox: Outbox,
    run: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SizeLimit, "ask", lambda _: None)
    monkeypatch.setattr(relays, "RESTART_SECONDS", 0.05)
    kafka.limit(settings.topic_events, SMALL)
    outbox.add(["o-large"], filler=LARGE)
    outbox.add(["o-small"], rounds=500)
    run()
    eventually(lambda: outbox.count() == 0, "all are published")
    assert rounds(kafka, settings) == {"o-large": [1], "o-small": list(range(1, 501))}


def test_what_is_too_large_without_its_lists_holds_up_its_own_key_until_the_limit_is_raised(
    settings: Settings,
    kafka: Kafka,
    outbox: Outbox,
    run: Callable[[], None],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(relays, "HOLD_SECONDS", 0.5)
    long = "o-" + "x" * 1_000  # longer than an order's id may be: it is said in the key and in the event
    kafka.limit(settings.topic_events, 1_800)
    outbox.add([long, "o-1"], rounds=3)
    run()
    eventually(lambda: outbox.count() == 3, "the others are published")
    assert rounds(kafka, settings) == {"o-1": [1, 2, 3]}
    assert f"StockReserved of '{long}', is too large for {settings.topic_events} even without its lists" in caplog.text
    assert "starts again" not in caplog.text
    outbox.add(["o-2"], rounds=2)
    eventually(lambda: outbox.count() == 3, "later ones, too")
    kafka.limit(settings.topic_events, 100_000)
    eventually(lambda: outbox.count() == 0, "those that waited go as soon as there is room")
    assert rounds(kafka, settings) == {"o-1": [1, 2, 3], "o-2": [1, 2], long: [1, 2, 3]}
