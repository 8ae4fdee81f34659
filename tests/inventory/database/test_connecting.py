"""Tell our parts of a database URL from those of libpq. That it serves a real pooler is shown by
`make hosts`.
"""

from __future__ import annotations

import pytest

from inventory.database.url import connecting, parsed, search_path, servers
from inventory.settings import Settings

URL = "postgresql+psycopg://someone@somewhere:6432/inventory"


def test_no_statement_is_prepared_where_the_url_says_so() -> None:
    address, arguments = connecting(f"{URL}?sslmode=require&prepare_threshold=none")

    assert address.render_as_string() == f"{URL}?sslmode=require"
    assert arguments == {"prepare_threshold": None}


@pytest.mark.parametrize("url", [URL, f"{URL}?sslmode=verify-full&sslrootcert=system"])
def test_any_other_url_is_left_as_it_is(url: str) -> None:
    address, arguments = connecting(url)

    assert address.render_as_string() == url
    assert arguments == {}


TWO = "host=a%2Cb&port=1%2C5432"


@pytest.mark.parametrize(
    "url",
    [
        "postgres://u:p%40@a:1,b/shop",
        "postgresql+psycopg://u:p%40@a:1,b:5432/shop",
        "postgresql://u:p%40@/shop?host=a:1&host=b",
        "postgresql://u:p%40@/shop?host=a,b&port=1,5432",
    ],
)
def test_several_servers_may_be_given_and_the_one_that_takes_writes_is_meant(url: str) -> None:
    address, arguments = connecting(url)

    assert address.render_as_string(hide_password=False) == f"postgresql+psycopg://u:p%40@/shop?{TWO}"
    assert servers(url) == [("a", 1), ("b", 5432)]
    assert arguments == {"target_session_attrs": "read-write"}
    assert connecting(url, replica=True)[1] == {}
    assert connecting(f"{url}{'&' if '?' in url else '?'}target_session_attrs=any")[1] == {}
    assert _environment(url) == f"postgresql+psycopg://u:p%40@/shop?{TWO}"


def _environment(url: str) -> str:
    return Settings(database_url=url).database_url


def test_addresses_of_ipv6_are_told_from_their_ports() -> None:
    assert servers("postgresql://[::1]:1,[::2]/shop") == [("::1", 1), ("::2", 5432)]
    assert servers("postgresql://[::1]:1/shop") == [("::1", 1)]
    assert servers("postgresql:///shop?host=/run/postgresql") == [("/run/postgresql", 5432)]


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ("-csearch_path%3Dshop", "shop"),
        ("-c%20search_path%3Dshop%2Cpublic%20-cjit%3Don", "shop,public"),
        ("--search_path%3Dmy%5C%20shop", "my shop"),
        ("-cjit%3Don", None),
    ],
)
def test_a_search_path_of_the_url_is_found(options: str, path: str | None) -> None:
    assert search_path(parsed(f"{URL}?options={options}")) == path
