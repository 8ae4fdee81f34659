"""Celery over the core: the tasks that work off the inbox, the scheduled jobs, and the sending of tasks.

Read it in this order:

1. `app`: the application: queues, limits, schedule.
2. `dispatch`: sends tasks. `stock_queue` says how long their queue is.
3. `stock`: the tasks that apply inbox events. `one_by_one` tries each alone when a batch fails.
4. `sweeps` and `housekeeping`: what beat asks for.
5. `failures`: how a task that failed says so.
6. `broker`: the one module that knows which broker it is.
7. `worker`, `celery_beat` and `flower`: what our processes add to Celery's.
"""
