"""A record of the log is one line, with any text in it, and has the declared fields alone."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
from collections.abc import Iterator, Mapping
from typing import Any, get_type_hints

import pytest

from inventory.logs.fields import MAX_LISTED, MEANINGS, Fields, listed
from inventory.logs.formats import MAX_LINE, JsonLines, TextLines
from tests.inventory.logs.program import program
from tests.prose import ROOT

BIDI = "\u202e"
ESCAPES = "\x1b]0;owned\x07"
BREAKS = "o-1\n2026-01-01T00:00:00.000Z ERROR x: forged\r\n{}\u2028{}\u0085{}\x0b\x0c\x1c"
FORMATS = {"json": JsonLines, "text": TextLines}
Written = tuple[logging.Logger, io.StringIO]


def logger_with(formatter: logging.Formatter) -> Written:
    written = io.StringIO()
    logger = logging.Logger("tests.lines")  # noqa: LOG001 - of this test alone
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    logger.addHandler(handler)
    return logger, written


@pytest.fixture(params=["json", "text"])
def either(request: pytest.FixtureRequest) -> Written:
    return logger_with(FORMATS[request.param]())


@pytest.fixture
def as_json() -> Written:
    return logger_with(JsonLines())


@pytest.fixture
def as_text() -> Written:
    return logger_with(TextLines())


def only(written: io.StringIO) -> dict[str, Any]:
    (line,) = written.getvalue().splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def texts(value: Any) -> Iterator[str]:
    """All texts of a JSON value."""
    match value:
        case str():
            yield value
        case Mapping():
            for name, one in value.items():
                yield from (name, *texts(one))
        case list():
            for one in value:
                yield from texts(one)


def test_a_line_has_its_head_and_its_fields(as_json: Written) -> None:
    logger, written = as_json
    logger.info("applied %d events", 2, extra=Fields(event_ids=["a", "b"], events=2, seconds=0.00123456789))
    line = only(written)
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "INFO",
        "logger": "tests.lines",
        "message": "applied 2 events",
        "event_ids": ["a", "b"],
        "events": 2,
        "seconds": 0.001235,
    }


def test_a_line_for_people_reads_like_one(as_text: Written) -> None:
    logger, written = as_text
    fields = Fields(order_id="o 1", order_ids=["a", 'b"'], outcomes={"pending": 2, "unknown sku": 1}, offset=7)
    logger.warning("Grün %d 茶", 7, extra=fields)
    _, _, shown = written.getvalue().partition("Z ")
    assert shown == (
        'WARNING tests.lines: Grün 7 茶 order_id="o 1" order_ids=a,"b\\"" offset=7 outcomes=pending:2,"unknown sku":1\n'
    )


def test_fields_that_nobody_has_declared_are_left_out(either: Written) -> None:
    logger, written = either
    logger.info("a task of Celery's", extra={"data": {"args": "hunter2"}, "order_id": "o-1"})
    assert "hunter2" not in written.getvalue()
    assert "o-1" in written.getvalue()


def test_a_line_has_the_fields_of_the_work_in_hand() -> None:
    logger, written = logger_with(JsonLines(lambda: Fields(task_id="t-1", order_id="o-1")))
    logger.info("the record's own come first", extra=Fields(order_id="o-2"))
    assert only(written)["task_id"] == "t-1"
    assert only(written)["order_id"] == "o-2"


@pytest.mark.parametrize("where", ["message", "field", "list", "mapping", "exception"])
@pytest.mark.parametrize("foreign", [BREAKS, ESCAPES, BIDI + "gpj.exe", "\ud800", "\x7f\x9b31m"])
def test_nothing_from_outside_forges_a_line_or_steers_a_terminal(either: Written, where: str, foreign: str) -> None:
    logger, written = either
    extra: Mapping[str, Mapping[str, object]] = {
        "field": Fields(order_id=foreign),
        "list": Fields(order_ids=[foreign]),
        "mapping": Fields(outcomes={foreign: 1}),
    }
    if where == "exception":
        logger.error("it failed", exc_info=ValueError(foreign))
    else:
        logger.info("order %s", foreign if where == "message" else "o-1", extra=extra.get(where))
    first, *further = written.getvalue().removesuffix("\n").split("\n")
    assert all(line.startswith("  ") for line in further)
    assert all(line.isprintable() for line in [first, *further])
    assert len(written.getvalue().splitlines()) == 1 + len(further)
    if first.startswith("{"):
        assert not further
        assert any(foreign in text for text in texts(json.loads(first))), "a reader of JSON has it as it came"


def test_tracebacks_stay_readable(as_text: Written) -> None:
    logger, written = as_text
    try:
        int(ESCAPES)
    except ValueError:
        logger.exception("it failed")
    lines = written.getvalue().splitlines()
    assert lines[0].endswith("ERROR tests.lines: it failed")
    assert lines[1] == "  Traceback (most recent call last):"
    assert lines[-1] == "  ValueError: invalid literal for int() with base 10: '\\x1b]0;owned\\x07'"


def test_a_line_that_can_not_be_made_fails_nobody(either: Written) -> None:
    logger, written = either
    logger.warning("%d", "seven")
    assert "a record can't be shown (TypeError): %d" in written.getvalue()


@pytest.mark.parametrize(
    "secret",
    [
        "postgresql://shop:hunter2@db/inventory",
        "redis://:hunter2@redis:6379/0",
        "amqp://shop:p%40hunter2/x@rabbit//",
        "Authorization: Bearer hunter2.abc",
        "authorization: basic aHVudGVyMg==hunter2",
        "AUTHORIZATION: BEARER hunter2.abc",
        "conninfo 'host=db password=hunter2 user=shop'",
        "REDIS_PASSWORD=hunter2",
        '{"user": "shop", "password": "hunter2"}',
        "invtok_" + "hunter2".ljust(43, "x"),
        "eyJhbGciOiJSUzI1NiJ9.hunter2hunter2.hunter2",
    ],
)
def test_secrets_are_covered(either: Written, secret: str) -> None:
    logger, written = either
    logger.error("it failed: %s", secret, exc_info=ValueError(secret), extra=Fields(order_id=secret))
    assert "hunter2" not in written.getvalue()
    assert "***" in written.getvalue()


def test_a_line_is_bounded(either: Written) -> None:
    """Docker cuts a line of more than 16 KiB, and its second half would pass for a line."""
    logger, written = either
    logger.info("%s", "\n" * 100_000, extra=Fields(order_id="\n" * 100_000))
    logger.info("%s", "long", extra=Fields(order_ids=["\n" * 300 for _ in range(1_000)]))
    first, second = [line for line in written.getvalue().split("\n") if line.strip()][:2]
    assert max(len(first), len(second)) <= MAX_LINE
    assert "the rest of this line was too long" in written.getvalue()


def test_a_list_names_the_first_ones_each_once() -> None:
    ids = [f"{number:036}" for number in range(500)]
    assert listed([*ids[:3], None, *ids[:3]]) == ids[:3]
    assert listed(ids) == ids[: MAX_LISTED // 36]


def test_each_field_has_a_meaning() -> None:
    assert list(MEANINGS) == list(get_type_hints(Fields))
    assert all(MEANINGS.values())


@pytest.mark.parametrize(("form", "opens"), [("auto", '{"time":"'), ("json", '{"time":"'), ("text", "20")])
def test_auto_is_json_where_nobody_watches(form: str, opens: str) -> None:
    assert program("", form).stderr.startswith(opens)


def test_auto_is_text_at_a_terminal() -> None:
    ours, theirs = os.openpty()
    program("", stderr=theirs, stdout=subprocess.DEVNULL)
    assert b"INFO x: begun" in os.read(ours, 1_000)
    os.close(ours)
    os.close(theirs)


def test_what_ends_a_process_or_a_thread_is_a_line_too() -> None:
    ran = program("threading.Thread(target=lambda: 1 / 0, name='t').start()\nraise LookupError('o\\n1')")
    lines = [json.loads(line) for line in ran.stderr.splitlines()]
    assert ran.returncode == 1
    assert sorted(line["message"] for line in lines[1:]) == [
        "an unforeseen error ends the process",
        "an unforeseen error ends the thread t",
    ]
    assert all("Traceback" in line["exception"] for line in lines[1:])


def test_an_error_of_a_finalizer_is_a_line_too() -> None:
    body = (
        "class One:\n    def __del__(self): raise LookupError('o\\n1')\n    def __repr__(self): return 'one\\n'\nOne()"
    )
    ran = program(body)
    begun, line = [json.loads(line) for line in ran.stderr.splitlines()]
    assert (begun["message"], line["level"]) == ("begun", "ERROR")
    assert line["message"].startswith("an error that nobody can be told: ")
    assert "LookupError" in line["exception"]


def test_a_program_that_hears_of_such_errors_itself_goes_on_to() -> None:
    ran = program("import sys\nsys.unraisablehook = print\nset_up('INFO')\nprint(sys.unraisablehook is print)")
    assert ran.stdout.startswith("True\n")


def test_a_child_that_was_forked_goes_on_in_the_same_log() -> None:
    ran = program("import os\nchild = os.fork()\nlogging.warning('%s', 'child' if not child else 'parent')")
    assert sorted(json.loads(line)["message"] for line in ran.stderr.splitlines()) == ["begun", "child", "parent"]


@pytest.mark.parametrize("closed", ["os.close(2)", "sys.stderr.close()", "sys.stderr = None"])
def test_a_closed_stderr_fails_nobody(closed: str) -> None:
    ran = program(f"import os\n{closed}\nset_up('INFO')\nlogging.warning('nobody hears this')")
    assert (ran.returncode, ran.stdout) == (0, "goes on\n")


def test_a_reader_that_is_gone_fails_nobody() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    body = "for _ in range(10_000): logging.warning('nobody hears this')"
    ran = program(body, stderr=theirs, stdout=subprocess.PIPE)
    os.close(theirs)
    assert ran.stdout == "goes on\n"


def test_the_guide_has_each_field() -> None:
    table = "\n".join(f"| `{name}` | {meaning} |" for name, meaning in MEANINGS.items())
    assert table in (ROOT / "docs/logs.md").read_text(encoding="utf-8"), "paste the fields into docs/logs.md"
