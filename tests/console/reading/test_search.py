"""A text finds the SKU, order, event or movement that it names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.reading.search import MAX_NEAR, Kind, SearchResult, search
from inventory.database.tables import InboxEvent, Location, Movement
from inventory.domain.allowance import UNLIMITED, Allowance
from inventory.inbox.namesakes import own_name
from inventory.tokens import Scope
from tests.inventory.making import NOON, moved, reserve, stated
from tests.inventory.post import garbage, payment, poll
from tests.inventory.timeline.line import act


@pytest.fixture(autouse=True)
def _places(request: pytest.FixtureRequest) -> None:
    if "session" in request.fixturenames:
        session: Session = request.getfixturevalue("session")
        session.add_all([Location(name="main"), Location(name="annex")])
        session.flush()


def find(
    session: Session,
    asked: str,
    *,
    allowance: Allowance = UNLIMITED,
    scopes: Collection[Scope] = (Scope.STOCK_READ, Scope.OPS),
) -> SearchResult:
    return search(session, asked, now=NOON, allowance=allowance, scopes=scopes)


def keys(found: SearchResult) -> list[tuple[Kind, str]]:
    return [(one.kind, one.key) for one in found.matches]


def test_a_sku_is_found_by_its_name_and_by_its_product(session: Session) -> None:
    act(session, stated("tea", 5), stated("tea", 5, location="annex"))

    assert keys(find(session, "tea")) == [(Kind.SKU, "tea")]
    assert keys(find(session, "product of tea")) == [(Kind.SKU, "tea")]


@pytest.mark.parametrize("order_id", ["o1", "a/b?c#d", "<script>", "سلام", "x" * 200])
def test_an_order_is_found_by_its_id(session: Session, order_id: str) -> None:
    act(session, moved("tea", 5), reserve(order_id, ("tea", 2)))

    assert keys(find(session, order_id)) == [(Kind.ORDER, order_id)]


def test_an_order_of_which_events_alone_are_known_is_found(session: Session) -> None:
    poll(session, payment("e1", "o1"))

    assert keys(find(session, "o1")) == [(Kind.ORDER, "o1")]


def test_an_event_is_found_by_its_id_whoever_sent_it(session: Session) -> None:
    for source in ("billing", "shop", "web"):
        poll(session, replace(payment("e1", f"order of {source}"), source=source))
    poll(session, replace(payment(own_name("e1", None), "o5"), source="yard"), replace(payment("e12"), source="yard"))

    found = find(session, "e1")

    assert [one.kind for one in found.matches] == [Kind.EVENT] * 4
    assert {one.why.rpartition(" of ")[2] for one in found.matches} == {"'billing'", "'shop'", "'web'", "'yard'"}


def test_a_dead_letter_is_found_by_the_id_that_another_event_has(session: Session) -> None:
    poll(session, payment("e1"))
    poll(session, replace(payment("e1"), digest=b"another"))

    assert [one.kind for one in find(session, "e1").matches] == [Kind.EVENT] * 2


def test_events_are_for_operators_alone(session: Session) -> None:
    poll(session, garbage(1))

    assert keys(find(session, "payments-3-1", scopes=[Scope.STOCK_READ])) == []
    assert len(find(session, "payments-3-1").matches) == 1


@pytest.mark.parametrize("limits", [Allowance(order_prefix="o"), Allowance(locations=frozenset({"main"}))])
def test_events_are_for_nobody_with_limits(session: Session, limits: Allowance) -> None:
    poll(session, payment("e1", "o1"))
    (number,) = session.scalars(select(InboxEvent.id))

    for asked in ("e1", str(number)):
        assert keys(find(session, asked, allowance=limits)) == []
        assert len(find(session, asked).matches) == 1


def test_a_movement_is_found_by_its_number_and_by_its_reference(session: Session) -> None:
    act(session, moved("tea", 5, reference="delivery 7"))
    (number,) = session.scalars(select(Movement.id))

    assert keys(find(session, "delivery 7")) == [(Kind.MOVEMENT, str(number))]
    assert keys(find(session, str(number))) == [(Kind.MOVEMENT, str(number))]


@pytest.mark.parametrize("asked", ["0", "-1", "9" * 30, "1_0", "१"])
def test_a_text_that_is_no_number_of_a_row_finds_none(session: Session, asked: str) -> None:
    assert keys(find(session, asked)) == []


def test_nothing_found_names_what_is_near(session: Session) -> None:
    act(session, moved("SHIRT-M", 5), moved("SHIRT-L", 5), moved("tea", 1))

    act(session, reserve("order-1042", ("tea", 1)))

    def near(asked: str) -> list[tuple[Kind, str]]:
        return [(one.kind, one.key) for one in find(session, asked).near]

    assert near("shirt-m")[0] == (Kind.SKU, "SHIRT-M")
    assert (Kind.SKU, "SHIRT-M") in near("SHIRT-MM")
    assert near("order-10") == [(Kind.ORDER, "order-1042")]
    assert near("te") == [(Kind.SKU, "tea")]
    assert near("quite another thing") == []


def near(session: Session, asked: str) -> list[tuple[Kind, str]]:
    return [(one.kind, one.key) for one in find(session, asked).near]


@pytest.mark.parametrize("asked", ["w-1007", "W-10", "w-10"])
def test_an_order_is_offered_by_its_beginning_and_in_other_letters(session: Session, asked: str) -> None:
    act(session, moved("tea", 5), reserve("W-1007", ("tea", 1)))

    assert (Kind.ORDER, "W-1007") in near(session, asked)


@pytest.mark.parametrize("asked", ["blue", "Blue", "g-b"])
def test_a_sku_is_offered_by_what_it_has_within(session: Session, asked: str) -> None:
    act(session, moved("MUG-BLUE", 5), moved("tea", 5))

    assert near(session, asked) == [(Kind.SKU, "MUG-BLUE")]


def test_signs_of_a_pattern_are_letters(session: Session) -> None:
    act(session, moved("tea", 5))

    assert (near(session, "%"), near(session, "t_a")) == ([], [])


@pytest.mark.parametrize("asked", ["DN-55", "dn-55", "dn-5512"])
def test_a_reference_is_offered_by_its_beginning(session: Session, asked: str) -> None:
    act(session, moved("tea", 5, reference="DN-5512"), moved("tea", 5, reference="DN-77"))
    number = session.scalar(select(Movement.id).where(Movement.reference == "DN-5512"))

    assert near(session, asked) == [(Kind.MOVEMENT, str(number))]


def test_the_newest_references_are_offered_and_not_all(session: Session) -> None:
    act(session, *(moved("tea", 1, reference=f"DN-{number}") for number in range(MAX_NEAR + 3)))

    assert len(near(session, "DN-")) == MAX_NEAR


def test_a_number_alone_is_offered_with_what_begins_so(session: Session) -> None:
    act(session, moved("tea", 5))
    number = session.scalars(select(Movement.id)).one()
    act(session, reserve(f"{number}-B", ("tea", 1)))

    found = find(session, str(number))

    assert [one.is_certain for one in found.matches] == [False]
    assert (Kind.ORDER, f"{number}-B") in [(one.kind, one.key) for one in found.near]


def test_a_caller_with_limits_finds_no_more_than_it_may_read(session: Session) -> None:
    act(session, moved("tea", 5, reference="delivery 7"), reserve("shop-1", ("tea", 1)))
    elsewhere = Allowance(locations=frozenset({"annex"}))
    another = Allowance(order_prefix="web-")

    assert keys(find(session, "tea", allowance=elsewhere)) == []
    assert find(session, "te", allowance=elsewhere).near == []
    assert keys(find(session, "delivery 7", allowance=elsewhere)) == []
    assert keys(find(session, "shop-1", allowance=another)) == []
    (number,) = session.scalars(select(Movement.id).where(Movement.order_id.is_not(None)))
    assert keys(find(session, str(number), allowance=another)) == []
