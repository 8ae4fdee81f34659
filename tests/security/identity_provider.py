"""An identity provider: keys, tokens signed with them, and the URL that publishes the public
ones.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, Self

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey as EcKey
from jwt.algorithms import ECAlgorithm

from tools.devstack.machine.ports import LOOPBACK


class IdentityProvider:
    """Publishes the keys in `published`. `fails` has it answer 500 instead. `fetches` counts the
    requests.

    Anything in `beside` is published with them, `body` in place of them all. `drips`: a byte a
    time, without end.
    """

    issuer = "https://login.example"

    def __init__(self) -> None:
        self.keys: dict[str, EcKey] = {}
        self.published: list[str] = []
        self.fetches = 0
        self.fails = False
        self.beside: list[Any] = []
        self.body: bytes | None = None
        self.drips = False
        self.stopping = Event()
        self.rotate("first")
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.fetches += 1
                keys = [provider.public(key_id) for key_id in provider.published]
                body = provider.body or json.dumps({"keys": [*provider.beside, *keys]}).encode()
                if provider.drips:
                    self.drip()
                    return
                self.send_response(500 if provider.fails else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def drip(self) -> None:
                with suppress(OSError):
                    while provider.drips and not provider.stopping.wait(0.1):
                        self.wfile.write(b"H")

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
                """Say nothing."""

        self._server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self._server.server_port}/keys"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def rotate(self, key_id: str) -> None:
        """Sign with a new key from now on, and publish it alone."""
        self.keys[key_id] = generate_private_key(SECP256R1())
        self.published = [key_id]

    def public(self, key_id: str) -> dict[str, Any]:
        return {**ECAlgorithm.to_jwk(self.keys[key_id].public_key(), as_dict=True), "kid": key_id, "use": "sig"}

    def claims(self, **changed: Any) -> dict[str, Any]:
        """Those of a good token. A claim that is changed to None is left out, one to a time span is
        that far from now.
        """
        good: dict[str, Any] = {
            "iss": self.issuer,
            "aud": "inventory",
            "sub": "order-service",
            "exp": timedelta(minutes=5),
            "scope": "openid stock:read",
        }
        return {name: _moment(value) for name, value in {**good, **changed}.items() if value is not None}

    def token(self, *, key_id: str | None = None, typ: str | None = "JWT", **claims: Any) -> str:
        signing = self.published[-1] if key_id is None else key_id
        headers = {"kid": signing, "typ": typ}
        return jwt.encode(self.claims(**claims), self.keys[signing], algorithm="ES256", headers=headers)


def _moment(value: object) -> object:
    return int(time.time() + value.total_seconds()) if isinstance(value, timedelta) else value
