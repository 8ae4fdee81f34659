"""The HTTP face of the inventory service: Flask over the core, one transaction for many concurrent requests.

Read it along a request's way:

1. `wsgi` and `app`: the application, and what is put together in it.
2. `server`: sockets to whole requests. `gunicorn_worker` and `gunicorn_config` put it into gunicorn.
3. `callers`: who asks, and whether they may.
4. `resources`: the endpoints.
5. `services`: what the endpoints share: one way to read, one way to change stock.
6. `turns`: concurrent requests that share one transaction or one statement.
7. `contract`: what callers may send and are answered.
8. `epochs`: the history of the database that an answer belongs to.
9. `metrics`, `tracing` and `refusal_log`: what is counted, traced and logged.
"""
