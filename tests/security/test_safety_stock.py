"""Only callers with a right of their own hold units of the safety stock."""

from __future__ import annotations

from inventory.database.transactions import Database, now
from inventory.tokens import Scope
from inventory.write_path.apply import apply
from tests.api.client import Client, Reply
from tests.inventory.making import HOLDS, moved, set_stock_rules
from tests.security.conftest import MakeToken, bearer


def reserve(client: Client, token: str, **more: bool) -> Reply:
    body = {"order_id": "o-1", "items": [{"sku": "tea", "quantity": 9}], **more}
    return client.post("/v1/reservations", json=body, headers=bearer(token))


def test_a_reserve_holds_safety_stock_with_both_scopes(
    client: Client, make_token: MakeToken, database: Database
) -> None:
    with database.transaction() as session:
        apply(session, [moved("tea", 10), set_stock_rules("tea", safety=3)], now=now(session), holds=HOLDS)
    shop, boss = make_token(Scope.STOCK_RESERVE), make_token(Scope.STOCK_RESERVE, Scope.STOCK_OVERRIDE, name="boss")

    refused = reserve(client, shop, use_safety_stock=True)
    assert (refused.status_code, refused.json["code"]) == (403, "insufficient_scope")
    assert 'scope="stock:override"' in refused.headers["WWW-Authenticate"]
    assert reserve(client, shop, use_safety_stock=False).json["code"] == "insufficient_stock"
    assert reserve(client, boss).json["code"] == "insufficient_stock", "the right alone asks for nothing"
    assert reserve(client, boss, use_safety_stock=True).status_code == 201
