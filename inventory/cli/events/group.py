"""`inventory events`: events from Kafka, their fate, and the handling of dead letters."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import click
import orjson

from inventory.boundary.printable import printable, printable_lines
from inventory.cli.events.ahead import ahead
from inventory.cli.events.gaps import gaps
from inventory.cli.events.paused import paused, resume
from inventory.cli.events.set_aside import discard, list_set_aside
from inventory.cli.events.skipped import skipped
from inventory.cli.terminal.connection import cause, certain_transaction, connected
from inventory.cli.terminal.failures import ExitCode
from inventory.cli.terminal.output import json_option, print_fields, print_json, print_table
from inventory.cli.terminal.parameters import PAGE, ROW_ID, TEXT
from inventory.cli.terminal.progress_bar import progress
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import Database, now
from inventory.errors import InventoryError
from inventory.inbox import dead_letters
from inventory.inbox.errors import EventUnusable, UnknownEvent
from inventory.inbox.events import EventType
from inventory.inbox.queries import (
    EventContent,
    EventFilter,
    State,
    StoredEvent,
    content_json,
    event,
    event_json,
    record_key,
)
from inventory.inbox.queries import events as stored_events
from inventory.inbox.rereading import Read, installed_reader
from inventory.settings import settings

SHOWN = 10_000
"""Maximum characters of a payload that are printed for people."""
ROUND = 500
"""Dead letters that are sent back in one transaction."""


@click.group()
def events() -> None:
    """List events from Kafka, replay dead letters, abandon events."""


for command in (paused, resume, list_set_aside, discard, skipped, gaps, ahead):
    events.add_command(command)


@events.command(name="list")
@click.option("--state", type=click.Choice([state.value for state in State]), help="Only events in this state.")
@click.option(
    "--type", "type_", type=click.Choice([type_.value for type_ in EventType]), help="Only events of this type."
)
@click.option("--reason", type=TEXT, help="Only dead letters for this reason.")
@click.option("--topic", type=TEXT, help="Only events from this topic.")
@click.option("--source", type=TEXT, help="Only events from this source.")
@click.option("--key", type=TEXT, help="Only dead letters whose Kafka message had this key.")
@click.option("--order", type=TEXT, help="Only events about this order.")
@click.option("--limit", type=PAGE, default=20, show_default=True, help="Maximum number of events.")
@click.option("--before", type=ROW_ID, help="Only events received before the event of this id: the next page.")
@json_option
def list_(
    *, state: str | None, type_: str | None, limit: int, before: int | None, as_json: bool, **filters: str | None
) -> None:
    """List events, newest first."""
    where = EventFilter(None if state is None else State(state), type_, **filters)
    with connected() as database, database.transaction() as session:
        page = stored_events(session, where=where, before=before, limit=limit)
    if as_json:
        print_json({"items": [event_json(one) for one in page.entries], "next_before": page.last})
        return
    print_table(
        ("id", "state", "type", "about", "topic", "source", "key", "received", "attempts", "why"),
        [
            (
                *(str(one.id), one.state, one.type, one.key, one.topic, one.source),
                *(_key(one), one.received_at, one.attempts, one.reason or one.last_error),
            )
            for one in page.entries
        ],
    )
    if page.last is not None:
        click.echo(f"Older events: --before {page.last}", err=True)


@events.command()
@click.argument("id_", metavar="ID", type=ROW_ID)
@json_option
def show(id_: int, *, as_json: bool) -> None:
    """Show one event: its content, its origin, and its failure."""
    with connected() as database, database.transaction() as session:
        found = event(session, id_)
    if found is None:
        raise UnknownEvent(id=id_)
    stored, content = found
    if as_json:
        print_json({**event_json(stored), **content_json(content)})
    else:
        _print(stored, content)


def _print(stored: StoredEvent, content: EventContent) -> None:
    print_fields(
        [
            ("id", str(stored.id)),
            ("state", stored.state),
            ("event id", stored.event_id),
            ("source", stored.source),
            ("type", stored.type),
            ("about", stored.key),
            ("happened", stored.occurred_at),
            ("received", stored.received_at),
            ("counts as of", stored.counts_at if stored.is_ahead else None),
            ("from", f"{stored.topic}, partition {stored.partition}, offset {stored.record_offset}"),
            ("key", _key(stored)),
            ("sent", content.record_time),
            ("attempts", stored.attempts),
            ("next attempt", stored.not_before),
            ("last error", stored.last_error),
            ("waits for", None if stored.waits_for is None else ", ".join(stored.waits_for)),
            ("reason", stored.reason),
            ("detail", stored.detail),
            ("died", stored.died_at),
            ("superseded by", None if stored.superseded_by is None else str(stored.superseded_by)),
        ]
    )
    if content.headers:
        click.echo("headers")
        for header in content.headers:
            _print_text(_header(header))
    if content.payload is not None:
        click.echo("payload")
        _print_text(orjson.dumps(content.payload, option=orjson.OPT_INDENT_2).decode())
    if content.raw is not None:
        click.echo(f"bytes as they came ({len(content.raw):,})")
        _print_text(content.raw.decode("utf-8", "backslashreplace"))


def _key(stored: StoredEvent) -> str | None:
    return None if stored.record_key is None else record_key(stored.record_key)


def _header(stored: dict[str, Any]) -> str:
    if "omitted" in stored:
        return f"({stored['omitted']} more were too large to be kept)"
    return f"{stored['name']}: {stored.get('value', stored.get('base64'))}"


def _print_text(text: str) -> None:
    for line in text[:SHOWN].splitlines():
        click.echo(f"  {printable(line)}")
    if len(text) > SHOWN:
        click.echo(f"  … and {len(text) - SHOWN:,} characters more; --json has all of it")


@events.command()
@click.argument("ids", metavar="ID...", nargs=-1, type=ROW_ID)
@click.option("--reason", type=TEXT, help="Replay all dead letters for this reason.")
@click.option("--all", "all_", is_flag=True, help="Replay all dead letters that can be replayed.")
@json_option
def replay(ids: tuple[int, ...], *, reason: str | None, all_: bool, as_json: bool) -> None:
    """Send dead letters back to work. They are pending again, and sent within seconds.

    Events whose attempts were used up, and abandoned events, are tried again as they are. Unusable
    events are read again, by today's rules and settings. An event takes effect once, however often
    it is replayed.
    """
    if sum((bool(ids), reason is not None, all_)) != 1:
        raise click.UsageError("Give either IDs, or --reason, or --all.")
    if ids:
        with connected() as database, certain_transaction(database) as session:
            answers = dead_letters.replay(session, ids, now=now(session), read=installed_reader(settings()))
    else:
        answers = _replay_all(reason)
        unusable = [id_ for id_, refusal in answers.items() if isinstance(refusal, EventUnusable)]
        answers = {id_: refusal for id_, refusal in answers.items() if id_ not in set(unusable)}
        if unusable and not as_json:
            click.echo(f"{len(unusable):,} can't be used as they are: inventory events list --state dead", err=True)
    _report(answers, "replayed", "No dead letter was found that can be replayed.", as_json=as_json)


def _replay_all(reason: str | None) -> dict[int, InventoryError | None]:
    """Replay in rounds, a transaction each. A letter that dies again is not taken twice."""
    read = installed_reader(settings())
    answers: dict[int, InventoryError | None] = {}
    with connected() as database, progress("Replaying") as advance:
        while True:
            found = _replay_round(database, reason, after=max(answers, default=0), read=read)
            answers |= found
            advance(len(found))
            if len(found) < ROUND:
                return answers


@retried_on_stale_plan
def _replay_round(
    database: Database, reason: str | None, *, after: int, read: Read | None
) -> dict[int, InventoryError | None]:
    with certain_transaction(database) as session:
        ids = dead_letters.replayable(session, reason=reason, after=after, limit=ROUND)
        return dict(dead_letters.replay(session, ids, now=now(session), read=read))


@events.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True, type=ROW_ID)
@click.option("--reason", type=TEXT, required=True, help="Reason, kept with the dead letter.")
@json_option
def abandon(ids: tuple[int, ...], *, reason: str, as_json: bool) -> None:
    """Give pending events up: they become dead letters. `replay` takes it back."""
    with connected() as database, certain_transaction(database) as session:
        answers = dead_letters.abandon(session, ids, actor=cause().actor, why=reason, now=now(session))
    _report(answers, "abandoned", "Nothing was abandoned.", as_json=as_json)


def _report(answers: Mapping[int, InventoryError | None], done: str, nothing: str, *, as_json: bool) -> None:
    """Print the results. Exits 1 if anything was refused."""
    moved = [id_ for id_, refusal in answers.items() if refusal is None]
    refused = {id_: refusal for id_, refusal in answers.items() if refusal is not None}
    if as_json:
        told = [{"id": id_, "code": refusal.code, "detail": str(refusal)} for id_, refusal in refused.items()]
        print_json({done: moved, "refused": told})
    else:
        for refusal in refused.values():
            click.echo(printable_lines(str(refusal)), err=True)
        click.echo(f"{len(moved):,} {'event was' if len(moved) == 1 else 'events were'} {done}." if moved else nothing)
    if refused:
        sys.exit(ExitCode.REFUSED)
