"""Limits of a single request. `docs/errors.md` lists them."""

from __future__ import annotations

MAX_BODY_BYTES = 256 * 1024
MAX_ELEMENTS = 10_000
"""Elements of all lists and objects of a body: twice as many as the longest adjustment needs.
26,000 unknown members were 23 MB of complaints.
"""
MAX_REQUEST_LINE_BYTES = 8_190
"""Method, path and query. An id has at most 200 bytes, or 600 when it is percent-encoded."""
MAX_HEADERS = 64
MAX_HEADER_BYTES = 8_190
MAX_HEAD_BYTES = 64 * 1024
"""Request line and headers together."""
MAX_CHUNKING_BYTES = 32 * 1024
"""Bytes of a chunked body beside its content: sizes, extensions, trailers. A chunk of one byte
costs us as much as a large one.
"""
MAX_HELD_BYTES = 64 * 1024 * 1024
"""Bytes that a process keeps of unfinished requests and of unread answers."""
MAX_SKUS = 200
"""SKUs that one call asks about."""
MAX_ADJUSTMENTS = 500
"""Lines of one bulk adjustment. They share a transaction, and so the locks of all their rows."""
MAX_MOVES = 500
"""Lines of one bulk move. Each has two rows of its SKU."""
MAX_PAGE = 200
MAX_ERRORS = 50
"""Maximum of field errors in an answer: a small body must not cause a huge answer."""
MAX_KEY_CHARACTERS = 200
"""Characters of an `Idempotency-Key`."""
