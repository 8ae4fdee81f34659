"""Pages of events: dead letters by reason, one event with its bytes, and ways to deal with it."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from werkzeug.datastructures import MultiDict

from console.pages import events
from inventory.database.transactions import Database, now
from inventory.domain.allowance import Allowance
from inventory.inbox.sent import MessageExtras
from inventory.partitions.skipped_types import Skips, count
from inventory.tokens import Scope
from tests.api.logged import Logged
from tests.console.client import Page, Visitor
from tests.console.conftest import SignIn
from tests.console.orders import hear
from tests.inventory.post import garbage, payment

HOSTILE = b'{"note": "<script>alert(1)</script> \xe2\x80\xaedrow"}'


@pytest.fixture
def ops(signed_in: SignIn) -> Visitor:
    return signed_in(Scope.OPS, Scope.STOCK_READ, name="ops")


def number(engine: Engine, event_id: str) -> int:
    with engine.begin() as connection:
        query = text("SELECT id FROM inbox_event WHERE event_id = :event_id")
        return int(connection.execute(query, {"event_id": event_id}).scalar_one())


def states(engine: Engine) -> tuple[int, int]:
    """Return the numbers of pending events and of dead letters."""
    with engine.begin() as connection:
        query = text("SELECT (SELECT count(*) FROM inbox_pending), (SELECT count(*) FROM dead_letter)")
        pending, dead = connection.execute(query).one()
        return pending, dead


def test_dead_letters_stand_by_reason_and_source(ops: Visitor, database: Database) -> None:
    assert "All is well." in ops.get("/events").text
    hear(database, [garbage(1), garbage(2), replace(garbage(3), source="a&b=<i>", reason="odd_reason")])

    shown = ops.get("/events")
    assert "malformed_json The content is not JSON. payments 2" in shown.text
    assert "odd_reason Odd reason. a&b=<i> 1" in shown.text
    group = ops.get("/events/group?reason=odd_reason&source=" + quote("a&b=<i>"))
    assert "Of a&b=<i>" in group.text
    assert "<i>" not in group.html


def test_one_event_shows_its_message_safely(ops: Visitor, database: Database, engine: Engine) -> None:
    sent = MessageExtras(key=b"\xff\x00key", headers=(("<b>", b"<u>"), ("raw", b"\xfe")), time=None)
    hear(database, [replace(garbage(1, HOSTILE), sent=sent), garbage(2, b"\x00\x01\xff" + b"z" * 5_000)])

    text_ = ops.get(f"/events/{number(engine, 'payments-3-1')}")
    assert "<script>alert" not in text_.html
    assert "&lt;script&gt;alert(1)" in text_.html
    assert "\\u202edrow" in text_.html
    assert "ff 00 6b 65 79" in text_.html
    assert "<u>" not in text_.html
    dump = ops.get(f"/events/{number(engine, 'payments-3-2')}")
    assert "000000 00 01 ff 7a" in dump.text
    assert "3,979 bytes more are left out" in dump.text


def test_a_large_message_is_clipped_and_downloaded_whole(ops: Visitor, database: Database, engine: Engine) -> None:
    raw = b"x" * 1_000_000
    hear(database, [garbage(1, raw)])
    id_ = number(engine, "payments-3-1")

    shown = ops.get(f"/events/{id_}")
    assert "990,000 characters more are left out" in shown.text
    assert len(shown.html) < 40_000
    loaded = ops.get(f"/events/{id_}/message")
    assert loaded.html == raw.decode()
    assert loaded.headers["Content-Type"] == "application/octet-stream"
    assert loaded.headers["Content-Disposition"].startswith("attachment;")
    assert loaded.headers["X-Content-Type-Options"] == "nosniff"


def test_a_dead_letter_that_was_given_up_is_replayed(ops: Visitor, database: Database, engine: Engine) -> None:
    hear(database, [payment("e1")])
    id_ = number(engine, "e1")

    asked = ops.get(f"/events/give-up?event={id_}")
    shown = ops.send(asked, "/events/give-up", reason="a test order")
    assert "1 event is given up." in shown.text
    assert "token:ops: a test order" in shown.text
    assert states(engine) == (0, 1)

    asked = shown
    shown = ops.send(asked, f"/events/{id_}/replay")
    assert "The event is back at work." in shown.text
    assert "It is not done yet, after 0 tries." in shown.text
    assert states(engine) == (1, 0)
    assert "This form was sent before." in ops.send(asked, f"/events/{id_}/replay").text
    assert ops.post(f"/events/{id_}/replay", {"csrf": ops.csrf()}).status == 409
    assert states(engine) == (1, 0)


def test_an_event_that_still_cant_be_used_says_so(ops: Visitor, database: Database, engine: Engine) -> None:
    hear(database, [garbage(1), garbage(2)])
    id_ = number(engine, "payments-3-1")

    shown = ops.send(ops.get(f"/events/{id_}"), f"/events/{id_}/replay")
    assert (shown.status, "could not be used (malformed_json), and still can't" in shown.text) == (409, True)
    shown = replay_listed(ops, ops.get(GROUP))
    assert "! None of 2 is back at work. Nothing was changed. 2 could not be: still unusable." in shown.text
    assert "✓" not in shown.text
    assert states(engine) == (0, 2)


GROUP = "/events/group?reason=malformed_json&source=payments"


def replay_listed(ops: Visitor, shown: Page) -> Page:
    """Press the button above a list of letters, with all its fields."""
    inputs = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)">', shown.html.partition("/group/replay")[2]
    )
    return ops.post("/events/group/replay", MultiDict(inputs))


def give_up(ops: Visitor, ids: list[int]) -> Page:
    asked = ops.get("/events/give-up?" + "&".join(f"event={id_}" for id_ in ids))
    assert str(ids[-1]) in asked.text
    return ops.post("/events/give-up", {"csrf": ops.csrf(), "event": ids, "reason": "no", "step": "apply"})


def test_a_group_is_replayed_together(ops: Visitor, database: Database, engine: Engine, logged: Logged) -> None:
    hear(database, [payment("e1"), payment("e2"), payment("e3")])
    first, second, third = (number(engine, one) for one in ("e1", "e2", "e3"))
    assert "2 events are given up." in give_up(ops, [first, second]).text
    assert states(engine) == (1, 2)
    listed = ops.get("/events/group?reason=abandoned&source=shop")
    give_up(ops, [third])

    shown = replay_listed(ops, listed)

    assert "✓ 2 events are back at work." in shown.text
    assert f"Event {third}" in ops.get("/events").text
    assert states(engine) == (2, 1)
    assert "This form was sent before." in replay_listed(ops, listed).text
    assert states(engine) == (2, 1)
    lines = [line["message"] for line in logged()]
    assert f"token:ops has given up events at the console: {first}, {second}; no" in lines
    assert f"token:ops has replayed events at the console: {second}, {first}" in lines


def test_some_that_work_are_told_with_those_that_do_not(ops: Visitor, database: Database, engine: Engine) -> None:
    hear(database, [payment("e1"), garbage(1)])
    give_up(ops, [number(engine, "e1")])
    both = [number(engine, "e1"), number(engine, "payments-3-1")]

    shown = ops.post("/events/group/replay", {"csrf": ops.csrf(), "once": "k", "event": both})

    assert "! 1 event is back at work. 1 could not be: still unusable. The content is not JSON." in shown.text


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("malformed_json", "Tell the sender: Send it again in the right form, under the same id or a new one."),
        ("conflicting_payload", "send it again under a new id"),
        ("abandoned", "Nothing is wrong with the event."),
        ("odd_reason", "Tell the sender:"),
    ],
)
def test_a_reason_says_what_to_do_and_what_to_tell_the_sender(
    ops: Visitor, database: Database, engine: Engine, reason: str, told: str
) -> None:
    hear(database, [replace(garbage(1), reason=reason)])

    assert told in ops.get(f"/events/group?reason={reason}&source=payments").text
    assert told in ops.get(f"/events/{number(engine, 'payments-3-1')}").text


def test_letters_that_cant_be_used_keep_nobody_from_those_below(
    ops: Visitor, database: Database, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LETTERS", 2)
    hear(database, [garbage(offset) for offset in range(1, 6)])
    below = number(engine, "payments-3-2")

    second = replay_listed(ops, ops.get(GROUP))
    assert "2 could not be: still unusable. The content is not JSON." in second.text
    assert f'name="event" value="{below}"' in second.html
    third = replay_listed(ops, second)
    assert third.html.count('name="event"') == 1


def test_letters_without_content_are_listed_and_not_tried(ops: Visitor, database: Database, engine: Engine) -> None:
    hear(database, [garbage(1), garbage(2)])
    with engine.begin() as connection:
        connection.execute(text("UPDATE dead_letter SET raw = NULL WHERE id = (SELECT min(id) FROM dead_letter)"))

    shown = ops.get(GROUP)

    assert "Replay this one Those below whose content is kept." in shown.text
    assert shown.html.count('name="event"') == 1
    assert "2 could not be" not in replay_listed(ops, shown).text


def test_giving_up_needs_a_reason_and_events(ops: Visitor, database: Database, engine: Engine) -> None:
    hear(database, [payment("e1")])

    shown = ops.send(ops.get(f"/events/give-up?event={number(engine, 'e1')}"), "/events/give-up", reason="")
    assert (shown.status, states(engine)) == (422, (1, 0))
    assert "No event was chosen." in ops.get("/events/give-up").text
    assert ops.get("/events/give-up?event=x").status == 422


def test_pending_events_tell_their_tries(ops: Visitor, database: Database) -> None:
    hear(database, [payment("e1"), payment("e2")])

    shown = ops.get("/events/pending")

    assert "2 events wait" in shown.text
    assert shown.text.count("PaymentSucceeded") == 2
    assert "Nothing waits." in ops.get("/events/pending?waiting=yes").text


def test_skipped_types_are_counted(ops: Visitor, database: Database) -> None:
    with database.transaction() as session:
        count(session, [Skips("orders", 0, "<b>Odd</b>", 1_200)], now=now(session))

    shown = ops.get("/events/skipped")

    assert "<b>Odd</b> 1,200" in shown.text


def test_an_unknown_event_is_not_found(ops: Visitor) -> None:
    assert [ops.get(f"/events/{id_}").status for id_ in ("77", "0", "x")] == [404, 422, 422]


PAGES = [
    "/events",
    "/events/group?reason=a&source=b",
    "/events/pending",
    "/events/paused",
    "/events/skipped",
    "/events/1",
]


EVERY_PAGE = [*PAGES, "/events/1/message", "/events/give-up", "/events/paused/discard?topic=a&partition=1&whose=all"]


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_events_are_for_operators(signed_in: SignIn, path: str) -> None:
    shown = signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST).get(path)

    assert (shown.status, "scope ops" in shown.text) == (403, True)


@pytest.mark.parametrize("path", ["1/replay", "group/replay", "give-up", "paused/resume", "paused/discard"])
def test_others_change_nothing_about_events(signed_in: SignIn, path: str) -> None:
    clerk = signed_in(Scope.STOCK_READ)

    assert clerk.post(f"/events/{path}", {"csrf": clerk.csrf()}).status == 403


@pytest.mark.parametrize("limits", [Allowance(order_prefix="web-"), Allowance(locations=frozenset({"main"}))])
def test_events_are_for_nobody_with_limits(app: Flask, signed_in: SignIn, limits: Allowance) -> None:
    ops = signed_in(Scope.OPS, allowance=limits)
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/events")]
    fields = {"csrf": ops.csrf()}

    for rule in rules:
        path = rule.rule.replace("<row_id:number>", "1")
        shown = ops.get(path) if "GET" in (rule.methods or ()) else ops.post(path, fields)
        assert (shown.status, "the request is about events of all orders and locations" in shown.text) == (403, True), (
            path
        )
    assert len(rules) >= 10


def test_events_are_for_operators_with_limits_of_units(signed_in: SignIn) -> None:
    assert signed_in(Scope.OPS, allowance=Allowance(max_units=5)).get("/events").status == 200
