"""The declarations of the jobs: beat asks for each on its queue, and a worker has each."""

from __future__ import annotations

import pytest

from inventory.settings import Settings
from tasks import registry
from tasks.app import app, create_app
from tasks.jobs import JOBS, QUEUES, SCHEDULED, Errand


def test_names_queues_and_keys_of_the_schedule_stay_what_other_versions_know() -> None:
    made = create_app(
        Settings(
            database_url="postgresql://127.0.0.1/",
            sweep_interval_seconds=2,
            redispatch_interval_seconds=5,
            audit_interval_seconds=300,
            prune_interval_seconds=60,
        )
    )

    assert made.conf.beat_schedule == {
        "expire_holds": {"task": "expire_holds", "schedule": 2, "options": {"expires": 2}},
        "follow_locations": {"task": "follow_locations", "schedule": 2, "options": {"expires": 2}},
        "assume_dispatched": {"task": "assume_dispatched", "schedule": 2, "options": {"expires": 2}},
        "redispatch": {"task": "redispatch", "schedule": 5, "options": {"expires": 5}},
        "audit": {"task": "audit", "schedule": 300, "options": {"expires": 300}},
        "prune": {"task": "prune", "schedule": 60, "options": {"expires": 60}},
    }
    assert {job.name: job.queue for job in JOBS} == {
        "expire_holds": "sweeps",
        "follow_locations": "sweeps",
        "assume_dispatched": "sweeps",
        "redispatch": "sweeps",
        "uncount": "sweeps",
        "audit": "housekeeping",
        "prune": "housekeeping",
    }
    assert QUEUES == ("stock", "sweeps", "housekeeping")


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_worker_has_each_job_with_its_limit(job: Errand) -> None:
    assert registry.__name__ in app.conf.include
    assert app.tasks[job.name].run is job.load()
    assert app.tasks[job.name].time_limit == (job.max_seconds or app.conf.task_time_limit)


def test_a_job_that_is_not_there_is_noticed() -> None:
    with pytest.raises(AttributeError):
        Errand("none", "sweeps", "tasks.sweeps:nobody").load()


def test_no_name_is_declared_twice() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)
    assert set(SCHEDULED) < set(JOBS)
