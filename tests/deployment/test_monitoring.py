"""Prometheus and Grafana of the profile `monitoring`: what they are given is there, and Prometheus
asks each process at the port that it listens on.
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
import yaml

from tests.deployment.compose_file import ROOT, SERVICES
from tools.devstack.processes.process_table import PROCESSES

DIRECTORY = ROOT / "deployment/monitoring"
OVERLAY = DIRECTORY / "docker-compose.yml"
CONTENT: dict[str, Any] = yaml.safe_load(OVERLAY.read_text(encoding="utf-8"))
JOBS = {
    job["job_name"]: job
    for job in yaml.safe_load((DIRECTORY / "prometheus.yml").read_text(encoding="utf-8"))["scrape_configs"]
}
EACH = pytest.mark.parametrize("name", sorted(CONTENT["services"]))


def test_it_is_a_compose_file() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(OVERLAY)]
    ran = subprocess.run(check, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@EACH
def test_it_starts_with_its_profile_alone_and_stands_as_the_others_do(name: str) -> None:
    service = CONTENT["services"][name]
    assert name not in SERVICES
    assert service["profiles"] == ["monitoring"]
    assert re.fullmatch(r"\$\{[A-Z_]+_IMAGE:-[\w/]+:v?\d+\.\d+\.\d+\}", service["image"])
    assert service["restart"] == "unless-stopped"
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["healthcheck"]["test"]
    assert service["deploy"]["resources"]["limits"]["memory"]
    assert service["networks"] == ["data"]
    assert all(port.startswith("${PUBLISH_") and ":-127.0.0.1:" in port for port in service["ports"])


@EACH
def test_each_file_that_it_is_given_is_there(name: str) -> None:
    given = [volume.split(":") for volume in CONTENT["services"][name]["volumes"]]
    for source, *_, mode in given:
        if source.startswith("./"):
            assert (ROOT / source).exists(), source
            assert mode == "ro"
        else:
            assert source in CONTENT["volumes"]


def test_each_process_is_asked_at_its_port() -> None:
    assert JOBS.keys() == {f"inventory-{process.name}" for process in PROCESSES}
    for process in PROCESSES:
        (found,) = JOBS[f"inventory-{process.name}"]["dns_sd_configs"]
        assert found["names"] == [process.name]
        assert str(found["port"]) in {*SERVICES[process.name].get("expose", []), *published(process.name)}


def published(name: str) -> set[str]:
    return {port.rpartition(":")[2] for port in SERVICES[name].get("ports", [])}


def test_the_api_is_asked_with_a_token_from_a_secret() -> None:
    path = JOBS["inventory-api"]["authorization"]["credentials_file"]
    assert path == "/run/secrets/prometheus_token"
    assert CONTENT["secrets"]["prometheus_token"] == {"file": "${PROMETHEUS_TOKEN_FILE:-/dev/null}"}
    assert [name for name, job in JOBS.items() if "authorization" in job] == ["inventory-api"]
