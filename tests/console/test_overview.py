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
from console.pages.overview.charts import charts_for_operators
from console.pages.overview.figure import Figure, FigureState
from console.pages.overview.figures import OLD_EVENT_SECONDS, OLD_HOLD_SECONDS, OLD_OUTCOME_SECONDS, figures
from console.pages.overview.lists import LISTS
from console.pages.overview.needs import needs
from console.pages.overview.processes import processes
from console.pages.overview.told import FAILED_PERCENT, LONG_LAG, OLD_TASK_SECONDS, SLOW_MILLISECONDS
from console.pages.runbook import anchor
from console.reading.minutes import MINUTE, minute
from console.services import EXTENSION
from console.watch.history import LastHour
from console.watch.targets import Look, read
from console.watch.watch import Watch
from inventory.database.transactions import Database, now
from inventory.domain.allowance import Allowance
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
    assert hour([api(1, refused=6)], [api(1, refused=9)]).moments[-1].refused == pytest.approx(3 / 15)


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


def figures_of(history: LastHour) -> dict[str, Figure]:
    """Each figure of this history."""
    shown = figures(Backlog(*[NONE] * 8), None, history, Settings(database_url="postgresql://shop"), now=NOON)
    return {one.label: one for one in shown}


def labels(*looks: Look) -> dict[str, tuple[float | str, str]]:
    """Each figure of these looks, with its word."""
    return {label: (one.value, one.word) for label, one in figures_of(hour(list(looks))).items()}


def test_figures_of_processes_that_are_away_are_not_known() -> None:
    unknown = ("not known", "not known")
    shown = labels(away())
    rates = ("Slow calls", "Failed calls", "Reserves a second", "Refusals a second")
    assert {shown[label] for label in ("Lag", "Relays", "Broker", "Queues", *rates)} == {unknown}

    seen = [read("c", CONSUMER % 7), read("r", RELAY % 1), read("b", BEAT.replace("up 0", "up 1"))]
    shown = labels(*seen)
    assert (shown["Lag"], shown["Relays"], shown["Queue stock"]) == ((7, "fine"), (1, "fine"), (7, "fine"))
    assert "Broker" not in shown
    assert labels(read("r", RELAY % 0))["Relays"] == ("none is active", "act")


RATES = """
# TYPE inventory_api_requests counter
inventory_api_requests_total{endpoint="reservations.reserve",status="201"} %(calls)d
inventory_api_requests_total{endpoint="reservations.reserve",status="503"} %(failed)d
inventory_api_requests_total{endpoint="health.ready",status="503"} 70
# TYPE inventory_api_request_seconds histogram
inventory_api_request_seconds_bucket{endpoint="reservations.reserve",le="0.01"} %(fast)d
inventory_api_request_seconds_bucket{endpoint="reservations.reserve",le="2.5"} %(calls)d
inventory_api_request_seconds_bucket{endpoint="reservations.reserve",le="+Inf"} %(calls)d
# TYPE inventory_outcomes counter
inventory_outcomes_total{door="http",command="reserve",outcome="pending"} %(reserved)d
inventory_outcomes_total{door="http",command="reserve",outcome="unchanged"} %(calls)d
inventory_outcomes_total{door="http",command="reserve",outcome="insufficient_stock"} %(refused)d
inventory_outcomes_total{door="http",command="release",outcome="released"} %(calls)d
inventory_outcomes_total{door="http",command="adjust_stock",outcome="created"} %(calls)d
"""
WORKER = """
# TYPE inventory_worker_batch_events histogram
inventory_worker_batch_events_sum 5
# TYPE inventory_outcomes counter
inventory_outcomes_total{door="events",command="reserve",outcome="confirmed"} %d
inventory_outcomes_total{door="events",command="reserve",outcome="rejected"} %d
"""


def rates(calls: int, *, slow: int = 0, failed: int = 0, reserved: int = 0, refused: int = 0) -> Look:
    given = {"calls": calls, "fast": calls - slow, "failed": failed, "reserved": reserved, "refused": refused}
    return read("http://api:8000/metrics", RATES % given)


def worker(reserved: int = 0, rejected: int = 0) -> Look:
    return read("http://worker:9103/metrics", WORKER % (reserved, rejected))


def test_reserves_and_refusals_are_those_of_calls_and_of_events() -> None:
    before, after = rates(10), rates(100, reserved=30, refused=3)

    shown = figures_of(hour([before, worker()], [after, worker(reserved=15, rejected=12)]))

    assert (shown["Reserves a second"].value, shown["Refusals a second"].value) == (3.0, 1.0)
    assert shown["Reserves a second"].word == ""
    only_calls = figures_of(hour([before, worker()], [after, away("http://worker:9103/metrics")]))
    assert only_calls["Reserves a second"].word == "not known"


@pytest.mark.parametrize(("slow", "value", "word"), [(0, 10, "fine"), (1, 10, "fine"), (2, 2_500, "look")])
def test_slow_calls_have_the_limit_of_their_alert(slow: int, value: int, word: str) -> None:
    shown = figures_of(hour([rates(0)], [rates(100, slow=slow)]))["Slow calls"]

    assert (shown.value, shown.word, shown.heading) == (value, word, "InventoryApiSlow")


@pytest.mark.parametrize(("failed", "value", "word"), [(0, 0, "fine"), (2, 1.0, "fine"), (3, 1.5, "act")])
def test_failed_calls_have_the_limit_of_their_alert(failed: int, value: float, word: str) -> None:
    shown = figures_of(hour([rates(0)], [rates(200, failed=failed)]))["Failed calls"]

    assert (shown.value, shown.word, shown.heading) == (value, word, "InventoryApiErrors")


