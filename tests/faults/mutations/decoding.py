"""Breaks of the decoding of a message: taken, refused, and told."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

DECODED = "tests/bridge/decode/test_decode.py"
EVENTS = "inventory/inbox/events.py"

MUTATIONS: dict[str, Mutation] = {
    "data in base64 is not read": Mutation(
        "G2",
        (
            Edit(
                "bridge/decode/cloudevents.py",
                "        return from_base64(encoded, self.registry)\n",
                '        raise Unusable(Reason.BINARY_DATA, "not taken")\n',
            ),
        ),
        (f"{DECODED}::TestModes::test_json_as_base64_is_json", "tests/bridge/consume/test_producers.py"),
    ),
    "a long reason stops an event": Mutation(
        "G2",
        (Edit("inventory/inbox/remarks.py", '.encode(errors="replace")[:MAX_IDENTIFIER_BYTES]\n', ".encode()\n"),),
        (f"{DECODED}::TestDecoration::test_a_reason_is_cut_and_taken_as_it_is",),
    ),
    "null is a value": Mutation(
        "G2",
        (Edit(EVENTS, "model_validate(_without_null(data))", "model_validate(data)"),),
        (f"{DECODED}::TestDecoration::test_null_is_as_if_absent", "tests/tools/contracts/test_events_in.py"),
    ),
    "a whole number with a point is none": Mutation(
        "G2",
        (Edit("inventory/boundary/fields.py", "given.is_integer()", "False"),),
        (f"{DECODED}::TestDecoration::test_whole_numbers_may_have_a_point",),
    ),
    "of two members of one name the last counts": Mutation(
        "G4",
        (Edit("inventory/boundary/bounded_json.py", "catch_duplicate_keys=True", "catch_duplicate_keys=False"),),
        ("tests/inventory/boundary/test_bounded_json.py::test_a_member_named_twice", f"{DECODED}::TestUnusable"),
    ),
    "a bare event comes from its topic whatever it says": Mutation(
        "G3",
        (
            Edit(
                "bridge/decode/cloudevents.py",
                "            with suppress(Unusable):\n"
                '                return self._identifier("source", Reason.MISSING_SOURCE, Reason.INVALID_SOURCE)\n'
                "            return self.message.origin.topic\n",
                "            return self.message.origin.topic\n",
            ),
        ),
        (f"{DECODED}::TestModes::test_a_bare_object_has_the_topic_for_its_source_unless_it_names_one",),
    ),
    "another name of a property gets past": Mutation(
        "G6",
        (Edit("bridge/kafka_properties.py", '    "request.required.acks": "acks",\n', ""),),
        ("tests/bridge/test_kafka_properties.py::test_no_other_name_of_these_properties_can_be_set",),
    ),
    "a property may be anything": Mutation(
        "G6",
        (Edit("bridge/kafka_properties.py", "not bounds.hold(value)", "not value"),),
        ("tests/bridge/test_kafka_properties.py::test_a_property_keeps_to_its_bounds",),
    ),
    "bytes that begin no JSON are not told": Mutation(
        "G2",
        (Edit("bridge/decode/beginnings.py", "if value.strip(_WHITE_SPACE) and", "if False and"),),
        (f"{DECODED}::TestReasons::test_say_what_was_found",),
    ),
    "what an envelope is called is not told": Mutation(
        "G2",
        (Edit("bridge/decode/envelopes.py", "    known = _envelope(headers, members)\n", "    known = None\n"),),
        (f"{DECODED}::TestReasons::test_say_what_was_found",),
    ),
}
