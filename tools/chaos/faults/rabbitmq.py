"""Faults of RabbitMQ as the broker of the tasks. All that it holds may be lost at any moment."""

import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil

from tools.chaos.target import Target, signalled
from tools.devstack.processes.children import kill_tree, wait_until
from tools.devstack.servers.rabbitmq import RabbitMQ, RabbitMQError

READY_SECONDS = 90.0
QUEUES = ("stock", "sweeps", "housekeeping")
STOPPED_SECONDS = 3.0


def purge_rabbitmq(target: Target, _: random.Random) -> None:
    """Delete every task that waits."""
    if not wait_until(lambda: _purged(server(target)), seconds=READY_SECONDS, interval=0.5):
        raise RuntimeError(f"RabbitMQ has not emptied its queues within {READY_SECONDS:.0f} seconds")


def kill_rabbitmq(target: Target, _: random.Random) -> None:
    """Kill RabbitMQ with SIGKILL. It takes some ten seconds to come back."""
    kill_tree(target.stack.pid("rabbitmq"))
    target.stack.wait_ready("rabbitmq", READY_SECONDS)


def stop_rabbitmq(target: Target, _: random.Random) -> None:
    """Stop RabbitMQ in an orderly way, for a while."""
    target.stack.stop_process("rabbitmq")
    target.last(STOPPED_SECONDS)
    target.stack.start_process("rabbitmq")
    target.stack.wait_ready("rabbitmq", READY_SECONDS)


def freeze_rabbitmq(target: Target, _: random.Random) -> None:
    """Freeze RabbitMQ: it keeps its connections and answers nothing."""
    with _frozen(target):
        target.last(target.frozen_seconds)


def cut_rabbitmq(target: Target, _: random.Random) -> None:
    """Have RabbitMQ end every connection, three times."""
    for _each in range(3):
        with suppress(RabbitMQError):  # it may be away by itself, no better for its clients
            server(target).close_connections()
        target.last(1.0)


def server(target: Target) -> RabbitMQ:
    found = target.stack.servers["rabbitmq"]
    assert isinstance(found, RabbitMQ)
    return found


def _purged(broker: RabbitMQ) -> bool:
    try:
        broker.purge(QUEUES)
    except RabbitMQError:
        return False
    return True


@contextmanager
def _frozen(target: Target) -> Iterator[None]:
    pid = target.stack.pid("rabbitmq")
    processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)] if pid else []
    stopped = [one.pid for one in processes if signalled(one.pid, signal.SIGSTOP)]
    try:
        yield
    finally:
        for one in stopped:
            signalled(one, signal.SIGCONT)
