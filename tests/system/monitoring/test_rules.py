"""Prometheus' own tool reads the rules, and sees each alert fire and not fire."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from typing import Any

import pytest
import yaml

from inventory.metrics.catalogue import CATALOGUE
from inventory.metrics.declared import Kind
from tests.prose import ROOT
from tests.system.needs import need

DIRECTORY = ROOT / "deployment/monitoring"
RUNBOOK = "https://git.example.com/inventory/blob/main/docs/runbook.md"
SEVERITIES = {"critical", "warning"}


@cache
def content(name: str) -> Any:
    return yaml.safe_load((DIRECTORY / name).read_text(encoding="utf-8"))


def rules() -> list[dict[str, Any]]:
    return [rule for group in content("rules.yml")["groups"] for rule in group["rules"]]


EACH = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["alert"])


@pytest.mark.parametrize(
    "words",
    [("check", "rules", "rules.yml"), ("test", "rules", "rules_test.yml"), ("check", "config", "prometheus.yml")],
)
def test_promtool_finds_nothing_wrong(words: tuple[str, ...]) -> None:
    need("promtool")
    if words[1] == "config":
        words = ("check", "config", "--syntax-only", "prometheus.yml")  # a secret is no file of this machine
    ran = subprocess.run(["promtool", *words], cwd=DIRECTORY, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout + ran.stderr


@EACH
def test_it_says_how_urgent_it_is_and_where_to_read_on(rule: dict[str, Any]) -> None:
    need("promtool")
    assert rule["labels"]["severity"] in SEVERITIES
    assert rule["annotations"]["summary"].endswith(".")
    assert rule["annotations"]["runbook_url"] == f"{RUNBOOK}#{rule['alert'].lower()}"


@EACH
def test_it_is_seen_to_fire_and_not_to_fire(rule: dict[str, Any]) -> None:
    need("promtool")
    cases = [case for test in content("rules_test.yml")["tests"] for case in test["alert_rule_test"]]
    told = [bool(case["exp_alerts"]) for case in cases if case["alertname"] == rule["alert"]]

    assert set(told) == {True, False}


@EACH
def test_it_asks_for_metrics_that_are_exported(rule: dict[str, Any]) -> None:
    need("promtool")
    known = {f"{metric.name}{end}" for metric in CATALOGUE for end in endings(metric.kind)}
    asked = set(re.findall(r"\binventory_\w+", rule["expr"]))

    assert asked - known == set()


def endings(kind: Kind) -> tuple[str, ...]:
    return ("_bucket", "_sum", "_count") if kind is Kind.HISTOGRAM else ("",)
