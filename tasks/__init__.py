"""Celery over the core: tasks that work off the inbox, scheduled jobs, and the sending of tasks.

Read it in this order:

1. `jobs`: queues and scheduled jobs, a row for each. `registry` makes tasks of them.
2. `app`: the application: routes, limits, schedule.
3. `dispatch`: sends tasks. `stock_queue` tells the length of their queue.
4. `stock`: the tasks that apply inbox events. `one_by_one` tries each alone when a batch fails.
5. `sweeps` and `housekeeping`: the jobs that beat asks for.
6. `failures`: the errors that a failed task shows.
7. `broker`: the one module that knows the kind of the broker.
8. `worker`, `celery_beat` and `flower`: our additions to Celery's processes.
"""
