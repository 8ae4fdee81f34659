"""Errors between a caller and the core. The core's own errors are in `inventory.errors`."""

from __future__ import annotations

from typing import Any

from inventory.errors import InventoryError, LocationNotSetUp, UnknownSku


class MalformedJson(InventoryError):
    """The body is not JSON: {reason}."""

    code = "malformed_json"
    reason: str


class BadRequest(InventoryError):
    """The request can't be understood: {reason}"""

    code = "bad_request"
    reason: str


class NotFound(InventoryError):
    """Nothing is served at {path}. See /openapi.json for the paths."""

    code = "not_found"
    path: str


class MethodNotAllowed(InventoryError):
    """{method} is not allowed here. Use {allowed}."""

    code = "method_not_allowed"
    method: str
    allowed: str


class BodyTooLarge(InventoryError):
    """The body is larger than {limit} bytes. Split the request."""

    code = "body_too_large"
    limit: int


class UriTooLong(InventoryError):
    """The path and the query together are too long. Ask for less at once."""

    code = "uri_too_long"


class HeadersTooLarge(InventoryError):
    """The headers are too many or too long. Send fewer, or shorter ones."""

    code = "headers_too_large"


class RequestTimeout(InventoryError):
    """The request was not complete in time. Nothing was changed. Send it again, all of it at
    once.
    """

    code = "request_timeout"


class UnsupportedMediaType(InventoryError):
    """The body must be application/json, not {content_type!r}. Send
    Content-Type: application/json.
    """

    code = "unsupported_media_type"
    content_type: str


class UnsupportedContentEncoding(InventoryError):
    """The body must not have the Content-Encoding {content_encoding!r}. Send it uncompressed."""

    code = "unsupported_content_encoding"
    content_encoding: str


class InvalidRequest(InventoryError):
    """The request has unusable fields. `errors` names each of them."""

    code = "invalid_request"
    errors: list[dict[str, Any]]


class SkuNotFound(UnknownSku):
    """No stock is known under {skus}. Has the product been created?"""


class LocationNotFound(LocationNotSetUp):
    """There is no location {location!r}. Check the name. `GET /v1/locations` lists all."""


class Unavailable(InventoryError):
    """The service can't do that now. Nothing was changed. Try again."""

    code = "unavailable"


class DatabaseUnavailable(Unavailable):
    """The database can't be reached now. Nothing was changed. Try again."""

    code = "database_unavailable"


class Busy(Unavailable):
    """Another change has held these rows for too long. Nothing was changed. Try again."""

    code = "busy"


class Overloaded(Unavailable):
    """Too many commands are waiting already. Nothing was changed. Try again later."""

    code = "overloaded"


class DeadlineExceeded(Unavailable):
    """The command waited too long for its turn. Nothing was changed. Try again."""

    code = "deadline_exceeded"


class ShuttingDown(Unavailable):
    """The process is stopping. Nothing was changed. Try again."""

    code = "shutting_down"


class OutcomeUnknown(Unavailable):
    """The connection broke during the commit, and the service could not find out in time if the
    change was made. Send the same request again: it takes effect once if it has an
    Idempotency-Key, or if nobody else acts on the order meanwhile.
    """

    code = "outcome_unknown"


class IdentityProviderUnavailable(Unavailable):
    """The token can't be checked now, because its issuer can't be reached. Nothing was changed. Try
    again.
    """

    code = "identity_provider_unavailable"


class InternalError(InventoryError):
    """The service made a mistake. Report {request_id}: the log has the details under it."""

    code = "internal_error"
    request_id: str


class ForeignPage(InventoryError):
    """A browser sent this for a page of {page}. While authentication is open, only the API's own
    pages may call it. If a proxy serves the API under that host, name the host in
    INVENTORY_API_HOSTS. Otherwise set INVENTORY_AUTHENTICATION=required and send a token.
    """

    code = "foreign_page"
    page: str


class HostNotAllowed(InventoryError):
    """The API is not called {host}. While authentication is open, call it by a loopback address or
    localhost. If {host} is this machine, name it in INVENTORY_API_HOSTS. Otherwise set
    INVENTORY_AUTHENTICATION=required and send a token.
    """

    code = "host_not_allowed"
    host: str


class Unauthorized(InventoryError):
    """The caller may not do this."""

    code = "unauthorized"

    def challenge(self) -> dict[str, str]:
        """Return the parameters of `WWW-Authenticate` (RFC 6750 section 3)."""
        return {}


class TokenMissing(Unauthorized):
    """The call needs a token. Send it as `Authorization: Bearer TOKEN`."""

    code = "token_missing"


class InvalidToken(Unauthorized):
    """The token is refused: {reason}."""

    code = "invalid_token"
    reason: str

    def challenge(self) -> dict[str, str]:
        return {"error": self.code, "error_description": str(self)}


class InsufficientScope(Unauthorized):
    """The token lacks the scope {scope}. Ask an operator for one that has it."""

    code = "insufficient_scope"
    scope: str

    def challenge(self) -> dict[str, str]:
        return {"error": self.code, "scope": self.scope}
