"""The images, made once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.system.containers.images import BASE, build_service, make_base, make_servers
from tests.system.containers.podman import Podman, give_up, need_containers


@pytest.fixture(scope="package")
def podman(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Podman]:
    """Podman with the images."""
    need_containers()
    own = Podman(tmp_path_factory.mktemp("podman"))
    try:
        make_base(own)
        if why := own.cannot_run(BASE):
            give_up(why)
        make_servers(own)
        build_service(own)
        yield own
    finally:
        own.remove()
