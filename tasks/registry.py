"""Makes each job of `jobs` a task. The application has it imported by the processes that run tasks (`include`)."""

from __future__ import annotations

from tasks.app import task
from tasks.jobs import JOBS

for job in JOBS:
    task(job.name, seconds=job.max_seconds)(job.load())
