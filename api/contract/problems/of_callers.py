"""Problems whose cause is with the caller: the request, its token, or the state that it meets.
Status 4xx.
"""

from __future__ import annotations

from api.contract import errors
from api.contract.limits import MAX_BODY_BYTES
from api.contract.problems.kinds import ProblemKind
from inventory.domain.stock.moving import UnitsPromised
from inventory.errors import (
    BeyondToken,
    BrokenRule,
    IdempotencyKeyReused,
    InsufficientStock,
    InvalidIdentifier,
    LocationInactive,
    LocationNotSetUp,
    NotSellable,
    PreconditionFailed,
    QuantityBelowZero,
    ReferenceConflict,
    ReservationConflict,
    Shortfall,
    UnknownLocation,
    UnknownReservation,
    UnknownSku,
)
from inventory.write_path.locations import LocationInItself

OF_CALLERS = (
    ProblemKind(
        400,
        errors.MalformedJson(reason="unexpected end of data: line 1 column 15 (char 14)"),
        "The body is not JSON, nested deeper than the limit, or names a member twice.",
        "Repair the body. The same one is refused every time.",
    ),
    ProblemKind(
        400,
        errors.BadRequest(reason="it ends before it is complete"),
        "The request is not valid HTTP, or has two meanings.",
        "Repair the client. The same request is refused every time.",
    ),
    ProblemKind(
        401,
        errors.TokenMissing(),
        "The call needs a token and came without one.",
        "Send `Authorization: Bearer TOKEN`.",
    ),
    ProblemKind(
        401,
        errors.InvalidToken(reason="it is unknown, expired or revoked"),
        "The token is malformed, unknown, expired or revoked.",
        "Get a new token. The same one is refused every time.",
    ),
    ProblemKind(
        403,
        errors.InsufficientScope(scope="stock:adjust"),
        "The token is valid and lacks the scope that this call needs.",
        "Ask an operator for a token with the named `scope`.",
    ),
    ProblemKind(
        403,
        BeyondToken(exceeded="max_units", allowed="100", asked="120"),
        "The call is beyond a limit of the token. `exceeded` names the limit: the prefix of order ids, the locations, the units of "
        "its running holds together, or the seconds that a hold may live. Nothing was changed.",
        "Stay within `allowed`, give units back, or ask an operator for a token with other limits. A replay is never refused for units.",
    ),
    ProblemKind(
        403,
        errors.ForeignPage(page="https://elsewhere.example"),
        "Authentication is open, and a browser sent the request for a page of another host.",
        "Call it from a page of the API's own host. If a proxy serves the API under another host, name that host in `INVENTORY_API_HOSTS`. Programs other than browsers never meet this.",
    ),
    ProblemKind(
        404,
        errors.NotFound(path="/v1/stocks"),
        "Nothing is served at this path.",
        "Compare the path with `/openapi.json`. Percent-encode ids, slashes included.",
    ),
    ProblemKind(
        404,
        errors.SkuNotFound(skus=["SHIRT-XXL"]),
        "The SKU in the path has no stock row.",
        "Check the SKU. A product of the catalogue has a row once its event is applied.",
    ),
    ProblemKind(
        404,
        errors.LocationNotFound(location="nroth", near=["north"]),
        "The location in the path is not there. `near` lists similar names.",
        "Check the name, or make the location with `PUT`.",
    ),
    ProblemKind(
        404,
        UnknownReservation(order_id="order-1043"),
        "No reservation is known for this order.",
        "Check the order id, or reserve first.",
    ),
    ProblemKind(
        405,
        errors.MethodNotAllowed(method="DELETE", allowed="GET, HEAD, OPTIONS, PUT"),
        "The path exists, but not with this method.",
        "Use a method that `Allow` names.",
    ),
    ProblemKind(
        408,
        errors.RequestTimeout(),
        "The head or the body of the request was not complete in time. Nothing was changed.",
        "Send it again, on a new connection, all of it at once.",
    ),
    ProblemKind(
        409,
        InsufficientStock(lines=[Shortfall("SHIRT-M", 3, 1), Shortfall("CAP", 2, 0, kept_back=3)]),
        "Some lines can't be held. `shortfalls` lists the missing units: by line where a line names its `location`, else by SKU. "
        "`kept_back` are units that are there and kept back as safety stock. With `best_single_location` the order is not to be "
        "split, and both are the units of that location. Nothing was changed.",
        "Reserve or amend with the `available` units, or tell the customer.",
    ),
    ProblemKind(
        409,
        NotSellable(policies=[BrokenRule("SHIRT-M", "discontinued")]),
        "Some SKUs are not sold now. `policies` lists each with the rule that says so. Nothing was changed.",
        "Leave these lines out, or tell the customer. The rules of a SKU are at `/v1/skus/SKU/policy`.",
    ),
    ProblemKind(
        409,
        ReservationConflict(
            order_id="order-1042", status="confirmed", detail="it is paid. Cancel it to give its units back."
        ),
        "The state of the order forbids it. Nothing was changed.",
        "Read the reservation and follow `detail`. The same call is refused again.",
    ),
    ProblemKind(
        409,
        QuantityBelowZero(sku="SHIRT-M", location="main", delta=-50, quantity_on_hand=38, quantity_shortfall=0),
        "The change would leave less than zero units.",
        "Check the number. If the shelf differs from the books, send a count.",
    ),
    ProblemKind(
        409,
        UnitsPromised(sku="SHIRT-M", location="main", quantity=4, quantity_available=2, quantity_reserved=38),
        "A strict move would take units that are promised to orders. Nothing was changed.",
        'Move at most `quantity_available`, or leave `"strict": true` out.',
    ),
    ProblemKind(
        409,
        LocationInactive(location="north"),
        "The location is not active: it takes no units and sells none. Nothing was changed.",
        "Name another location, or have an operator set `active` for it.",
    ),
    ProblemKind(
        409,
        ReferenceConflict(sku="SHIRT-M", location="main", reference="delivery-7781"),
        "The reference already made another adjustment or move of this SKU at this location.",
        "Use a new reference for a new adjustment or move.",
    ),
    ProblemKind(
        412,
        PreconditionFailed(subject="Stock of 'SHIRT-M'", version=12),
        "`If-Match` does not name the newest state. Nothing was changed.",
        "Read it again, decide anew, and send the new `ETag`.",
    ),
    ProblemKind(
        413,
        errors.BodyTooLarge(limit=MAX_BODY_BYTES),
        "The body is larger than the limit.",
        "Split the request.",
    ),
    ProblemKind(
        414,
        errors.UriTooLong(),
        "The path and the query together are longer than the limit.",
        "Ask for fewer SKUs at once.",
    ),
    ProblemKind(
        415,
        errors.UnsupportedMediaType(content_type="text/plain"),
        "The body is not declared as JSON.",
        "Send `Content-Type: application/json`.",
    ),
    ProblemKind(
        415,
        errors.UnsupportedContentEncoding(content_encoding="gzip"),
        "The body is compressed.",
        "Send it uncompressed, without `Content-Encoding`.",
    ),
    ProblemKind(
        421,
        errors.HostNotAllowed(host="inventory.test:8000"),
        "Authentication is open, and the `Host` is neither a loopback address nor one of `INVENTORY_API_HOSTS`.",
        "Call it by `127.0.0.1` or `localhost`, or name the host in `INVENTORY_API_HOSTS`.",
    ),
    ProblemKind(
        422,
        errors.InvalidRequest(errors=[{"pointer": "/items/0/quantity", "detail": "Input should be a valid integer"}]),
        "Fields are missing, unknown or out of bounds. `errors` names each by JSON `pointer`, `parameter` or `header`.",
        "Repair the named fields. The same request is refused every time.",
    ),
    ProblemKind(
        422,
        UnknownSku(skus=["SHIRT-XXL"]),
        'Lines, or an adjustment with `"create": false`, name SKUs without a stock row. `skus` lists all of them. Nothing was '
        "changed.",
        "Check the SKUs. A product of the catalogue has a row once its event is applied.",
    ),
    ProblemKind(
        422,
        UnknownLocation(sku="SHIRT-M", location="mian", locations=["main", "north"]),
        'An adjustment with `"create": false` names a location where the SKU has no stock row. `locations` lists those where it has '
        "one. Nothing was changed.",
        'Check the location. Leave `"create": false` out if a new row is meant.',
    ),
    ProblemKind(
        422,
        LocationNotSetUp(location="nroth", near=["north"]),
        "The request names a location that is not there. `near` lists similar names. Nothing was changed.",
        "Check the name. A location is made with `PUT /v1/locations/{name}`.",
    ),
    ProblemKind(
        422,
        LocationInItself(location="main", parent="shelf-4"),
        "The location would be a part of itself. Nothing was changed.",
        "Name another `parent`.",
    ),
    ProblemKind(
        422,
        InvalidIdentifier(field="sku", value="SHIRT-M ", reason="ends with a space"),
        "The call would make a new key with spaces around it or with invisible characters. `field` and `value` name the key. "
        "Nothing was changed.",
        "Correct the key. Known keys are taken as they are.",
    ),
    ProblemKind(
        422,
        IdempotencyKeyReused(key="8e03978e-40d5-43dd-bc93-6894a57f9324"),
        "The `Idempotency-Key` was used before with another method, path or body.",
        "Use a new key for a new request, and the same body for a retry.",
    ),
    ProblemKind(
        431,
        errors.HeadersTooLarge(),
        "The headers are more or longer than the limits allow.",
        "Send fewer headers, or shorter ones.",
    ),
)
