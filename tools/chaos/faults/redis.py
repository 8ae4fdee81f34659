"""Faults of Redis as the broker of the tasks. All that it holds may be lost at any moment."""

import random
import signal

from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

from tools.chaos.target import Target
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.valkey import SETTINGS, Valkey

FULL_SECONDS = 4.0
READY_SECONDS = 15.0


def flush_redis(target: Target, _: random.Random) -> None:
    _tell(target, "FLUSHALL")


def kill_redis(target: Target, _: random.Random) -> None:
    target.send("redis", signal.SIGKILL)


def stop_redis(target: Target, _: random.Random) -> None:
    """Stop Redis in an orderly way, for a while."""
    target.stack.stop_process("redis")
    target.last(3.0)
    target.stack.start_process("redis")


def freeze_redis(target: Target, _: random.Random) -> None:
    """Freeze Redis: it keeps its connections and answers nothing."""
    with target.frozen("redis"):
        target.last(target.frozen_seconds)


def fill_redis(target: Target, _: random.Random) -> None:
    """Set the memory limit of Redis to a byte: it refuses every command that needs memory."""
    _tell(target, "CONFIG", "SET", "maxmemory", "1")
    target.last(FULL_SECONDS)
    _tell(target, "CONFIG", "SET", "maxmemory", SETTINGS["maxmemory"])


def _tell(target: Target, *command: str) -> None:
    """Give Redis a command as soon as it takes one. Raises RedisConnectionError after a while."""
    server = target.stack.servers["redis"]
    assert isinstance(server, Valkey)

    def told() -> bool:
        try:
            with Redis.from_url(server.administration_url, socket_timeout=2) as redis:
                redis.execute_command(*command)
        except RedisError:
            return False
        return True

    if not wait_until(told, seconds=READY_SECONDS, interval=0.2):
        raise RedisConnectionError(f"Redis has not taken {command[0]} within {READY_SECONDS:.0f} seconds")
