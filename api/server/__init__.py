"""The HTTP server: what stands between a caller's socket and the application (ADR 0027).

Read `arriving` (bytes to whole requests, bounded), `answering` (the application, and its answer as
bytes), `connection` (one caller and its deadlines), `crowd` (who gives way when there are too
many), `threads` (who works on whole requests), `door` (who comes in), and `front` (the loop that
owns every connection that nobody works on). `api.gunicorn_worker` puts it into gunicorn.
"""
