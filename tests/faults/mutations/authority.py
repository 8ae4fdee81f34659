"""Breaks of the authority of sources, and of their names."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

AUTHORITY = "tests/bridge/decode/test_authority.py"
ATTACKS = "tests/e2e/test_attacks.py"
NAMESAKES = "tests/inventory/inbox/test_namesakes.py"

MUTATIONS: dict[str, Mutation] = {
    "any topic carries any type": Mutation(
        "G11",
        (Edit("bridge/decode/decoder.py", "            authority=self.authority,\n", ""),),
        (f"{ATTACKS}::test_a_topic_speaks_for_nobody_elses",),
    ),
    "a type is asked for its topic last": Mutation(
        "G11",
        (
            Edit("bridge/decode/decode.py", "        _require_authority(authority, event, event_type, known)\n", ""),
            Edit(
                "bridge/decode/decode.py",
                "        _require_remembered(time, now, retention)\n",
                "        _require_remembered(time, now, retention)\n"
                "        _require_authority(authority, event, event_type, known)\n",
            ),
        ),
        (
            f"{AUTHORITY}::test_whatever_else_is_wrong_with_it_a_wrong_topic_is_said_first",
            f"{AUTHORITY}::test_a_type_is_heard_on_its_own_topic_alone",
        ),
    ),
    "whoever may write to a topic may be anybody": Mutation(
        "G11",
        (Edit("bridge/decode/authority.py", "        if topic not in self._sources:\n", "        if True:\n"),),
        (f"{AUTHORITY}::TestSources",),
    ),
    "a replay asks nobody": Mutation(
        "G11",
        (
            Edit(
                "bridge/decode/kept.py",
                "self._decoder.decode(message, now=now)",
                "decode(message, now=now, retention=self._decoder.retention)",
            ),
            Edit(
                "bridge/decode/kept.py",
                "import Decoded, Skipped, Tombstone\n",
                "import Decoded, Skipped, Tombstone, decode\n",
            ),
        ),
        (f"{AUTHORITY}::TestReplays::test_a_wrong_topic_stays_wrong",),
    ),
    "a refusal is forgotten with the name of its topic": Mutation(
        "G11",
        (Edit("bridge/decode/kept.py", "        if kept.reason in _UNAUTHORIZED and", "        if False and"),),
        (f"{AUTHORITY}::TestReplays::test_of_a_topic_that_is_heard_no_more",),
    ),
    "an event's source is its actor": Mutation(
        "G5",
        (Edit("inventory/inbox/events.py", 'f"{ACTOR_PREFIX}{event.source}"', "event.source"),),
        (
            f"{AUTHORITY}::test_no_source_poses_as_another_kind_of_actor",
            f"{ATTACKS}::test_the_ledger_says_that_an_event_said_so",
        ),
    ),
    "an id that another stream has used is used up": Mutation(
        "G11",
        (
            Edit(
                "inventory/inbox/store.py",
                "if known[message.identity].stream is not message.stream]",
                "if False]",
            ),
            Edit("inventory/inbox/store.py", "if known[message.identity].stream is message.stream]", "if True]"),
        ),
        (
            f"{NAMESAKES}::test_each_is_done_whichever_comes_first",
            f"{NAMESAKES}::test_another_streams_dead_letter_is_not_mended_by_it",
            "tests/inventory/model/test_state_machine.py",
            f"{ATTACKS}::test_nobody_uses_up_the_name_of_anothers_event",
        ),
    ),
    "a caller says what the log calls a request": Mutation(
        "G11",
        (
            Edit(
                "api/tracing.py",
                '        fields["own_request_id"] = ids.own\n',
                '        fields["own_request_id"] = ids.stated\n',
            ),
        ),
        ("tests/api/contract/test_problems.py::test_requests_that_a_caller_calls_the_same_are_told_apart",),
    ),
    "a producer may state a name of ours": Mutation(
        "G11",
        (Edit("bridge/decode/cloudevents.py", "        if is_reserved(found):\n", "        if False:\n"),),
        ("tests/bridge/decode/test_decode.py::TestUnreadable",),
    ),
    "a name is free again before its namesakes are forgotten": Mutation(
        "G3",
        (
            Edit(
                "migrations/versions/0039_dead_letters_by_key.py",
                "e.event_id || chr(31) || 'unread'])) = 0",
                "e.event_id || chr(31) || 'unread'])) >= 0",
            ),
        ),
        (f"{NAMESAKES}::test_a_name_is_kept_as_long_as_a_namesake_is",),
    ),
    "a name of ours is told for what was stated": Mutation(
        "G5",
        (
            Edit(
                "inventory/inbox/claiming.py",
                "Event(source, stated(event_id), EventType",
                "Event(source, event_id, EventType",
            ),
        ),
        (f"{NAMESAKES}::test_each_is_done_whichever_comes_first", "tests/inventory/model/test_state_machine.py"),
    ),
}
