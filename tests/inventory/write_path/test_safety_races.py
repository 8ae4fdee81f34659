"""Rules of a SKU's stock that change while others decide: the rows and the levels are right
afterwards (ADR 0056).
"""

from __future__ import annotations

from functools import partial

from sqlalchemy import text

from inventory.database.transactions import Database
from inventory.domain.outcome import OrderOutcome
from tests.api.shop import open_location
from tests.inventory.making import moved, reserve, set_stock_rules
from tests.inventory.write_path.test_policy_races import crowd, discrepancies, overtaken  # noqa: F401 - a fixture
from tests.inventory.write_path.test_races import run, together


def safety_stock(database: Database) -> dict[str, int | None]:
    with database.transaction() as session:
        rows = session.execute(text("SELECT location, safety_stock FROM product_inventory WHERE sku = 'cap'"))
        return {row.location: row.safety_stock for row in rows}


def test_a_reserve_that_waited_for_safety_stock_leaves_it(crowd: Database) -> None:  # noqa: F811 - a fixture
    run(crowd, moved("cap", 10))

    assert overtaken(crowd, set_stock_rules("cap", safety=3), reserve("o", ("cap", 8))).error is not None


def test_a_location_that_gets_its_row_meanwhile_follows_the_rules(crowd: Database) -> None:  # noqa: F811
    """Its own statement saw no policy: the other row of the SKU tells that there is one."""
    open_location(crowd, "east")
    run(crowd, moved("cap", 10))
    assert overtaken(crowd, set_stock_rules("cap", safety=3), moved("cap", 10, location="east")).error is None

    assert safety_stock(crowd) == {"main": 3, "east": 3}


def test_rules_that_waited_for_a_new_row_count_for_it(crowd: Database) -> None:  # noqa: F811
    open_location(crowd, "east")
    run(crowd, moved("cap", 10))
    assert overtaken(crowd, moved("cap", 10, location="east"), set_stock_rules("cap", safety=3)).error is None

    assert safety_stock(crowd) == {"main": 3, "east": 3}


def test_rules_of_one_location_that_waited_for_its_row_count_for_it(crowd: Database) -> None:  # noqa: F811
    """The other row keeps what it kept, so nothing of it is written."""
    open_location(crowd, "east")
    run(crowd, moved("cap", 10), set_stock_rules("cap", safety=3, location="east"))
    second = set_stock_rules("cap", safety=5, location="east")
    assert overtaken(crowd, moved("cap", 10, location="east"), second).error is None

    assert safety_stock(crowd) == {"main": 0, "east": 5}
    assert discrepancies(crowd) == []


def test_a_crowd_gets_what_is_left_while_the_rules_change(crowd: Database) -> None:  # noqa: F811
    run(crowd, moved("cap", 20), set_stock_rules("cap", safety=5))
    switching = [partial(run, crowd, set_stock_rules("cap", safety=units)) for units in (8, 5, 6, 12)]
    buyers = [partial(run, crowd, reserve(f"o-{number}", ("cap", 1))) for number in range(28)]
    outcomes = [outcome for (outcome,) in together(*switching, *buyers)]

    held = sum(isinstance(one, OrderOutcome) for one in outcomes)
    assert 20 - 12 <= held <= 20 - 5
    with crowd.transaction() as session:
        assert session.execute(text("SELECT quantity_reserved FROM product_inventory")).scalar_one() == held
    assert discrepancies(crowd) == []
