"""The image that the Dockerfile builds, and docker-compose.yml as another program reads it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.system.containers.env_file import written_env
from tests.system.containers.images import SERVICE
from tests.system.containers.podman import ROOT, Podman

pytestmark = pytest.mark.timeout(600)

SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]


def test_the_image_has_what_the_service_needs_and_nobodys_rights(podman: Podman) -> None:
    [image] = json.loads(podman("image", "inspect", SERVICE))
    assert image["User"] == "10001:10001"
    said = podman("run", "--rm", "--network=none", SERVICE, "inventory", "--help")
    assert "migrate" in said
    assert podman.try_to("run", "--rm", "--network=none", SERVICE, "sh", "-c", "touch here").returncode != 0
    assert (
        podman.try_to("run", "--rm", "--network=none", SERVICE, "python", "-c", "import tools.devstack").returncode != 0
    )


def test_another_reader_of_compose_files_understands_it(podman: Podman, tmp_path: Path) -> None:
    ran = subprocess.run(
        podman.compose(written_env(tmp_path), "config"),
        env=podman.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    services = yaml.safe_load(ran.stdout)["services"]
    assert services.keys() == SERVICES.keys()
    worker, migrate = services["worker"]["environment"], services["migrate"]["environment"]
    assert (worker["DATABASE_URL"], worker["DATABASE_URL_FILE"]) == ("", "/run/secrets/database_url")
    assert (migrate["DATABASE_URL"], migrate["DATABASE_URL_FILE"]) == ("", "/run/secrets/owner_database_url")
    assert (worker["CELERY_BROKER_URL"], worker["CELERY_BROKER_URL_FILE"]) == ("", "/run/secrets/celery_broker_url")
    own = written_env_without(tmp_path, "COMPOSE_PROFILES")
    refused = subprocess.run(
        podman.compose(own, "config"), env=podman.environment, capture_output=True, text=True, check=False
    )
    assert "COMPOSE_PROFILES" in refused.stderr + refused.stdout
    assert refused.returncode != 0


def written_env_without(directory: Path, variable: str) -> Path:
    lines = (directory / "env").read_text().splitlines(keepends=True)
    (directory / "without").write_text("".join(line for line in lines if not line.startswith(variable)))
    return directory / "without"
