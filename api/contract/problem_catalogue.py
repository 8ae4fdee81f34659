"""Every problem that a caller may meet: its status, what it means, and what to do. `docs/errors.md` is this table.

Each has an instance as its example, so that its code, its message and its members are stated once, where it is defined.
"""

from __future__ import annotations

from dataclasses import dataclass

from api.contract import errors
from api.contract.limits import MAX_BODY_BYTES
from inventory.errors import (
    BeyondToken,
    ConcurrentChange,
    IdempotencyKeyReused,
    InsufficientStock,
    InvalidIdentifier,
    InventoryError,
    PreconditionFailed,
    QuantityBelowZero,
    QuantityStale,
    ReferenceConflict,
    ReservationConflict,
    Shortfall,
    UnknownLocation,
    UnknownReservation,
    UnknownSku,
)

_AGAIN = "Send the same request again after `Retry-After` seconds; it takes effect once."


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem, by an `example` of it."""

    status: int
    example: InventoryError
    meaning: str
    remedy: str

    @property
    def code(self) -> str:
        return self.example.code


PROBLEMS = (
    Problem(
        400,
        errors.MalformedJson(reason="unexpected end of data: line 1 column 15 (char 14)"),
        "The body is not JSON, nested deeper than the limit, or names a member twice.",
        "Repair the body. The same one will never be taken.",
    ),
    Problem(
        400,
        errors.BadRequest(reason="it ends before it is complete"),
        "The request is not proper HTTP, or can be read in two ways.",
        "Repair the client. The same request will never be taken.",
    ),
    Problem(
        401,
        errors.TokenMissing(),
        "The call needs a token and has none.",
        "Send `Authorization: Bearer TOKEN`.",
    ),
    Problem(
        401,
        errors.InvalidToken(reason="it is unknown, expired or revoked"),
        "The token is malformed, unknown, expired or revoked.",
        "Get a new token. The same one will not be taken.",
    ),
    Problem(
        403,
        errors.InsufficientScope(scope="stock:adjust"),
        "The token is valid and lacks the scope that this call needs.",
        "Ask an operator for a token with the `scope` that is named.",
    ),
    Problem(
        403,
        BeyondToken(exceeded="max_units", allowed="100", asked="120"),
        "The token has limits, and this is beyond the one that `exceeded` names: the order's id, a location, the units that its running holds "
        "have together, or how long a hold may live. Nothing was changed.",
        "Stay within `allowed`, give units back, or ask an operator for a token with other limits. A replay is never refused for units.",
    ),
    Problem(
        403,
        errors.ForeignPage(page="https://elsewhere.example"),
        "Authentication is open, and a browser sent this for a page of another host.",
        "Call it from a page of the API's own host. Where a proxy serves the API under another, name that in `INVENTORY_API_HOSTS`. Programs are not concerned.",
    ),
    Problem(
        404,
        errors.NotFound(path="/v1/stocks"),
        "Nothing is served at this path.",
        "Compare the path with `/openapi.json`. Percent-encode ids, slashes included.",
    ),
    Problem(
        404,
        errors.SkuNotFound(skus=["SHIRT-XXL"]),
        "The SKU in the path has no stock row.",
        "Check the SKU. A product of the catalogue appears when its event was heard.",
    ),
    Problem(
        404,
        UnknownReservation(order_id="order-1043"),
        "Nothing was ever reserved or heard for this order.",
        "Check the order id, or reserve first.",
    ),
    Problem(
        405,
        errors.MethodNotAllowed(method="DELETE", allowed="GET, HEAD, OPTIONS, PUT"),
        "The path exists, but not with this method.",
        "Use a method that `Allow` names.",
    ),
    Problem(
        408,
        errors.RequestTimeout(),
        "Head or body of the request were not complete in time. Nothing was changed.",
        "Send it again, on a new connection, all of it at once.",
    ),
    Problem(
        409,
        InsufficientStock(lines=[Shortfall("SHIRT-M", 3, 1), Shortfall("CAP", 2, 0)]),
        "Some lines can't be held. `shortfalls` has what is missing: each line that names a `location` for itself, the other lines "
        "of a SKU together. Nothing was changed.",
        "Reserve or amend with what is `available`, or tell the customer.",
    ),
    Problem(
        409,
        ReservationConflict(
            order_id="order-1042", status="confirmed", detail="it is paid. Cancel it to give its units back."
        ),
        "What is known of the order forbids it. Nothing was changed.",
        "Read the reservation and do what `detail` says. The same call will be refused again.",
    ),
    Problem(
        409,
        QuantityStale(sku="SHIRT-M", location="main", expected=40, quantity_on_hand=38),
        "A count expected another number than there is.",
        "Read the stock, count again, and send it with a new `expected_quantity_on_hand`.",
    ),
    Problem(
        409,
        QuantityBelowZero(sku="SHIRT-M", location="main", delta=-50, quantity_on_hand=38, quantity_shortfall=0),
        "A change would leave less than nothing.",
        "Check the number. If the shelf differs from the books, send a count.",
    ),
    Problem(
        409,
        ReferenceConflict(sku="SHIRT-M", location="main", reference="delivery-7781"),
        "This reference made another adjustment of this SKU here.",
        "Use a new reference for a new adjustment.",
    ),
    Problem(
        412,
        PreconditionFailed(subject="Stock of 'SHIRT-M'", version=12),
        "`If-Match` names no state that is the newest. Nothing was changed.",
        "Read it again, decide anew, and send the new `ETag`.",
    ),
    Problem(
        413,
        errors.BodyTooLarge(limit=MAX_BODY_BYTES),
        "The body is larger than the limit.",
        "Split the request.",
    ),
    Problem(
        414,
        errors.UriTooLong(),
        "The path and the query are longer than the limit.",
        "Ask for fewer SKUs at once.",
    ),
    Problem(
        415,
        errors.UnsupportedMediaType(content_type="text/plain"),
        "The body is declared as something else than JSON.",
        "Send `Content-Type: application/json`.",
    ),
    Problem(
        415,
        errors.UnsupportedContentEncoding(content_encoding="gzip"),
        "The body is compressed.",
        "Send it as it is, without `Content-Encoding`.",
    ),
    Problem(
        421,
        errors.HostNotAllowed(host="inventory.test:8000"),
        "Authentication is open, and the `Host` is neither a loopback address nor one of `INVENTORY_API_HOSTS`.",
        "Call it by `127.0.0.1` or `localhost`, or name the host in `INVENTORY_API_HOSTS`.",
    ),
    Problem(
        422,
        errors.InvalidRequest(errors=[{"pointer": "/items/0/quantity", "detail": "Input should be a valid integer"}]),
        "Fields are missing, unknown or out of bounds. `errors` names each by JSON `pointer`, `parameter` or `header`.",
        "Repair what is named. The same request will never be taken.",
    ),
    Problem(
        422,
        UnknownSku(skus=["SHIRT-XXL"]),
        'Lines, or an adjustment with `"create": false`, name SKUs that have no stock row: all of them are in `skus`. Nothing was '
        "changed.",
        "Check the SKUs. A product of the catalogue appears when its event was heard.",
    ),
    Problem(
        422,
        UnknownLocation(sku="SHIRT-M", location="mian", locations=["main", "north"]),
        'An adjustment with `"create": false` names a location where the SKU has no stock row. `locations` are those where it has '
        "one. Nothing was changed.",
        'Check the location. Leave `"create": false` out where a new one is meant.',
    ),
    Problem(
        422,
        InvalidIdentifier(field="sku", value="SHIRT-M ", reason="ends with a space"),
        "A key that is not known may not become one: new keys have no spaces around them, and no characters that can't be seen. "
        "`field` and `value` name it. Nothing was changed.",
        "Correct the key. Keys that are known are taken as they are.",
    ),
    Problem(
        422,
        IdempotencyKeyReused(key="8e03978e-40d5-43dd-bc93-6894a57f9324"),
        "The `Idempotency-Key` was used before with another method, path or body.",
        "Use a new key for a new request, and the same body for a retry.",
    ),
    Problem(
        431,
        errors.HeadersTooLarge(),
        "There are more or longer headers than the limits.",
        "Send less.",
    ),
    Problem(
        500,
        errors.InternalError(request_id="5c1f0e6a7f0b4f6e9d3c2b1a09876543"),
        "A mistake of ours.",
        "Report the `request_id`. A retry is safe.",
    ),
    Problem(
        503,
        errors.DatabaseUnavailable(),
        "PostgreSQL can't be reached, or the server that answers takes no writes: a standby, or an old primary after a failover.",
        _AGAIN,
    ),
    Problem(503, errors.Busy(), "Somebody else holds the rows for too long.", _AGAIN),
    Problem(503, errors.Overloaded(), "Too many commands are waiting already.", _AGAIN),
    Problem(503, errors.DeadlineExceeded(), "The command waited too long for its turn.", _AGAIN),
    Problem(503, errors.ShuttingDown(), "This process is stopping.", _AGAIN),
    Problem(
        503,
        errors.OutcomeUnknown(),
        "The connection to PostgreSQL broke during the commit, and whether the change was made could not be found out in time.",
        "Send the same request again after `Retry-After` seconds. It takes effect once if it has the `Idempotency-Key` that it had; "
        "without one see *Retrying*.",
    ),
    Problem(
        503,
        ConcurrentChange(row="Reservation 'order-1042'"),
        "Somebody else made or removed rows meanwhile. Nothing was changed.",
        _AGAIN,
    ),
    Problem(
        503,
        errors.IdentityProviderUnavailable(),
        "The issuer of the token can't be reached to check it.",
        _AGAIN,
    ),
)

STATUS: dict[type[InventoryError], int] = {type(problem.example): problem.status for problem in PROBLEMS}


def status_of(error: InventoryError) -> int | None:
    """The status of this error, or of the nearest of its bases that has one."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), None)
