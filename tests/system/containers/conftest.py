"""The images, made once."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import pytest

from tests.system.containers.images import BASE, build_service, make_base, make_servers
from tests.system.containers.podman import Podman, give_up, need_containers

PREFIX = "podman-"


@pytest.fixture(scope="package")
def podman() -> Iterator[Podman]:
    """Podman with the images. Its directory has a short name: podman takes at most 50
    characters.
    """
    need_containers()
    remove_abandoned(Path(gettempdir()))
    with TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name, in_use(Path(name)) as directory:
        yield from _with_images(Podman(directory))


@contextmanager
def in_use(directory: Path) -> Iterator[Path]:
    """Lock the directory for the block. The lock ends with this process, however it ends.

    Raises `BlockingIOError` if another process has it.
    """
    with (directory / "in-use").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield directory


def remove_abandoned(parent: Path) -> None:
    """Remove the containers and networks of test runs that were killed.

    All podmans of a machine share the bridges and the name server for containers. With a dead run's
    networks in place, no container finds another by its name.
    """
    for directory in parent.glob(f"{PREFIX}*"):
        try:
            with in_use(directory):
                Podman(directory).remove()
                shutil.rmtree(directory, ignore_errors=True)
        except BlockingIOError:
            continue


def _with_images(own: Podman) -> Iterator[Podman]:
    try:
        make_base(own)
        if why := own.cannot_run(BASE):
            give_up(why)
        make_servers(own)
        build_service(own)
        yield own
    finally:
        own.remove()
