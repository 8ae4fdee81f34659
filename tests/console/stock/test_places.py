"""Places and rules: listed, set, and never overwritten unseen."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from inventory.domain.allowance import Allowance
from inventory.tokens import Scope
from tests.console.client import Visitor
from tests.console.conftest import SignIn


def test_places_are_listed_with_what_they_do(reader: Visitor) -> None:
    shown = reader.get("/locations")

    assert [name in shown.text for name in ("main", "north", "damaged")] == [True] * 3
    assert "its units are counted apart" in shown.text


def test_a_place_is_made_and_changed(planner: Visitor, engine: Engine) -> None:
    made = planner.send(planner.get("/locations/new"), name="outlet", priority="200", counts_as="outlet", step="apply")
    assert "outlet was made." in made.text

    form = planner.get("/locations/outlet/set")
    assert form.form().fields["priority"] == "200"
    changed = planner.send(form, priority="50", returns_to="damaged", step="apply")

    assert "outlet was changed." in changed.text
    with engine.begin() as connection:
        row = connection.execute(text("SELECT priority, returns_to, sells, active FROM location WHERE name = 'outlet'"))
        assert row.one() == (50, "damaged", True, True)


def test_two_people_do_not_overwrite_each_other(planner: Visitor, signed_in: SignIn, engine: Engine) -> None:
    other = signed_in(Scope.STOCK_READ, Scope.STOCK_CONFIGURE, name="other")
    mine, theirs = planner.get("/locations/north/set"), other.get("/locations/north/set")
    other.send(theirs, priority="7", step="apply")

    stale = planner.send(mine, priority="9", step="apply")
    assert stale.status == 412
    assert "Somebody has set it meanwhile" in stale.text
    assert "priority 7" in stale.text
    assert stale.form().fields["priority"] == "9"

    assert "north was changed." in planner.send(stale, step="apply").text


def test_a_place_can_not_be_made_twice_by_accident(planner: Visitor) -> None:
    refused = planner.send(planner.get("/locations/new"), name="north", priority="1", step="apply")

    assert refused.status == 412


def test_every_form_of_a_place_has_the_menu_and_the_search(planner: Visitor) -> None:
    for path in ("/locations/new", "/locations/north/set"):
        shown = planner.get(path)
        assert ('aria-label="Main"' in shown.html, 'role="search"' in shown.html) == (True, True), path


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"parent": "nort"}, "Similar: 'north'"),
        ({"parent": "north"}, "can't be in"),
        ({"priority": "high"}, "Must be a whole number."),
    ],
)
def test_the_refusal_of_a_place_stands_on_its_form(planner: Visitor, typed: dict[str, str], told: str) -> None:
    refused = planner.send(planner.get("/locations/north/set"), **typed, step="apply")

    assert refused.status in {409, 422}
    assert told in refused.text
    assert {name: refused.form().fields[name] for name in typed} == typed


def test_rules_are_set_and_shown(planner: Visitor, engine: Engine) -> None:
    form = planner.get("/stock/tea/policy/set")
    done = planner.send(form, safety_stock="5", sellable_until="2099-01-31T12:00", step="apply")

    assert "The rules are set." in done.text
    assert "token:planner" in done.text
    again = planner.get("/stock/tea/policy/set").form().fields
    assert (again["safety_stock"], again["sellable_until"], again["tracked"]) == ("5", "2099-01-31T12:00:00", "true")
    with engine.begin() as connection:
        assert (
            connection.execute(text("SELECT sum(safety_stock) FROM product_inventory WHERE sku = 'tea'")).scalar() == 10
        )


def test_rules_of_one_place_leave_the_others(planner: Visitor) -> None:
    planner.send(planner.get("/stock/tea/policy/set"), safety_stock="5", step="apply")
    planner.send(planner.get("/stock/tea/policy/set?location=north"), safety_stock="2", step="apply")

    assert planner.get("/stock/tea/policy/set").form().fields["safety_stock"] == "5"
    assert planner.get("/stock/tea/policy/set?location=north").form().fields["safety_stock"] == "2"


def test_rules_that_somebody_else_has_set_meanwhile(planner: Visitor, signed_in: SignIn) -> None:
    other = signed_in(Scope.STOCK_READ, Scope.STOCK_CONFIGURE, name="other")
    mine, theirs = planner.get("/stock/tea/policy/set"), other.get("/stock/tea/policy/set")
    other.send(theirs, safety_stock="1", step="apply")

    stale = planner.send(mine, safety_stock="3", step="apply")
    assert (stale.status, "Somebody has set them meanwhile" in stale.text) == (412, True)

    planner.send(stale, step="apply")
    assert planner.get("/stock/tea/policy/set").form().fields["safety_stock"] == "3"


def test_times_in_the_wrong_order(planner: Visitor) -> None:
    refused = planner.send(
        planner.get("/stock/tea/policy/set"),
        sellable_from="2027-01-02T00:00",
        sellable_until="2027-01-01T00:00",
        step="apply",
    )

    assert (refused.status, "Sold from must be before" in refused.text) == (422, True)


@pytest.mark.parametrize("path", ["/locations/new", "/locations/north/set", "/stock/tea/policy/set"])
def test_a_clerk_sets_nothing_up(clerk: Visitor, path: str) -> None:
    assert clerk.get(path).status == 403
    assert clerk.post(path, {"csrf": clerk.csrf()}).status == 403


@pytest.mark.parametrize("path", ["/locations/new", "/locations/north/set", "/stock/tea/policy/set"])
def test_a_form_without_its_fields_sets_nothing(planner: Visitor, path: str, engine: Engine) -> None:
    refused = planner.post(path, {"csrf": planner.csrf(), "priority": "x", "safety_stock": "x"})

    assert refused.status == 422
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM sku_policy")).scalar() == 0


def test_a_place_that_is_not_there(planner: Visitor) -> None:
    shown = planner.get("/locations/nort/set")

    assert (shown.status, "north" in shown.text) == (404, True)


def test_a_token_for_one_place_sees_the_rules_of_that_place_alone(planner: Visitor, signed_in: SignIn) -> None:
    for place, units in (("main", "777"), ("north", "555")):
        form = planner.get(f"/stock/tea/policy/set?location={place}")
        planner.send(form, safety_stock=units, step="apply")
    of_north = signed_in(
        Scope.STOCK_READ, Scope.STOCK_CONFIGURE, name="north", allowance=Allowance(locations=frozenset({"north"}))
    )

    shown = of_north.get("/stock/tea/policy")
    assert ("555" in shown.text, "777" in shown.text) == (True, False)
    beyond = of_north.get("/stock/tea/policy/set?location=main")
    sent = of_north.send(of_north.get("/stock/tea/policy/set?location=north"), location="main", step="apply")
    for refused in (beyond, sent):
        assert (refused.status, "777" in refused.html) == (403, False)
