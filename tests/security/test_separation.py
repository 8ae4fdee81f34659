"""Two API processes, and callers that try to reach others' orders."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sqlalchemy import text

from inventory import tokens as access
from inventory.database.transactions import Database, now
from inventory.domain.allowance import Allowance
from inventory.tokens import Scope
from tests.api.gunicorn_process import ApiServer, api_server
from tests.api.shop import Answer, put_on_shelf
from tests.security.conftest import bearer

FLOOD = 300


def token(database: Database, name: str, allowance: Allowance = Allowance()) -> str:  # noqa: B008 - it is immutable
    with database.transaction() as session:
        scopes = (Scope.STOCK_READ, Scope.STOCK_RESERVE)
        return access.create(session, name, scopes, now=now(session), allowance=allowance)[1]


def post(server: ApiServer, secret: str, path: str, body: object = None) -> Answer:
    import json

    content = b"" if body is None else json.dumps(body).encode()
    headers = bearer(secret) | ({} if body is None else {"Content-Type": "application/json"})
    return server.caller.call("POST", path, content, headers)


def reserve(server: ApiServer, secret: str, order_id: str, quantity: int = 1, **more: Any) -> Answer:
    body = {"order_id": order_id, "items": [{"sku": "tea", "quantity": quantity}], **more}
    return post(server, secret, "/v1/reservations", body)


def test_callers_are_separated_and_a_flood_fills_no_log(database_url: str, database: Database, tmp_path: Path) -> None:
    put_on_shelf(database, {"tea": 1_000})
    web = token(database, "web", Allowance(order_prefix="web-", max_units=10, max_hold_seconds=900))
    shop = token(database, "shop")
    with (
        api_server(database_url, tmp_path, INVENTORY_AUTHENTICATION="required", INVENTORY_API_PROCESSES="2") as server,
        ThreadPoolExecutor(16) as crowd,
    ):
        # It cancels somebody else's order.
        assert reserve(server, shop, "shop-1", 5).status == 201
        for way in ("cancel", "release", "confirm"):
            refused = post(server, web, f"/v1/reservations/shop-1/{way}")
            assert (refused.status, refused.body["exceeded"]) == (403, "order_prefix")

        # It holds everything for a day.
        assert reserve(server, web, "web-0", 900).body["exceeded"] == "max_units"
        assert reserve(server, web, "web-0", 1, ttl_seconds=86_400).body["exceeded"] == "max_hold_seconds"
        orders = [f"web-{number}" for number in range(1, 61)]
        answers = list(crowd.map(lambda order_id: reserve(server, web, order_id), orders))
        assert Counter(answer.status for answer in answers) == {201: 10, 403: 50}
        with database.transaction() as session:
            held = session.execute(text("SELECT quantity_reserved FROM product_inventory")).scalar_one()
        assert held == 15

        # It may ask again for its own.
        mine = [order_id for order_id, answer in zip(orders, answers, strict=True) if answer.status == 201]
        again = list(crowd.map(lambda order_id: reserve(server, web, order_id), mine))
        assert {answer.status for answer in again} == {200}

        # A flood of callers that nobody knows.
        flood = list(crowd.map(lambda _: server.caller.get("/v1/stock").status, range(FLOOD)))
        assert set(flood) == {401}
    log = server.log.read_text()
    assert log.count("The call needs a token") <= 2  # one of each process
    assert log.count("token:web: The limit ") == 3 + 2 + 50
