"""Make each job of `jobs` a task. Only processes that run tasks import this (`include`)."""

from __future__ import annotations

from tasks.app import task
from tasks.jobs import JOBS

for job in JOBS:
    task(job.name, seconds=job.max_seconds)(job.load())
