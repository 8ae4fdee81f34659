"""Names that a page must show as they are, and never run, obey or grow by."""

from __future__ import annotations

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\u202egnp.exe",
    "إبريق شاي",
    "W" * 190,
    "{{ 7 * 7 }}",
    "javascript:alert(1)",
    "a/../b?c#d%2F&amp;",
]
