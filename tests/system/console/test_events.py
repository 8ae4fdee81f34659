"""Events in a real browser: hostile messages are shown as text, and are replayed or given up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inventory.database.transactions import Database, now
from inventory.inbox.decoded import Origin
from inventory.inbox.sent import MessageExtras
from inventory.partitions import set_aside
from inventory.partitions.set_aside import Overrun
from inventory.partitions.skipped_types import Skips, count
from inventory.tokens import Scope
from tests.console.orders import hear
from tests.inventory.post import garbage, payment
from tests.system.console.conftest import SignIn

pytestmark = pytest.mark.timeout(300)

OPERATOR = (Scope.STOCK_READ, Scope.OPS)
BODY = '{"a": "<img src=x onerror=alert(1)></pre><script>alert(2)</script> \u202edrow إبريق"}'.encode()
SENT = MessageExtras(key=b"\xff\xfe\x00<b>", headers=(("<i>name</i>", b"<u>value</u>"),))


def test_a_dead_letter_is_looked_at_and_replayed(signed_in: SignIn, database: Database) -> None:
    hear(database, [replace(garbage(1, BODY), sent=SENT), garbage(2, b"\x00\xff" * 5_000)])
    ops = signed_in(*OPERATOR, path="/events")
    ops.require_good_page()
    ops.page.get_by_role("link", name="malformed_json").click()
    ops.page.get_by_role("button", name="Replay these 2").wait_for()
    ops.require_good_page()
    ops.page.get_by_role("cell").get_by_role("link").last.click()
    ops.page.get_by_role("heading", name="Headers").wait_for()

    assert "</pre><script>alert(2)</script>" in ops.page.get_by_role("region", name="Bytes of the message").inner_text()
    assert "<u>value</u>" in ops.text
    ops.require_good_page()
    ops.page.get_by_role("button", name="Replay").click()
    ops.page.get_by_role("alert").wait_for()
    assert "could not be used (malformed_json), and still can't" in ops.text
    ops.require_good_page()


def test_a_message_is_downloaded_as_it_came(signed_in: SignIn, database: Database) -> None:
    hear(database, [garbage(1, BODY)])
    ops = signed_in(*OPERATOR, path="/search?q=payments-3-1")
    with ops.page.expect_download() as loading:
        ops.page.get_by_role("link", name="Download it").click()

    assert loading.value.path().read_bytes() == BODY


def test_pending_events_are_given_up_and_replayed(signed_in: SignIn, database: Database) -> None:
    hear(database, [payment("e1", "<b>o1</b>"), payment("e2", "o2")])
    ops = signed_in(*OPERATOR, path="/events/pending")
    ops.require_good_page()
    for box in ops.page.get_by_role("checkbox").all():
        box.check()
    ops.page.get_by_role("button", name="Give the chosen ones up").click()
    ops.page.get_by_label("Reason").wait_for()
    ops.require_good_page()
    ops.page.get_by_label("Reason").fill("of a test")
    ops.page.get_by_role("button", name="Give up").click()
    ops.page.get_by_text("2 events are given up.").wait_for()
    ops.go("/events/group?reason=abandoned&source=shop")
    ops.page.get_by_role("button", name="Replay these 2").click()

    ops.page.get_by_text("2 events are back at work.").wait_for()
    ops.require_good_page()


def test_events_left_in_kafka_are_read_again_and_given_up(signed_in: SignIn, database: Database) -> None:
    with database.transaction() as session:
        overrun = Overrun(Origin("orders", 1, 40), "<script>", 100, 200, "invalid_data")
        set_aside.begin(session, overrun, [], [], now=now(session))
        count(session, [Skips("orders", 0, "<b>Odd</b>", 1_200)], now=now(session))
    ops = signed_in(*OPERATOR, path="/events/paused")
    ops.require_good_page()
    offset = ops.page.get_by_label("Accept dead letters through offset")
    offset.fill("some")
    ops.page.get_by_role("button", name="Read them again").click()
    ops.page.get_by_role("alert").wait_for()
    ops.require_good_page()
    offset.fill("50")
    ops.page.get_by_role("button", name="Read them again").click()
    ops.page.get_by_text("It is read again within seconds.").wait_for()
    ops.require_good_page()
    ops.page.get_by_role("link", name="Give them up for good").click()
    ops.page.get_by_label("Reason").wait_for()
    ops.require_good_page()
    ops.page.get_by_label("Reason").fill("of a test")
    ops.page.get_by_role("button", name="Give them up for good").click()
    ops.page.get_by_text("0 messages are given up.").wait_for()
    ops.page.get_by_role("link", name="Skipped types").click()
    ops.page.get_by_text("<b>Odd</b>").wait_for()
    ops.require_good_page()


def test_a_search_lists_several_and_tells_none(signed_in: SignIn, database: Database) -> None:
    hear(database, [payment("both", "both")])
    ops = signed_in(*OPERATOR, path="/search?q=both")
    ops.require_good_page()
    ops.page.get_by_role("link", name="Order both").wait_for()
    ops.go("/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E")

    assert "Nothing is named <script>alert(1)</script>" in ops.text
    ops.require_good_page()
