"""The overview: figures, the last hour, processes, and the runbook behind each red figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from console.app import create_app
from console.charts import Chart
from console.pages.overview_charts import charts_for_operators
from console.pages.overview_figures import figures, processes
from console.pages.runbook import anchor
from console.reading.minutes import MINUTE, minute
from console.services import EXTENSION
from console.watch.history import LastHour
from console.watch.targets import Look, read
from console.watch.watch import Watch
from inventory.database.transactions import Database, now
from inventory.settings import Settings
from inventory.tokens import Scope
from inventory.upkeep.backlog import Backlog, Waiting
from tests.console.client import Visitor
from tests.console.conftest import SignIn
from tools.devstack import PROJECT

API = """
# TYPE inventory_build_info gauge
inventory_build_info{version="0.1.0",python="3.11.1"} 1
# TYPE inventory_api_requests counter
inventory_api_requests_total{endpoint="stock.one",status="200"} %d
# TYPE inventory_api_refusals counter
inventory_api_refusals_total{code="insufficient_stock"} 5
inventory_api_refusals_total{code="unknown_sku"} 1
# TYPE inventory_api_request_seconds histogram
inventory_api_request_seconds_bucket{endpoint="stock.one",le="0.01"} %d
inventory_api_request_seconds_bucket{endpoint="stock.one",le="0.25"} %d
inventory_api_request_seconds_bucket{endpoint="stock.one",le="+Inf"} %d
inventory_api_request_seconds_bucket{endpoint="health.alive",le="0.01"} 900
inventory_api_request_seconds_bucket{endpoint="health.alive",le="0.25"} 900
inventory_api_request_seconds_bucket{endpoint="health.alive",le="+Inf"} 900
"""
BEAT = """
# TYPE inventory_beat_sent counter
inventory_beat_sent_total{task="prune"} 3
# TYPE inventory_broker_up gauge
inventory_broker_up 0
# TYPE inventory_queue_tasks gauge
inventory_queue_tasks{queue="stock"} 7
"""


class Exporter:
    """Serves the texts in `texts`, by path. `asked` are the headers of those who came."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.asked: list[str] = []
        exporter = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                exporter.asked.append(self.headers.get("Authorization", ""))
                found = exporter.texts.get(self.path)
                body = (found or "").encode()
                self.send_response(401 if found is None else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05})

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server.server_port}{path}"


@pytest.fixture
def exporter() -> Iterator[Exporter]:
    running = Exporter()
    running.thread.start()
    yield running
    running.server.shutdown()
    running.server.server_close()
    running.thread.join()


@pytest.fixture
def watched(database_url: str, exporter: Exporter) -> Iterator[Flask]:
    """An open console that watches an API, beat, one that is away and one that refuses."""
    paths = ("/api", "/beat", "/refused")
    targets = ",".join([*map(exporter.url, paths), "http://127.0.0.1:1/metrics"])
    made = create_app(
        Settings(
            database_url=database_url,
            authentication="open",
            console_targets=targets,
            console_metrics_token="invtok_watch",
        )
    )
    yield made
    made.extensions[EXTENSION].close()


def watch(app: Flask) -> Watch:
    found: Watch = app.extensions[EXTENSION].watch
    return found


def heard(engine: Engine, number: int, at: datetime, *, dead: int = 0) -> None:
    """Store events of a moment, the first ones dead."""
    with engine.begin() as connection:
        connection.execute(
            text(
                """
                WITH stored AS (
                    INSERT INTO inbox_event (source, event_id, digest, occurred_at, received_at, topic, partition, record_offset)
                    SELECT '/orders', gen_random_uuid(), '', :at, :at, 'orders', 0, n FROM generate_series(1, :number) n
                    RETURNING id
                )
                INSERT INTO dead_letter (id, reason, detail, died_at) SELECT id, 'garbage', '', :at FROM stored
                ORDER BY id LIMIT :dead
                """
            ),
            {"at": at, "number": number, "dead": dead},
        )


