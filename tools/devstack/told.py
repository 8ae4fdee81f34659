"""The addresses that `make up` prints: on a terminal with the passwords, in a log without them.

Either way the passwords are in files of `.data` that only the owner may read. The file
`environment` has all that a shell needs.
"""

from __future__ import annotations

import re
import secrets
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from inventory import tokens as access
from inventory.database.transactions import Database, now
from inventory.tokens import Scope
from tools.devstack.endpoints import SERVER_VARIABLES
from tools.devstack.machine.private_files import kept, write_privately
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.stack import Stack

ENVIRONMENT = "environment"
AUTHORIZATION = "authorization"
_PASSWORD = re.compile(r"(?<=:)[^:@/]+(?=@)")


def endpoints_in_words(stack: Stack, *, with_passwords: bool) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of each part. Without passwords, Flower's entry names the file
    that holds its password, and other passwords are masked.
    """
    endpoints = stack.endpoints
    user, _, password = endpoints.flower_auth.partition(":")
    said = password if with_passwords else f"in {endpoints.directory / 'flower-auth'}"
    yield "API", endpoints.api_url
    yield "console", f"{endpoints.console_url}  (pages for people)"
    yield "Flower", f"{endpoints.flower_url}  (user {user}, password {said})"
    yield "Kafka", _server_in_words(stack, "kafka")
    for name, server in (("PostgreSQL", "postgresql"), ("broker", "redis")):
        url = _server_in_words(stack, server)
        yield name, url if with_passwords else _PASSWORD.sub("***", url)
    yield "metrics", " ".join(endpoints.metrics_urls)
    yield "logs", str(endpoints.directory / "logs")
    yield "in a shell", f". {shlex.quote(str(_write_environment(stack)))}  (exports the URLs with their passwords)"


def _server_in_words(stack: Stack, name: str) -> str:
    """Return the URL of an embedded server for a person. For the user's own server, name the
    variable instead, and show no password.
    """
    if name not in stack.servers:
        return f"yours, from {SERVER_VARIABLES[name]}"
    if name == PostgreSQL.name:
        return stack.owner_url.replace("+psycopg://", "://")  # psql and `inventory` both take this form
    return stack.servers[name].url


def commands_to_try(stack: Stack) -> Iterator[str]:
    """Yield commands that work as pasted, with a token where the API requires one."""
    url = stack.endpoints.api_url
    option = ""
    if stack.endpoints.authentication == "required":
        path = stack.endpoints.directory / AUTHORIZATION
        if "postgresql" in stack.servers:
            _have_token(stack, path)
            option = f" -H @{shlex.quote(str(path))}"  # a file, because every user can read command lines
        else:
            # In a database of the user's own no token is made unasked.
            command = Path(sys.executable).with_name("inventory")
            yield f"TOKEN=$({command} token create try-it --scope stock:read --scope stock:adjust)"
            option = ' -H "authorization: Bearer $TOKEN"'
    body = '{"delta": 10, "reason": "received", "reference": "delivery-1"}'
    adjustment = f"{url}/v1/stock/blue-mug/adjustments -H 'content-type: application/json' -d '{body}'"
    yield f"curl -s{option} -X POST {adjustment}"
    yield f"curl -s{option} {url}/v1/stock/blue-mug"


def _write_environment(stack: Stack) -> Path:
    """Write the URLs of the embedded servers as `inventory` and clients read them. Returns the
    file.

    Servers that the user named are left out.
    """
    endpoints = stack.endpoints
    known = {**endpoints.environment, "DATABASE_URL": stack.owner_url.replace("+psycopg://", "://")}
    ours = [variable for role, variable in SERVER_VARIABLES.items() if stack.has_embedded(role)]
    lines = [f"export {name}={shlex.quote(known[name])}\n" for name in ours]
    path = endpoints.directory / ENVIRONMENT
    write_privately(path, "".join(lines))
    return path


def _have_token(stack: Stack, path: Path) -> None:
    """Keep the header of a token in the file `path`. The database accepts the token.

    A new token gets a new name, because a name is never used again.
    """
    database = Database(stack.owner_url, pool_size=1, name="devstack-token")
    try:
        with database.transaction() as session:
            moment = now(session)
            found = path.read_text(encoding="ascii").rpartition(" ")[2].strip() if path.exists() else ""
            if access.find(session, found, now=moment) is None:
                path.unlink(missing_ok=True)
                name = f"make-up-{secrets.token_hex(4)}"
                _, secret = access.create(session, name, frozenset(Scope), now=moment)
                kept(path, lambda: f"authorization: Bearer {secret}\n")
    finally:
        database.dispose()
