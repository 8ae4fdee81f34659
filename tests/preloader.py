"""`python -m tests.preloader FD`: the process that has loaded the libraries and forks
(`preloaded`).

It has one thread, so that its forks are whole. A child leaves the loop below and goes on as the
program, to what the interpreter does in the end (`end`).
"""

from __future__ import annotations

import atexit
import faulthandler
import gc
import os
import runpy
import select
import signal
import socket
import sys
import threading
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import NoReturn

import orjson

import inventory
from tools.devstack.launcher import LAUNCHED_PID, die_with_parent

LIBRARIES = (
    *("alembic.script", "amqp", "click", "confluent_kafka.admin", "cryptography.hazmat.primitives.asymmetric.rsa"),
    *("flask", "gunicorn.app.wsgiapp", "gunicorn.arbiter", "gunicorn.workers.gthread", "h11", "humanize", "jiter"),
    *("jwt", "psycopg", "pydantic", "pydantic_settings", "pythonjsonlogger.core", "pytz", "redis"),
    *("sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.orm", "tornado.web", "urllib3", "wsgiref.simple_server"),
    # Celery, and the modules that its command line loads in any case
    *("celery.app", "celery.apps.beat", "celery.apps.multi", "celery.apps.worker", "celery.backends.base"),
    *("celery.concurrency.prefork", "celery.contrib.abortable", "celery.contrib.migrate", "celery.events.state"),
    *("celery.worker", "celery.worker.control", "kombu.mixins", "kombu.transport.redis", "kombu.utils.limits"),
    *("click_didyoumean", "click_plugins", "click_repl", "prompt_toolkit.shortcuts"),
    *(f"celery.bin.{command}" for command in ("amqp", "beat", "call", "control", "events", "graph", "list", "logtool")),
    *(f"celery.bin.{command}" for command in ("migrate", "multi", "purge", "result", "shell", "upgrade", "worker")),
    # ours, where a class costs most
    *("api.contract.answers", "markdown_it"),
    *(f"api.contract.requests.{kind}" for kind in ("adjustments", "locations", "moves", "orders", "policies")),
    "api.contract.requests.query_strings",
)
AT_THEIR_START = ("prometheus_client", "tasks.app", "bridge.__main__", "api.wsgi")
"""Modules that look at the environment while they are loaded."""
STREAMS = (0, 1, 2)
"""Standard input, output and error. Who asks may send its own along."""


class Preloader:
    """Forks one child for each connection, and says on it the child's id, and its status when it
    has ended.
    """

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self._children: dict[int, socket.socket] = {}
        self._woken, waking = socket.socketpair()
        waking.setblocking(False)
        self._waking = waking
        signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def run(self) -> list[object]:
        """Never returns in this process. Returns in each child the program to run there."""
        while True:
            ready, _, _ = select.select([self._listening, self._woken], [], [])
            if self._woken in ready:
                self._woken.recv(4096)
                self._tell_ended()
            if self._listening in ready:
                connection, _ = self._listening.accept()
                request, streams, _, _ = socket.recv_fds(connection, 1 << 20, len(STREAMS))
                wanted: list[object] = orjson.loads(request)
                parent = os.getpid()
                child = os.fork()
                if child == 0:
                    connection.close()
                    self._become_child(parent)
                    for number, stream in zip(STREAMS, streams, strict=False):
                        os.dup2(stream, number)
                for stream in streams:
                    os.close(stream)
                if child == 0:
                    return wanted
                self._children[child] = connection
                connection.send(str(child).encode())

    def _tell_ended(self) -> None:
        while self._children:
            child, status = os.waitpid(-1, os.WNOHANG)
            if child == 0:
                return
            with self._children.pop(child) as connection:
                try:
                    connection.send(str(os.waitstatus_to_exitcode(status)).encode())
                except OSError:
                    continue  # nobody waits for it any more

    def _become_child(self, parent: int) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for inherited in (self._listening, self._woken, self._waking, *self._children.values()):
            inherited.close()
        os.setsid()
        die_with_parent(signal.SIGKILL, parent)
        os.environ[LAUNCHED_PID] = str(os.getpid())


def write_to(log: str) -> None:
    """Have standard output and error appended to `log`."""
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(output)


def become(arguments: list[str], environment: dict[str, str]) -> None:
    """Go on as `python ARGUMENTS` would begin, with this environment."""
    os.environ.clear()
    os.environ.update(environment)
    os.environ[LAUNCHED_PID] = str(os.getpid())
    if environment.get("PYTHONFAULTHANDLER"):
        faulthandler.enable()
    kind, program, *rest = arguments
    sys.argv = [program if kind == "-m" else "-c", *rest]
    if kind == "-m":
        runpy.run_module(program, run_name="__main__", alter_sys=True)
        return
    main = sys.modules["__main__"] = ModuleType("__main__")
    exec(compile(program, "<string>", "exec"), main.__dict__)


def status_of(ended: SystemExit) -> int:
    if ended.code is None or isinstance(ended.code, int):
        return ended.code or 0
    sys.stderr.write(f"{ended.code}\n")
    return 1


def end(status: int) -> NoReturn:
    """End as the interpreter does: wait for threads, do what was registered for the end, flush. But
    leave the objects to the kernel. To take them apart would copy all the memory that is shared, a
    tenth of a second of a processor.
    """
    threading._shutdown()  # type: ignore[attr-defined]  # what the interpreter itself calls
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(status)  # nobody reads it: the interpreter says so
    os._exit(status)


def load() -> None:
    """Load the modules that all programs need, and leave them as they are for the forks."""
    gc.disable()  # nothing of this is garbage
    for library in (*LIBRARIES, *(module.name for module in walk_packages(inventory.__path__, "inventory."))):
        import_module(library)
    loaded = [name for name in AT_THEIR_START if name in sys.modules]
    if loaded or threading.active_count() > 1:
        raise SystemExit(f"not to be loaded here: {loaded}; threads: {threading.enumerate()}")
    gc.freeze()  # the collections of the children are not to write to shared memory
    gc.enable()


def main() -> None:
    load()
    arguments, log, environment, directory = Preloader(socket.socket(fileno=int(sys.argv[1]))).run()
    if log is not None:
        write_to(log)  # type: ignore[arg-type]  # these are as `preloaded` has put them
    os.chdir(directory)  # type: ignore[arg-type]
    status = 0
    try:
        become(arguments, environment)  # type: ignore[arg-type]
    except SystemExit as ended:
        status = status_of(ended)
    end(status)


if __name__ == "__main__":
    main()
