"""Our additions to Celery's worker: liveness, and the rejection of messages that are not ours."""
