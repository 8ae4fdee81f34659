"""A guide of `docs` as a list of steps: commands, and the answer that the guide shows for
them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = DOCS / "integration.md"
WAREHOUSE = DOCS / "warehouse.md"
DIFFERS = "…"
"""The guide's marks for a value that is another each time."""


@dataclass(frozen=True)
class Step:
    line: int
    commands: str
    kind: str | None = None
    """`http`, `json` or `text`, if an answer is shown."""
    answer: str = ""


def steps(guide: Path) -> list[Step]:
    """Each `sh` block, with the block of an answer that follows it, if one does."""
    found: list[Step] = []
    for token in MarkdownIt().parse(guide.read_text()):
        if token.type != "fence":
            continue
        assert token.map is not None
        if token.info == "sh":
            found.append(Step(token.map[0] + 1, token.content))
        elif token.info in {"http", "json", "text"}:
            assert found, f"line {token.map[0] + 1}: an answer before any command"
            assert found[-1].kind is None, f"line {token.map[0] + 1}: a second answer to the same commands"
            found[-1] = Step(found[-1].line, found[-1].commands, token.info, token.content)
        else:
            assert token.info == "console", (
                f"line {token.map[0] + 1}: {token.info!r} is no kind of block that is tested"
            )
    return found


def differences(step: Step, printed: str) -> list[str]:
    """Return the parts that the guide shows and the answer does not have. An answer may have more
    members and headers than are shown.
    """
    match step.kind:
        case None:
            return []
        case "text":
            return [] if printed.strip() == step.answer.strip() else [f"{printed!r} instead of {step.answer!r}"]
        case "json":
            return _missing(json.loads(step.answer), json.loads(printed), "$")
        case _:
            return _http_differences(step.answer, printed)


def _http_differences(shown: str, printed: str) -> list[str]:
    shown_status, shown_headers, shown_body = _http(shown)
    status, headers, body = _http(printed)
    found = [] if status == shown_status else [f"status {status} instead of {shown_status}"]
    for name, value in shown_headers.items():
        if not _same(value, headers.get(name, "")):
            found.append(f"{name}: {headers.get(name)} instead of {value}")
    return found + _missing(json.loads(shown_body), json.loads(body), "$")


def _http(message: str) -> tuple[str, dict[str, str], str]:
    """The status line, the headers by their lower-case names, and the body."""
    head, _, body = message.replace("\r\n", "\n").partition("\n\n")
    status, _, headers = head.partition("\n")
    return status, {name.lower(): value for name, value in Parser().parsestr(headers).items()}, body


def _same(shown: str, printed: str) -> bool:
    return re.fullmatch(".+".join(map(re.escape, shown.split(DIFFERS))), printed) is not None


def _missing(shown: Any, printed: Any, path: str) -> list[str]:
    if isinstance(shown, dict) and isinstance(printed, dict):
        return [
            problem
            for name, value in shown.items()
            for problem in (
                _missing(value, printed[name], f"{path}.{name}") if name in printed else [f"{path}.{name} is not there"]
            )
        ]
    if isinstance(shown, list) and isinstance(printed, list) and len(shown) == len(printed):
        return [
            problem
            for place, (one, other) in enumerate(zip(shown, printed, strict=True))
            for problem in _missing(one, other, f"{path}[{place}]")
        ]
    if shown == DIFFERS:
        return [] if printed else [f"{path} is empty"]
    return [] if shown == printed else [f"{path} is {printed!r} instead of {shown!r}"]
