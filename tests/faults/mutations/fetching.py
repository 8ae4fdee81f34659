"""Breaks of the bounds of fetches from others: their time, their size, their address."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

FETCH = "tests/inventory/boundary/test_bounded_fetch.py"
PROVIDER = "tests/security/test_identity_provider.py"

MUTATIONS: dict[str, Mutation] = {
    "what is fetched too slowly is not hung up on": Mutation(
        "G9",
        (Edit("inventory/boundary/bounded_fetch.py", "            self._shut()\n", ""),),
        (f"{FETCH}::test_a_byte_now_and_then_renews_no_deadline",),
    ),
    "a fetch waits as long as bytes come": Mutation(
        "G9",
        (Edit("inventory/boundary/bounded_fetch.py", "answer.result(self._seconds)", "answer.result(60)"),),
        (f"{FETCH}::test_a_byte_now_and_then_renews_no_deadline",),
    ),
    "a redirect leads anywhere": Mutation(
        "G9",
        (
            Edit(
                "inventory/boundary/bounded_fetch.py",
                "    if _origin(target) != _origin(parse_url(url)):",
                "    if False:",
            ),
        ),
        (f"{FETCH}::test_a_redirect_is_followed_on_the_same_server_alone",),
    ),
    "what was packed is unpacked": Mutation(
        "G9",
        (
            Edit("inventory/boundary/bounded_fetch.py", 'if encoding.lower() != "identity":', "if False:"),
            Edit("inventory/boundary/bounded_fetch.py", "decode_content=False", "decode_content=True"),
        ),
        (f"{FETCH}::test_what_is_no_answer_is_told_in_a_line",),
    ),
    "as many wait for the identity provider as come": Mutation(
        "G9",
        (Edit("api/callers/signing_keys.py", "if not self._seats.acquire(blocking=False):", "if False:"),),
        (f"{PROVIDER}::test_at_a_rotation_as_many_wait_as_may_and_the_others_are_told_to_come_again",),
    ),
    "one wrong key spoils the others": Mutation(
        "G9",
        (Edit("api/callers/key_sets.py", "    except Exception as error:", "    except ZeroDivisionError as error:"),),
        (f"{PROVIDER}::test_a_key_that_can_not_be_used_is_passed_over_and_holds_up_no_other",),
    ),
    "a weak key is taken": Mutation(
        "G9",
        (Edit("api/callers/key_sets.py", "    if wrong or bits", "    if bits"),),
        (f"{PROVIDER}::test_a_key_that_can_not_be_used_is_passed_over_and_holds_up_no_other",),
    ),
    "what nobody foresaw of a token is 500": Mutation(
        "G9",
        (Edit("api/callers/jwts.py", "        except Exception as error:", "        except jwt.PyJWTError as error:"),),
        (f"{PROVIDER}::test_what_nobody_foresaw_of_a_token_is_refused",),
    ),
    "a slow schema registry is asked without end": Mutation(
        "G2",
        (Edit("bridge/decode/registry.py", "return self._spent >= BUDGET_SECONDS", "return False"),),
        ("tests/bridge/decode/test_registry.py::TestTheRegistry::test_that_is_slow_is_asked_within_a_budget",),
    ),
}
