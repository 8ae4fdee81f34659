"""Five generated clients reserve, amend, pay and cancel. They follow an order by its timeline, and
read every refusal by its type, and a status that they don't know. Four of them move damaged units,
too, and two take that back. All ids of movements are beyond 32 bits, and a third reads them.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import text

from inventory import tokens as access
from inventory.database.transactions import Database, now
from inventory.domain.locations import LocationSettings
from inventory.tokens import Scope
from inventory.write_path.locations import set_up
from tests.api.gunicorn_process import api_server
from tests.api.shop import put_on_shelf
from tests.system.clients import generators
from tests.system.clients.generators import HERE, need_generators, run
from tests.system.needs import need

pytestmark = pytest.mark.timeout(1_500)


class Service(NamedTuple):
    """The running API, the document as it serves it, and a token to reserve with."""

    url: str
    token: str
    document: Path


@pytest.fixture(scope="module", autouse=True)
def _generators() -> None:
    need_generators("java", "javac", "node")


@pytest.fixture
def service(database: Database, database_url: str, tmp_path: Path) -> Iterator[Service]:
    put_on_shelf(database, {"SHIRT-M": 5, "CAP": 2})
    with database.transaction() as session:
        set_up(session, "damaged", LocationSettings(sells=False, counts_as="damaged"))
    with database.transaction() as session:  # an old shop, whose movements are beyond 32 bits
        session.execute(text(f"ALTER TABLE stock_movement ALTER COLUMN id RESTART WITH {2**31 + 1}"))
    with database.transaction() as session:
        scopes = [Scope.STOCK_READ, Scope.STOCK_RESERVE, Scope.STOCK_ADJUST]
        _, token = access.create(session, "order-service", scopes, now=now(session))
    with api_server(database_url, tmp_path, INVENTORY_AUTHENTICATION="required") as server:
        url = f"http://127.0.0.1:{server.caller.port}"
        document = tmp_path / "openapi.json"
        run("curl", "--silent", "--fail", "--output", document, f"{url}/openapi.json", cwd=tmp_path)
        yield Service(url, token, document)


def test_openapi_generator_for_python(service: Service, tmp_path: Path) -> None:
    made = generators.openapi_generator("python", service.document, tmp_path)
    run(sys.executable, HERE / "conversation_python.py", service.url, service.token, cwd=made, PYTHONPATH=str(made))


def test_openapi_generator_for_java(service: Service, tmp_path: Path) -> None:
    made = generators.openapi_generator("java", service.document, tmp_path, "--library", "native")
    sources = made / "src" / "main" / "java"
    shutil.copy(HERE / "Conversation.java", sources)
    generators.java(sources, tmp_path, "Conversation", service.url, service.token)


def test_openapi_generator_for_go(service: Service, tmp_path: Path) -> None:
    need("go")
    # Without the second option the client refuses members that it does not know. Without the last
    # one it does not compile: goods may be `damaged`, and so may the reason of an adjustment be.
    told = "packageName=inventory,disallowAdditionalPropertiesIfNotPresent=false,enumClassPrefix=true"
    name = ("--git-user-id", "shop", "--git-repo-id", "inventory")
    made = generators.openapi_generator("go", service.document, tmp_path, *name, f"--additional-properties={told}")
    (made / "conversation").mkdir()
    shutil.copy(HERE / "conversation.go", made / "conversation")
    generators.go(made, "./conversation", service.url, service.token)


def test_openapi_typescript(service: Service, tmp_path: Path) -> None:
    programs = generators.node_packages(tmp_path)
    run(programs / "openapi-typescript", service.document, "--output", "api.d.ts", cwd=tmp_path)
    shutil.copy(HERE / "conversation.ts", tmp_path)
    strict = ("--strict", "--noUncheckedIndexedAccess", "--skipLibCheck")
    run(programs / "tsc", *strict, "--module", "nodenext", "--target", "es2022", "conversation.ts", cwd=tmp_path)
    run("node", "conversation.js", service.url, service.token, cwd=tmp_path)


def test_openapi_python_client(service: Service, tmp_path: Path) -> None:
    python = generators.TOOLS / "python" / "bin" / "python"
    (tmp_path / "configuration.yml").write_text("post_hooks: []\n")
    told = run(
        *(python, "-m", "openapi_python_client", "generate", "--path", service.document),
        *("--config", "configuration.yml", "--output-path", "made", "--fail-on-warning"),
        cwd=tmp_path,
    )
    assert "Warning" not in told
    made = tmp_path / "made"
    run(python, HERE / "conversation_attrs.py", service.url, service.token, cwd=made, PYTHONPATH=str(made))
