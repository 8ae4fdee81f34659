"""Headers that tell browsers of every answer: its type is the declared one, and no page may frame
it.
"""

from __future__ import annotations

NO_FRAMES = "frame-ancestors 'none'"
BROWSER_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": f"default-src 'none'; {NO_FRAMES}",
}
"""Headers of an answer that loads nothing. A page names its own needs, with `NO_FRAMES` behind."""
