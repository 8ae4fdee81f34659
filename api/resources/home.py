"""The first page: links for somebody who has only the address."""

from __future__ import annotations

from html import escape
from importlib.metadata import version

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from api.contract.endpoint import OpenPage

blueprint = Blueprint("home", __name__)

FLOWER_URL = "FLOWER_URL"
"""Name in the application's configuration."""

_LINKS = (
    ("docs", "Documentation", "every call, to read and to try"),
    ("openapi.json", "OpenAPI document", "the same for generators of clients"),
    ("healthz", "Health", "whether this process works"),
    ("readyz", "Readiness", "whether it could do its work now"),
)
_LINK = '<li><a href="{address}">{name}</a>: {about}</li>'
_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Inventory service</title>
<link rel="icon" href="data:,">
<style>
body {{ font: 1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light dark }}
</style>
</head>
<body>
<h1>Inventory service</h1>
<p>The single source of truth for stock. Version {version}.</p>
<ul>
{links}
</ul>
</body>
</html>
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"


@blueprint.get("/")
@OpenPage()
def page() -> ResponseReturnValue:
    # Relative, since a proxy may serve all this below a path of its own.
    links = list(_LINKS)
    flower = current_app.config[FLOWER_URL]
    if flower:
        links.append((flower, "Flower", "tasks, workers and queues"))
    items = [
        _LINK.format(address=escape(address), name=escape(name), about=escape(about)) for address, name, about in links
    ]
    shown = _PAGE.format(version=escape(version("inventory-service")), links="\n".join(items))
    return Response(shown, mimetype="text/html", headers={"Content-Security-Policy": _POLICY})
