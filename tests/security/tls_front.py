"""TLS in front of a server that was built without: encrypted bytes are passed on in the clear, on
this machine.

The embedded PostgreSQL and Valkey know no TLS. Our clients do, and with this they use it on real
servers.
"""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Thread

from trustme import LeafCert

from tools.devstack.machine.ports import LOOPBACK

_SSL_REQUEST = 80877103
_GSS_REQUEST = 80877104


@contextmanager
def tls_front(behind: int, certificate: LeafCert, *, postgresql: bool = False) -> Iterator[int]:
    """The port on which the server at port `behind` is reached through TLS. PostgreSQL's clients
    ask for it first.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    with socket.create_server((LOOPBACK, 0)) as listener:
        thread = Thread(target=_serve, args=(listener, behind, context), kwargs={"postgresql": postgresql}, daemon=True)
        thread.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(listener: socket.socket, behind: int, context: ssl.SSLContext, *, postgresql: bool) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return  # closed
        Thread(
            target=_connection, args=(client, behind, context), kwargs={"postgresql": postgresql}, daemon=True
        ).start()


def _connection(client: socket.socket, behind: int, context: ssl.SSLContext, *, postgresql: bool) -> None:
    with suppress(OSError), ExitStack() as stack:
        stack.enter_context(client)
        if postgresql and not _tls_was_asked_for(client):
            return
        # A client that does not trust the certificate ends the handshake.
        encrypted = stack.enter_context(context.wrap_socket(client, server_side=True))
        server = stack.enter_context(socket.create_connection((LOOPBACK, behind)))
        back = Thread(target=_pump, args=(server, encrypted), daemon=True)
        back.start()
        _pump(encrypted, server)
        back.join()


def _tls_was_asked_for(client: socket.socket) -> bool:
    while True:
        _, code = struct.unpack("!ii", client.recv(8, socket.MSG_WAITALL))
        if code == _SSL_REQUEST:
            client.sendall(b"S")
            return True
        if code != _GSS_REQUEST:
            return False  # somebody who would go on in the clear
        client.sendall(b"N")


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
