"""Locations: set up with a version, and followed by their stock, SKU by SKU."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count, pairwise
from threading import Event
from zlib import crc32

import pytest
from sqlalchemy import text

from inventory.database.epochs import sequence
from inventory.database.lineage import epoch
from inventory.database.transactions import API_LIMITS, Database, Limits, now
from inventory.domain.commands import Command
from inventory.domain.locations import LocationSettings, StoredLocation
from inventory.errors import InvalidIdentifier, InventoryError, LocationNotSetUp, PreconditionFailed
from inventory.reading.availability import available, available_or_overdue
from inventory.reading.locations import location, locations
from inventory.reading.queries import stock
from inventory.reading.stock_json import stock_json
from inventory.write_path import following
from inventory.write_path.apply import apply
from inventory.write_path.following import follow, unsettled
from inventory.write_path.locations import LocationInItself, SetUp, set_up
from tests.inventory.making import (
    HOLDS,
    NOON,
    amend,
    cancel,
    confirm,
    expire,
    moved,
    release,
    relocated,
    reserve,
    stated,
)
from tests.inventory.shop import Counters, Shop
from tests.inventory.write_path.test_races import (
    crowd,  # noqa: F401 - a fixture
    deadlocks,
    run_as_workers_do,
    wait_for_a_waiter,
)
from tools.devstack.processes.children import wait_until

CLOSED = LocationSettings(sells=False)


class TestSettingUp:
    def test_it_has_a_version_that_rises_with_each_change(self, shop: Shop) -> None:
        made = set_up(shop.session, "annex", LocationSettings())
        again = set_up(shop.session, "annex", LocationSettings())
        changed = set_up(shop.session, "annex", LocationSettings(priority=7, counts_as="damaged"))
        assert [(one.changed, one.created, one.location.version) for one in (made, again, changed)] == [
            (True, True, 1),
            (False, False, 1),
            (True, False, 2),
        ]
        assert location(shop.session, "annex") == changed.location
        assert changed.location.settled, "nothing is to be announced"

    def test_another_version_than_the_expected_one_is_refused(self, shop: Shop) -> None:
        now_ = epoch(shop.session)
        for expected, right in ((sequence(now_, 1), False), (0, True), (0, False), (sequence(now_ - 1, 1), False)):
            if right:
                set_up(shop.session, "annex", CLOSED, expected_versions={expected})
            else:
                with pytest.raises(PreconditionFailed):
                    set_up(shop.session, "annex", LocationSettings(), expected_versions={expected})
        set_up(shop.session, "annex", LocationSettings(), expected_versions={sequence(now_, 1)})

    @pytest.mark.parametrize(
        ("name", "settings", "why"),
        [
            ("b", LocationSettings(parent="nowhere"), LocationNotSetUp),
            ("b", LocationSettings(returns_to="nowhere"), LocationNotSetUp),
            ("a", LocationSettings(parent="a"), LocationInItself),
            ("a", LocationSettings(parent="c"), LocationInItself),
            ("an annex ", LocationSettings(), InvalidIdentifier),
        ],
    )
    def test_what_can_not_be_meant_is_refused(
        self, shop: Shop, name: str, settings: LocationSettings, why: type[InventoryError]
    ) -> None:
        for inner, outer in pairwise("cba"):
            set_up(shop.session, outer, LocationSettings())
            set_up(shop.session, inner, LocationSettings(parent=outer, returns_to=outer))
        for outer, inner in pairwise("abc"):
            set_up(shop.session, inner, LocationSettings(parent=outer))
        before = locations(shop.session, limit=9)
        with pytest.raises(why):
            set_up(shop.session, name, settings)
        assert locations(shop.session, limit=9) == before

    def test_they_are_listed_by_name(self, shop: Shop) -> None:
        for name in ("b", "B", "ä", "a"):
            set_up(shop.session, name, LocationSettings())
        first = locations(shop.session, limit=3)
        assert [one.name for one in first.entries] == ["B", "a", "b"]
        assert locations(shop.session, after=first.last, limit=3).entries == [
            StoredLocation("ä", LocationSettings(), 1, settled=True)
        ]


class TestStockThatFollows:
    @pytest.fixture
    def places(self, shop: Shop) -> Shop:
        """6 of `a` at main with a hold of 2 there, and 5 at the annex."""
        shop.location("annex", 200)
        shop.hear(stated("a", 6), stated("a", 5, location="annex"), reserve("o1", ("a", 2, "main")))
        shop.announced()
        return shop

    def test_a_location_that_stops_selling_serves_nobody_at_once(self, places: Shop) -> None:
        """Before anything is announced, too. Whoever checks is told the same."""
        set_up(places.session, "main", CLOSED)
        places.refused(reserve("o2", ("a", 6)))
        places.do(reserve("o2", ("a", 5)))
        assert places.counters("a", "annex") == Counters(5, 5)
        assert available(places.session, ["a"]) == {"a": {"annex": 0}}
        assert available_or_overdue(places.session, ["a"], now=NOON) == {"a": {"annex": 0}}

    def test_its_units_leave_the_totals_with_an_announcement(self, places: Shop) -> None:
        places.location("main", sells=False)
        (told,) = places.announced()
        assert (told.data["quantity_on_hand"], told.data["quantity_reserved"]) == (5, 0)
        assert [one["location"] for one in told.data["locations"]] == ["annex"]
        shown = stock_json(stock(places.session, ["a"])["a"])
        assert (shown["quantity_on_hand"], shown["quantity_unsellable"]) == (5, 6)
        assert [one["sells"] for one in shown["locations"]] == [True, False]
        places.location("main")
        (told,) = places.announced()
        assert (told.data["quantity_on_hand"], told.data["quantity_reserved"]) == (11, 2)

    @pytest.mark.parametrize("off", [CLOSED, LocationSettings(active=False)], ids=["no sale", "inactive"])
    def test_a_hold_stays_and_confirms(self, places: Shop, off: LocationSettings) -> None:
        set_up(places.session, "main", off)
        places.location("main", sells=off.sells, active=off.active)
        places.do(amend("o1", ("a", 1, "main")))
        places.do(confirm("o1"))
        assert places.counters("a") == Counters(5)

    def test_an_order_keeps_what_it_has_there_under_another_line(self, places: Shop) -> None:
        places.location("main", sells=False)
        places.do(reserve("o2", ("a", 5)))
        places.do(amend("o1", ("a", 2)))
        assert places.counters("a") == Counters(6, 2)
        places.refused(amend("o1", ("a", 3)))

    def test_a_location_without_units_leaves_and_joins_the_announced_ones_too(self, places: Shop) -> None:
        places.hear(relocated("a", 5, "annex", "main"))
        places.announced()
        for sells, announced in ((False, ["main"]), (True, ["annex", "main"])):
            places.location("annex", 200, sells=sells)
            (told,) = places.announced()
            assert [one["location"] for one in told.data["locations"]] == announced
            assert (told.data["quantity_on_hand"], told.data["previous_level"]) == (11, told.data["level"])
        assert unsettled(places.session) == []

    @pytest.mark.parametrize("followed", [True, False])
    @pytest.mark.parametrize("end", ["release", "amend", "cancel", "expire"])
    def test_units_that_come_back_to_where_nothing_is_sold_are_not_restocked(
        self, places: Shop, end: str, *, followed: bool
    ) -> None:
        """Nobody can buy them, from the commit of the change on."""
        places.hear(reserve("o2", ("a", 3, "annex"), ("a", 2, "main"), ttl_seconds=60))
        if end in {"amend", "cancel"}:
            places.do(confirm("o2"))
        set_up(places.session, "main", CLOSED)
        if followed:
            places.location("main", sells=False)
        places.announced()
        places.later(minutes=2)
        commands: dict[str, Command] = {
            "release": release("o2"),
            "amend": amend("o2", ("a", 1, "annex"), ("a", 1, "main")),
            "cancel": cancel("o2"),
            "expire": expire("o2"),
        }
        if end != "expire":
            places.now = NOON
        places.do(commands[end])
        told = next(row for row in places.announced() if row.key == "o2")
        units = 2 if end == "amend" else 3
        assert told.data["restocked"] == [{"sku": "a", "location": "annex", "quantity": units}]

    def test_stock_that_comes_to_be_there_follows_from_the_beginning(self, places: Shop) -> None:
        places.location("yard", sells=False)
        places.hear(stated("b", 4, location="yard"), moved("c", 4, location="yard"))
        assert places.announced() == []
        assert available(places.session, ["a", "b", "c"]).keys() == {"a"}
        places.refused(reserve("o2", ("b", 1)))

    def test_it_follows_in_pieces_and_a_crash_between_loses_nothing(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(following, "PIECE", 3)
        monkeypatch.setattr(following, "LOOKED_AT", 4)
        skus = [f"sku-{number}" for number in range(17)]
        shop.hear(*(stated(sku, 2) for sku in skus), *(stated(sku, 1, location="annex") for sku in skus[::2]))
        set_up(shop.session, "annex", CLOSED)
        (one,) = unsettled(shop.session)
        told = []
        after: str | None = ""
        shop.announced()
        for _ in range(3):
            assert after is not None
            after = follow(shop.session, one, after=after, now=shop.now, holds=HOLDS)
            told += [row.key for row in shop.announced()]
        assert 0 < len(told) < len(skus[::2])
        # Whoever goes on knows nothing of this run.
        assert unsettled(shop.session) == [one]
        after = ""
        while after is not None:
            after = follow(shop.session, one, after=after, now=shop.now, holds=HOLDS)
        assert sorted(told + [row.key for row in shop.announced()]) == sorted(skus[::2])
        assert unsettled(shop.session) == []

    def test_it_is_settled_for_the_version_that_was_followed_alone(self, places: Shop) -> None:
        set_up(places.session, "main", CLOSED)
        (one,) = unsettled(places.session)
        set_up(places.session, "main", LocationSettings())
        assert follow(places.session, one, after="", now=places.now, holds=HOLDS) is None
        (left,) = unsettled(places.session)
        assert left.version == one.version + 1


def run(database: Database, *commands: Command) -> None:
    with database.transaction() as session:
        for outcome in apply(session, commands, now=now(session), holds=HOLDS):
            assert outcome.error is None, outcome.error


def settle(database: Database) -> None:
    """Work as the sweep does."""
    with database.transaction() as session:
        left = unsettled(session)
    for one in left:
        after: str | None = ""
        while after is not None:
            with database.transaction() as session:
                after = follow(session, one, after=after, now=now(session), holds=HOLDS)


def waiting(database: Database) -> int:
    """Count the sessions that wait for a lock."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'crowd' AND wait_event_type = 'Lock'"
    with database.transaction() as session:
        return int(session.execute(text(query)).scalar_one())


