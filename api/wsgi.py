"""The application as servers import it, set up from the environment: `gunicorn --config
python:api.gunicorn_config api.wsgi:app`.
"""

from __future__ import annotations

import atexit

from api.app import create_app
from api.services import EXTENSION
from api.tracing import fields_of_request
from inventory.logs.set_up import set_up
from inventory.logs.stderr import SharedStderr
from inventory.settings import settings
from inventory.tracing import choice

set_up(settings().log_level, settings().log_format, context=fields_of_request, handler=SharedStderr)

choice.start(settings(), "api")
app = create_app(settings())
atexit.register(app.extensions[EXTENSION].close)
