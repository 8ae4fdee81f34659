"""The HTTP server, between a caller's socket and the application (ADR 0027).

Read `arriving` (bytes to whole requests, bounded), `answering` (the application, and its answer as
bytes), `connection` (one caller and its deadlines), `crowd` (all connections, and the one that
gives way when there are too many), `threads` (the work on whole requests), `door` (accepting
callers), and `front` (the loop that owns every connection that no thread works on).
`api.gunicorn_worker` puts the server into gunicorn.
"""
