"""Two stacks that choose the same ports: each works on its own servers, in any order."""

import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg
import pytest

from tests.tools.devstack import stand_in
from tests.tools.devstack.stand_in import postgresql_and_web
from tools.devstack import choosing
from tools.devstack import stack as stack_module
from tools.devstack.endpoints import port_for
from tools.devstack.machine.listeners import PortTaken
from tools.devstack.machine.ports import LOOPBACK, free_ports
from tools.devstack.processes.process_table import Process, Wave
from tools.devstack.stack import Stack


def data_directory(database_url: str) -> Path:
    with psycopg.connect(database_url.replace("+psycopg", "")) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    assert row is not None
    return Path(row[0])


def test_two_that_start_at_once_with_the_same_ports_are_not_mixed_up(tmp_path: Path) -> None:
    """Real processes: both find the ports free, and the one that loses takes others."""
    database, web = free_ports(2)
    command = [sys.executable, "-m", stand_in.__name__]
    with ExitStack() as running:
        both = [
            running.enter_context(
                subprocess.Popen(
                    [*command, str(tmp_path / name), str(database), str(web)],
                    stdout=subprocess.PIPE,
                    stdin=subprocess.PIPE,
                    text=True,
                )
            )
            for name in ("one", "other")
        ]
        for process in both:  # all of them have chosen before any of them starts a server
            assert process.stdout is not None
            assert process.stdout.readline() == "chosen\n"
        for process in both:
            assert process.stdin is not None
            process.stdin.write("go on\n")
            process.stdin.flush()
        told = [process.stdout.readline().split() for process in both if process.stdout is not None]
        try:
            urls = [words[3] for words in told]
            assert len(set(urls)) == 2
            assert [data_directory(url) for url in urls] == [
                tmp_path / name / "postgresql/data" for name in ("one", "other")
            ]
            assert len({words[4] for words in told}) == 2
            assert any(f":{database}/" in url for url in urls)
        finally:
            for process in both:
                process.kill()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A running stack."""
    with postgresql_and_web(tmp_path_factory.mktemp("first")) as running:
        yield running


def test_a_port_that_the_environment_demands_is_not_replaced(
    first: Stack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def the_same(name: str, environment: Mapping[str, str], preferred: Mapping[str, int]) -> int:
        return first.endpoints.flower_port if name == "flower" else port_for(name, environment, preferred)

    monkeypatch.setattr(choosing, "port_for", the_same)
    monkeypatch.setattr(stack_module, "port_is_demanded", lambda *_: True)
    with (
        pytest.raises(PortTaken, match=f"port {first.endpoints.flower_port}, chosen for web"),
        postgresql_and_web(tmp_path),
    ):
        pytest.fail("it works with what the other stack answers")


def test_a_port_counts_as_taken_if_it_is_free_again_when_we_give_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two stacks that take a port from each other both start again, and leave their ports then."""
    monkeypatch.setattr(stack_module, "port_is_demanded", lambda *_: True)
    [port] = free_ports(1)
    starts = tmp_path / "starts"
    starts.touch()
    loser = Process(
        name="loser",
        wave=Wave.WORK,
        command=("python", "-c", f"open({str(starts)!r}, 'a').write('.'); raise SystemExit('address already in use')"),
        ready=lambda _endpoints: False,
        port=lambda _endpoints: port,
    )
    with socket.create_server((LOOPBACK, port)) as winner, ThreadPoolExecutor(1) as leaving:

        def leave_at_the_second_start() -> None:
            while len(starts.read_text(encoding="ascii")) < 2:
                with suppress(TimeoutError):
                    winner.accept()[0].close()
            winner.close()

        winner.settimeout(0.05)
        left = leaving.submit(leave_at_the_second_start)
        with (
            pytest.raises(PortTaken, match=f"port {port}, chosen for loser"),
            postgresql_and_web(tmp_path, [loser]),
        ):
            pytest.fail("a process that never listened was taken for a ready one")
        left.result(60)