def _bucket(sku: str) -> int:
    return crc32(sku.encode()) % 64


def last_told(database: Database, sku: str) -> dict[str, int]:
    with database.transaction() as session:
        row = Shop(session).announced()[-1]
    assert row.key == sku
    return {one["location"]: one["quantity_on_hand"] for one in row.data["locations"]}


@pytest.fixture
def books(crowd: Database) -> Iterator[Database]:  # noqa: F811 - the fixture
    yield crowd
    with crowd.transaction() as session:
        assert Shop(session).discrepancies() == []


class TestRaces:
    def test_a_row_that_is_made_meanwhile_follows(self, books: Database) -> None:
        """The row is not committed when the location stops to sell, so the sweep could not see it.
        The change waits for it.
        """
        run(books, stated("b", 1, location="annex"))
        with ThreadPoolExecutor(1) as pool:
            with books.transaction() as session:
                apply(session, [stated("a", 5, location="annex")], now=now(session), holds=HOLDS)
                changing = pool.submit(self._close, books)
                wait_for_a_waiter(books)
            assert changing.result().changed
        settle(books)
        assert self._selling(books) == []

    def test_a_row_that_is_made_after_the_change_follows(self, books: Database) -> None:
        run(books, stated("b", 1, location="annex"))
        with ThreadPoolExecutor(1) as pool:
            with books.transaction() as session:
                set_up(session, "annex", CLOSED)
                making = pool.submit(run, books, stated("a", 5, location="annex"))
                wait_for_a_waiter(books)
            making.result()
        assert self._selling(books) == [("b",)]
        settle(books)
        assert self._selling(books) == []

    def test_new_stock_queues_behind_a_change(self, books: Database) -> None:
        """Or somebody would always be ahead of the change. SKUs queue by their buckets."""
        run(books, stated("b", 1, location="annex"))
        first, last = (pick((f"sku-{n}" for n in range(99)), key=_bucket) for pick in (min, max))
        with ThreadPoolExecutor(2) as pool:
            with books.transaction() as session:
                apply(session, [stated(last, 5, location="annex")], now=now(session), holds=HOLDS)
                changing = pool.submit(self._close, books)
                wait_for_a_waiter(books)
                making = pool.submit(run, books, stated(first, 5, location="annex"))
                assert wait_until(lambda: making.done() or waiting(books) > 1, seconds=30, interval=0.01)
                assert not making.done()
            assert changing.result().changed
            making.result()
        assert self._selling(books) == [("b",), (last,)]
        settle(books)
        assert self._selling(books) == []

    def test_a_change_is_made_beside_others_who_never_stop_making_stock(
        self, books: Database, database_url: str
    ) -> None:
        """Four make rows of new SKUs all the time. A change has the API's time for a statement."""
        run(books, stated("b", 1, location="annex"))
        over = Event()
        # On a busy machine, one place in the queue may take longer than the API would wait.
        limits = Limits(lock_timeout=60_000, statement_timeout=API_LIMITS.statement_timeout)
        api = Database(database_url, limits=limits, pool_size=1, name="api")

        def make(who: int) -> None:
            for turn in count():
                if over.is_set():
                    return
                run_as_workers_do(books, *(stated(f"{who}-{turn}-{n}", 1, location="annex") for n in range(50)))

        with ThreadPoolExecutor(4) as pool:
            makers = [pool.submit(make, who) for who in range(4)]
            try:
                for turn in range(6):
                    with api.transaction() as session:
                        assert set_up(session, "annex", LocationSettings(sells=bool(turn % 2))).changed
            finally:
                over.set()
                api.dispose()
            for maker in makers:
                maker.result()
        with books.transaction() as session:
            set_up(session, "annex", CLOSED)
        settle(books)
        assert self._selling(books) == []
        assert deadlocks(books) == 0

    def test_words_for_people_wait_for_nobody(self, books: Database) -> None:
        run(books, stated("a", 5, location="annex"))
        with books.transaction() as making:
            apply(making, [stated("b", 5, location="annex")], now=now(making), holds=HOLDS)
            with books.transaction() as session:
                assert set_up(session, "annex", LocationSettings(priority=7, counts_as="damaged")).location.settled

    def test_who_waited_for_a_sku_that_stopped_selling_meanwhile_announces_it_right(self, books: Database) -> None:
        """Its lock began before the change, and was granted after the announcement of the change:
        the last announcement must not have the location again.
        """
        run(books, stated("a", 5), stated("b", 5), stated("b", 4, location="annex"))
        with ThreadPoolExecutor(1) as pool:
            with books.transaction() as blocking:
                apply(blocking, [moved("a", 1)], now=now(blocking), holds=HOLDS)
                waiting = pool.submit(run, books, reserve("o1", ("a", 1), ("b", 1)))
                wait_for_a_waiter(books)
                self._close(books)
                settle(books)
            waiting.result()
        assert last_told(books, "b") == {"main": 5}

    def _close(self, database: Database) -> SetUp:
        with database.transaction() as session:
            return set_up(session, "annex", CLOSED)

    def _selling(self, database: Database) -> list[tuple[str, ...]]:
        query = text("SELECT sku FROM product_inventory WHERE location = 'annex' AND sells")
        with database.transaction() as session:
            return [tuple(row) for row in session.execute(query)]
