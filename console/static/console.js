// Times in the zone of the reader, "/" for the search, and nothing else. All pages work without it.
"use strict";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const shown = new Intl.DateTimeFormat(undefined, {
  year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
});

function tellTimes(root) {
  for (const element of root.querySelectorAll("time[datetime]:not([title])")) {
    const moment = new Date(element.dateTime);
    if (!Number.isNaN(moment.getTime())) {
      element.title = element.textContent.trim();
      element.textContent = shown.format(moment);
    }
  }
  for (const element of root.querySelectorAll("[data-zone]")) {
    element.textContent = `your zone, ${zone} (UTC: point at one)`;
  }
}

function typesText(element) {
  return element.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(element.tagName);
}

document.addEventListener("keydown", (event) => {
  const search = document.getElementById("search");
  if (event.key === "/" && search && !event.ctrlKey && !event.metaKey && !event.altKey && !typesText(event.target)) {
    event.preventDefault();
    search.focus();
  }
});

document.addEventListener("htmx:afterSwap", () => tellTimes(document));
tellTimes(document);
if (!window.isSecureContext) {
  for (const element of document.querySelectorAll("[data-insecure]")) {
    element.hidden = false;
  }
}
