"""The pages, in a browser: Chromium draws them, and its drawing is looked at."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.gunicorn_process import ApiServer, api_server
from tests.system.needs import need

pytestmark = pytest.mark.timeout(600)

QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
VIRTUAL_MILLISECONDS = 30_000


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[ApiServer]:
    need("chromium")
    with api_server(database_url, tmp_path) as running:
        yield running


def drawn(server: ApiServer, path: str, directory: Path) -> str:
    """Return the page as it is when its scripts have run."""
    ran = subprocess.run(
        [
            *("chromium", *QUIET, f"--user-data-dir={directory / 'profile'}"),
            *(f"--virtual-time-budget={VIRTUAL_MILLISECONDS}", "--dump-dom"),
            f"http://127.0.0.1:{server.caller.port}{path}",
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return ran.stdout


def test_the_documentation_opens_without_a_warning(server: ApiServer, tmp_path: Path) -> None:
    page = drawn(server, "/docs", tmp_path)
    assert len(re.findall(r'class="opblock opblock-', page)) == 29  # the calls
    assert "errors-wrapper" not in page
    assert "jsonSchemaDialect" not in page


def test_the_first_page_has_its_links(server: ApiServer, tmp_path: Path) -> None:
    page = drawn(server, "/", tmp_path)
    assert re.findall(r'<a href="([^"]+)"', page) == ["docs", "openapi.json", "healthz", "readyz"]
