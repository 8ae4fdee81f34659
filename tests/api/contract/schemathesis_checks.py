"""Add checks to the list of schemathesis."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import schemathesis
from schemathesis import CheckContext, Response
from schemathesis.generation import GenerationMode

BEYOND_THE_SCHEMA = (
    "bytes of UTF-8",  # it counts characters
    "is not a cursor of ours",
    "must be * or ETags",  # the coverage phase takes the pattern of a header for a hint
    "must be *, which makes a new one",
    "has the same sku, location and reference",  # two lines of a call, which a schema can't compare
    "has the same sku, from and reference",
    "must not be the same location",  # nor two members
    "sellable_from must be before sellable_until",
    "can't be combined with sku",  # nor two parameters
    "stock has two entries for one location",
    "split is never, but",  # the locations of items, and a list beside them
    "must not come with If-Match",  # nor two headers
    "valid datetime",  # the year 0000 and leap seconds
)


@schemathesis.check
def problems_have_a_code_of_their_status(
    _context: CheckContext, response: Response, case: schemathesis.Case[Any]
) -> None:
    """The schema leaves `code` open for clients. Today's values are those with an example."""
    if "problem+json" in str(response.headers.get("content-type")):
        answers = case.operation.definition.raw["responses"]
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and "405" not in answers:
            return  # it was asked with a method that the document does not have
        shown = answers[str(response.status_code)]["content"]["application/problem+json"]["examples"]
        assert response.json()["code"] in shown


@schemathesis.check
def data_that_the_schema_allows_is_not_called_invalid(
    _context: CheckContext, response: Response, case: schemathesis.Case[Any]
) -> None:
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE or response.status_code != 422:
        return
    problem = response.json()
    if problem["code"] == "invalid_request":
        for error in problem["errors"]:
            assert any(reason in error["detail"] for reason in BEYOND_THE_SCHEMA), error
