"""Reasons to refuse a visitor, each in words for people. `status` is that of the answer."""

from __future__ import annotations

from typing import ClassVar

from inventory.errors import InventoryError


class Refusal(InventoryError):
    """The console can't do that."""

    status: ClassVar[int] = 403


class SignInNeeded(Refusal):
    """Your session is over, or you have not signed in. Nothing was changed. Sign in, and do it
    again.
    """

    code = "sign_in_needed"
    status = 401


class ScopeMissing(Refusal):
    """Your token lacks the scope {scope}, which this needs. Nothing was changed. Ask an operator
    for a token that has it.
    """

    code = "scope_missing"
    scope: str


class FormOutdated(Refusal):
    """The form is none that the console gave to you in this session. Nothing was changed. Load the
    page again, and fill the form in anew.
    """

    code = "form_outdated"


class ForeignForm(Refusal):
    """A page of {page} sent this. Nothing was changed. Only the console's own pages may change
    anything.
    """

    code = "foreign_form"
    page: str


class HostUnknown(Refusal):
    """The console is not called {host}. Nobody signs in here, so open it by a loopback address or
    localhost. If {host} is this machine, name it in INVENTORY_API_HOSTS.
    """

    code = "host_unknown"
    host: str


class PageNotFound(Refusal):
    """There is no page at this address. Search for it, or begin at the overview."""

    code = "page_not_found"
    status = 404


class AddressUnusable(Refusal):
    """The address of the page can't be read: {problems}. Search for its thing, or begin at the
    overview.
    """

    code = "address_unusable"
    status = 422
    problems: str


class MethodRefused(Refusal):
    """The address takes {allowed} alone. Begin at the overview."""

    code = "method_refused"
    status = 405
    allowed: str


class TooLarge(Refusal):
    """The console takes at most {limit} bytes at once. Nothing was changed. Send less."""

    code = "too_large"
    status = 413
    limit: int
