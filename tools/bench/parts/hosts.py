"""The service on several hosts, before one database behind PgBouncer:
`python -m tools.bench hosts`, as root, with PgBouncer installed.

Two bridges, two workers and two APIs, each in a network namespace of its own, reach PostgreSQL only
through PgBouncer in transaction mode, and the read replica likewise. Orders and payments come over
Kafka, one worker is killed in the middle, a flash sale is asked for at both APIs at once, and
checks are answered by the replica. Then everything must add up. It is a proof, not a measurement:
it adds no figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from urllib.error import URLError
from urllib.request import Request, urlopen
from uuid import uuid4

from inventory import tokens as access
from inventory.database.transactions import Database, now
from inventory.tokens import Scope
from inventory.upkeep.audit import audit
from tools.bench.load.http import Answers, load
from tools.bench.load.orders import Pattern
from tools.bench.load.requests import availabilities, reserves_of
from tools.bench.load.shop import created, paid, publish
from tools.bench.load.site import API_PORT, Site, site
from tools.bench.load.warehouse import SKUS, Warehouse, sku
from tools.bench.suite import Suite
from tools.devstack.processes.children import wait_until
from tools.devstack.processes.process_table import API, BEAT, CONSUMER, RELAY, SWEEPER, several_workers

ORDERS = 20_000
FLASH = "flash"
FLASH_SALE_UNITS = 500
CONNECTIONS = 16
SECONDS = 6.0
READY_SECONDS = 60
SETTLED_SECONDS = 180
MOST_FROM_PRIMARY = 0.1
"""Maximum part of the checks that may be read from the primary, because a replica is behind now and
then. A larger part means that the replica is not used.
"""
_FALLBACKS = re.compile(r"^inventory_api_replica_fallbacks_total\{.*\} ([\d.]+)$", re.MULTILINE)


class DoesNotAddUp(AssertionError):
    """A fact about the site is not as it must be. The message tells it."""


def run(suite: Suite) -> None:
    """Play it. Raises `DoesNotAddUp` if anything is not as it must be, `NotPossible` if this
    machine lacks something.
    """
    with site(suite.directory) as opened:
        shop = opened.warehouse
        shop.supply(list(map(sku, range(SKUS))))
        shop.supply([FLASH], FLASH_SALE_UNITS)
        token = _token(shop)
        apis = _start(opened)
        _publish(opened)
        with ThreadPoolExecutor(2 * len(apis)) as pool:
            sales = [pool.submit(_sell, address, token) for address in apis]
            checks = [pool.submit(_check, address, token) for address in apis]
            _until(shop, "EXISTS (SELECT FROM inbox_pending)", "no event was heard")
            opened.kill("worker-1")
        _until(shop, f"(SELECT count(*) FROM inbox_event) >= {2 * ORDERS}", "not every event was heard")  # noqa: S608
        _until(shop, "NOT EXISTS (SELECT FROM inbox_pending)", "not every event was done")
        _until(shop, "NOT EXISTS (SELECT FROM outbox_event)", "not every outcome was announced")
        from_primary = sum(_fallbacks(address, token) for address in apis)
        sold = sum((each.result().statuses for each in sales), Counter[int]())
        checked = sum(len(each.result().latencies) for each in checks)
        for line in _findings(shop, sold, checked, from_primary):
            suite.console.print(f"  {line}", highlight=False, soft_wrap=True)


def _start(opened: Site) -> list[str]:
    """Start every process on a host of its own, except the relay. Its lock needs a connection that
    nobody else uses, so it runs here, past PgBouncer. Returns the addresses of the APIs.
    """
    for number, worker in enumerate(several_workers(2), start=1):
        opened.start(f"worker-{number}", worker.command)
        opened.start(f"bridge-{number}", CONSUMER.command)
    opened.start("sweeper", SWEEPER.command)
    opened.start("beat", [word.replace("{directory}", str(opened.directory)) for word in BEAT.command])
    opened.start_here("relay", RELAY.command, DATABASE_URL=opened.postgresql.url)
    return [opened.start(f"api-{number}", API.command) for number in (1, 2)]


def _token(shop: Warehouse) -> str:
    """Return a token for the APIs. They require one at an address that others can reach."""
    database = Database(shop.url, pool_size=1, name="bench-token")
    with database.transaction() as session:
        _, secret = access.create(session, "bench", list(Scope), now=now(session))
    database.dispose()
    return secret


def _publish(opened: Site) -> None:
    prefix = uuid4().hex[:8]
    orders = [f"{prefix}-{number}" for number in range(ORDERS)]
    servers = opened.environment["KAFKA_BOOTSTRAP_SERVERS"]
    publish(servers, (event for one in orders for event in (created(one, Pattern.UNIFORM), paid(one))))


def _sell(address: str, token: str) -> Answers:
    """Run the flash sale from the moment that this API answers."""
    _wait_for(address)
    request = reserves_of(lambda: [FLASH], token)
    return load(API_PORT, request, host=address, connections=CONNECTIONS, seconds=SECONDS)


def _check(address: str, token: str) -> Answers:
    _wait_for(address)
    request = availabilities(Pattern.UNIFORM, token)
    answers = load(API_PORT, request, host=address, connections=CONNECTIONS, seconds=SECONDS)
    return answers.require(HTTPStatus.OK)


def _fallbacks(address: str, token: str) -> float:
    """Return the number of checks that this API has read from the primary despite the replica."""
    request = Request(f"http://{address}:{API_PORT}/metrics", headers={"Authorization": f"Bearer {token}"})
    with urlopen(request, timeout=10) as answer:
        return sum(map(float, _FALLBACKS.findall(answer.read().decode())))


def _wait_for(address: str) -> None:
    def ready() -> bool:
        try:
            with urlopen(f"http://{address}:{API_PORT}/readyz", timeout=5) as answer:
                return bool(answer.status == HTTPStatus.OK)
        except (URLError, OSError):
            return False

    if not wait_until(ready, seconds=READY_SECONDS):
        raise DoesNotAddUp(f"the API at {address} is not ready")


def _until(shop: Warehouse, condition: str, otherwise: str) -> None:
    if not wait_until(lambda: bool(shop.value(f"SELECT {condition}")), seconds=SETTLED_SECONDS, interval=0.2):
        raise DoesNotAddUp(otherwise)


def _findings(shop: Warehouse, sold: Counter[int], checked: int, from_primary: float) -> Iterator[str]:
    """Yield a sentence for each finding. Raises `DoesNotAddUp` at the first thing that is wrong."""
    by_status = (
        "SELECT jsonb_object_agg(status, n) FROM (SELECT status, count(*) AS n FROM reservation GROUP BY status) s"
    )
    statuses = shop.value(by_status)
    _demand(statuses == {"confirmed": ORDERS, "pending": FLASH_SALE_UNITS}, f"the reservations are {statuses}")
    yield f"reservations: {statuses}"
    well = set(sold) == {HTTPStatus.CREATED, HTTPStatus.CONFLICT} and sold[HTTPStatus.CREATED] == FLASH_SALE_UNITS
    _demand(well, f"the flash sale answered {dict(sold)}")
    yield f"flash sale of {FLASH_SALE_UNITS} units at two APIs: {dict(sold)}"
    _demand(
        from_primary <= MOST_FROM_PRIMARY * checked,
        f"{from_primary:.0f} of {checked} checks were read from the primary",
    )
    yield f"availability checks: {checked}, of them {from_primary:.0f} from the primary, all others from the replica"
    dead = shop.value("SELECT count(*) FROM dead_letter")
    _demand(dead == 0, f"{dead} events are dead")
    database = Database(shop.url, pool_size=1, name="bench-audit")
    with database.snapshot() as session:
        report = audit(session, now=now(session))
    database.dispose()
    _demand(report.clean, "; ".join(map(str, report.discrepancies)))
    yield f"audit: nothing found among {report.counts}"


def _demand(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - the condition is what it is about
    if not holds:
        raise DoesNotAddUp(otherwise)
