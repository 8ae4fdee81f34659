"""Callers with limits: whose orders, where, how many units, for how long. Over HTTP, in each call
that there is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from inventory import tokens as access
from inventory.database.transactions import Database, now
from inventory.domain.allowance import Allowance, read
from inventory.domain.commands import Command
from inventory.tokens import Scope
from inventory.write_path.apply import HoldTimes, apply
from tests.api.client import Client, Reply
from tests.api.shop import put_on_shelf
from tests.inventory.making import confirm, reserve
from tests.security.conftest import MakeToken, bearer
from tests.security.identity_provider import IdentityProvider

EVERYTHING = (Scope.STOCK_READ, Scope.STOCK_RESERVE, Scope.STOCK_ADJUST, Scope.STOCK_CONFIGURE)


class Limited:
    """A caller with limits, and the calls that it makes."""

    def __init__(self, client: Client, token: str) -> None:
        self._client = client
        self._headers = bearer(token)

    def get(self, path: str) -> Reply:
        return self._client.get(path, headers=self._headers)

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Reply:
        return self._client.call(method, path, json=body, headers={**self._headers, **headers})

    def reserve(self, order_id: str, quantity: int = 1, location: str | None = None, ttl: int | None = None) -> Reply:
        item = {"sku": "tea", "quantity": quantity} | ({} if location is None else {"location": location})
        body = {"order_id": order_id, "items": [item]} | ({} if ttl is None else {"ttl_seconds": ttl})
        return self.call("POST", "/v1/reservations", body)

    def amend(self, order_id: str, quantity: int, sku: str = "tea") -> Reply:
        return self.call("PUT", f"/v1/reservations/{order_id}", {"items": [{"sku": sku, "quantity": quantity}]})

    def orders(self, status: str = "pending") -> list[str]:
        return [one["order_id"] for one in self.get(f"/v1/reservations?status={status}").json["items"]]


@pytest.fixture
def limited(client: Client, database: Database) -> Any:
    def make(allowance: Allowance, *, name: str = "limited") -> Limited:
        with database.transaction() as session:
            _, secret = access.create(session, name, EVERYTHING, now=now(session), allowance=allowance)
        return Limited(client, secret)

    return make


@pytest.fixture
def anybody(client: Client, make_token: MakeToken) -> Limited:
    return Limited(client, make_token(*EVERYTHING))


@pytest.fixture(autouse=True)
def _shelf(database: Database) -> None:
    put_on_shelf(database, {"tea": 100, "cup": 100})
    put_on_shelf(database, {"tea": 100}, location="north")


def beyond(answer: Reply, exceeded: str, allowed: str) -> None:
    assert (answer.status_code, answer.json["code"]) == (403, "beyond_token"), answer.text
    assert (answer.json["exceeded"], answer.json["allowed"]) == (exceeded, allowed)


CALLS: list[tuple[str, str, object]] = [
    ("GET", "", None),
    ("PUT", "", {"items": [{"sku": "tea", "quantity": 1, "location": "main"}]}),
    ("POST", "/confirm", {}),
    ("POST", "/release", {}),
    ("POST", "/cancel", {}),
    ("POST", "/extend", {"ttl_seconds": 60}),
    ("POST", "/cancel", {"cancel_id": "refund-1", "items": [{"sku": "tea", "quantity": 1}]}),
    ("POST", "/dispatches", {"dispatch_id": "parcel-1", "items": [{"sku": "tea", "quantity": 1}]}),
    ("POST", "/reassign", {"sku": "tea", "from": "main", "to": "north"}),
]


GOODS = [{"sku": "tea", "quantity": 1, "disposition": "sellable"}]
RETURN = ("POST", "/returns", {"return_id": "rma-1", "items": GOODS})


class TestOrders:
    @pytest.fixture
    def web(self, limited: Any) -> Limited:
        found: Limited = limited(Allowance(order_prefix="web-"))
        return found

    @pytest.mark.parametrize(("method", "path", "body"), [*CALLS, RETURN])
    def test_the_orders_of_others_are_out_of_reach(
        self, web: Limited, anybody: Limited, method: str, path: str, body: object
    ) -> None:
        assert anybody.reserve("shop-1", 2).status_code == 201
        beyond(web.call(method, f"/v1/reservations/shop-1{path}", body), "order_prefix", "web-")
        assert anybody.get("/v1/reservations/shop-1").json["lines"][0]["quantity"] == 2
        assert anybody.orders() == ["shop-1"]

    def test_its_own_are_not(self, web: Limited) -> None:
        beyond(web.reserve("shop-1"), "order_prefix", "web-")
        assert web.reserve("web-1", 2).status_code == 201
        for method, path, body in CALLS[:4]:
            assert web.call(method, f"/v1/reservations/web-1{path}", body).status_code in {200, 409}, path

    def test_a_check_counts_no_hold_of_others(self, web: Limited, anybody: Limited) -> None:
        assert anybody.reserve("shop-1", 2).status_code == 201
        assert web.reserve("web-1", 2).status_code == 201
        check = {"items": [{"sku": "tea", "quantity": 1}]}
        beyond(web.call("POST", "/v1/availability", check | {"order_id": "shop-1"}), "order_prefix", "web-")
        own = web.call("POST", "/v1/availability", check | {"order_id": "web-1"})
        assert own.json["items"][0]["available"] == 198

    def test_lists_have_its_own(self, web: Limited, anybody: Limited) -> None:
        for order_id in ("shop-1", "web-1", "web-2", "wec-1", "we"):
            assert anybody.reserve(order_id).status_code == 201
        assert web.orders() == ["web-1", "web-2"]
        assert len(anybody.orders()) == 5
        for order_id in ("shop-1", "web-2"):
            assert anybody.call("POST", f"/v1/reservations/{order_id}/confirm").status_code == 200
        assert web.orders("confirmed") == ["web-2"]
        told = {entry["order_id"] for entry in web.get("/v1/stock/tea/movements?limit=200").json["items"]}
        assert told == {None, "web-1", "web-2"}
        beyond(web.get("/v1/stock/tea/movements?order_id=shop-1"), "order_prefix", "web-")


class TestPlaces:
    @pytest.fixture
    def north(self, limited: Any) -> Limited:
        found: Limited = limited(Allowance(locations=frozenset({"north"})))
        return found

    def test_lines_name_a_place_that_is_allowed(self, north: Limited) -> None:
        beyond(north.reserve("o-1", 1), "locations", "north")
        beyond(north.reserve("o-1", 1, "main"), "locations", "north")
        assert north.reserve("o-1", 1, "north").status_code == 201
        beyond(north.amend("o-1", 2), "locations", "north")
        checked = north.call("POST", "/v1/availability", {"items": [{"sku": "tea", "quantity": 1}]})
        beyond(checked, "locations", "north")

    def test_an_order_may_list_the_places_in_place_of_its_lines(self, north: Limited) -> None:
        def reserve(order_id: str, quantity: int, **wishes: object) -> Reply:
            body = {"order_id": order_id, "items": [{"sku": "tea", "quantity": quantity}], **wishes}
            return north.call("POST", "/v1/reservations", body)

        assert reserve("o-1", 1, locations=["north"]).status_code == 201
        beyond(reserve("o-2", 1, locations=["north", "main"]), "locations", "north")
        beyond(reserve("o-2", 1, locations_first=["north"]), "locations", "north")
        assert north.call("POST", "/v1/reservations/o-1/release").status_code == 200
        assert north.get("/v1/reservations/o-1").json["status"] == "released"
        assert reserve("o-3", 101, locations=["north"]).json["code"] == "insufficient_stock"

    @pytest.mark.parametrize(("method", "path", "body"), [CALLS[0], *CALLS[2:6]])
    def test_orders_at_other_places_are_out_of_reach(
        self, north: Limited, anybody: Limited, method: str, path: str, body: object
    ) -> None:
        assert anybody.reserve("o-main", 2).status_code == 201
        assert anybody.reserve("o-north", 2, "north").status_code == 201
        beyond(north.call(method, f"/v1/reservations/o-main{path}", body), "locations", "north")
        assert anybody.get("/v1/reservations/o-main").json["status"] == "pending"
        assert north.orders() == ["o-north"]
        assert north.call(method, f"/v1/reservations/o-north{path}", body).status_code in {200, 201}

    def test_goods_leave_its_own_places(self, north: Limited, anybody: Limited) -> None:
        assert anybody.reserve("o-north", 3, "north").status_code == 201

        def report(name: str, **item: str) -> Reply:
            body = {"dispatch_id": name, "items": [{"sku": "tea", "quantity": 1, **item}]}
            return north.call("POST", "/v1/reservations/o-north/dispatches", body)

        beyond(report("p-1", location="main"), "locations", "north")
        assert "dispatches" not in anybody.get("/v1/reservations/o-north").json
        assert [report("p-1", location="north").status_code, report("p-2").status_code] == [201, 201]

    def test_units_are_reassigned_between_its_locations_alone(self, north: Limited, anybody: Limited) -> None:
        """It is not told either, by the code of the refusal, if the other location has units."""
        to_north = {"sku": "tea", "from": "main", "to": "north"}
        assert anybody.reserve("o-1", 2).status_code == 201
        assert anybody.call("POST", "/v1/reservations/o-1/reassign", to_north).status_code == 200
        assert anybody.reserve("o-3", 100, "main").status_code == 201
        back = north.call("POST", "/v1/reservations/o-1/reassign", {"sku": "tea", "from": "north", "to": "main"})
        beyond(back, "locations", "north")

    def test_goods_come_back_to_its_own_places(self, north: Limited, anybody: Limited) -> None:
        for order_id, place in (("o-north", "north"), ("o-main", "main")):
            assert anybody.reserve(order_id, 3, place).status_code == 201
            assert anybody.call("POST", f"/v1/reservations/{order_id}/confirm", {}).status_code == 200

        def report(name: str, order_id: str = "o-north", **item: str) -> Reply:
            body = {"return_id": name, "items": [{"sku": "tea", "quantity": 1, "disposition": "sellable", **item}]}
            return north.call("POST", f"/v1/reservations/{order_id}/returns", body)

        beyond(report("r-1", location="main"), "locations", "north")
        beyond(report("r-1", "o-main"), "locations", "north")
        assert "returned" not in anybody.get("/v1/reservations/o-north").json
        assert [report("r-1", location="north").status_code, report("r-2").status_code] == [201, 201]

    def test_stock_is_that_of_its_places(self, north: Limited, anybody: Limited) -> None:
        shown = north.get("/v1/stock/tea")
        assert [row["location"] for row in shown.json["locations"]] == ["north"]
        assert shown.headers["ETag"] == anybody.get("/v1/stock/tea").headers["ETag"]  # for `If-Match`
        assert north.get("/v1/stock/cup").status_code == 404
        assert north.get("/v1/stock?sku=cup").json["unknown"] == ["cup"]
        assert [one["sku"] for one in north.get("/v1/stock").json["items"]] == ["tea"]
        told = north.get("/v1/stock/tea/movements").json["items"]
        assert {entry["location"] for entry in told} == {"north"}
        beyond(north.get("/v1/stock/tea/movements?location=main"), "locations", "north")

    def test_lists_know_its_places_alone(self, north: Limited, anybody: Limited, database: Database) -> None:
        """Tea is low at north, and not in all. Cups are nowhere that it may see."""
        with database.transaction() as session:
            session.execute(text("UPDATE product_inventory SET low_stock_threshold = 100 WHERE location = 'north'"))
            session.execute(text("UPDATE product_inventory SET product_id = 'set'"))
        assert anybody.get("/v1/stock?level=low").json["items"] == []
        for query in ("level=low", "level=low&location=north", "product_id=set", "product_id=set&level=low"):
            (seen,) = north.get(f"/v1/stock?{query}").json["items"]
            assert [row["location"] for row in seen["locations"]] == ["north"], query
        for path in ("stock", "reservations", "reservations?status=confirmed"):
            beyond(north.get(f"/v1/{path}{'&' if '?' in path else '?'}location=main"), "locations", "north")
        assert anybody.call("PUT", "/v1/locations/nord", {}).status_code == 201
        assert anybody.reserve("o-north", 2, "north").status_code == 201
        assert [one["order_id"] for one in north.get("/v1/reservations?location=north").json["items"]] == ["o-north"]

    def test_each_line_of_a_bulk_adjustment_is_asked(self, north: Limited) -> None:
        lines = [
            {"sku": "tea", "delta": 1, "reason": "found", "reference": "r-1", "location": location}
            for location in ("main", "north")
        ]
        answer = north.call("POST", "/v1/stock/adjustments", {"items": lines})
        assert [line["status"] for line in answer.json["items"]] == [403, 201]
        assert answer.json["items"][0]["problem"]["code"] == "beyond_token"
        single = north.call("POST", "/v1/stock/tea/adjustments", {**lines[0], "sku": None} | {"reference": "r-2"})
        assert single.status_code == 422  # `sku` stands in the path
        del lines[0]["sku"]
        beyond(north.call("POST", "/v1/stock/tea/adjustments", lines[0]), "locations", "north")

    @pytest.mark.parametrize(("ends", "named"), [(("north", "main"), "main"), (("main", "north"), "main")])
    def test_a_move_needs_both_its_ends(self, north: Limited, ends: tuple[str, str], named: str) -> None:
        move = {"from": ends[0], "to": ends[1], "quantity": 1, "reason": "relocated", "reference": "van-1"}
        answer = north.call("POST", "/v1/stock/tea/moves", move)
        beyond(answer, "locations", "north")
        assert answer.json["asked"] == named
        bulk = north.call("POST", "/v1/stock/moves", {"items": [{"sku": "tea", **move}]}).json["items"]
        assert [(line["status"], line["problem"]["asked"]) for line in bulk] == [(403, named)]

    def test_a_clerk_moves_units_between_the_places_of_one_house(self, limited: Any, anybody: Limited) -> None:
        assert anybody.call("PUT", "/v1/locations/north-damaged", {"sells": False}).status_code == 201
        clerk: Limited = limited(Allowance(locations=frozenset({"north", "north-damaged"})), name="clerk")
        move = {"from": "north", "to": "north-damaged", "quantity": 4, "reason": "damaged", "reference": "pallet-1"}
        moved = clerk.call("POST", "/v1/stock/tea/moves", move)
        assert (moved.status_code, moved.json["stock"]["from"]["quantity_on_hand"]) == (201, 96)
        assert moved.json["stock"]["total"]["quantity_on_hand"] == 96  # `main` has 100, and is not its own

    def test_it_takes_back_what_happened_at_its_own_places(self, limited: Any, anybody: Limited) -> None:
        clerk: Limited = limited(Allowance(locations=frozenset({"north"})), name="clerk")
        change = {"delta": 1, "reason": "found", "reference": "r-1"}
        for location in ("main", "north"):
            assert (
                anybody.call("POST", "/v1/stock/tea/adjustments", {**change, "location": location}).status_code == 201
            )
        move = {"from": "main", "to": "north", "quantity": 1, "reason": "relocated", "reference": "van-1"}
        assert anybody.call("POST", "/v1/stock/tea/moves", move).status_code == 201
        came, left, at_north, at_main = anybody.get("/v1/stock/tea/movements?limit=4").json["items"]
        # The other end of its own movement is named in the list. Nothing tells of the others.
        for one, asked in ((came, "main"), (left, f"movement {left['id']}"), (at_main, f"movement {at_main['id']}")):
            answer = clerk.call("POST", f"/v1/movements/{one['id']}/reverse", {"reference": "undo-1"})
            beyond(answer, "locations", "north")
            assert answer.json["asked"] == asked
        done = clerk.call("POST", f"/v1/movements/{at_north['id']}/reverse", {"reference": "undo-1"})
        assert (done.status_code, done.json["locations"][0]["location"]) == (201, "north")

    def test_it_is_told_nothing_of_places_beyond_its_own(self, north: Limited, anybody: Limited) -> None:
        assert anybody.call("PUT", "/v1/locations/nord", {}).status_code == 201
        assert [one["name"] for one in north.get("/v1/locations").json["items"]] == ["north"]
        beyond(north.get("/v1/locations/nord"), "locations", "north")

    def test_similar_names_are_of_its_own_places(self, limited: Any, anybody: Limited) -> None:
        assert anybody.call("PUT", "/v1/locations/nord", {}).status_code == 201
        some: Limited = limited(Allowance(locations=frozenset({"norht", "north"})), name="some")
        refused = some.call(
            "POST",
            "/v1/stock/tea/adjustments",
            {"delta": 1, "reason": "found", "reference": "r-1", "location": "norht"},
        )
        assert (refused.status_code, refused.json["near"]) == (422, ["north"])

    def test_it_sets_up_its_own_places(self, north: Limited, anybody: Limited) -> None:
        assert north.call("PUT", "/v1/locations/north", {"priority": 5}).status_code == 200
        beyond(north.call("PUT", "/v1/locations/main", {"sells": False}), "locations", "north")
        for end in ("parent", "returns_to"):
            beyond(north.call("PUT", "/v1/locations/north", {end: "main"}), "locations", "north")
        assert anybody.get("/v1/locations/main").json["sells"]
        assert anybody.get("/v1/locations/north").json["parent"] is None


class TestHoldTimes:
    def test_no_hold_lives_for_longer(self, limited: Any, database: Database) -> None:
        brief: Limited = limited(Allowance(max_hold_seconds=60))
        beyond(brief.reserve("o-1", ttl=61), "max_hold_seconds", "60")
        assert brief.reserve("o-1").status_code == 201  # the default is longer, and cut
        beyond(brief.call("POST", "/v1/reservations/o-1/extend", {"ttl_seconds": 61}), "max_hold_seconds", "60")
        with database.transaction() as session:
            session.execute(text("UPDATE reservation SET held_since = held_since - interval '30 seconds'"))
        for _ in range(3):
            assert brief.call("POST", "/v1/reservations/o-1/extend", {"ttl_seconds": 60}).status_code == 200
        with database.transaction() as session:
            lives = session.execute(text("SELECT expires_at <= held_since + interval '90 seconds' FROM reservation"))
            assert lives.scalar_one()


class TestUnits:
    @pytest.fixture
    def ten(self, limited: Any) -> Limited:
        found: Limited = limited(Allowance(max_units=10))
        return found

    def test_running_holds_have_so_many_together(self, ten: Limited) -> None:
        assert ten.reserve("o-1", 6).status_code == 201
        beyond(ten.reserve("o-2", 5), "max_units", "10")
        assert ten.reserve("o-2", 4).status_code == 201
        beyond(ten.amend("o-2", 5), "max_units", "10")
        for order_id, quantity in (("o-1", 6), ("o-2", 4)):
            assert ten.reserve(order_id, quantity).status_code == 200  # a replay
        assert ten.amend("o-1", 2).status_code == 200
        assert ten.reserve("o-3", 4).status_code == 201
        beyond(ten.reserve("o-4", 1), "max_units", "10")

    @pytest.mark.parametrize("ending", ["release", "cancel", "confirm"])
    def test_what_is_over_counts_no_more(self, ten: Limited, ending: str) -> None:
        assert ten.reserve("o-1", 10).status_code == 201
        assert ten.call("POST", f"/v1/reservations/o-1/{ending}").status_code == 200
        assert ten.reserve("o-2", 10).status_code == 201

    def test_a_hold_that_is_over_and_not_swept_counts_no_more(self, ten: Limited, database: Database) -> None:
        assert ten.reserve("o-1", 10).status_code == 201
        with database.transaction() as session:
            session.execute(text("UPDATE reservation SET expires_at = now() - interval '1 second'"))
        assert ten.reserve("o-2", 10).status_code == 201

    def test_others_are_not_counted(self, ten: Limited, anybody: Limited, limited: Any) -> None:
        assert anybody.reserve("o-1", 50).status_code == 201
        assert ten.reserve("o-2", 10).status_code == 201
        other: Limited = limited(Allowance(max_units=10), name="other")
        assert other.reserve("o-3", 10).status_code == 201

    def test_somebody_elses_order_is_no_way_around(self, ten: Limited, anybody: Limited) -> None:
        assert anybody.reserve("o-1", 2).status_code == 201
        beyond(ten.amend("o-1", 11), "max_units", "10")
        assert ten.amend("o-1", 8).status_code == 200
        beyond(ten.reserve("o-2", 3), "max_units", "10")
        assert anybody.amend("o-1", 9).status_code == 200  # the last to ask holds it
        assert ten.reserve("o-2", 10).status_code == 201

    def test_giving_back_is_never_refused(self, ten: Limited, database: Database) -> None:
        assert ten.reserve("o-1", 10).status_code == 201
        with database.transaction() as session:
            session.execute(text("UPDATE api_token SET limits = jsonb_set(limits, '{max_units}', '3')"))
        assert ten.amend("o-1", 7).status_code == 200
        assert ten.reserve("o-1", 7).status_code == 200

    def test_a_batch_counts_what_it_holds_itself(self, database: Database) -> None:
        caller = reserve("o", ("tea", 1)).cause._replace(actor="token:x", allowance=Allowance(max_units=3))
        commands: list[Command] = [replace(reserve(f"o-{number}", ("tea", 1)), cause=caller) for number in range(5)]
        freed: list[Command] = [
            replace(confirm("o-0"), cause=caller),
            replace(reserve("o-9", ("tea", 1)), cause=caller),
        ]
        with database.transaction() as session:
            outcomes = apply(session, [*commands, *freed], now=now(session), holds=HoldTimes())
        assert [outcome.error is None for outcome in outcomes] == [True, True, True, False, False, True, True]


class TestJwts:
    def test_a_claim_says_how_far_it_reaches(self, client: Client, identity_provider: IdentityProvider) -> None:
        limits = {"order_prefix": "web-", "max_units": 5, "max_hold_seconds": 60, "locations": ["main"]}
        token = identity_provider.token(scope="stock:reserve", inventory_limits=limits)
        caller = Limited(client, token)
        beyond(caller.reserve("shop-1", 1, "main"), "order_prefix", "web-")
        beyond(caller.reserve("web-1", 1, "north"), "locations", "main")
        beyond(caller.reserve("web-1", 1, "main", ttl=61), "max_hold_seconds", "60")
        beyond(caller.reserve("web-1", 6, "main"), "max_units", "5")
        assert caller.reserve("web-1", 5, "main", ttl=60).status_code == 201

    @pytest.mark.parametrize(
        "limits",
        [
            "web-",
            [],
            7,
            {"prefix": "web-"},
            {"order_prefix": ""},
            {"order_prefix": None},
            {"order_prefix": "a\nb"},
            {"locations": []},
            {"locations": "main"},
            {"locations": [1]},
            {"max_units": "5"},
            {"max_units": True},
            {"max_units": -1},
            {"max_units": 5.5},
            {"max_hold_seconds": 0},
        ],
        ids=str,
    )
    def test_limits_that_are_not_understood_open_nothing(
        self, client: Client, identity_provider: IdentityProvider, limits: object
    ) -> None:
        answer = Limited(client, identity_provider.token(inventory_limits=limits)).get("/v1/stock")
        assert (answer.status_code, answer.json["code"]) == (401, "invalid_token")
        assert "inventory_limits" in answer.json["detail"]


def test_what_is_written_is_read() -> None:
    for allowance in (
        Allowance(),
        Allowance("web-", frozenset({"main", "north"}), 0, 1),
        Allowance(max_units=7),
    ):
        assert read(allowance.as_json()) == allowance


def test_limits_of_a_newer_version_open_nothing(limited: Any, database: Database) -> None:
    caller: Limited = limited(Allowance(max_units=1))
    with database.transaction() as session:
        session.execute(text("UPDATE api_token SET limits = jsonb_build_object('weekdays', 5)"))
    answer = caller.get("/v1/stock")
    assert (answer.status_code, answer.json["code"]) == (401, "invalid_token")


def test_a_version_that_knows_no_limits_takes_the_token_for_nothing(limited: Any, database: Database) -> None:
    limited(Allowance(max_units=1))
    with database.transaction() as session:
        kept = session.execute(text("SELECT scopes FROM api_token")).scalar_one()
    assert not {str(scope) for scope in Scope} & set(kept)


def test_a_token_that_has_lost_its_limits_opens_nothing(limited: Any, database: Database) -> None:
    """A way back to a version that knows none, and forward again, loses them: migration
    0024 drops the column.
    """
    caller: Limited = limited(Allowance(max_units=1))
    with database.transaction() as session:
        session.execute(text("UPDATE api_token SET limits = NULL"))
    answer = caller.get("/v1/stock")
    assert (answer.status_code, answer.json["code"]) == (403, "insufficient_scope")
