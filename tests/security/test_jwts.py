"""JWTs of an identity provider: taken ones, refused ones, and its absence."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import select

from api.app import create_app
from api.callers.signing_keys import FRESH_SECONDS, KEPT_SECONDS, PAUSE_SECONDS, SigningKeys
from api.contract.errors import IdentityProviderUnavailable
from api.services import EXTENSION
from inventory.database.tables import Movement
from inventory.database.transactions import Database
from inventory.settings import Settings
from tests.api.client import Client, Reply
from tests.security.conftest import bearer
from tests.security.identity_provider import IdentityProvider
from tools.devstack.processes.children import wait_until


def get(client: Client, token: str) -> Reply:
    return client.get("/v1/stock", headers=bearer(token))


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"scope": "stock:read"},
        {"scope": None, "scp": ["stock:read", 7]},
        {"scope": None, "scp": "stock:read stock:reserve"},
        {"aud": ["billing", "inventory"]},
        {"exp": timedelta(seconds=-5)},
        {"nbf": timedelta(seconds=5)},
    ],
    ids=str,
)
def test_good_tokens_are_taken(client: Client, identity_provider: IdentityProvider, claims: dict[str, Any]) -> None:
    assert get(client, identity_provider.token(**claims)).status_code == 200


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"exp": timedelta(seconds=-60)}, "it has expired"),
        ({"exp": None}, "lacks a claim"),
        ({"sub": None}, "lacks a claim"),
        ({"iss": None}, "lacks a claim"),
        ({"aud": None}, "lacks a claim"),
        ({"exp": "tomorrow"}, "can't be verified"),
        ({"nbf": timedelta(hours=1)}, "not valid yet"),
        ({"aud": "billing"}, "another audience"),
        ({"iss": "https://login.evil"}, "another issuer"),
        ({"sub": ""}, "its subject must have"),
        ({"sub": "x" * 256}, "its subject must have"),
        ({"sub": "a\x00b"}, "its subject must have"),
        ({"sub": "a\nb"}, "its subject must have"),
        ({"sub": "\ud800"}, "its subject must have"),
        ({"sub": 7}, "can't be verified"),
    ],
    ids=str,
)
def test_others_are_refused_with_their_reason(
    client: Client, identity_provider: IdentityProvider, claims: dict[str, Any], reason: str
) -> None:
    # Not by PyJWT's `encode`, which refuses to make some of them.
    answer = get(client, signed(identity_provider, identity_provider.claims(**claims)))

    assert (answer.status_code, answer.json["code"]) == (401, "invalid_token")
    assert reason in answer.json["detail"]
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("scope", [None, "", "stock:reading", "STOCK:READ", {"stock:read": True}, 7], ids=str)
def test_a_token_without_the_scope_is_not_enough(
    client: Client, identity_provider: IdentityProvider, scope: object
) -> None:
    answer = get(client, identity_provider.token(scope=scope))

    assert (answer.status_code, answer.json["code"]) == (403, "insufficient_scope")
    assert answer.json["scope"] == "stock:read"


@pytest.mark.parametrize("typ", [None, "JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"])
def test_access_tokens_are_taken_by_whatever_name(
    client: Client, identity_provider: IdentityProvider, typ: str | None
) -> None:
    assert get(client, identity_provider.token(typ=typ)).status_code == 200


@pytest.mark.parametrize("typ", ["logout+jwt", "application/secevent+jwt", "dpop+jwt", "Entity-Statement+JWT"])
def test_what_calls_itself_something_else_is_refused(
    client: Client, identity_provider: IdentityProvider, typ: str
) -> None:
    answer = get(client, identity_provider.token(typ=typ))
    assert (answer.status_code, answer.json["code"]) == (401, "invalid_token")
    assert "not that of an access token" in answer.json["detail"]


@pytest.mark.parametrize(
    "claims", [{"at_hash": "x"}, {"c_hash": "x"}, {"typ_": "ID"}, {"typ_": "Refresh"}, {"token_use": "id"}], ids=str
)
def test_id_tokens_are_refused_where_they_can_be_told(
    client: Client, identity_provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    claims = {name.strip("_"): value for name, value in claims.items()}
    answer = get(client, signed(identity_provider, identity_provider.claims(**claims)))
    assert (answer.status_code, answer.json["code"]) == (401, "invalid_token")
    assert "ID token" in answer.json["detail"]


def test_access_tokens_alone_may_be_asked_for(database_url: str, identity_provider: IdentityProvider) -> None:
    app = create_app(
        Settings(
            database_url=database_url,
            jwks_url=identity_provider.url,
            jwt_issuer=identity_provider.issuer,
            jwt_audience="inventory",
            jwt_type="at+jwt",
        )
    )
    strict = Client(app)
    assert get(strict, identity_provider.token(typ="at+jwt")).status_code == 200
    for typ in (None, "JWT"):
        assert "must have the typ at+jwt" in get(strict, identity_provider.token(typ=typ)).json["detail"]
    app.extensions[EXTENSION].close()


def encoded(part: object) -> bytes:
    return base64.urlsafe_b64encode(part if isinstance(part, bytes) else json.dumps(part).encode()).rstrip(b"=")


def signed(provider: IdentityProvider, claims: dict[str, Any]) -> str:
    key_id = provider.published[-1]
    header = {"alg": "ES256", "kid": key_id, "typ": "JWT"}
    return jwt.PyJWS().encode(json.dumps(claims).encode(), provider.keys[key_id], algorithm="ES256", headers=header)


def forged(header: object, claims: object, signature: bytes = b"") -> str:
    return b".".join([encoded(header), encoded(claims), encoded(signature)]).decode()


def test_a_token_without_a_signature_is_refused(client: Client, identity_provider: IdentityProvider) -> None:
    for algorithm in ("none", "None", "NONE", "", None, 7):
        answer = get(client, forged({"alg": algorithm, "kid": "first"}, identity_provider.claims()))
        assert (answer.status_code, answer.json["code"]) == (401, "invalid_token")


def test_the_public_key_is_no_secret_to_sign_with(client: Client, identity_provider: IdentityProvider) -> None:
    public = identity_provider.keys["first"].public_key()
    as_secrets = [
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        json.dumps(identity_provider.public("first")).encode(),
    ]
    header = {"alg": "HS256", "kid": "first", "typ": "JWT"}
    content = b".".join([encoded(header), encoded(identity_provider.claims())])
    for secret in as_secrets:
        signature = hmac.new(secret, content, hashlib.sha256).digest()
        answer = get(client, b".".join([content, encoded(signature)]).decode())
        assert (answer.status_code, answer.json["detail"]) == (
            401,
            "The token is refused: it is not signed as it must be.",
        )


def test_another_key_under_a_known_id_is_refused(client: Client, identity_provider: IdentityProvider) -> None:
    other = generate_private_key(SECP256R1())
    claims = identity_provider.claims()
    token = jwt.encode(claims, other, algorithm="ES256", headers={"kid": "first"})
    assert get(client, token).status_code == 401
    # Neither is a key that the token brings along, or tells where to fetch.
    for header in ({"jwk": identity_provider.public("first")}, {"jku": "http://127.0.0.1:1/"}, {"x5u": "file:///"}):
        brought = jwt.encode(claims, other, algorithm="ES256", headers={"kid": "first", **header})
        assert get(client, brought).status_code == 401


def test_nonsense_is_refused_and_breaks_nothing(client: Client, identity_provider: IdentityProvider) -> None:
    deep = b"[" * 3000
    good = identity_provider.token()
    head, body, signature = good.split(".")
    nonsense = [
        "a.b.c",
        "..",
        "a",
        forged([], {}),
        forged({"alg": "ES256"}, {}),
        forged({"alg": "ES256", "kid": 7}, {}),
        forged({"alg": "ES256", "kid": ["first"]}, {}),
        forged({"alg": "ES256", "kid": "first", "crit": ["x"]}, {}),
        forged({"alg": "ES256", "kid": "first", "b64": False}, {}),
        forged(deep, {}),
        forged({"alg": "ES256", "kid": "first"}, deep, b"\x00" * 64),
        forged(b"\xff\xfe", b"\xff"),
        f"{head}.{body}.{signature[:-4]}AAAA",
        f"{head}.{body}A.{signature}",
        f"{head}.{body}",
        f"{good}.{signature}",
    ]
    for token in nonsense:
        answer = get(client, token)
        assert (answer.status_code, answer.json["code"]) == (401, "invalid_token"), token
    assert get(client, good).status_code == 200


def test_the_subject_is_the_actor(client: Client, identity_provider: IdentityProvider, database: Database) -> None:
    token = identity_provider.token(sub="auth0|jörg", scope="stock:adjust")
    body = {"delta": 1, "reason": "found", "reference": "shelf-7"}
    assert client.post("/v1/stock/tea/adjustments", json=body, headers=bearer(token)).status_code == 201

    with database.transaction() as session:
        assert session.scalars(select(Movement.actor)).all() == ["jwt:auth0|jörg"]


# Keys come and go, and so does the identity provider.


class Clock:
    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(identity_provider: IdentityProvider, clock: Clock) -> SigningKeys:
    return SigningKeys(identity_provider.url, waiting=8, clock=clock)


def test_keys_are_fetched_once_while_they_are_fresh(
    keys: SigningKeys, clock: Clock, identity_provider: IdentityProvider
) -> None:
    for _ in range(3):
        assert keys.get("first") is not None
        clock.time += FRESH_SECONDS / 3 - 1
    assert identity_provider.fetches == 1
    clock.time += FRESH_SECONDS
    assert keys.get("first") is not None
    assert wait_until(lambda: identity_provider.fetches == 2, seconds=10), "they are fetched again, beside the requests"


def test_a_new_key_is_found_and_an_old_one_forgotten(
    keys: SigningKeys, clock: Clock, identity_provider: IdentityProvider
) -> None:
    assert keys.get("first") is not None
    identity_provider.rotate("second")
    clock.time += PAUSE_SECONDS

    assert keys.get("second") is not None
    assert keys.get("first") is None


def test_made_up_key_ids_do_not_flood_the_identity_provider(
    keys: SigningKeys, clock: Clock, identity_provider: IdentityProvider
) -> None:
    for number in range(50):
        assert keys.get(f"made up {number}") is None
    assert identity_provider.fetches == 1
    identity_provider.fails = True
    clock.time += PAUSE_SECONDS
    for number in range(50):
        with pytest.raises(IdentityProviderUnavailable):
            keys.get(f"made up {number}")
    assert identity_provider.fetches == 2


def test_known_keys_go_on_while_the_identity_provider_is_away_but_not_for_ever(
    keys: SigningKeys, clock: Clock, identity_provider: IdentityProvider
) -> None:
    assert keys.get("first") is not None
    identity_provider.fails = True
    clock.time = KEPT_SECONDS - 1
    assert keys.get("first") is not None
    clock.time = KEPT_SECONDS
    with pytest.raises(IdentityProviderUnavailable):
        keys.get("first")
    identity_provider.fails = False
    clock.time += PAUSE_SECONDS
    assert keys.get("first") is not None


def test_a_key_set_that_is_none_is_as_good_as_away(
    keys: SigningKeys, clock: Clock, identity_provider: IdentityProvider
) -> None:
    assert keys.get("first") is not None
    identity_provider.published = []
    clock.time = FRESH_SECONDS
    on_its_way = keys.fetch_soon()
    assert on_its_way is not None
    assert on_its_way.wait(60)

    assert keys.get("first") is not None


@pytest.fixture
def absent(identity_provider: IdentityProvider) -> None:
    """Before the API begins: it fetches the keys at once."""
    identity_provider.fails = True


def test_503_while_it_can_not_be_known_who_calls(
    absent: None, client: Client, identity_provider: IdentityProvider
) -> None:
    answer = get(client, identity_provider.token())

    assert (answer.status_code, answer.json["code"]) == (503, "identity_provider_unavailable")
    assert answer.headers["Retry-After"]
