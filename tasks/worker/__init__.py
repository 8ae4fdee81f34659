"""What our workers add to Celery: liveness, and messages that are no tasks of ours."""
