"""Write the dump of a version that is handed over, and its answers:
`python -m tests.upgrade.release COMMIT`.

The code of that very commit runs on embedded servers of its own: its migrations, bridge, workers,
API and command line play a day at a shop (`tests.upgrade.day`). Everything that it then answers is
kept beside the dump, for later versions to answer the same (`tests/upgrade/test_released.py`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import psycopg
from confluent_kafka import Consumer

from tests.upgrade import day as story
from tests.upgrade import dispatches, places, returns, wishes
from tests.upgrade.day import Day
from tests.upgrade.dumps import RELEASED, conninfo, dump
from tests.upgrade.names import has_grammar
from tests.upgrade.questions import Answer, Call, Command, path
from tests.upgrade.version import Version, code_of
from tools.devstack import PROJECT
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.together import EmbeddedServers, embedded_servers

TOPICS = {"products": "catalog.products", "orders": "orders", "payments": "payments"}
SETTINGS = {
    "INVENTORY_AUTHENTICATION": "required",
    "INVENTORY_AUDIT_INTERVAL_SECONDS": "2",
    "INVENTORY_PRUNE_INTERVAL_SECONDS": "2",
    "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "2",
    "INVENTORY_LEDGER_RETENTION_DAYS": "90",
    "INVENTORY_DEAD_LETTER_CAP": "10000",
    "INVENTORY_DEAD_LETTER_WINDOW": "10000",
}
SCOPES = ("--scope", "stock:read", "--scope", "stock:reserve", "--scope", "stock:adjust")
COMMANDS = (
    ("token", "list"),
    ("audit",),
    ("events", "list", "--limit", "1000"),
    ("events", "list", "--state", "pending"),
    ("events", "paused"),
    ("stock", "show", *story.SKUS[:5]),
    ("reservation", "show", "with/slash"),
)
UNKNOWN_COMMAND = 2


def release(commit: str) -> None:
    """Write `released/COMMIT.sql` and `released/COMMIT.json`."""
    with tempfile.TemporaryDirectory(prefix="inventory-release-") as made:
        directory = Path(made)
        directory.chmod(0o755)
        with embedded_servers(directory) as servers:
            code = code_of(commit, directory / "code")
            version = Version("released", code, servers.environment | SETTINGS, directory)
            try:
                told = _play(version, servers, directory, commit)
            finally:
                version.kill()
    file = RELEASED / f"{commit}.json"  # written last: a dump without it is not complete
    file.write_bytes(_readable(told))


def _readable(told: dict[str, Any]) -> bytes:
    """JSON with a line for each answer, so that a change of one is a line of a diff."""
    members = []
    for name, value in told.items():
        whole = orjson.dumps(value)
        if isinstance(value, list):
            whole = b"[\n" + b",\n".join(map(orjson.dumps, value)) + b"\n]"
        members.append(orjson.dumps(name) + b": " + whole)
    return b"{\n" + b",\n".join(members) + b"\n}\n"


def _play(version: Version, servers: EmbeddedServers, directory: Path, commit: str) -> dict[str, Any]:
    url = servers.database_url
    with psycopg.connect(conninfo(url), autocommit=True) as connection:

        def query(statement: str) -> list[Any]:
            return connection.execute(statement).fetchall()

        version.run("from inventory.cli import main; import sys; sys.argv = ['inventory', 'migrate']; main()")
        version.run("from bridge.__main__ import run; import sys; sys.argv = ['bridge', 'topics']; run()")
        knows_places = places.is_known(query)
        if knows_places:
            version.environment |= places.SETTINGS
        sends = dispatches.is_known(query)
        if sends:
            version.environment |= dispatches.SETTINGS
        day = Day(version, TOPICS, query, _token(version, places.SCOPES if knows_places else ()))
        day.is_plain = has_grammar(version)
        _fill(day, directory)
        ((moment,),) = query("SELECT now()")
        RELEASED.mkdir(exist_ok=True)
        dump(url, RELEASED / f"{commit}.sql")
        asked: list[Call | Command] = [Command(words) for words in (*COMMANDS, *places.COMMANDS)]
        asked += [*_calls(query), *(places.CALLS if knows_places else ())]
        asked += places.KEPT_BACK if places.keeps_back(query) else ()
        asked += dispatches.COMMANDS if sends else ()
        takes_back = returns.is_known(query)
        asked += returns.COMMANDS if takes_back else ()
        wishing = wishes.is_known(version)
        asked += wishes.COMMANDS if wishing else ()
        following = (*story.FOLLOWING, *(places.FOLLOWING if knows_places else ()))
        following += dispatches.FOLLOWING if sends else ()
        following += returns.FOLLOWING if takes_back else ()
        following += wishes.FOLLOWING if wishing else ()
        told = {
            "commit": commit,
            "committed": _committed(commit),
            "moment": moment,
            "token": day.token,
            "settings": dispatches.SETTINGS if sends else {},
            "migrations": _hashes(version.code),
        }
        told["answers"] = _ask(version, day.token, day.named(asked))
        told["kept"] = [{"asked": asdict(call), **asdict(answer)} for call, answer in day.kept]
        told["announced"] = _announced(version, servers)
        pending = [id_ for (id_,) in query("SELECT id FROM inbox_pending ORDER BY id")]
        version.run(f"from tasks.stock import process; process({pending})")
        worked_off = ("by-event", "held", "later-order", "tired", *(dispatches.ORDERS if sends else ()))
        worked_off += returns.ORDERS if takes_back else ()
        worked_off += wishes.ORDERS if wishing else ()
        told["worked_off"] = _ask(version, day.token, _of_orders(worked_off))
        told["following"] = _ask(version, day.token, day.named(following))
        return told


def _committed(commit: str) -> str:
    """Return the time of the version, as RFC 3339 has it."""
    asked = ["git", "show", "--no-patch", "--date=iso-strict-local", "--format=%cd", commit]
    environment = {**os.environ, "TZ": "UTC"}
    ran = subprocess.run(asked, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def _hashes(code: Path) -> dict[str, str]:
    """The SHA-256 of each migration by its file's name: the origin of this version's databases."""
    files = sorted((code / "migrations" / "versions").glob("*.py"))
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in files}


def _token(version: Version, scopes: Sequence[str]) -> str:
    for name in ("leaver", "ended", "shop"):
        ends = ("--expires-in", "1m") if name == "ended" else ()
        code, said = version.command("token", "create", name, *SCOPES, *scopes, *ends, "--json")
        assert code == 0, said
    code, refused = version.command("token", "revoke", "leaver", "--json")
    assert code == 0, refused
    token: str = json.loads(said)["token"]
    return token


def _play_newer_parts(day: Day) -> None:
    """Play the parts of the day that this version knows."""
    if places.is_known(day.query):
        places.places(day)
        places.policies(day)
        places.catalogues(day)
    if places.keeps_back(day.query):
        places.kept_back(day)
    if dispatches.is_known(day.query):
        dispatches.dispatches(day)
        dispatches.counts(day)
    if returns.is_known(day.query):
        returns.returns(day)
        returns.cancels(day)
    if wishes.is_known(day.version):
        wishes.wishes(day)


def _fill(day: Day, directory: Path) -> None:
    version, keeps_house = day.version, day.version.knows("housekeeper")
    version.start("api", "consumer", "worker")
    assert wait_until(version.serves, seconds=60), version.log("api")
    story.old_times(day)
    version.start("sweeper", "beat", "relay", *(["housekeeper"] if keeps_house else []))
    if keeps_house:
        day.until("SELECT EXISTS (SELECT FROM stock_movement WHERE kind = 'opening_balance')", "a balance is opened")
        day.until("SELECT payload IS NULL FROM inbox_event", "content is forgotten")
        version.stop("housekeeper")
    story.catalogue(day)
    story.warehouse(day, directory)
    story.orders(day)
    _play_newer_parts(day)
    goods = [part for part in (dispatches, returns) if part.is_known(day.query)]
    day.reserve("expired", ("wanted", 3), ttl_seconds=1)
    day.until("SELECT status = 'expired' FROM reservation WHERE order_id = 'expired'", "a hold is swept")
    story.unusable_messages(day)
    day.until("SELECT NOT EXISTS (SELECT FROM outbox_event)", "all is announced")
    for name in ("beat", "sweeper", "relay"):
        version.stop(name)
    story.unannounced(day)
    for part in goods:
        part.unannounced(day)
    version.stop("worker")
    story.tired(day)
    version.start("worker", "sweeper", "beat")
    day.until("SELECT EXISTS (SELECT FROM dead_letter WHERE reason = 'attempts_exhausted')", "one was tried too often")
    for name in ("beat", "sweeper", "worker"):
        version.stop(name)
    story.left_undone(day)
    for part in goods:
        part.left_undone(day)
    if wishes.is_known(version):
        wishes.left_undone(day)
    version.stop("consumer")
    if day.query("SELECT to_regclass('paused_partition') IS NOT NULL")[0][0]:
        version.environment |= {"INVENTORY_DEAD_LETTER_CAP": "2", "INVENTORY_DEAD_LETTER_WINDOW": "4"}
        version.start("consumer")
        story.partitions_in_trouble(day)
    story.overdue(day)


def _calls(query: Any) -> list[Call]:
    """Everything that the API tells of a single thing, and its lists."""
    skus = [sku for (sku,) in query("SELECT DISTINCT sku FROM product_inventory ORDER BY sku")]
    orders = [order for (order,) in query("SELECT order_id FROM reservation ORDER BY order_id")]
    statuses = ("pending", "confirmed", "released", "expired", "rejected", "awaiting_order")
    offers = {"items": [{"sku": sku, "quantity": 10} for sku in skus if sku != "hurried"]}
    return [
        Call("GET", path("stock") + "?limit=200"),
        *(Call("GET", path("stock", sku, "movements") + "?limit=200") for sku in skus),
        *(Call("GET", path("reservations", order)) for order in orders),
        *(Call("GET", path("reservations") + f"?status={status}&limit=200") for status in statuses),
        Call("POST", path("availability"), offers),
    ]


def _of_orders(orders: tuple[str, ...]) -> list[Call]:
    return [Call("GET", path("reservations", order)) for order in orders] + [
        Call("GET", path("stock", sku)) for sku in ("mug", "later", "shirt-m")
    ]


def _ask(version: Version, token: str, asked: Any) -> list[dict[str, Any]]:
    answers = [(question, ask(version, token, question)) for question in asked]
    return [{"asked": asdict(question), **asdict(answer)} for question, answer in answers if answer is not None]


def ask(version: Version, token: str, question: Call | Command) -> Answer | None:
    """Return a running version's answer, None to a command that it does not know."""
    if isinstance(question, Call):
        return Answer(*version.call(question.method, question.path, question.body, question.headers(token)))
    code, said = version.command(*question.words, "--json")
    return None if code == UNKNOWN_COMMAND else Answer(code, json.loads(said))


def _announced(version: Version, servers: EmbeddedServers) -> list[dict[str, Any]]:
    """Return that version's events of the waiting outcomes."""
    topic = "inventory.events"
    consumer = Consumer(
        {"bootstrap.servers": servers.kafka_bootstrap_servers, "group.id": "release", "auto.offset.reset": "latest"}
    )
    consumer.subscribe([topic])
    assert wait_until(lambda: consumer.poll(0.1) is None and bool(consumer.assignment()), seconds=30)
    consumer.poll(0.5)
    with psycopg.connect(conninfo(servers.database_url)) as connection:
        (waiting,) = connection.execute("SELECT count(*) FROM outbox_event").fetchone() or (0,)
    version.start("relay")
    found: list[dict[str, Any]] = []
    while len(found) < waiting:
        message = consumer.poll(30)
        assert message is not None, version.log("relay")
        found.append({"key": (message.key() or b"").decode(), "value": orjson.loads(message.value() or b"")})
    consumer.close()
    version.stop("relay")
    return found


if __name__ == "__main__":
    (chosen,) = sys.argv[1:] or ["HEAD"]
    named = ["git", "rev-parse", "--short=7", chosen]
    release(subprocess.run(named, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.strip())
