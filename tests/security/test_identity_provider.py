"""An identity provider that is slow, hostile or wrong: it keeps no caller waiting whose key is
known, and ends in no 500.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from api.callers.key_sets import usable_keys
from api.callers.signing_keys import PAUSE_SECONDS, SigningKeys
from api.contract.errors import IdentityProviderUnavailable
from inventory.tokens import Scope
from tests.api.client import Client
from tests.api.gunicorn_process import ApiServer, api_server
from tests.api.shop import Answer
from tests.security.conftest import MakeToken, bearer
from tests.security.identity_provider import IdentityProvider
from tools.devstack.processes.children import wait_until
from tools.devstack.processes.patience import MachineTime

ANSWER_SECONDS = 2.0
"""A fetch takes three at the most, and a caller that needs none waits for none."""
CALLERS = 64


def get(server: ApiServer, token: str) -> tuple[Answer, float]:
    taken = MachineTime()
    answer = server.caller.call("GET", "/v1/stock", headers=bearer(token))
    return answer, taken.passed()


@contextmanager
def flood(server: ApiServer, token: str, callers: int) -> Iterator[list[Answer]]:
    """As many anonymous callers as there are threads, each with a token of a made-up key, over and
    over.
    """
    answers: list[Answer] = []
    stopping = Event()

    def call() -> None:
        while not stopping.wait(0.2):
            answers.append(get(server, token)[0])

    threads = [Thread(target=call) for _ in range(callers)]
    for each in threads:
        each.start()
    try:
        yield answers
    finally:
        stopping.set()
        for each in threads:
            each.join()


def test_a_provider_that_drips_keeps_nobody_waiting_who_needs_none_of_it(
    database_url: str, tmp_path: Path, identity_provider: IdentityProvider, make_token: MakeToken
) -> None:
    own = make_token(Scope.STOCK_READ)
    made_up = jwt.encode({}, identity_provider.keys["first"], algorithm="ES256", headers={"kid": "made up"})
    identity_provider.drips = True
    settings = {
        "INVENTORY_AUTHENTICATION": "required",
        "INVENTORY_JWKS_URL": identity_provider.url,
        "INVENTORY_JWT_ISSUER": identity_provider.issuer,
        "INVENTORY_JWT_AUDIENCE": "inventory",
    }
    with api_server(database_url, tmp_path, **settings) as server:
        # As long as the first fetch takes, and on.
        began = time.monotonic()
        with flood(server, made_up, CALLERS) as refused:
            while time.monotonic() - began < 4:
                answer, seconds = get(server, own)
                assert (answer.status, seconds < ANSWER_SECONDS) == (200, True)
                taken = MachineTime()
                assert server.is_alive()
                assert server.is_ready()
                assert taken.passed() < ANSWER_SECONDS
        assert {(each.status, each.body["code"]) for each in refused} == {(503, "identity_provider_unavailable")}
        assert all(each.headers["Retry-After"] for each in refused)
        assert identity_provider.fetches == 1, "made-up keys do not have it asked more often"

        # It is well again, has another key, and all come at once.
        identity_provider.drips = False
        identity_provider.rotate("second")
        honest = identity_provider.token()
        with ThreadPoolExecutor(CALLERS) as callers:
            assert wait_until(lambda: get(server, honest)[0].status == 200, seconds=3 * PAUSE_SECONDS)
            found = list(callers.map(lambda _: get(server, honest), range(CALLERS)))
            assert [answer.status for answer, _ in found] == [200] * CALLERS
            # And while it drips again, none of them notices.
            identity_provider.drips = True
            with flood(server, made_up, CALLERS // 2):
                found = list(callers.map(lambda _: get(server, honest), range(CALLERS)))
            assert [answer.status for answer, _ in found] == [200] * CALLERS
        assert "internal_error" not in server.log.read_text()


class Clock:
    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def test_at_a_rotation_as_many_wait_as_may_and_the_others_are_told_to_come_again(
    identity_provider: IdentityProvider,
) -> None:
    clock = Clock()
    keys = SigningKeys(identity_provider.url, waiting=8, clock=clock)
    assert keys.get("first") is not None
    clock.time += PAUSE_SECONDS
    identity_provider.rotate("second")
    identity_provider.drips = True

    def ask(_: int) -> str:
        try:
            return "found" if keys.get("second") else "not found"
        except IdentityProviderUnavailable:
            return "unavailable"

    with ThreadPoolExecutor(CALLERS) as callers:
        asked = [callers.submit(ask, number) for number in range(CALLERS)]
        told = wait_until(lambda: sum(each.done() for each in asked) >= CALLERS - 8, seconds=10, interval=0.01)
        waiting = CALLERS - sum(each.done() for each in asked)
    assert told
    assert waiting == 8
    assert {each.result() for each in asked} == {"unavailable"}
    assert identity_provider.fetches == 2


# The content of a key set.


def encoded(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8 or 1, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def rsa(modulus: int, exponent: int = 65_537, **changed: Any) -> dict[str, Any]:
    return {"kty": "RSA", "kid": "odd", "n": encoded(modulus), "e": encoded(exponent), **changed}


LONG = (1 << 2_047) + 1
UNUSABLE: list[Any] = [
    None,
    7,
    "text",
    [],
    {},
    {"kid": "odd"},
    {"kid": "odd", "kty": ["RSA"]},
    {"kid": "odd", "kty": {}, "crv": []},
    {"kid": ["odd"], "kty": "RSA"},
    {"kid": 10**300, "kty": "RSA"},
    {"kid": "odd", "kty": "RSA"},
    {"kid": "odd", "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
    {"kid": "odd", "kty": "EC", "crv": ["P-256"], "x": 7, "y": None},
    {"kid": "odd", "kty": "OKP", "crv": "Ed25519", "x": "AA"},
    {"kid": "odd", "kty": "oct", "k": "AA"},
    rsa((1 << 511) + 1),
    rsa((1 << 1_023) + 1),
    rsa(0),
    rsa(LONG, 0),
    rsa(LONG, 1),
    rsa(LONG, 2),
    rsa((1 << 100_000) + 1),
    rsa((1 << 4_000_000) + 1),
    rsa(LONG, alg=["RS256"]),
    rsa(LONG, alg={"RS256": 1}),
    rsa(LONG, n=7),
    rsa(LONG, n=["AA"]),
    rsa(LONG, n="\u2603"),
    rsa(LONG, d="AA", p=7),
    rsa(LONG, d="AA", oth=[]),
    rsa(LONG, use=["sig"]),
    rsa(LONG, use={}),
]


@pytest.mark.parametrize("key", UNUSABLE, ids=[str(number) for number in range(len(UNUSABLE))])
def test_a_key_that_can_not_be_used_is_passed_over_and_holds_up_no_other(
    identity_provider: IdentityProvider, key: Any
) -> None:
    good = identity_provider.public("first")
    assert usable_keys(json.dumps({"keys": [key, good]}).encode()).keys() == {"first"}


BODIES = {
    "deep": b'{"keys": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deeper than it is closed": b'{"keys": [' + b'{"a":' * 100_000,
    "a number without end": b'{"keys": [], "n": ' + b"9" * 500_000 + b"}",
    "a number too large": b'{"keys": [{"kid": 1e999999}]}',
    "not a number": b'{"keys": [{"kid": NaN}]}',
    "named twice": b'{"keys": [], "keys": []}',
    "no text": b"\xff\xfe\x00",
    "no object": b"[]",
    "no list": b'{"keys": {"first": {}}}',
    "half": b'{"keys": [{',
    "too long": b" " * 1_048_577,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_key_set_is_503(
    body: bytes, identity_provider: IdentityProvider, request: pytest.FixtureRequest
) -> None:
    identity_provider.body = body
    client: Client = request.getfixturevalue("client")  # which fetches at once
    answer = client.get("/v1/stock", headers=bearer(identity_provider.token()))
    assert (answer.status_code, answer.json["code"]) == (503, "identity_provider_unavailable")


@pytest.mark.parametrize("bits", [1_024, 2_048])
def test_a_token_of_a_weak_key_is_refused(
    bits: int, identity_provider: IdentityProvider, request: pytest.FixtureRequest
) -> None:
    key = generate_private_key(65_537, bits)
    identity_provider.beside = [rsa(key.public_key().public_numbers().n, kid="rsa")]
    client: Client = request.getfixturevalue("client")
    parts = [{"alg": "RS256", "kid": "rsa", "typ": "JWT"}, identity_provider.claims()]
    content = b".".join(base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=") for each in parts)
    signature = base64.urlsafe_b64encode(key.sign(content, PKCS1v15(), SHA256())).rstrip(b"=")
    answer = client.get("/v1/stock", headers=bearer((content + b"." + signature).decode()))
    assert answer.status_code == (200 if bits == 2_048 else 401)


@pytest.mark.parametrize(
    "change",
    [
        lambda claims: claims.replace(b'"sub"', b'"x": ' + b"[" * 5_000 + b"]" * 5_000 + b', "sub"'),
        lambda claims: claims.replace(b'"exp": ', b'"exp": 1e999, "y": '),
        lambda claims: claims.replace(b'"exp": ', b'"exp": ' + b"9" * 5_000 + b', "y": '),
        lambda claims: claims.replace(b'"exp": ', b'"exp": [], "y": '),
        lambda claims: claims.replace(b'"aud": ', b'"aud": {"a": 1}, "y": '),
        lambda claims: claims.replace(b'"sub"', b'"nbf": 1e999, "sub"'),
        lambda claims: claims.replace(b'"sub"', b'"iat": -1e999, "sub"'),
    ],
)
def test_signed_claims_of_any_kind_end_in_no_500(
    client: Client, identity_provider: IdentityProvider, change: Callable[[bytes], bytes]
) -> None:
    claims = change(json.dumps(identity_provider.claims()).encode())
    token = jwt.PyJWS().encode(claims, identity_provider.keys["first"], algorithm="ES256", headers={"kid": "first"})
    answer = client.get("/v1/stock", headers=bearer(token))
    assert (answer.status_code, answer.json["code"]) == (401, "invalid_token")


def test_what_nobody_foresaw_of_a_token_is_refused(
    client: Client, identity_provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decode(*_: object, **__: object) -> None:
        raise OverflowError

    monkeypatch.setattr(jwt, "decode", decode)
    answer = client.get("/v1/stock", headers=bearer(identity_provider.token()))
    assert (answer.status_code, answer.json["code"]) == (401, "invalid_token")
