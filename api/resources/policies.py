"""Policies of SKUs: untracked, discontinued, and the time of sale."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from api.contract import policy_answers as answers
from api.contract.endpoint import Endpoint, Header
from api.contract.errors import SkuNotFound
from api.contract.headers import expected_versions, is_conditional, represent
from api.contract.requests.policies import PolicyRequest
from api.services import execute, services
from api.tracing import cause
from inventory.domain.commands import SetPolicy
from inventory.errors import InvalidIdentifier, LocationInactive, LocationNotSetUp
from inventory.reading import policy_json
from inventory.tokens import Scope

blueprint = Blueprint("policies", __name__)


@blueprint.get("/v1/skus/<segment:sku>/policy")
@Endpoint(
    "The rules by which a SKU is sold",
    Scope.STOCK_READ,
    {200: answers.POLICY, 304: None},
    refusals=[SkuNotFound],
    headers=[Header.IF_NONE_MATCH],
    tagged=True,
)
def show(sku: str) -> ResponseReturnValue:
    """Shows the policy of the SKU. A SKU without one is tracked and sold, and its version is 0. The
    `ETag` is the version.
    """
    with services().reads.transaction() as session:
        found = policy_json.policy(session, sku)
        if found is None:
            raise SkuNotFound(skus=[sku])
        epoch = services().epochs.within(session, conditional=is_conditional())
        return represent(policy_json.policy_json(found), found.version, epoch=epoch)


@blueprint.put("/v1/skus/<segment:sku>/policy")
@Endpoint(
    "Set the rules by which a SKU is sold",
    Scope.STOCK_CONFIGURE,
    {200: answers.POLICY, 201: answers.POLICY},
    body=PolicyRequest,
    refusals=[InvalidIdentifier, LocationNotSetUp, LocationInactive],
    headers=[Header.IF_MATCH],
    tagged=True,
    writes=True,
)
def put(sku: str, body: PolicyRequest) -> ResponseReturnValue:
    """Replaces all rules of the SKU. Answers 201 if it had none. A SKU that is not known yet is
    known then, with no units. Rules count for holds from now on: running holds and payments go on.

    `stock` replaces what it names alone, because the catalogue states these rules, too.
    """
    outcome = execute(SetPolicy(sku, body.stated(), cause(), expected_versions=expected_versions()))
    shown, status = policy_json.policy_json(outcome.policy), 201 if outcome.created else 200
    path = f"{request.root_path}/v1/skus/{quote(sku, safe='')}/policy"
    headers = [("Content-Location", path), *([("Location", path)] if outcome.created else [])]
    return represent(shown, outcome.policy.version, epoch=services().epochs.current(), status=status, headers=headers)
