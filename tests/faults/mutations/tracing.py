"""Breaks of traces, and of what they may cost."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

SPANS = "tests/inventory/tracing/test_spans.py"
OUTGOING = "tests/inventory/tracing/test_outgoing.py"
SETTINGS = "tests/inventory/test_settings.py"
CALLS = "tests/api/test_traced_calls.py"
BATCHES = "tests/tasks/test_batch_spans.py"
POLLS = "tests/bridge/traces/test_polls.py"
OUTCOMES = "tests/bridge/traces/test_outcomes.py"

MUTATIONS: dict[str, Mutation] = {
    "spans wait for a collector without bound": Mutation(
        "G10",
        (
            Edit(
                "inventory/tracing/outgoing.py",
                "if self._closing.is_set() or len(self._waiting) >= self._max_waiting:",
                "if self._closing.is_set():",
            ),
        ),
        (f"{OUTGOING}::test_a_collector_that_hangs_slows_nothing_down_and_no_end",),
    ),
    "a process waits for its collector before it ends": Mutation(
        "G9",
        (Edit("inventory/tracing/outgoing.py", "self._thread.join(seconds)", "self._thread.join()"),),
        (f"{OUTGOING}::test_a_collector_that_hangs_slows_nothing_down_and_no_end",),
    ),
    "spans that were under way are lost without being counted": Mutation(
        "G9",
        (Edit("inventory/tracing/outgoing.py", "len(self._waiting) + self._under_way", "len(self._waiting)"),),
        (f"{OUTGOING}::test_a_collector_that_hangs_slows_nothing_down_and_no_end",),
    ),
    "lost spans are told each time": Mutation(
        "G9",
        (Edit("inventory/tracing/outgoing.py", "        if not told:\n", "        if number:\n"),),
        (f"{OUTGOING}::test_a_collector_that_goes_away_costs_spans_and_is_told_once",),
    ),
    "an event fails for a trace context that is not one": Mutation(
        "G2",
        (Edit("inventory/tracing/spans.py", "    except ValueError:\n", "    except KeyError:\n"),),
        (f"{SPANS}::test_no_work_fails_for_want_of_a_trace",),
    ),
    "OpenTelemetry is loaded without an endpoint": Mutation(
        "G10",
        (
            Edit(
                "inventory/tracing/choice.py",
                "    if settings.traces_url:\n",
                "    import opentelemetry.exporter.otlp.proto.http.trace_exporter\n\n    if settings.traces_url:\n",
            ),
        ),
        (f"{SPANS}::test_without_an_endpoint_nothing_is_traced_and_nothing_is_loaded",),
    ),
    "headers for traces alone go out in the clear": Mutation(
        "G9",
        (
            Edit(
                "inventory/settings/tracing.py",
                "if self.traces_headers and",
                "if self.otlp_headers and",
            ),
        ),
        (f"{SETTINGS}::test_what_is_unsafe_or_wrong_is_refused_with_a_sentence",),
    ),
    "a caller who does not record is recorded": Mutation(
        "G9",
        (Edit("inventory/tracing/sampling.py", "ParentBased(root) if", "root if"),),
        (f"{SPANS}::test_the_caller_and_the_sampler_decide",),
    ),
    "the inbox forgets the span of an event": Mutation(
        "G6",
        (Edit("bridge/traces/polls.py", "return replace(event, traceparent=span.traceparent)", "return event"),),
        (f"{POLLS}::test_each_event_goes_on_in_the_trace_of_its_producer",),
    ),
    "a message that is delivered again begins a second trace": Mutation(
        "G3",
        (Edit("bridge/traces/polls.py", "if is_new or event.traceparent is not None:", "if True:"),),
        (f"{POLLS}::test_what_is_delivered_again_begins_no_second_trace",),
    ),
    "the outcomes of a batch are all in one trace": Mutation(
        "G6",
        (
            Edit(
                "tasks/worker/batch_spans.py",
                "event=row.event._replace(traceparent=span.traceparent)",
                "event=row.event._replace(traceparent=self._events[0].traceparent)",
            ),
        ),
        (f"{BATCHES}::test_a_batch_is_linked_with_each_event_and_each_outcome_stays_in_its_trace",),
    ),
    "shared work is not linked from its events": Mutation(
        "G6",
        (Edit("inventory/tracing/spans.py", "                member.link(shared)", "                pass"),),
        (
            f"{SPANS}::test_a_transaction_of_several_has_a_trace_of_its_own_and_links",
            f"{CALLS}::test_calls_that_share_a_transaction_are_linked_with_it",
        ),
    ),
    "an outcome leaves the trace of its cause": Mutation(
        "G6",
        (Edit("bridge/traces/outcomes.py", "parent=row.traceparent", "parent=None"),),
        (f"{OUTCOMES}::test_an_outcome_is_sent_in_the_trace_of_its_cause",),
    ),
    "an outcome has a header more without an endpoint": Mutation(
        "G6",
        (
            Edit(
                "bridge/traces/outcomes.py",
                "        self.headers = headers\n",
                "        self.headers = lambda row: {**headers(row), TRACEPARENT: row.traceparent}\n",
            ),
        ),
        (f"{OUTCOMES}::test_without_an_endpoint_an_outcome_has_the_headers_that_it_always_had",),
    ),
    "a trace has the query of a call": Mutation(
        "G12",
        (Edit("api/traced_calls.py", '.partition("?")[0]', '.partition("#")[0]'),),
        (f"{CALLS}::test_neither_probes_nor_queries_are_in_a_trace",),
    ),
    "headers for a collector go over the network in the clear": Mutation(
        "G12",
        (Edit("inventory/settings/tracing.py", 'parts.scheme == "http"', 'parts.scheme == "ftp"'),),
        ("tests/inventory/test_settings.py::test_what_is_unsafe_or_wrong_is_refused_with_a_sentence",),
    ),
}
