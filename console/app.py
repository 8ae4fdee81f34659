"""The Flask application of the console."""

from __future__ import annotations

from flask import Flask
from jinja2 import StrictUndefined

from api import tracing
from api.contract import paths
from console import change_log, metrics, page, refusals
from console.access import guard
from console.pages import FAMILIES, NAVIGATION
from console.services import EXTENSION, ConsoleServices
from inventory.settings import Settings

MAX_FORM_BYTES = 256 * 1024
"""A page that takes more says so itself: `request.max_content_length = …`."""


def create_app(settings: Settings) -> Flask:
    """Return the application, with connections of its own. Make it after any fork, and close
    `app.extensions["inventory"]`.
    """
    app = Flask("console")
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = MAX_FORM_BYTES
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[EXTENSION] = ConsoleServices.of(settings)

    # As in the API: an id with a slash is one segment of a path.
    app.wsgi_app = paths.UndecodedPaths(app.wsgi_app)  # type: ignore[method-assign]
    app.url_map.converters |= {"segment": paths.Segment, "sku": paths.Sku, "row_id": paths.RowId}
    app.url_map.merge_slashes = False
    app.after_request(tracing.tell_request_id)
    change_log.register(app)
    metrics.register(app)
    refusals.register(app)
    page.register(app, NAVIGATION)
    guard.register(app, settings)
    app.before_request(paths.decode_identifiers)
    for family in FAMILIES:
        app.register_blueprint(family.pages)
    return app
