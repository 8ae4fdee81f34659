"""Every endpoint, called by nobody, by somebody without the right, and by somebody with it."""

from __future__ import annotations

import orjson
import pytest
from flask import Flask
from werkzeug.routing import Rule

from api.app import create_app
from api.contract.endpoint import EVERYBODY, scope_of
from api.services import EXTENSION
from inventory.settings import Settings
from inventory.tokens import Scope
from tests.api.client import Client
from tests.security.conftest import MakeToken, bearer


def _declared() -> tuple[list[Rule], dict[str, object]]:
    """Return all routes, and the scope that each endpoint needs."""
    # Nothing is connected to before the first request.
    app = create_app(Settings(database_url="postgresql://127.0.0.1/nowhere"))
    rules = list(app.url_map.iter_rules())
    scopes: dict[str, object] = {rule.endpoint: scope_of(app, rule.endpoint) for rule in rules}
    app.extensions[EXTENSION].close()
    return rules, scopes


RULES, SCOPES = _declared()
NEEDED = {endpoint: scope for endpoint, scope in SCOPES.items() if isinstance(scope, Scope)}
OPEN = {endpoint for endpoint, scope in SCOPES.items() if scope is EVERYBODY}
CALLS = [
    pytest.param(rule, method, id=f"{method} {rule.rule}")
    for rule in RULES
    for method in sorted((rule.methods or set()) - {"OPTIONS"})
    if rule.endpoint not in OPEN
]


def test_every_route_has_a_scope_or_is_open_on_purpose() -> None:
    assert SCOPES.keys() - NEEDED.keys() - OPEN == set()


def test_what_is_open_tells_nothing_of_the_shop() -> None:
    assert {
        *("health.alive", "health.ready", "home.page"),
        *("documents.document", "documents.page", "documents.page_with_slash", "documents.asset"),
    } == OPEN


@pytest.mark.parametrize(
    ("endpoint", "scope"),
    [
        *((endpoint, Scope.STOCK_READ) for endpoint in ("stock.one", "stock.many", "availability.check")),
        *((endpoint, Scope.STOCK_READ) for endpoint in ("movements.of_sku", "reservations.many", "reservations.show")),
        *((f"reservations.{call}", Scope.STOCK_RESERVE) for call in ("create", "amend", "confirm", "release")),
        *((f"reservations.{call}", Scope.STOCK_RESERVE) for call in ("cancel", "extend", "reassign", "dispatch")),
        ("returns.take_back", Scope.STOCK_RESERVE),
        ("timelines.of_order", Scope.STOCK_READ),
        *((f"adjustments.{call}", Scope.STOCK_ADJUST) for call in ("adjust", "adjust_many")),
        *((f"moves.{call}", Scope.STOCK_ADJUST) for call in ("move", "move_many")),
        *((f"locations.{call}", Scope.STOCK_READ) for call in ("many", "show")),
        ("locations.put", Scope.STOCK_CONFIGURE),
        ("reversals.reverse", Scope.STOCK_ADJUST),
        ("metrics.show", Scope.OPS),
    ],
)
def test_each_call_needs_the_scope_that_it_was_published_with(endpoint: str, scope: Scope) -> None:
    assert NEEDED[endpoint] is scope


def _path(rule: Rule) -> str:
    return str(rule.build(dict.fromkeys(rule.arguments, "a"))[1])  # type: ignore[index]


def call(app: Flask, rule: Rule, method: str, headers: dict[str, str]) -> tuple[int, str, str]:
    answer = app.test_client().open(_path(rule), method=method, headers=headers)
    code = orjson.loads(answer.data)["code"] if answer.mimetype == "application/problem+json" and answer.data else ""
    return answer.status_code, answer.headers.get("WWW-Authenticate", ""), code


@pytest.mark.parametrize(("rule", "method"), CALLS)
def test_nobody_is_let_in(app: Flask, rule: Rule, method: str) -> None:
    status, challenge, code = call(app, rule, method, {})

    assert (status, challenge) == (401, 'Bearer realm="inventory"')
    assert code == ("" if method == "HEAD" else "token_missing")


@pytest.mark.parametrize(("rule", "method"), CALLS)
def test_every_other_scope_is_not_enough(app: Flask, make_token: MakeToken, rule: Rule, method: str) -> None:
    needed = NEEDED[rule.endpoint]
    status, challenge, code = call(app, rule, method, bearer(make_token(*set(Scope) - {needed})))

    assert (status, challenge) == (403, f'Bearer realm="inventory", error="insufficient_scope", scope="{needed}"')
    assert code == ("" if method == "HEAD" else "insufficient_scope")


@pytest.mark.parametrize(("rule", "method"), CALLS)
def test_its_scope_alone_is_enough(app: Flask, make_token: MakeToken, rule: Rule, method: str) -> None:
    status, challenge, _ = call(app, rule, method, bearer(make_token(NEEDED[rule.endpoint])))

    assert status not in {401, 403}
    assert status < 500
    assert not challenge


@pytest.mark.parametrize("endpoint", sorted(OPEN))
def test_open_endpoints_ask_for_nothing(app: Flask, endpoint: str) -> None:
    [rule] = [rule for rule in RULES if rule.endpoint == endpoint]

    assert app.test_client().get(_path(rule)).status_code not in {401, 403}


def test_what_is_not_there_is_told_to_callers_that_we_know_only(
    app: Flask, client: Client, make_token: MakeToken
) -> None:
    token = bearer(make_token(Scope.STOCK_READ))

    assert client.get("/v1/nothing").status_code == 401
    assert client.get("/v1/nothing", headers=token).status_code == 404
    assert client.delete("/v1/stock").status_code == 401
    assert client.delete("/v1/stock", headers=token).status_code == 405
    assert app.test_client().options("/v1/stock").status_code == 401
    assert client.get("/v1/stock/%FF").status_code == 401
    assert client.get("/v1/stock/%FF", headers=token).status_code == 422


@pytest.fixture
def forgotten(app: Flask) -> Client:
    @app.get("/forgotten")
    def _forgotten() -> str:
        return "the shop's books"

    return Client(app)


def test_an_endpoint_that_declares_nothing_is_served_to_nobody(forgotten: Client, make_token: MakeToken) -> None:
    answer = forgotten.get("/forgotten", headers=bearer(make_token(*Scope)))

    assert answer.status_code == 500
    assert "books" not in answer.text
