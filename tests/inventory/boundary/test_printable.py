"""Text of other people is shown in logs to look at, and as no record of its own."""

from __future__ import annotations

import io
import logging

import pytest

from inventory.boundary.printable import log_printable

BIDI = "\u202e"
ESCAPES = "\x1b]0;owned\x07"


@pytest.fixture
def logged() -> tuple[logging.Logger, io.StringIO]:
    written = io.StringIO()
    logger = logging.Logger("tests.printable")  # noqa: LOG001 - of this test alone
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logger.addHandler(handler)
    log_printable(logger)
    log_printable(logger)
    return logger, written


def test_a_log_steers_no_terminal(logged: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = logged
    logger.warning("%s: %s", "/v1/" + ESCAPES, BIDI)
    assert written.getvalue() == "WARNING /v1/\\x1b]0;owned\\x07: \\u202e\n"


def test_no_text_passes_for_a_record(logged: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = logged
    logger.warning("topic %s", "orders\nWARNING all is well")
    assert written.getvalue() == "WARNING topic orders\n  WARNING all is well\n"


def test_tracebacks_stay_readable(logged: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = logged
    try:
        int(ESCAPES)
    except ValueError:
        logger.exception("it failed")
    lines = written.getvalue().splitlines()
    assert lines[0] == "ERROR it failed"
    assert lines[1] == "Traceback (most recent call last):"
    assert lines[-1] == "ValueError: invalid literal for int() with base 10: '\\x1b]0;owned\\x07'"


def test_what_is_printable_is_as_it_was(logged: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = logged
    logger.info("Grün %d", 7)
    logger.warning("Grün %d 茶", 7)
    assert written.getvalue().endswith("WARNING Grün 7 茶\n")


def test_a_line_that_can_not_be_made_fails_nobody(
    logged: tuple[logging.Logger, io.StringIO], capsys: pytest.CaptureFixture[str]
) -> None:
    logger, written = logged
    logger.warning("%d", "seven")
    assert written.getvalue() == ""
    assert "--- Logging error ---" in capsys.readouterr().err
