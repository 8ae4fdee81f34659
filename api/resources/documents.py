"""The OpenAPI document, and a page that shows it without asking any other host."""

from __future__ import annotations

from http import HTTPStatus
from importlib.metadata import distribution
from pathlib import Path

import orjson
from flask import Blueprint, Response, current_app, redirect
from flask.typing import ResponseReturnValue

from api.contract.endpoint import OpenPage
from api.contract.errors import NotFound
from api.contract.openapi.document import openapi

blueprint = Blueprint("documents", __name__)

_DOCUMENT = "openapi"

# Its files alone: nothing of the package is imported.
_SWAGGER_UI = Path(str(distribution("flask-openapi-swagger").locate_file("flask_openapi_swagger/templates/swagger")))
_ASSETS = {
    "swagger-ui.css": ("css", "text/css"),
    "swagger-ui-bundle.js": ("js", "text/javascript"),
    "swagger.svg": ("images", "image/svg+xml"),
}
_START = """\
window.onload = () => SwaggerUIBundle({url: "openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null});
"""
_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Inventory service</title>
<link rel="icon" href="docs/swagger.svg">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"


@blueprint.get("/openapi.json")
@OpenPage()
def document() -> ResponseReturnValue:
    written: bytes | None = current_app.extensions.get(_DOCUMENT)
    if written is None:
        # Takes a while, and whoever reaches the port may ask for it.
        written = current_app.extensions[_DOCUMENT] = orjson.dumps(openapi(current_app))
    return Response(written, mimetype="application/json")


@blueprint.get("/docs")
@OpenPage()
def page() -> ResponseReturnValue:
    return Response(_PAGE, mimetype="text/html", headers={"Content-Security-Policy": _POLICY})


@blueprint.get("/docs/")
@OpenPage()
def page_with_slash() -> ResponseReturnValue:
    # Relative, since a proxy may serve all this below a path of its own.
    return redirect("../docs", HTTPStatus.PERMANENT_REDIRECT)


@blueprint.get("/docs/<segment:name>")
@OpenPage()
def asset(name: str) -> ResponseReturnValue:
    if name == "start.js":
        return Response(_START, mimetype="text/javascript")
    if name not in _ASSETS:
        raise NotFound(path=f"/docs/{name}")
    folder, media_type = _ASSETS[name]
    content = (_SWAGGER_UI / folder / name).read_bytes()
    return Response(content, mimetype=media_type, headers={"Cache-Control": "public, max-age=86400"})
