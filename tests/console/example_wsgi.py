"""The console's own application with the page of the tests beside its own."""

from __future__ import annotations

from console.wsgi import app
from tests.console.example import pages

app.register_blueprint(pages)
