"""The attacks of a foreign page on an API in open mode, in Chromium: a form, a script, a
frame, a rebound name.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from inventory.database.transactions import Database
from tests.api.gunicorn_process import ApiServer, api_server
from tests.api.shop import put_on_shelf
from tests.system.http_server.test_browser import QUIET, VIRTUAL_MILLISECONDS
from tests.system.needs import need
from tools.devstack.machine.ports import LOOPBACK

pytestmark = pytest.mark.timeout(600)

FORM = '<form method="post" action="{api}/v1/reservations/order-1/release"></form><script>document.forms[0].submit()</script>'
SCRIPT = """\
<script>
fetch("{api}/v1/reservations/order-1/release", {{method: "POST", mode: "no-cors"}}).then(() => document.title = "sent");
fetch("{api}/v1/stock").then(answer => answer.text()).then(text => document.title = text, () => {{}});
</script>
"""
FRAME = '<iframe src="{api}/docs"></iframe><iframe src="{api}/v1/stock"></iframe>'


@pytest.fixture
def server(database_url: str, database: Database, tmp_path: Path) -> Iterator[ApiServer]:
    need("chromium")
    put_on_shelf(database, {"tea": 5})
    with api_server(database_url, tmp_path, INVENTORY_API_PROCESSES="2") as running:
        assert running.caller.reserve("order-1", ("tea", 2)).status == 201
        yield running


@contextmanager
def foreign(page: str) -> Iterator[str]:
    """A site on another host that has this one page. Returns its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Say nothing."""

    site = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    thread = Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://elsewhere.example:{site.server_port}/"
    finally:
        site.shutdown()
        site.server_close()
        thread.join()


def browsed(address: str, directory: Path) -> subprocess.CompletedProcess[str]:
    """Return the page as it is when its scripts have run, and the lines of the console."""
    return subprocess.run(
        [
            *("chromium", *QUIET, f"--user-data-dir={directory / 'profile'}"),
            f"--host-resolver-rules=MAP elsewhere.example {LOOPBACK}, MAP rebound.example {LOOPBACK}",
            *(f"--virtual-time-budget={VIRTUAL_MILLISECONDS}", "--enable-logging=stderr", "--dump-dom", address),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )


def api(server: ApiServer) -> str:
    return f"http://{LOOPBACK}:{server.caller.port}"


def status(server: ApiServer) -> object:
    return server.caller.get("/v1/reservations/order-1").body["status"]


def test_a_form_on_a_foreign_page_releases_no_order(server: ApiServer, tmp_path: Path) -> None:
    with foreign(FORM.format(api=api(server))) as page:
        shown = browsed(page, tmp_path)
    assert '"code":"foreign_page"' in shown.stdout
    assert status(server) == "pending"


def test_a_script_on_a_foreign_page_changes_and_reads_nothing(server: ApiServer, tmp_path: Path) -> None:
    with foreign(SCRIPT.format(api=api(server))) as page:
        shown = browsed(page, tmp_path)
    assert "<title>sent</title>" in shown.stdout  # the call was made; no script sees the answer
    assert status(server) == "pending"


def test_a_foreign_page_frames_nothing(server: ApiServer, tmp_path: Path) -> None:
    with foreign(FRAME.format(api=api(server))) as page:
        shown = browsed(page, tmp_path)
    refused = [line for line in shown.stderr.splitlines() if "frame-ancestors" in line or "X-Frame-Options" in line]
    assert len(refused) >= 2, shown.stderr


def test_a_name_that_was_rebound_to_this_machine_reads_nothing(server: ApiServer, tmp_path: Path) -> None:
    shown = browsed(f"http://rebound.example:{server.caller.port}/v1/stock", tmp_path)
    assert "host_not_allowed" in shown.stdout
    assert "tea" not in shown.stdout


def test_our_own_page_may_call_us(server: ApiServer, tmp_path: Path) -> None:
    # The documentation fetches its document as our page does: same-origin.
    shown = browsed(f"{api(server)}/docs", tmp_path)
    assert 'class="opblock' in shown.stdout
