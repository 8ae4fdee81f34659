"""Headers for browsers on all answers of Flower. Flower itself sets `nosniff` on some answers, and
lets anybody frame it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flower.urls import settings
from tornado.web import OutputTransform

from inventory.boundary.browsers import BROWSER_HEADERS, NO_FRAMES

if TYPE_CHECKING:
    from tornado.httputil import HTTPHeaders

_FOR_BROWSERS = {**BROWSER_HEADERS, "Content-Security-Policy": NO_FRAMES}  # its pages load scripts and styles


class _ForBrowsers(OutputTransform):
    def transform_first_chunk(
        self,
        status_code: int,
        headers: HTTPHeaders,
        chunk: bytes,
        finishing: bool,  # noqa: FBT001 - Tornado's signature
    ) -> tuple[int, HTTPHeaders, bytes]:
        for name, value in _FOR_BROWSERS.items():
            headers[name] = value
        return super().transform_first_chunk(status_code, headers, chunk, finishing)


def guard() -> None:
    """Make the Flower of this process send these headers. Call it before Flower makes its
    application.
    """
    settings["transforms"] = [_ForBrowsers]
