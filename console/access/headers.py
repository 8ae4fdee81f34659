"""Headers of every answer: nothing from other hosts, no frames, nothing kept."""

from __future__ import annotations

from flask import Response, request

_SOURCES = ("script-src", "style-src", "img-src", "connect-src", "form-action")
_NOWHERE = ("default-src", "frame-ancestors", "base-uri")
POLICY = "; ".join([*(f"{what} 'none'" for what in _NOWHERE), *(f"{what} 'self'" for what in _SOURCES)])
"""Everything comes from the console itself, and nothing is inline."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_A_YEAR = "public, max-age=31536000, immutable"


def tell(response: Response) -> Response:
    """Add the headers. An `after_request` function."""
    response.headers.update(HEADERS)
    is_static = request.endpoint == "static" and response.status_code in {200, 304}
    # Static files have the hash of their content in their address.
    response.headers["Cache-Control"] = _A_YEAR if is_static and "v" in request.args else "no-store"
    return response
