"""A change whose commit nobody knows of, and a database that stays away."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from console import changes
from console.services import EXTENSION, LIMITS
from inventory.database.errors import CommitUnknown
from inventory.database.transactions import Database, now
from inventory.inbox.decoded import Origin
from inventory.partitions import set_aside
from inventory.partitions.set_aside import Overrun
from inventory.tokens import Scope
from tests.console.client import Page
from tests.console.conftest import SignIn
from tests.console.orders import hold

NOWHERE = "postgresql://inventory@127.0.0.1:1/inventory"
CLERK = (Scope.STOCK_READ, Scope.STOCK_ADJUST, Scope.STOCK_RESERVE)


class Outage:
    """A database that is away for the console from the next commit on."""

    def __init__(self, app: Flask, monkeypatch: pytest.MonkeyPatch, *, is_committed: bool) -> None:
        self.app = app
        self.known = app.extensions[EXTENSION]
        commit = changes._committed

        def lost(work: Callable[[Session], Any]) -> Any:
            with suppress(ZeroDivisionError):
                commit(work if is_committed else _rolled_back(work))
            monkeypatch.setattr(changes, "_committed", commit)
            app.extensions[EXTENSION] = replace(
                self.known, database=Database(NOWHERE, limits=LIMITS, pool_size=1, name="away")
            )
            raise CommitUnknown

        monkeypatch.setattr(changes, "_committed", lost)

    def end(self) -> None:
        self.app.extensions[EXTENSION].database.dispose()
        self.app.extensions[EXTENSION] = self.known


def _rolled_back(work: Callable[[Session], Any]) -> Callable[[Session], Any]:
    def roll_back(session: Session) -> Any:
        work(session)
        raise ZeroDivisionError

    return roll_back


def state(engine: Engine) -> tuple[int, str]:
    query = "SELECT quantity_on_hand, (SELECT status FROM reservation) FROM product_inventory"
    with engine.begin() as connection:
        units, status = connection.execute(text(query)).one()
        return int(units), str(status)


FORMS = {
    "adjust": ("/stock/tea/adjust", {"location": "main", "delta": "5", "reason": "found"}, (15, "pending")),
    "cancel": ("/orders/o1/cancel", {"reason": "by hand"}, (10, "released")),
    "cancel units": ("/orders/o1/cancel-lines", {"quantity": "2"}, (10, "released")),
}


@pytest.mark.parametrize("is_committed", [True, False])
@pytest.mark.parametrize("way", FORMS)
def test_a_change_that_is_not_known_is_told_so_and_sent_again_as_the_same(
    app: Flask,
    signed_in: SignIn,
    database: Database,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_committed: bool,
    way: str,
) -> None:
    hold(database, "o1")
    clerk = signed_in(*CLERK)
    path, typed, changed = FORMS[way]
    at = "" if way == "adjust" else path
    form = clerk.send(clerk.get(path), at, **typed, step="preview")
    outage = Outage(app, monkeypatch, is_committed=is_committed)

    unknown = clerk.send(form, at, step="apply")
    still = clerk.send(unknown, f"{path}?resent=1")
    for shown in (unknown, still):
        assert (shown.status, "Nothing was changed" in shown.text) == (503, False)
        assert "it is not known if the change was made" in shown.text
    assert state(engine) == (changed if is_committed else (10, "pending"))
    outage.end()

    assert clerk.send(still, f"{path}?resent=1").status == 200
    assert state(engine) == changed


@pytest.mark.parametrize("is_committed", [True, False])
def test_a_form_that_is_about_its_query_is_sent_again_as_the_same(
    app: Flask, signed_in: SignIn, database: Database, monkeypatch: pytest.MonkeyPatch, *, is_committed: bool
) -> None:
    with database.transaction() as session:
        overrun = Overrun(Origin("orders", 1, 40), "/shop & co", 100, 200, "invalid_data")
        set_aside.begin(session, overrun, [], [], now=now(session))
    ops = signed_in(Scope.OPS, name="ops")
    form = ops.get(f"/events/paused/discard?topic=orders&partition=1&whose={quote('source:/shop & co', safe='')}")
    outage = Outage(app, monkeypatch, is_committed=is_committed)
    unknown = ops.send(form, _address_of(form), reason="a test shop")
    still = ops.send(unknown, _address_of(unknown))
    assert (unknown.status, still.status) == (503, 503)
    outage.end()

    shown = ops.send(still, _address_of(still))

    assert ("This form was sent before" in shown.text, "are given up" in shown.text) == (is_committed, not is_committed)
    with database.transaction() as session:
        assert set_aside.left(session) == []


def test_rows_of_a_form_in_another_sequence_are_another_form(app: Flask) -> None:
    def digest(*sent: tuple[str, str]) -> bytes:
        with app.test_request_context("/", method="POST", data=MultiDict(sent)):
            return changes.form_digest()

    first = digest(("sku", "tea"), ("sku", "cup"), ("quantity", "1"), ("quantity", "2"), ("csrf", "a"))

    assert digest(("sku", "tea"), ("sku", "cup"), ("quantity", "2"), ("quantity", "1"), ("csrf", "a")) != first
    assert digest(("csrf", "b"), ("quantity", "1"), ("quantity", "2"), ("sku", "tea"), ("sku", "cup")) == first


def _address_of(page: Page) -> str:
    return next(one.action for one in page.forms if "once" in one.fields)


def test_a_form_that_is_sent_again_in_vain_says_that_nothing_is_known_of_before(
    app: Flask, signed_in: SignIn, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(database, "o1")
    clerk = signed_in(*CLERK)
    form = clerk.send(clerk.get("/stock/tea/adjust"), **FORMS["adjust"][1], step="preview")
    outage = Outage(app, monkeypatch, is_committed=True)
    unknown = clerk.send(form, step="apply")
    outage.end()
    with database.transaction() as session:
        session.execute(text("DELETE FROM console_session"))

    shown = clerk.send(unknown, "/stock/tea/adjust?resent=1")

    assert shown.status == 401
    assert "still not known if the form changed anything" in shown.text


def test_a_token_is_not_shown_while_the_database_is_away(app: Flask, signed_in: SignIn) -> None:
    clerk = signed_in(*CLERK)
    form = clerk.get("/sign-in")
    known = app.extensions[EXTENSION]
    app.extensions[EXTENSION] = replace(known, database=Database(NOWHERE, limits=LIMITS, pool_size=1, name="away"))

    shown = clerk.send(form, "/sign-in", token="invtok_secret")
    app.extensions[EXTENSION].database.dispose()
    app.extensions[EXTENSION] = known

    assert "invtok_secret" not in shown.html


def test_who_was_signed_out_comes_back_to_the_form(signed_in: SignIn, database: Database) -> None:
    clerk = signed_in(*CLERK)
    form = clerk.get("/stock/tea%2F1/adjust")
    with database.transaction() as session:
        session.execute(text("DELETE FROM console_session"))

    shown = clerk.send(form, **FORMS["adjust"][1], step="preview")

    assert shown.status == 401
    assert shown.form("/sign-in").fields["next"] == "/stock/tea%2F1/adjust"
