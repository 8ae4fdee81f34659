"""Partitions and sources that are not read, in a real browser: resumed, given up, and refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, text

from inventory.database.transactions import Database, now
from inventory.inbox.decoded import Origin
from inventory.partitions import pauses, set_aside
from inventory.partitions.pauses import Excess
from inventory.partitions.set_aside import Overrun
from inventory.tokens import Scope
from tests import stored_pauses
from tests.system.console.conftest import SignIn

if TYPE_CHECKING:
    from tests.system.console.browser import Person

pytestmark = pytest.mark.timeout(300)

TOPIC = "<b>orders</b>"
SOURCE = '"><script>alert(1)</script>'


@pytest.fixture
def operator(signed_in: SignIn, database: Database) -> Person:
    """An operator before a source that is set aside, and a partition that is paused."""
    with database.transaction() as session:
        set_aside.begin(
            session, Overrun(Origin(TOPIC, 1, 40), SOURCE, 100, 200, "invalid_data"), [], [], now=now(session)
        )
        stored_pauses.store(session, Excess(Origin(TOPIC, 2, 40), 100, 200, "<i>invalid</i>"), now=now(session))
    return signed_in(Scope.OPS, name="operator", path="/events/paused")


def arrive(database: Database, *offsets: int) -> None:
    """Leave messages of the source at these offsets."""
    with database.transaction() as session:
        known = set_aside.left(session)
        set_aside.leave(session, [(Origin(TOPIC, 1, offset), one) for one in known for offset in offsets])


def left(database: Database) -> int:
    with database.transaction() as session:
        return len(set_aside.left(session))


def waiting(database: Database) -> int:
    with database.transaction() as session:
        return sum(one.waits for one in pauses.pauses(session).values())


def test_a_paused_partition_is_resumed(operator: Person, database: Database) -> None:
    operator.require_good_page()
    other = operator.another_tab()
    other.go("/events/paused")
    operator.page.get_by_role("button", name="Resume all of it").click()
    operator.page.get_by_text("It is read again within seconds.").wait_for()
    assert waiting(database) == 0
    operator.require_good_page()

    other.page.get_by_role("button", name="Resume all of it").click()
    other.page.get_by_text("It is read again within seconds.").wait_for()
    assert waiting(database) == 0


def test_a_pause_that_is_over_is_told(operator: Person, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM paused_partition"))
    operator.page.get_by_role("button", name="Resume all of it").click()
    operator.page.get_by_role("alert").wait_for()

    assert "No partition is paused." in operator.text
    operator.require_good_page()


def test_a_source_that_goes_on_sending_is_given_up_as_far_as_it_was_seen(operator: Person, database: Database) -> None:
    arrive(database, 40)
    operator.page.get_by_role("link", name="Give them up for good").click()
    operator.page.get_by_label("Reason").fill("of a test")
    arrive(database, 41, 42)
    operator.page.get_by_role("button", name="Give them up for good").click()
    operator.page.get_by_text("2 that came since you looked stay in Kafka.").wait_for()
    assert left(database) == 1
    operator.require_good_page()

    operator.page.get_by_role("link", name="Give them up for good").click()
    operator.page.get_by_label("Reason").fill("of a test")
    operator.page.get_by_role("button", name="Give them up for good").click()
    operator.page.get_by_text("2 messages are given up.").wait_for()
    assert left(database) == 0
    operator.require_good_page()


def test_a_source_that_is_read_again_meanwhile_is_not_given_up(operator: Person, database: Database) -> None:
    operator.page.get_by_role("link", name="Give them up for good").click()
    operator.page.get_by_label("Reason").fill("of a test")
    with database.transaction() as session:
        set_aside.resume(session, (TOPIC, 1), SOURCE, through=None, now=now(session))
    operator.page.get_by_role("button", name="Give them up for good").click()
    operator.page.get_by_role("alert").wait_for()

    assert "have changed since you looked at them" in operator.text
    assert operator.page.get_by_label("Reason").input_value() == "of a test"
    assert left(database) == 1
    operator.require_good_page()


def test_two_tabs_give_a_source_up_and_the_later_is_told(operator: Person, database: Database) -> None:
    operator.page.get_by_role("link", name="Give them up for good").click()
    operator.page.get_by_label("Reason").fill("of a test")
    other = operator.another_tab()
    other.go(operator.page.url.removeprefix(operator.url))
    other.page.get_by_label("Reason").fill("of a test")
    operator.page.get_by_role("button", name="Give them up for good").click()
    operator.page.get_by_text("messages are given up.").wait_for()

    with other.page.expect_navigation():
        other.page.get_by_role("button", name="Give them up for good").click()
    assert "Nothing" in other.text
    other.require_good_page()


def test_a_reason_is_asked_for_before_anything_is_given_up(operator: Person, database: Database) -> None:
    operator.page.get_by_role("link", name="Give them up for good").click()
    operator.page.get_by_label("Reason").fill("  ")
    with operator.page.expect_navigation():
        operator.page.get_by_role("button", name="Give them up for good").click()

    assert "Fill this in." in operator.text
    assert left(database) == 1
    operator.require_good_page()
