"""The application as servers import it, set up from the environment: `gunicorn --config
python:console.gunicorn_config console.wsgi:app`.
"""

from __future__ import annotations

import atexit

from api.tracing import fields_of_request
from console.app import create_app
from console.metrics import REGISTRY
from console.services import EXTENSION
from inventory.logs.set_up import set_up
from inventory.metrics.serving import serve
from inventory.settings import settings

set_up(settings().log_level, settings().log_format, context=fields_of_request)

app = create_app(settings())
atexit.register(app.extensions[EXTENSION].close)


def begin() -> None:
    """Open the port of the metrics, and watch the service. A server calls it when it begins to
    answer, so that nothing is open while it only looks at its configuration.
    """
    metrics = serve(settings().console_metrics_port, settings().metrics_host, REGISTRY)
    atexit.register(metrics.close)
    app.extensions[EXTENSION].watch.start()
