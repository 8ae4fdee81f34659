"""A front of PostgreSQL that loses the answer of a COMMIT, or the COMMIT itself, at the moment that
a test chooses.

It understands only the parts of the protocol that this needs: the end of a message, a COMMIT, and
its answer. Another client may act while a commit is held, so that a retry meets the same state in
every run.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from enum import Enum
from struct import unpack
from threading import Event

from tools.devstack.servers.tcp_front import CHUNK, Ends, Link, TcpFront

_LENGTH = 4
_HEADER = 5
_ENCRYPTION_REQUESTS = (80877103, 80877104)  # SSLRequest, GSSENCRequest
_ENDS = (b"COMMIT", b"ROLLBACK")


class Lost(Enum):
    """The part of a commit that is lost."""

    ANSWER = "answer"
    """PostgreSQL has committed, or refused to, and nobody hears of it."""
    COMMIT = "commit"
    """PostgreSQL never hears of it."""


class HeldCommit:
    """A commit to hold. `wait` returns when it is held. Then `cut` or `let_through` decides its
    fate.
    """

    def __init__(self, lost: Lost, containing: bytes) -> None:
        self.lost = lost
        self.containing = containing
        self.answer: bytes | None = None
        """The tag of PostgreSQL's answer, such as `COMMIT`. None before the answer."""
        self._held = Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._decided: asyncio.Event | None = None
        self._cut = self._leave_server = False

    @property
    def is_held(self) -> bool:
        """True once the commit is held."""
        return self._held.is_set()

    def wait(self, seconds: float = 60) -> None:
        """Return when the commit is held."""
        assert self._held.wait(seconds), f"no transaction with {self.containing!r} came to its commit"

    def cut(self, *, leave_server: bool = False) -> None:
        """Cut the connection. `leave_server` keeps PostgreSQL's end of it open, as behind a network
        that drops packets.
        """
        self._cut, self._leave_server = True, leave_server
        self._decide()

    def let_through(self) -> None:
        """Pass the commit on, so that nothing is lost."""
        self._decide()

    def _decide(self) -> None:
        self.wait()
        assert self._loop is not None
        assert self._decided is not None
        self._loop.call_soon_threadsafe(self._decided.set)

    async def hold(self) -> tuple[bool, bool]:
        """Hold the commit until it is decided. Returns two flags: cut the connection, and keep the
        server's end open.
        """
        self._loop, self._decided = asyncio.get_running_loop(), asyncio.Event()
        self._held.set()
        await self._decided.wait()
        return self._cut, self._leave_server


class CommitCutter(TcpFront):
    """A front that passes everything on between clients and PostgreSQL, except the commits that it
    has to hold.
    """

    def __init__(self, target: int | None) -> None:
        super().__init__(target)
        self._traps: list[HeldCommit] = []
        self._standing: list[Ends] = []

    def hold_next(self, lost: Lost = Lost.ANSWER, *, containing: bytes = b"") -> HeldCommit:
        """Hold the next commit of a transaction in which these bytes were sent, such as a SKU."""
        held = HeldCommit(lost, containing)
        self._traps.append(held)
        return held

    def withdraw(self, held: HeldCommit) -> bool:
        """Hold no commit for this one any more. Returns False if a commit was already held, or is
        about to be.
        """
        return bool(self._wait(self._withdraw(held)))

    async def _withdraw(self, held: HeldCommit) -> bool:
        if held not in self._traps:
            return False
        self._traps.remove(held)
        return True

    async def cut_all(self) -> None:
        await super().cut_all()
        for _, server in self._standing:
            server.transport.abort()
        self._standing.clear()

    def link(self, client: Ends, server: Ends) -> Link:
        return _PostgresLink(client, server, self._traps, self._standing)


class _PostgresLink(Link):
    def __init__(self, client: Ends, server: Ends, traps: list[HeldCommit], standing: list[Ends]) -> None:
        super().__init__(client, server)
        self._traps, self._standing = traps, standing
        self._said = bytearray()
        """The bytes that the client has sent since its last commit, while there are traps."""
        self._awaited: HeldCommit | None = None

    async def from_client(self) -> None:
        reader, _ = self._client
        _, server = self._server
        with suppress(OSError, asyncio.IncompleteReadError):
            server.write(await self._startup())
            async for messages in _messages(reader):
                passing = bytearray()
                for kind, message in messages:
                    if self._traps:
                        self._said += message[_HEADER:]
                    if _is_commit(kind, message[_HEADER:]):
                        server.write(passing)
                        passing = bytearray()
                        if not await self._lets_pass():
                            return
                    passing += message
                server.write(passing)
                await server.drain()

    async def from_server(self) -> None:
        reader, _ = self._server
        _, client = self._client
        with suppress(OSError, asyncio.IncompleteReadError):
            async for messages in _messages(reader):
                passing = bytearray()
                for kind, message in messages:
                    tag = message[_HEADER:].rstrip(b"\0") if kind == b"C" else b""
                    if self._awaited is not None and (tag in _ENDS or kind == b"E"):
                        client.write(passing)
                        passing = bytearray()
                        held, self._awaited = self._awaited, None
                        held.answer = tag or b"ERROR"
                        cut, _ = await held.hold()
                        if cut:
                            return
                    passing += message
                client.write(passing)
                await client.drain()

    async def _startup(self) -> bytes:
        """Return the client's first message. Refuses encryption before it, because an encrypted
        message could not be read.
        """
        reader, _ = self._client
        _, client = self._client
        while True:
            length = await reader.readexactly(_LENGTH)
            body = await reader.readexactly(unpack("!I", length)[0] - _LENGTH)
            if unpack("!I", body[:_LENGTH])[0] not in _ENCRYPTION_REQUESTS:
                return length + body
            client.write(b"N")
            await client.drain()

    async def _lets_pass(self) -> bool:
        """Return True if this commit may go to the server. False if the commit itself is lost."""
        said, self._said = bytes(self._said), bytearray()
        held = next((trap for trap in self._traps if trap.containing in said), None)
        if held is None:
            return True
        self._traps.remove(held)
        if held.lost is Lost.ANSWER:
            self._awaited = held
            return True
        cut, leave_server = await held.hold()
        if leave_server:
            self._standing.append(self._server)
        return not cut

    def cut(self) -> None:
        if self._server in self._standing:
            self._client[1].transport.abort()
        else:
            super().cut()


def _is_commit(kind: bytes, body: bytes) -> bool:
    """Return True for a simple query that ends in COMMIT, and for the parsing of one."""
    if kind == b"Q":
        query = body
    elif kind == b"P":
        query = body.split(b"\0", 2)[1]
    else:
        return False
    return query.strip(b"\0; ").upper().endswith(b"COMMIT")


async def _messages(reader: asyncio.StreamReader) -> AsyncIterator[list[tuple[bytes, bytes]]]:
    """Yield the whole messages that have come, each as its kind and its bytes with the head."""
    buffer = b""
    while received := await reader.read(CHUNK):
        buffer += received
        whole, at = [], 0
        while len(buffer) - at >= _HEADER:
            end = at + 1 + int.from_bytes(buffer[at + 1 : at + _HEADER], "big")
            if end > len(buffer):
                break
            whole.append((buffer[at : at + 1], buffer[at:end]))
            at = end
        buffer = buffer[at:]
        yield whole
