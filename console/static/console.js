// Times in the zone of the reader, "/" for the search, and nothing else. All pages work without it.
"use strict";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const shown = new Intl.DateTimeFormat(undefined, {
  year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
});

let inUtc = false;

function tellTimes() {
  for (const element of document.querySelectorAll("time[datetime]")) {
    const moment = new Date(element.dateTime);
    if (!Number.isNaN(moment.getTime())) {
      element.title ||= element.textContent.trim();
      element.textContent = inUtc ? element.title : shown.format(moment);
    }
  }
}

// A button, because neither a finger nor a key can point at a time.
function offerZones(element) {
  const words = document.createTextNode(`your zone, ${zone} `), button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  const tell = () => {
    words.textContent = inUtc ? "UTC " : `your zone, ${zone} `;
    button.textContent = inUtc ? "Show them in your zone" : "Show them in UTC";
    tellTimes();
  };
  button.addEventListener("click", () => { inUtc = !inUtc; tell(); });
  element.replaceChildren(words, button);
  tell();
}

// The server takes and gives the times of fields in UTC. People read and type them in their zone.
function askTimes() {
  const two = (number) => String(number).padStart(2, "0");
  for (const field of document.querySelectorAll("input[type=datetime-local]")) {
    // The attribute has what the server gave. The field itself may have what was typed before a reload.
    const moment = new Date(`${field.defaultValue}Z`);
    if (!Number.isNaN(moment.getTime())) {
      field.value = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}` +
        `T${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}`;
    }
    field.form?.addEventListener("formdata", (event) => {
      const typed = new Date(field.value);
      if (!Number.isNaN(typed.getTime())) {
        event.formData.set(field.name, typed.toISOString().slice(0, 19));
      }
    });
  }
  for (const element of document.querySelectorAll("[data-utc]")) {
    element.textContent = `(${zone})`;
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

document.addEventListener("htmx:afterSwap", tellTimes);
tellTimes();
document.querySelectorAll("[data-zone]").forEach(offerZones);
askTimes();
if (!window.isSecureContext) {
  for (const element of document.querySelectorAll("[data-insecure]")) {
    element.hidden = false;
  }
}
