"""A real Prometheus that asks the processes of a stack, by the files of `deployment/monitoring`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import orjson
import yaml

from inventory import tokens as access
from inventory.database.transactions import Database, now
from inventory.tokens import Scope
from tests.e2e.shop import wait_for
from tests.prose import ROOT
from tests.system.needs import find
from tools.devstack.machine.ports import free_ports
from tools.devstack.processes.children import spawn, wait_until
from tools.devstack.stack import Stack

DIRECTORY = ROOT / "deployment/monitoring"
SCRAPE_SECONDS = 2
EVALUATION_SECONDS = 1
SECONDS = 60
RULE_FOR = re.compile(r"^( +for:) .*$", re.MULTILINE)
WINDOW = re.compile(r"(\[|\boffset )\d+[smhd]")
SHORT = "short_windows"
"""A label of the alerts whose windows of time were cut down."""


def shortened(rules: str) -> str:
    """Return the rules with each `for:` cut down, as docs/metrics.md has it.

    The expressions stay. Some look back over a window of time, half a day at most, and hold until
    it is over. Each of them is there a second time, with a label of its own and short windows, to
    be seen to end.
    """
    content = yaml.safe_load(RULE_FOR.sub(rf"\1 {2 * EVALUATION_SECONDS}s", rules))
    copies = [_copy(rule) for group in content["groups"] for rule in group["rules"] if WINDOW.search(rule["expr"])]
    return str(yaml.safe_dump({"groups": [*content["groups"], {"name": SHORT, "rules": copies}]}))


def _copy(rule: dict[str, Any]) -> dict[str, Any]:
    expression = WINDOW.sub(rf"\g<1>{5 * SCRAPE_SECONDS}s", rule["expr"])
    return rule | {"expr": expression, "labels": rule["labels"] | {SHORT: "yes"}}


class Prometheus:
    """The answers of a Prometheus that runs."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}"

    def is_ready(self) -> bool:
        try:
            with urlopen(f"{self._url}/-/ready", timeout=SECONDS) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    def ask(self, path: str, **given: object) -> Any:
        """Return the data of an answer. Raises HTTPError for an expression that is wrong."""
        with urlopen(f"{self._url}/api/v1/{path}?{urlencode(given)}", timeout=SECONDS) as response:
            return orjson.loads(response.read())["data"]

    def targets(self) -> dict[str, str]:
        """Return the health of each job: `up`, `down` or `unknown`."""
        return {one["labels"]["job"]: one["health"] for one in self.ask("targets")["activeTargets"]}

    def firing(self, *, short: bool = False) -> set[str]:
        """Return the alerts that fire, those with the windows of the rules or those with short
        ones.
        """
        alerts = [one for one in self.ask("alerts")["alerts"] if one["state"] == "firing"]
        return {one["labels"]["alertname"] for one in alerts if (SHORT in one["labels"]) is short}


@contextmanager
def prometheus(stack: Stack, directory: Path, *, rules: str = "groups: []") -> Iterator[Prometheus]:
    """Run Prometheus on the processes of a stack until the block ends. Each of them answers when it
    begins.
    """
    (port,) = free_ports(1)
    (directory / "rules.yml").write_text(rules, encoding="utf-8")
    (directory / "prometheus.yml").write_text(configuration(stack, _token_file(stack, directory)), encoding="utf-8")
    process = spawn(
        [
            str(find("prometheus")),
            f"--config.file={directory / 'prometheus.yml'}",
            f"--storage.tsdb.path={directory / 'series'}",
            f"--web.listen-address=127.0.0.1:{port}",
        ],
        log=directory / "prometheus.log",
    )
    running = Prometheus(port)
    try:
        assert wait_until(running.is_ready, seconds=SECONDS), (directory / "prometheus.log").read_text()
        wait_for(lambda: set(running.targets().values()) == {"up"}, "every process answers Prometheus", SECONDS)
        yield running
    finally:
        process.terminate()
        process.wait()


def configuration(stack: Stack, token: Path) -> str:
    """Return `prometheus.yml` with the addresses of this stack, and with short intervals."""
    content = yaml.safe_load((DIRECTORY / "prometheus.yml").read_text(encoding="utf-8"))
    content["global"] = {
        "scrape_interval": f"{SCRAPE_SECONDS}s",
        "scrape_timeout": f"{SCRAPE_SECONDS}s",
        "evaluation_interval": f"{EVALUATION_SECONDS}s",
    }
    for job in content["scrape_configs"]:
        del job["dns_sd_configs"]
        job.pop("scrape_timeout", None)
        job["static_configs"] = [{"targets": [_address(stack, job["job_name"].removeprefix("inventory-"))]}]
        if "authorization" in job:
            job["authorization"] = {"credentials_file": str(token)}
    return str(yaml.safe_dump(content))


def _address(stack: Stack, process: str) -> str:
    ends = stack.endpoints
    ports = {
        "api": ends.api_port,
        "consumer": ends.bridge_metrics_port,
        "relay": ends.relay_metrics_port,
        "flower": ends.flower_port,
        **ends.metrics_ports,
    }
    return f"127.0.0.1:{ports[process]}"


def _token_file(stack: Stack, directory: Path) -> Path:
    database = Database(stack.owner_url, pool_size=1, name="tests")
    try:
        with database.transaction() as session:
            _, token = access.create(session, "prometheus", [Scope.OPS], now=now(session))
    finally:
        database.dispose()
    path = directory / "token"
    path.write_text(token, encoding="ascii")
    return path