@pytest.mark.parametrize("label", ["Slow calls", "Failed calls"])
def test_an_api_that_nobody_calls_is_not_away(label: str) -> None:
    shown = figures_of(hour([rates(10)], [rates(10)]))[label]

    assert (shown.value, shown.word, shown.heading) == ("no calls in five minutes", "", "")
    gone = figures_of(hour([rates(10)], [away()]))[label]
    assert (gone.value, gone.heading) == ("not known", "InventoryProcessAway")


def test_calls_are_judged_by_five_minutes_and_not_by_the_last_seconds() -> None:
    calm = [[rates(1_000 * number)] for number in range(19)]
    one_more = [[rates(18_001, slow=1, failed=1)]]

    shown = figures_of(hour(*calm, *one_more))

    assert (shown["Slow calls"].word, shown["Failed calls"].word) == ("fine", "fine")
    gone = figures_of(hour(*calm, [away()]))
    assert gone["Slow calls"].word == "not known"


@pytest.mark.parametrize(("age", "word"), [(60, "fine"), (61, "act")])
def test_a_queue_has_the_limit_of_its_alert(age: int, word: str) -> None:
    oldest = f'# TYPE inventory_queue_oldest_seconds gauge\ninventory_queue_oldest_seconds{{queue="stock"}} {age}\n'

    assert labels(read("b", BEAT + oldest))["Queue stock"] == (7, word)


def test_queues_have_a_line_each() -> None:
    other = BEAT.replace('queue="stock"', 'queue="sweeps"').replace("} 7", "} 9")
    history = hour([read("b", BEAT)], [read("b", BEAT + other.partition("gauge\n")[2])])

    chart = next(one for one in charts_for_operators(history) if one.title == "Tasks in queues")

    assert chart.summary == "stock 7, sweeps 9"


def test_a_figure_has_its_last_hour_beside_it(watched: Flask, exporter: Exporter) -> None:
    exporter.texts = {"/api": API % (1, 1, 1, 1), "/beat": BEAT}
    watch(watched).look()

    shown = Visitor(watched).get("/overview/now")

    assert "Dead letters, the last hour: now 0, most 0" in shown.html
    assert "Queue stock, the last hour: now 7, most 7" in shown.html
    assert "act if one is older than 60 s." in shown.text


def test_the_limits_are_those_of_the_alerts() -> None:
    rules = (PROJECT / "deployment/monitoring/rules.yml").read_text()

    assert f"max(inventory_inbox_pending_oldest_seconds) > {OLD_EVENT_SECONDS}\n" in rules
    assert f"max(inventory_outbox_oldest_seconds) > {OLD_OUTCOME_SECONDS}\n" in rules
    assert f"max(inventory_overdue_holds_oldest_seconds) > {OLD_HOLD_SECONDS}\n" in rules
    assert f"max by (queue) (inventory_queue_oldest_seconds) > {OLD_TASK_SECONDS}\n" in rules
    assert f"(inventory_bridge_lag_events) > {LONG_LAG})" in rules
    assert f"(rate(inventory_api_request_seconds_bucket[5m]))) > {SLOW_MILLISECONDS / 1_000:g}\n" in rules
    assert f"sum(rate(inventory_api_requests_total[5m])) > {FAILED_PERCENT / 100:g}\n" in rules


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


def test_the_first_sentence_says_what_needs_somebody(watched: Flask, exporter: Exporter, engine: Engine) -> None:
    heard(engine, 8, datetime.now(UTC), dead=8)
    first = Visitor(watched).get("/overview/now")
    assert "✗ 1 thing needs you: dead letters. 1 thing is worth a look: audit. Now" in first.text
    exporter.texts = {"/api": API % (1, 1, 1, 1), "/beat": BEAT}
    watch(watched).look()

    shown = Visitor(watched).get("/overview/now")

    assert "✗ 3 things need you: dead letters, broker, process 127.0.0.1." in shown.text


def test_a_quiet_service_needs_nobody() -> None:
    good = Figure("Lag", "", 0, FigureState.GOOD, "")

    assert needs([good, replace(good, state=FigureState.UNKNOWN)], []) == ("Nothing needs you now.", FigureState.GOOD)
    told = needs([good, replace(good, state=FigureState.WARN)], [])
    assert told == ("Nothing needs you now. 1 thing is worth a look: lag.", FigureState.WARN)


def test_a_figure_leads_to_its_list_and_to_what_to_do(watched: Flask, engine: Engine) -> None:
    heard(engine, 8, datetime.now(UTC), dead=8)

    shown = Visitor(watched).get("/overview/now")

    assert '<a href="/events">look at the 8 messages</a>' in shown.html
    assert '<a href="/runbook#inventorydeadletters">what to do<' in shown.html
    assert "look at the 0" not in shown.text
    with watched.test_request_context():
        assert {link.address for link in LISTS.values()} <= {rule.rule for rule in watched.url_map.iter_rules()} | {
            "/events/pending?waiting=yes"
        }


def test_a_caller_is_led_to_no_list_that_it_may_not_open(signed_in: SignIn, engine: Engine) -> None:
    heard(engine, 8, datetime.now(UTC), dead=8)

    shown = signed_in(Scope.OPS, allowance=Allowance(order_prefix="web-")).get("/overview/now")

    assert "Dead letters 8" in shown.text
    assert "look at" not in shown.text


def test_every_red_figure_leads_to_a_heading_that_is_there(watched: Flask) -> None:
    sources = (PROJECT / "console/pages/overview").glob("*.py")
    source = "".join(one.read_text() for one in sources)
    headings = {word for word in source.replace('"', " ").split() if word.startswith("Inventory") and word.isalpha()}
    text_ = (PROJECT / "docs/runbook.md").read_text()
    shown = Visitor(watched).get("/runbook")

    assert len(headings) >= 15
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
