"""What goes wrong between a caller and the core. The core's own errors are in `inventory.errors`."""

from __future__ import annotations

from typing import Any

from inventory.errors import InventoryError, UnknownSku


class MalformedJson(InventoryError):
    """The body is not JSON: {reason}."""

    code = "malformed_json"
    reason: str


class BadRequest(InventoryError):
    """The request can't be understood: {reason}"""

    code = "bad_request"
    reason: str


class NotFound(InventoryError):
    """There is nothing at {path}."""

    code = "not_found"
    path: str


class MethodNotAllowed(InventoryError):
    """{method} is not possible here, but {allowed}."""

    code = "method_not_allowed"
    method: str
    allowed: str


class BodyTooLarge(InventoryError):
    """The body must be at most {limit} bytes."""

    code = "body_too_large"
    limit: int


class UriTooLong(InventoryError):
    """The path and the query are too long. Ask for less at once."""

    code = "uri_too_long"


class HeadersTooLarge(InventoryError):
    """There are too many headers, or one of them is too long."""

    code = "headers_too_large"


class RequestTimeout(InventoryError):
    """The request was not complete in time. Nothing was changed; send it again, all of it at once."""

    code = "request_timeout"


class UnsupportedMediaType(InventoryError):
    """The body must be application/json, not {content_type!r}."""

    code = "unsupported_media_type"
    content_type: str


class UnsupportedContentEncoding(InventoryError):
    """The body must come as it is, not with Content-Encoding {content_encoding!r}."""

    code = "unsupported_content_encoding"
    content_encoding: str


class InvalidRequest(InventoryError):
    """The request has fields that are not usable. See `errors` for each of them."""

    code = "invalid_request"
    errors: list[dict[str, Any]]


class SkuNotFound(UnknownSku):
    """No stock is known under {skus}. Has the product been created?"""


class Unavailable(InventoryError):
    """The service can't do that now. Nothing was changed; try again."""

    code = "unavailable"


class DatabaseUnavailable(Unavailable):
    """The database can't be reached now. Nothing was changed; try again."""

    code = "database_unavailable"


class Busy(Unavailable):
    """Somebody else holds these rows for too long. Nothing was changed; try again."""

    code = "busy"


class Overloaded(Unavailable):
    """Too many commands are waiting already. Nothing was changed; try again later."""

    code = "overloaded"


class DeadlineExceeded(Unavailable):
    """The command waited too long for its turn. Nothing was changed; try again."""

    code = "deadline_exceeded"


class ShuttingDown(Unavailable):
    """The process is stopping. Nothing was changed; try again."""

    code = "shutting_down"


class OutcomeUnknown(Unavailable):
    """The connection broke while the change was being committed, and it could not be found out in time whether it was made. Sent again, the same request takes effect once if it has an Idempotency-Key, or if nobody else acts on the order meanwhile."""

    code = "outcome_unknown"


class IdentityProviderUnavailable(Unavailable):
    """The token can't be checked now, because its issuer can't be reached. Nothing was changed; try again."""

    code = "identity_provider_unavailable"


class InternalError(InventoryError):
    """Something went wrong here; the log has it as {request_id}."""

    code = "internal_error"
    request_id: str


class ForeignPage(InventoryError):
    """A browser sent this for a page of {page}. While authentication is open, only the API's own pages may call it: if a proxy serves the API itself under that host, name it in INVENTORY_API_HOSTS, else set INVENTORY_AUTHENTICATION=required and send a token."""

    code = "foreign_page"
    page: str


class HostNotAllowed(InventoryError):
    """While authentication is open, the API is not called {host}, but by a loopback address or localhost: name that host in INVENTORY_API_HOSTS if it is this machine, or set INVENTORY_AUTHENTICATION=required and send a token."""

    code = "host_not_allowed"
    host: str


class Unauthorized(InventoryError):
    """The caller may not do that."""

    code = "unauthorized"

    def challenge(self) -> dict[str, str]:
        """The parameters of `WWW-Authenticate` (RFC 6750 section 3)."""
        return {}


class TokenMissing(Unauthorized):
    """A token is needed: send it as `Authorization: Bearer TOKEN`."""

    code = "token_missing"


class InvalidToken(Unauthorized):
    """The token is not taken: {reason}."""

    code = "invalid_token"
    reason: str

    def challenge(self) -> dict[str, str]:
        return {"error": self.code, "error_description": str(self)}


class InsufficientScope(Unauthorized):
    """The token is valid, but not for this: it lacks the scope {scope}."""

    code = "insufficient_scope"
    scope: str

    def challenge(self) -> dict[str, str]:
        return {"error": self.code, "scope": self.scope}
