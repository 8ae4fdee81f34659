"""A port in front of servers. New connections go to the current server, and old ones live on.

A load balancer, a DNS name or a virtual address behaves like this at a failover. The front is a
thread of this process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

from tools.devstack.machine.ports import LOOPBACK, free_ports

CHUNK = 65_536
SECONDS = 10

T = TypeVar("T")


class Link:
    """The connection of one client, and the one to the server that was opened for it."""

    def __init__(self, client: Ends, server: Ends) -> None:
        self._client, self._server = client, server

    async def run(self) -> None:
        """Pass everything on in both directions until one side ends, then end the other."""
        passing = [asyncio.ensure_future(self.from_client()), asyncio.ensure_future(self.from_server())]
        try:
            await asyncio.wait(passing, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in passing:
                each.cancel()
            await asyncio.gather(*passing, return_exceptions=True)
            self.cut()

    def cut(self) -> None:
        """End both connections at once. Bytes under way in them are lost."""
        self._client[1].transport.abort()
        self._server[1].transport.abort()

    async def from_client(self) -> None:
        """Pass on the client's bytes."""
        await _pass_on(self._client[0], self._server[1])

    async def from_server(self) -> None:
        """Pass on the server's bytes."""
        await _pass_on(self._server[0], self._client[1])


Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class TcpFront:
    """A front that listens on `port` while its block is open."""

    def __init__(self, target: int | None) -> None:
        """Describe a front for new connections to port `target` of the loopback interface. None
        refuses them.
        """
        (self.port,) = free_ports(1)
        self._target = target
        self._links: set[Link] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="tcp-front", daemon=True)
        self._server: asyncio.Server | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._wait(asyncio.start_server(self._accept, LOOPBACK, self.port))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wait(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SECONDS)
        self._loop.close()

    def point_at(self, target: int | None) -> None:
        """Send new connections to `target` from now on. None refuses them. Open connections stay as
        they are.
        """
        self._target = target

    def cut(self) -> None:
        """End every connection that is open."""
        self._wait(self.cut_all())

    @property
    def open_links(self) -> int:
        """The number of connections that are open now."""
        return len(self._links)

    def link(self, client: Ends, server: Ends) -> Link:
        """Return the link between a client and a server. A front that understands the protocol
        overrides this.
        """
        return Link(client, server)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if self._target is None:
                raise ConnectionRefusedError
            server = await asyncio.open_connection(LOOPBACK, self._target)
        except OSError:
            writer.transport.abort()
            return
        link = self.link((reader, writer), server)
        self._links.add(link)
        try:
            await link.run()
        except asyncio.CancelledError:
            return  # the front is closed, and asyncio's own callback can't handle a cancelled task
        finally:
            self._links.discard(link)

    async def cut_all(self) -> None:
        """End every connection that is open. Runs on the front's own thread."""
        for link in self._links:
            link.cut()

    async def _close(self) -> None:
        assert self._server is not None
        self._server.close()
        await self.cut_all()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await asyncio.sleep(0)  # connections that were cut are closed in the loop's next round

    def _wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        future: Future[T] = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        return future.result(SECONDS)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while received := await reader.read(CHUNK):
            writer.write(received)
            await writer.drain()