def announced(engine: Engine, kinds: list[str], at: datetime) -> None:
    with engine.begin() as connection:
        connection.execute(
            text(
                """
                INSERT INTO announced_outcome (id, event_id, type, key, sequence, occurred_at, announced_at, partition, record_offset)
                SELECT (SELECT coalesce(max(id), 0) FROM announced_outcome) + n, gen_random_uuid(), kind, 'o', n, :at, :at, 0, n
                FROM unnest(CAST(:kinds AS text[])) WITH ORDINALITY AS told(kind, n)
                """
            ),
            {"kinds": kinds, "at": at},
        )


def test_a_minute_is_counted_exactly(database: Database, engine: Engine) -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    for number, at in [(5, noon - MINUTE), (7, noon), (3, noon + timedelta(seconds=59)), (4, noon + MINUTE)]:
        heard(engine, number, at, dead=2)
    announced(engine, ["StockReserved"], noon - timedelta(seconds=1))
    announced(engine, ["StockReserved", "StockReserved", "StockReservationRejected"], noon)
    announced(engine, ["StockReserved"], noon + MINUTE)

    with database.transaction() as session:
        told = [minute(session, noon + days * MINUTE) for days in (-2, -1, 0, 1, 2)]

    assert [(one.heard, one.dead) for one in told] == [(0, 0), (5, 2), (10, 4), (4, 2), (0, 0)]
    assert told[2].outcomes == {"StockReserved": 2, "StockReservationRejected": 1}
    assert told[1].outcomes == told[3].outcomes == {"StockReserved": 1}


def test_nothing_is_counted_in_an_empty_shop(database: Database) -> None:
    with database.transaction() as session:
        told = minute(session, now(session))
    assert (told.heard, told.dead, told.outcomes) == (0, 0, {})


def test_a_look_counts_each_minute_once(watched: Flask, engine: Engine) -> None:
    watch(watched).look()
    first = list(watch(watched).history.minutes)
    heard(engine, 3, first[-1].began_at)
    watch(watched).look()

    assert len(first) == 60
    again = {one.began_at: one.heard for one in watch(watched).history.minutes}
    assert len(again) == 60
    assert again[first[-1].began_at] == 0


def test_two_looks_tell_the_rate_and_the_slow_calls(watched: Flask, exporter: Exporter) -> None:
    exporter.texts = {"/api": API % (100, 100, 100, 100), "/beat": BEAT}
    watch(watched).look()
    exporter.texts["/api"] = API % (200, 150, 199, 200)
    watch(watched).look()

    last = watch(watched).history.moments[-1]
    assert last.requests
    assert last.p99_milliseconds == 250
    assert set(exporter.asked) == {"Bearer invtok_watch"}


NONE = Waiting(0, 0.0)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CONSUMER = """
# TYPE inventory_bridge_lag_events gauge
inventory_bridge_lag_events{topic="orders",partition="0"} %d
"""
RELAY = """
# TYPE inventory_relay_active gauge
inventory_relay_active %d
"""


def hour(*rounds: list[Look]) -> LastHour:
    """The history of some rounds of looks, 15 s apart."""
    history = LastHour()
    for number, looks in enumerate(rounds):
        history.add(NOON + timedelta(seconds=15 * number), Backlog(*[NONE] * 8), looks)
    return history


def api(calls: int, *, refused: int = 6) -> Look:
    told = (API % (calls, calls, calls, calls)).replace('stock"} 5', f'stock"}} {refused - 1}')
    return read("http://api:8000/metrics", told)


def away(url: str = "http://api:8000/metrics") -> Look:
    return Look(url, problem="away (ConnectTimeoutError)")


def test_a_process_that_began_anew_does_not_count_backwards() -> None:
    assert hour([api(100)], [api(5)]).moments[-1].requests == pytest.approx(5 / 15)


