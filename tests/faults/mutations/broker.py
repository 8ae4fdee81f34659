"""Breaks of how the broker is spoken to."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

FOREIGN = "tests/tasks/test_foreign.py"
BROKER = "tests/tasks/test_broker.py"

MUTATIONS: dict[str, Mutation] = {
    "what is no message ends its worker": Mutation(
        "G2",
        (
            Edit(
                "tasks/worker/consumer.py",
                "waits_openly(survive_what_is_no_message(connection, self.rejections), ",
                "waits_openly(connection, ",
            ),
        ),
        (f"{FOREIGN}::test_foreign_messages_are_dropped_and_counted_and_the_worker_goes_on",),
    ),
    "a message without Celery's headers ends its worker": Mutation(
        "G2",
        (
            Edit(
                "tasks/worker/consumer.py",
                "        return surviving(super().create_task_handler(*arguments, **options), self.rejections, self.app.tasks)\n",
                "        return super().create_task_handler(*arguments, **options)\n",
            ),
        ),
        (f"{FOREIGN}::test_foreign_messages_are_dropped_and_counted_and_the_worker_goes_on",),
    ),
    "JSON that is no envelope ends its worker": Mutation(
        "G9",
        (
            Edit("tasks/worker/foreign.py", "(_Delivering, found)", "(found,)"),
            Edit(
                "tasks/worker/foreign.py",
                "        except (Empty, *broker.ITS_OWN):\n            raise  # the rest is the fault of the message\n        except Exception as error:  # noqa: BLE001 - whatever kombu makes of it: it was popped, and is gone\n            about",
                "        except (Empty, KeyError, *broker.ITS_OWN):\n            raise  # the rest is the fault of the message\n        except Exception as error:  # noqa: BLE001 - whatever kombu makes of it: it was popped, and is gone\n            about",
            ),
        ),
        (f"{FOREIGN}::test_foreign_messages_are_dropped_and_counted_and_the_worker_goes_on",),
    ),
    "a tag that Redis can't have ends its worker": Mutation(
        "G9",
        (
            Edit(
                "tasks/worker/foreign.py",
                "        except DataError as error:\n",
                "        except ZeroDivisionError as error:\n",
            ),
        ),
        (f"{FOREIGN}::test_foreign_messages_are_dropped_and_counted_and_the_worker_goes_on",),
    ),
    "a connection that a pool process keeps holds its worker": Mutation(
        "G9",
        (Edit("tasks/worker/foreign.py", "poller.unregister(self._sock)", "pass"),),
        (f"{FOREIGN}::test_a_worker_with_a_new_pool_process_goes_on_after_a_broadcast_that_it_fails_at",),
    ),
    "a broadcast that is no message ends its worker": Mutation(
        "G9",
        (
            Edit("tasks/worker/foreign.py", "    def _receive_one(", "    def _receive_none("),
            Edit(
                "tasks/worker/foreign.py",
                "        except Exception as error:  # noqa: BLE001 - whatever kombu makes of it: it was popped, and is gone\n            self._tell",
                "        except ZeroDivisionError as error:\n            self._tell",
            ),
        ),
        (f"{FOREIGN}::test_foreign_messages_are_dropped_and_counted_and_the_worker_goes_on",),
    ),
    "a task is unpacked": Mutation(
        "G9",
        (Edit("tasks/worker/consumer.py", "        unpack_nothing()\n", ""),),
        (f"{FOREIGN}::test_foreign_messages_are_dropped_and_counted_and_the_worker_goes_on",),
    ),
    "a body of any size is decoded": Mutation(
        "G9",
        (Edit("tasks/worker/task_messages.py", " or len(message.body) > MAX_BODY_BYTES:", ":"),),
        ("tests/tasks/test_task_messages.py::test_a_body_of_any_size_is_not_decoded",),
    ),
    "tasks of Celery's own are done": Mutation(
        "G9",
        (
            Edit(
                "tasks/worker/task_messages.py",
                "(name not in known or name.startswith(CELERYS_OWN))",
                "name not in known",
            ),
        ),
        ("tests/tasks/test_task_messages.py::test_a_task_that_nobody_here_sends_is_told",),
    ),
    "nobody learns of a rejected message": Mutation(
        "G9",
        (Edit("tasks/worker/rejected.py", "            dispatcher.send(", "            dispatcher.sent("),),
        ("tests/tasks/test_task_messages.py::test_what_is_told_of_a_message_is_short_and_obeyed_by_no_terminal",),
    ),
    "a lost connection that can't be closed ends its worker": Mutation(
        "G9",
        (Edit("tasks/worker/waiting.py", "        except Exception:\n", "        except ZeroDivisionError:\n"),),
        (f"{BROKER}::test_a_lost_connection_that_can_not_be_closed_ends_no_worker",),
    ),
    "headers that Celery does not bear reach it": Mutation(
        "G9",
        (Edit("tasks/worker/foreign.py", "        if wrong is None:\n", "        if wrong is None or wrong:\n"),),
        (
            f"{FOREIGN}::test_foreign_messages_are_dropped_and_counted_and_the_worker_goes_on",
            "tests/tasks/test_task_messages.py::test_a_header_of_another_kind_is_told_and_celery_never_sees_it",
        ),
    ),
    "time limits are whatever a message says": Mutation(
        "G9",
        (Edit("tasks/worker/task_messages.py", '"timelimit": _are_time_limits,', '"timelimit": bool,'),),
        ("tests/tasks/test_task_messages.py::test_a_header_of_another_kind_is_told_and_celery_never_sees_it",),
    ),
    "keys in Redis have no prefix": Mutation(
        "G2",
        (Edit("tasks/broker.py", '                "global_keyprefix": PREFIX,\n', ""),),
        (f"{FOREIGN}::test_a_foreign_key_of_that_name_is_in_nobodys_way",),
    ),
    "each Sentinel is asked as often as its client likes": Mutation(
        "G2",
        (Edit("tasks/broker.py", '"socket_connect_timeout": 1, "retry": None}', '"socket_connect_timeout": 1}'),),
        (f"{BROKER}::test_three_sentinels_that_hang_hold_a_caller_no_longer_than_any_broker",),
    ),
    "Sentinels may be waited for as long as an option says": Mutation(
        "G2",
        (Edit("tasks/broker.py", "for name in (*ASKED_ONCE, *_OTHER_PATIENCE)", "for name in ()"),),
        (f"{BROKER}::test_sentinels_are_not_waited_for_longer_either",),
    ),
    "a send that RabbitMQ has lost counts": Mutation(
        "G2",
        (Edit("tasks/broker.py", '    "confirm_publish": "', '    "confirm": "'),),
        ("tests/tasks/test_broker.py::test_what_guarantees_and_liveness_rest_on_is_refused_with_the_reason",),
    ),
}
