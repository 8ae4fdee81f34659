"""The images, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.system.containers.images import BASE, build_service, make_base, make_servers
from tests.system.containers.podman import Podman, give_up, need_containers


@pytest.fixture(scope="package")
def podman() -> Iterator[Podman]:
    """Podman with the images. Its directory has a short name: podman takes at most 50
    characters.
    """
    need_containers()
    with TemporaryDirectory(prefix="podman-", ignore_cleanup_errors=True) as directory:
        yield from _with_images(Podman(Path(directory)))


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
