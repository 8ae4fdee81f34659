"""A person at the console with a real browser, and all that a page must never do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT, AxeResults

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

PATIENCE_MILLISECONDS = 30_000
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
_VIOLATIONS = "rules => axe.run(rules).then(({violations}) => ({violations}))"
"""axe tells of what passed at length, too. Handing that over took a third of its time."""
NARROW = 360
"""The width of a small telephone."""
_TORN = """
([longest]) => {
  const torn = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    if (text.parentElement.closest("pre, script, .hidden, .skip, thead, select, datalist, details:not([open])")) continue;
    const room = text.parentElement.closest(".scroll")?.getBoundingClientRect() ?? {left: 0, right: innerWidth};
    for (const word of text.data.matchAll(/[\\p{L}\\p{N}_]+/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const parts = [...range.getClientRects()].filter(part => part.width > 0);
      const around = text.data.slice(0, word.index).match(/\\S*$/)[0] + text.data.slice(word.index).match(/^\\S*/)[0];
      const isCut = parts.some(part => part.right > room.right + 1 || part.left < room.left - 1);
      const lines = new Set(parts.map(part => Math.round(part.top)));
      if (isCut || (lines.size > 1 && around.length <= longest)) torn.push(word[0]);
    }
  }
  return torn;
}
"""
"""Returns the words that are cut off, and those of short texts that are broken into two lines."""
_GAPS = """
() => {
  const gaps = [];
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const box = (text, at) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect();
  };
  let before = null;
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const at = text.data.search(/[^\\s]/);
    if (at < 0) continue;
    if (before !== null && ",:;.".includes(text.data[at])) {
      const end = box(before, before.data.trimEnd().length - 1), mark = box(text, at);
      if (Math.abs(end.top - mark.top) < 8 && mark.left - end.right > 1) gaps.push(before.data + "|" + text.data);
    }
    before = text;
  }
  return gaps;
}
"""
"""Returns the texts that have a gap before their comma, colon or full stop."""
LONGEST_WHOLE = 16
"""Longer texts without a space may be broken into lines."""


@dataclass
class Person:
    """A person with one window of a browser: `page` is Playwright's, the rest looks at it."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    """Messages of the browser about our pages: of the CSP, of scripts, of missing files."""
    hosts: set[str] = field(default_factory=set)
    """Hosts that anything was asked from."""

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE_MILLISECONDS)
        self.page.on("console", lambda said: self._note(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda asked: self.hosts.add(urlsplit(asked.url).netloc))

    def _note(self, kind: str, text: str) -> None:
        # An answer of 4xx or 5xx is told as an error, and is no fault of the page.
        if kind in {"error", "warning"} and not text.startswith("Failed to load resource"):
            self.complaints.append(text)

    def go(self, path: str) -> Response:
        """Open the page at this path."""
        answer = self.page.goto(f"{self.url}{path}")
        assert answer is not None
        return answer

    def sign_in(self, token: str, path: str = "/") -> None:
        """Sign in on the way to this page."""
        self.go(path)
        self.page.get_by_label("Your token").fill(token)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda url: not urlsplit(url).path.startswith("/sign-in"))

    def another_tab(self) -> Person:
        """Return the same person in another tab."""
        return Person(self.page.context.new_page(), self.url)

    @property
    def text(self) -> str:
        """Return the words in the content of the page."""
        return str(self.page.locator("main").inner_text())

    def require_accessible(self) -> None:
        """Fail if axe finds a violation on the page, as it is shown now."""
        self.page.evaluate(AXE_SCRIPT)
        found = AxeResults(self.page.evaluate(_VIOLATIONS, RULES))
        assert found.violations_count == 0, found.generate_report()

    def require_quiet(self) -> None:
        """Fail if the browser complained, or if anything came from another host."""
        assert self.complaints == []
        assert self.hosts <= {urlsplit(self.url).netloc}, self.hosts

    def require_fits(self, width: int = NARROW) -> None:
        """Fail if the page is wider than a narrow screen. Tables scroll by themselves."""
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": width, "height": 740})
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if before is not None:
            self.page.set_viewport_size(before)
        assert wide <= width, f"the page is {wide} pixels wide on a screen of {width}"

    def require_whole_words(self, width: int = NARROW) -> None:
        """Fail if a narrow screen cuts words off or breaks short ones, or a comma stands apart."""
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": width, "height": 740})
        torn, gaps = self.page.evaluate(_TORN, [LONGEST_WHOLE]), self.page.evaluate(_GAPS)
        if before is not None:
            self.page.set_viewport_size(before)
        assert not torn + gaps, f"{self.page.url} on a screen of {width} pixels: {torn} torn, {gaps} with gaps"

    def require_good_page(self) -> None:
        """Fail unless the page is accessible, quiet, fits a narrow screen and has one heading."""
        assert self.page.locator("h1").count() == 1
        self.require_accessible()
        self.require_fits()
        self.require_quiet()


@contextmanager
def person(browser: Browser, url: str, *, zone: str = "Asia/Kathmandu", scripts: bool = True) -> Iterator[Person]:
    """Yield somebody with cookies of their own, in a zone that is none of the server's."""
    context = browser.new_context(timezone_id=zone, locale="en-GB", java_script_enabled=scripts)
    try:
        yield Person(context.new_page(), url)
    finally:
        context.close()
