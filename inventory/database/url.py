"""Database URLs: of one server, or of several servers of which one takes writes."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy.engine import URL, make_url

DEFAULT_PORT = 5432
DRIVER = "postgresql+psycopg"
SCHEMES = frozenset({DRIVER, "postgresql", "postgres"})

_ONE_SERVER = frozenset({"read-write", "primary"})
"""The values of `target_session_attrs` that only one of several servers fits at a time."""

_SERVER = re.compile(r"(?:\[(?P<v6>[^]]*)\]|(?P<host>[^:]*))(?::(?P<port>\d*))?")
_SEARCH_PATH = re.compile(r"(?:-c\s*|--)search_path=((?:\\.|[^\\\s])*)")


def parsed(url: str) -> URL:
    """Read the URL, and set our driver in it. Raises `ValueError`, or
    `sqlalchemy.exc.ArgumentError`.

    Several servers may be given in libpq's form (`user@a:5432,b:5432/database`) or in SQLAlchemy's
    (`user@/database?host=a:5432&host=b:5432`). Both become `?host=a,b&port=5432,5432`.
    """
    _, _, rest = url.partition("://")
    authority = re.split("[/?#]", rest, maxsplit=1)[0]
    user, at, hosts = authority.rpartition("@")
    if "," not in hosts:
        address = make_url(f"{DRIVER}://{rest}")
        hosts = ",".join(map(str, given)) if isinstance(given := address.query.get("host"), tuple) else ""
    else:
        address = make_url(f"{DRIVER}://{user}{at}{rest.removeprefix(authority)}")
    if not hosts:
        return address
    servers = [_server(each) for each in hosts.split(",")]
    return address.update_query_dict(
        {"host": ",".join(host for host, _ in servers), "port": ",".join(str(port) for _, port in servers)}
    )


def servers(url: str) -> list[tuple[str, int]]:
    """Return host and port of each server of the URL, for a caller that waits until one listens."""
    address = parsed(url)
    hosts, ports = address.query.get("host"), address.query.get("port")
    if not isinstance(hosts, str):
        return [(address.host or "localhost", address.port or DEFAULT_PORT)]
    if not isinstance(ports, str):
        return [_server(each) for each in hosts.split(",")]
    named = ports.split(",")
    numbers = named * len(hosts.split(",")) if len(named) == 1 else named
    return [(host, int(port or DEFAULT_PORT)) for host, port in zip(hosts.split(","), numbers, strict=True)]


def connecting(url: str, *, replica: bool = False) -> tuple[URL, dict[str, Any]]:
    """Return the URL for SQLAlchemy, and further arguments for psycopg.

    `?prepare_threshold=none` turns prepared statements off, as psycopg's argument of that name
    does. A pooler that hands out another connection for each transaction may not know of them
    (PgBouncer before 1.21). Of several servers the one that takes writes is meant, unless the URL
    says otherwise or a `replica` will do.
    """
    address, arguments = parsed(url), dict[str, Any]()
    if address.query.get("prepare_threshold") == "none":
        address, arguments = address.difference_update_query(["prepare_threshold"]), {"prepare_threshold": None}
    if len(servers(url)) > 1 and not replica and "target_session_attrs" not in address.query:
        arguments["target_session_attrs"] = "read-write"
    return address, arguments


class Order:
    """The servers of a URL, in the order in which a new connection tries them. The server of the
    last connection comes first.

    A server that has vanished is silent, and costs a new connection its whole time-out. With this
    order each process waits for such a server once, not with each new connection.
    """

    def __init__(self, url: str, target: object) -> None:
        """Order the servers of `url`. `target` is libpq's `target_session_attrs`. If any server
        will do, the URL's own order stays.
        """
        several = servers(url) if target in _ONE_SERVER and "hostaddr" not in parsed(url).query else []
        self._servers = several if len(several) > 1 else []

    def parameters(self) -> dict[str, str]:
        """Return the arguments for libpq. They are empty if the URL says it all."""
        if not self._servers:
            return {}
        given = self._servers
        return {"host": ",".join(host for host, _ in given), "port": ",".join(str(port) for _, port in given)}

    def led_to(self, host: str, port: int) -> None:
        """Note the server that a new connection has led to."""
        self._servers = sorted(self._servers, key=lambda server: server != (host, port))


def search_path(address: URL) -> str | None:
    """Return the search path that the URL asks for (`?options=-csearch_path%3Dshop`), or None."""
    options = address.query.get("options")
    found = _SEARCH_PATH.findall(options) if isinstance(options, str) else []
    return re.sub(r"\\(.)", r"\1", found[-1]) if found else None


def _server(text: str) -> tuple[str, int]:
    found = _SERVER.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no host:port")
    return found["v6"] or found["host"] or "localhost", int(found["port"] or DEFAULT_PORT)
