"""Open mode and browsers: any page on the web can have its reader's browser call a port of
the reader's machine.

Where tokens are asked for, no page has one to send. In open mode the browser itself says whose
page it is: programs other than browsers send none of these headers, and are served as ever (ADR
0039).
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from flask import current_app, request

from api.contract.endpoint import EVERYBODY, scope_of
from api.contract.errors import ForeignPage, HostNotAllowed
from inventory.settings import Settings, is_loopback

_OWN_SITES = {"same-origin", "none"}
"""Values of `Sec-Fetch-Site` for our own pages, and for an address that somebody typed."""
_PROBES = {"health.alive", "health.ready"}
"""Asked by balancers under any name, and they tell nothing."""


class BrowserRules:
    """Refuse requests of browsers for pages of others, and requests to a name that is not this
    machine's.
    """

    def __init__(self, settings: Settings) -> None:
        self._hosts = frozenset(settings.api_hosts.lower().split(",")) - {""}

    def check(self) -> None:
        """A `before_request` function. Raises `HostNotAllowed` or `ForeignPage`."""
        endpoint, environ = request.endpoint, request.environ
        if endpoint in _PROBES:
            return
        host = environ.get("HTTP_HOST", "").lower()
        # Without one it is HTTP/1.0, and no browser speaks that.
        if host and not self.is_ours(host):
            raise HostNotAllowed(host=host)
        site, origin = environ.get("HTTP_SEC_FETCH_SITE"), environ.get("HTTP_ORIGIN")
        if site is None and origin is None:
            return
        if endpoint is None or scope_of(current_app, endpoint) is not EVERYBODY:
            self._refuse_foreign_pages(host, site, origin)

    def _refuse_foreign_pages(self, host: str, site: str | None, origin: str | None) -> None:
        if origin is not None:
            authority = origin.lower().partition("://")[2]
            if not authority or (authority != host and not self.is_listed(authority)):
                raise ForeignPage(page=origin)
        if site is not None and site not in _OWN_SITES:
            raise ForeignPage(page=f"another site ({site})" if origin is None else origin)

    def is_ours(self, host: str) -> bool:
        """Return True for a `Host` that means this machine, or that the settings name."""
        name = _name_of(host)
        return is_loopback(name) or name.endswith(".localhost") or self.is_listed(host)

    def is_listed(self, authority: str) -> bool:
        """Return True for a name that the settings name."""
        return authority in self._hosts or _name_of(authority) in self._hosts


@lru_cache(maxsize=256)
def _name_of(authority: str) -> str:
    """Return the host without its port, or nothing if it can't be read."""
    try:
        return urlsplit(f"//{authority}").hostname or ""
    except ValueError:
        return ""
