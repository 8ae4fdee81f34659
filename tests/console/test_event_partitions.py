"""Events that were left in Kafka: each button means what stands beside it, and nothing more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inventory.database.transactions import Database, now
from inventory.inbox.decoded import Origin
from inventory.partitions import set_aside
from inventory.partitions.pauses import Excess
from inventory.partitions.set_aside import ANYBODY, Overrun, SetAsideRange
from inventory.tokens import Scope
from tests import stored_pauses
from tests.api.logged import Logged
from tests.console.client import Page, Visitor
from tests.console.conftest import SignIn

WHY = "they are of a test shop"


@pytest.fixture
def ops(signed_in: SignIn) -> Visitor:
    return signed_in(Scope.OPS, name="ops")


@pytest.fixture
def left(database: Database) -> list[SetAsideRange]:
    """Two sources that were set aside, and any other one."""
    with database.transaction() as session:
        for source in (ANYBODY, "shop", "web"):
            overrun = Overrun(Origin("orders", 1, 40), source, 100, 200, "invalid_data")
            set_aside.begin(session, overrun, [], [], now=now(session))
    arrive(database, 41, 42)
    return rows(database)


def rows(database: Database) -> list[SetAsideRange]:
    with database.transaction() as session:
        return set_aside.left(session)


def sources(database: Database) -> list[str]:
    return [one.overrun.source for one in rows(database)]


def arrive(database: Database, *offsets: int) -> None:
    """Leave messages at these offsets, of every source."""
    with database.transaction() as session:
        known = set_aside.left(session)
        set_aside.leave(session, [(Origin("orders", 1, offset), one) for one in known for offset in offsets])


def discard_page(ops: Visitor, whose: str) -> Page:
    return ops.get(f"/events/paused/discard?topic=orders&partition=1&whose={whose}")


def give_up(ops: Visitor, asked: Page, **typed: object) -> Page:
    address = next(one.action for one in asked.forms if "seen" in one.fields)
    return ops.send(asked, address, **typed)


def test_any_source_is_given_up_without_the_others(
    ops: Visitor, left: list[SetAsideRange], database: Database, logged: Logged
) -> None:
    assert "whose=anybody" in ops.get("/events/paused").html
    asked = discard_page(ops, "anybody")
    assert "Source any source that has no line of its own Messages 2 Offsets 40 to 42" in asked.text

    gone = give_up(ops, asked, reason=WHY)

    assert "2 messages are given up." in gone.text
    assert [one.overrun.source for one in left] == ["", "shop", "web"]
    assert sources(database) == ["shop", "web"]
    lines = [line["message"] for line in logged()]
    assert f"token:ops has given up orders/1 at the console: any source from 40 to 42, 2 messages ({WHY})" in lines


@pytest.mark.parametrize("whose", ["", "all", "source:", "nobody"])
def test_a_form_gives_up_no_more_by_leaving_something_out(
    ops: Visitor, left: list[SetAsideRange], database: Database, whose: str
) -> None:
    asked = discard_page(ops, "anybody")
    fields = next(one.fields for one in asked.forms if "seen" in one.fields) | {"reason": WHY}

    answer = ops.post(f"/events/paused/discard?topic=orders&partition=1&whose={whose}", fields)
    again = ops.post("/events/paused/resume", {"csrf": ops.csrf(), "topic": "orders", "partition": "1", "source": ""})

    assert (answer.status, again.status) == (422, 422)
    assert rows(database) == left


def test_a_source_that_goes_on_sending_is_given_up_as_far_as_somebody_has_seen(
    ops: Visitor, left: list[SetAsideRange], database: Database, logged: Logged
) -> None:
    asked = discard_page(ops, "source:web")
    arrive(database, 43, 45, 47)

    shown = give_up(ops, asked, reason=WHY)

    assert "2 messages are given up, up to offset 42. 3 that came since you looked stay in Kafka." in shown.text
    (web,) = [one for one in rows(database) if one.overrun.source == "web"]
    assert (web.overrun.at.offset, web.last_offset, web.messages, web.resumed_at) == (43, 47, 3, None)
    assert [one for one in rows(database) if one.overrun.source != "web"] == [
        replace(one, last_offset=47, messages=5) for one in left[:2]
    ]
    told = f"token:ops has given up orders/1 at the console: web from 40 to 42, 2 messages ({WHY})"
    assert told in [line["message"] for line in logged()]

    assert "3 messages are given up." in give_up(ops, discard_page(ops, "source:web"), reason=WHY).text
    assert sources(database) == ["", "shop"]


def test_what_is_not_there_as_it_was_seen_is_not_given_up(
    ops: Visitor, left: list[SetAsideRange], database: Database
) -> None:
    asked, other = discard_page(ops, "source:web"), discard_page(ops, "source:web")
    arrive(database, 43, 45, 47)  # more than were seen, so that their number alone tells nothing
    give_up(ops, asked, reason=WHY)

    shown = give_up(ops, other, reason=WHY)
    assert (shown.status, "have changed since you looked at them" in shown.text) == (409, True)
    assert "Offsets 43 to 47" in shown.text
    assert f'value="{WHY}"' in shown.html
    assert len(sources(database)) == len(left)

    assert "3 messages are given up." in give_up(ops, shown, reason=WHY).text
    assert sources(database) == ["", "shop"]


@pytest.mark.parametrize("more", [{"through": "43"}, {"messages": "3"}])
def test_no_more_is_given_up_than_there_is(
    ops: Visitor, left: list[SetAsideRange], database: Database, more: dict[str, str]
) -> None:
    shown = give_up(ops, discard_page(ops, "source:web"), reason=WHY, **more)

    assert (shown.status, rows(database)) == (409, left)


def test_a_source_that_is_read_again_meanwhile_is_not_given_up(
    ops: Visitor, left: list[SetAsideRange], database: Database
) -> None:
    asked = discard_page(ops, "source:web")
    with database.transaction() as session:
        set_aside.resume(session, ("orders", 1), "web", through=None, now=now(session))

    assert give_up(ops, asked, reason=WHY).status == 409
    assert len(sources(database)) == len(left)


@pytest.mark.usefixtures("left")
def test_nothing_is_given_up_without_a_reason(ops: Visitor, database: Database) -> None:
    asked = discard_page(ops, "source:shop")

    assert give_up(ops, asked, reason=" ").status == 422
    assert len(sources(database)) == 3


@pytest.mark.usefixtures("left")
def test_the_same_form_twice_gives_up_once(ops: Visitor, database: Database) -> None:
    asked = discard_page(ops, "source:shop")
    give_up(ops, asked, reason=WHY)

    assert "This form was sent before" in give_up(ops, asked, reason=WHY).text
    assert sources(database) == ["", "web"]
    assert discard_page(ops, "source:shop").status == 409


@pytest.mark.usefixtures("left")
def test_one_source_is_read_again(ops: Visitor, database: Database, logged: Logged) -> None:
    shown = ops.get("/events/paused")
    fields = next(one.fields for one in shown.forms if one.fields.get("whose") == "source:shop")

    again = ops.post("/events/paused/resume", {**fields, "through": "45"})

    assert "It is read again within seconds." in again.text
    assert [one.overrun.source for one in rows(database) if one.resumed_at] == ["shop"]
    told = "token:ops has resumed orders/1 at the console: shop from 40 to 42, 2 messages (accepting through 45)"
    assert told in [line["message"] for line in logged()]


@pytest.mark.usefixtures("left")
def test_a_wrong_offset_comes_back_at_its_field(ops: Visitor, database: Database) -> None:
    shown = ops.get("/events/paused")
    fields = next(one.fields for one in shown.forms if one.fields.get("whose") == "source:web")

    again = ops.post("/events/paused/resume", {**fields, "through": "some"})

    assert (again.status, again.html.count('value="some"'), again.html.count('aria-invalid="true"')) == (422, 1, 1)
    assert "Must be a whole number." in again.text
    assert not any(one.resumed_at for one in rows(database))


@pytest.mark.usefixtures("left")
def test_a_paused_partition_is_resumed_with_all_that_is_set_aside(ops: Visitor, database: Database) -> None:
    with database.transaction() as session:
        excess = Excess(Origin("orders", 1, 99), 100, 200, "invalid_data")
        stored_pauses.store(session, excess, now=now(session))

    shown = ops.get("/events/paused")
    assert "They wait until you resume them." in shown.text
    assert "all sources that are set aside in the partition read again, too" in shown.text
    fields = next(one.fields for one in shown.forms if one.fields.get("whose") == "all")
    again = ops.post("/events/paused/resume", fields)

    assert "It is read again within seconds." in again.text
    assert "goes on" in again.text
    assert all(one.resumed_at for one in rows(database))