def test_calls_of_a_process_that_is_away_are_not_known() -> None:
    told = hour([api(100)], [away()], [api(200)], [api(230)]).moments

    assert [one.requests for one in told] == [None, None, None, pytest.approx(2.0)]
    assert [one.p99_milliseconds for one in told] == [None, None, None, 10]
    two = [api(100), replace(api(100), url="http://second/metrics")]
    assert hour(two, [api(200), away("http://second/metrics")]).moments[-1].requests is None


def test_refusals_are_counted_with_their_repeats() -> None:
    assert hour([api(1, refused=6)], [api(1, refused=9)]).moments[-1].refused == pytest.approx(12.0)


def test_calls_beyond_the_largest_bucket_took_more_than_it() -> None:
    before, after = (read("u", API % (calls, 0, 0, calls)) for calls in (0, 100))

    charts = charts_for_operators(hour([before], [after]))

    assert charts[-1].summary == "99 of 100 took at most not known, 1 of 100 took more than 10,000"


def test_a_lag_that_nobody_tells_is_left_out_of_its_line() -> None:
    consumer = read("http://consumer:9101/metrics", CONSUMER % 7)
    history = hour([consumer], [away(consumer.url)])

    assert [one.lag for one in history.moments] == [7, None]
    waiting = next(one for one in charts_for_operators(history) if one.title == "Waiting")
    assert waiting.summary.endswith("lag in Kafka not known")


def test_a_line_ends_where_nothing_is_known() -> None:
    times = [NOON + timedelta(minutes=minute) for minute in range(4)]

    (line,) = Chart.of("Lag", times, {"lag": [4, None, 2, 4]}).lines

    assert line.strokes == ["0.0,6.0", "400.0,63.0 600.0,6.0"]


def test_minutes_without_a_look_are_gaps() -> None:
    history = LastHour()
    for number in (0, 1, 4):
        history.add(NOON + timedelta(minutes=number), Backlog(*[NONE] * 8), [])

    waiting = next(one for one in charts_for_operators(history) if one.title == "Waiting")

    assert waiting.lines[0].values == [0, 0, None, None, 0]


def labels(*looks: Look) -> dict[str, tuple[int | str, str]]:
    """Each figure of these looks, with its word."""
    told = figures(Backlog(*[NONE] * 8), None, looks, Settings(database_url="postgresql://shop"), now=NOON)
    return {one.label: (one.value, one.word) for one in told}


def test_figures_of_processes_that_are_away_are_not_known() -> None:
    unknown = ("not known", "not known")
    told = labels(away())
    assert (told["Lag"], told["Relays"], told["Broker"], told["Queues"]) == (unknown,) * 4

    seen = [read("c", CONSUMER % 7), read("r", RELAY % 1), read("b", BEAT.replace("up 0", "up 1"))]
    told = labels(*seen)
    assert (told["Lag"], told["Relays"], told["Queue stock"]) == ((7, "fine"), (1, "fine"), (7, "fine"))
    assert "Broker" not in told
    assert labels(read("r", RELAY % 0))["Relays"] == ("none is active", "act")


def test_a_process_that_is_away_keeps_its_name() -> None:
    history = hour([api(1), away("http://beat:9104/metrics")], [away(), away("http://beat:9104/metrics")])

    assert [(one.name, one.word) for one in processes(history.looks)] == [("api", "away"), ("beat", "away")]
    history.see([api(1), away("http://beat:9104/metrics")])
    assert [one.word for one in processes(history.looks)] == ["up", "away"]


