"""The application as servers import it, set up from the environment: `gunicorn --config
python:api.gunicorn_config api.wsgi:app`.
"""

from __future__ import annotations

import atexit
import logging

from api.app import create_app
from api.services import EXTENSION
from inventory.boundary.printable import log_printable
from inventory.settings import settings

logging.basicConfig(level=settings().log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
log_printable()

app = create_app(settings())
atexit.register(app.extensions[EXTENSION].close)
