"""The HTTP face of the inventory service: Flask over the core, many requests in one transaction.

Read it along a request's way:

1. `wsgi` and `app`: the application, put together from its parts.
2. `server`: sockets to whole requests. `gunicorn_worker` and `gunicorn_config` run it in gunicorn.
3. `callers`: the identity of callers, and their rights.
4. `resources`: the endpoints.
5. `services`: one way to read and one way to change stock, for all endpoints.
6. `turns`: concurrent requests that share one transaction or one statement.
7. `contract`: the form of requests and answers.
8. `epochs`: the history of the database that an answer belongs to.
9. `metrics`, `tracing` and `refusal_log`: counts, traces and logs of requests.
"""
