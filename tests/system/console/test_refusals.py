"""Pages of refusals in a real browser: each is as good as any other page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from inventory.domain.allowance import Allowance
from inventory.tokens import Scope
from tests.system.console.conftest import SignIn
from tests.system.console.hostile import HOSTILE

if TYPE_CHECKING:
    from tests.system.console.browser import Person

pytestmark = pytest.mark.timeout(300)

REFUSED = {
    "/nowhere": 404,
    "/stock/ghost": 404,
    "/orders/ghost": 404,
    "/movements/x": 422,
    "/stock?level=odd": 422,
    "/stock/ghost/movements?since=yesterday": 422,
    "/orders?after=nonsense": 422,
    "/events/paused/discard?topic=orders": 422,
    "/sign-out": 405,
}


@pytest.fixture
def operator(signed_in: SignIn) -> Person:
    return signed_in(*Scope, name="operator", path="/runbook")


def test_each_refusal_is_a_good_page(operator: Person) -> None:
    answered = {}
    for path in REFUSED:
        answered[path] = operator.go(path).status
        operator.require_good_page()

    assert answered == REFUSED


def test_each_page_without_its_scope_is_a_good_page(signed_in: SignIn) -> None:
    nobody = signed_in(Scope.STOCK_RESERVE, name="nobody", path="/")
    nobody.require_good_page()
    for path in ("/stock", "/locations/new", "/events", "/import", "/export", "/orders", "/overview/now"):
        assert nobody.go(path).status == 403
        assert "Your token lacks the scope" in nobody.text
        nobody.require_good_page()


def test_each_page_beyond_a_token_is_a_good_page(signed_in: SignIn) -> None:
    limits = Allowance(order_prefix="shop-", locations=frozenset({"main"}))
    limited = signed_in(*Scope, name="limited", path="/stock", allowance=limits)
    for path in ("/stock?place=north", "/orders/web-1", "/events", "/locations/north/set"):
        assert limited.go(path).status == 403, path
        limited.require_good_page()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_that_nothing_has_is_shown_as_text(operator: Person, name: str) -> None:
    operator.page.get_by_role("searchbox").fill(name)
    operator.page.get_by_role("searchbox").press("Enter")
    operator.page.get_by_text("Nothing is named").wait_for()

    assert name in operator.text
    operator.require_good_page()