def test_operators_see_figures_processes_and_the_way_to_mend(
    watched: Flask, exporter: Exporter, engine: Engine
) -> None:
    exporter.texts = {"/api": API % (1, 1, 1, 1), "/beat": BEAT}
    heard(engine, 3, datetime.now(UTC), dead=2)
    watch(watched).look()
    visitor = Visitor(watched)

    shown = visitor.get("/overview/now")

    assert "Dead letters 2" in shown.text
    assert 'href="/runbook#inventorydeadletters"' in shown.html
    assert "Broker away" in shown.text
    assert "Queue stock 7" in shown.text
    assert "! refuses us answers 401: set INVENTORY_CONSOLE_METRICS_TOKEN of the console" in shown.text
    for address in ("/api", "/beat", "/refused"):
        assert exporter.url(address) in shown.text
    assert shown.text.count("✗ away") == 1
    assert "0.1.0" in shown.text


def test_every_red_figure_leads_to_a_heading_that_is_there(watched: Flask) -> None:
    from console.pages import overview_figures

    source = (PROJECT / "console/pages/overview_figures.py").read_text()
    headings = {word for word in source.replace('"', " ").split() if word.startswith("Inventory") and word.isalpha()}
    text_ = (PROJECT / "docs/runbook.md").read_text()
    shown = Visitor(watched).get("/runbook")

    assert overview_figures.AUDITS_MISSED
    assert len(headings) >= 10
    for heading in headings:
        assert f"## {heading}\n" in text_
        assert f'id="{anchor(heading)}"' in shown.html
    article = shown.html.partition("<article")[2].partition("</article")[0]
    assert 'href="' not in article.replace('href="#', "")
    assert "|---:|" in text_
    assert "style=" not in article  # our own policy forbids it, and the browser complains


def test_a_part_of_the_page_is_a_page_without_scripts(watched: Flask) -> None:
    visitor = Visitor(watched)

    assert "<h1>" in visitor.get("/overview/now").html
    assert "<h1>" not in visitor.get("/overview/now", headers={"HX-Request": "true"}).html
    assert "<h1>" in visitor.get("/overview/hour").html


def test_charts_have_their_values_in_a_table(watched: Flask, engine: Engine) -> None:
    with engine.begin() as connection:
        moment = connection.execute(text("SELECT date_trunc('minute', now()) - interval '2 minutes'")).scalar_one()
    announced(engine, ["StockReserved"] * 41, moment)
    watch(watched).look()

    shown = Visitor(watched).get("/")

    assert "Orders a minute" in shown.text
    assert '<td class="number">41</td>' in shown.html
    assert "Bottom 0, top 41." in shown.text
    assert "NaN" not in shown.html


def test_the_overview_without_operations(signed_in: SignIn) -> None:
    clerk = signed_in(Scope.STOCK_READ)

    shown = clerk.get("/")

    assert shown.status == 200
    assert "/overview/now" not in shown.html
    assert clerk.get("/overview/now").status == 403


def test_somebody_with_operations_alone_begins_there(signed_in: SignIn) -> None:
    assert signed_in(Scope.OPS).get("/overview/now").status == 200


def test_a_refresh_without_a_session_has_the_whole_page_loaded(stranger: Visitor) -> None:
    answer = stranger.client.get("/overview/now", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["HX-Refresh"] == "true"


def test_the_overview_stands_still_if_asked_to(watched: Flask) -> None:
    assert "every 10s" in Visitor(watched).get("/").html
    assert "every 10s" not in Visitor(watched).get("/?paused=1").html


def test_a_page_that_refreshes_itself_keeps_no_session(signed_in: SignIn, engine: Engine) -> None:
    ops = signed_in(Scope.OPS)
    asked = {"HX-Request": "true"}

    for path, is_used in [("/overview/now", False), ("/overview/hour", False), ("/events", True)]:
        with engine.begin() as connection:
            connection.execute(text("UPDATE console_session SET seen_at = now() - interval '50 minutes'"))
        assert ops.get(path, headers=asked).status == 200
        with engine.begin() as connection:
            query = text("SELECT now() - seen_at < interval '1 minute' FROM console_session")
            assert connection.execute(query).scalar_one() is is_used, path
