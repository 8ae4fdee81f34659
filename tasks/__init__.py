"""Celery over the core: the tasks that work off the inbox, the scheduled jobs, and the sending of tasks.

Read it in this order:

1. `jobs`: queues and scheduled jobs, a row for each. `registry` makes tasks of them.
2. `app`: the application: routes, limits, schedule.
3. `dispatch`: sends tasks. `stock_queue` says how long their queue is.
4. `stock`: the tasks that apply inbox events. `one_by_one` tries each alone when a batch fails.
5. `sweeps` and `housekeeping`: what beat asks for.
6. `failures`: how a task that failed says so.
7. `broker`: the one module that knows which broker it is.
8. `worker`, `celery_beat` and `flower`: what our processes add to Celery's.
"""
