"""Celery: the tasks that work off the inbox, the sweeps that beat asks for, and the sending of tasks."""
