// Words that the clerk takes from a text: selected with the mouse, or whole paragraphs with the arrow keys.

const FAR = 10; // paragraphs that Page Down goes on

/** Gives {page: null, box: null, text} when Enter is pressed, or null if the clerk gives up. */
export function takeText(pane, words) {
  const lines = [...pane.querySelectorAll(".viewer-text p")];
  const element = Object.assign(document.createElement("div"), { className: "visually-hidden", tabIndex: 0 });
  element.setAttribute("role", "application");
  element.setAttribute("aria-label", `${words.draw_lines}. ${words.draw_text}`);
  const heard = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  heard.setAttribute("aria-live", "assertive");
  pane.parentElement.append(element, heard);
  let [from, to] = [firstSeen(pane, lines), firstSeen(pane, lines)];

  const taken = () => lines.slice(Math.min(from, to), Math.max(from, to) + 1);
  const put = () => {
    for (const line of lines) line.classList.remove("taken");
    for (const line of taken()) line.classList.add("taken");
    lines[to]?.scrollIntoView({ block: "nearest" });
    const text = textOf(taken());
    heard.textContent = words.draw_taken.replace("{count}", taken().length).replace("{text}", text);
  };
  put();
  element.focus({ preventScroll: true });

  return new Promise((resolve) => {
    const ending = new AbortController();
    document.addEventListener(
      "keydown",
      (event) => {
        const selected = selectedIn(pane);
        const next = moved(event.key, to, lines.length);
        if (next === null && !["Enter", "Escape"].includes(event.key)) return;
        event.preventDefault();
        event.stopPropagation();
        if (next === null) {
          ending.abort();
          for (const line of lines) line.classList.remove("taken");
          element.remove();
          heard.remove();
          const text = selected || textOf(taken());
          return resolve(event.key === "Enter" ? { page: null, box: null, text } : null);
        }
        getSelection().removeAllRanges();
        to = next;
        if (!event.shiftKey) from = to;
        put();
        element.focus({ preventScroll: true });
      },
      { signal: ending.signal, capture: true },
    );
  });
}

/** The paragraph to which a key leads; null for another key. */
function moved(key, at, count) {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + FAR, PageUp: at - FAR, Home: 0, End: count - 1 }[key];
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to));
}

function firstSeen(pane, lines) {
  const { top } = pane.getBoundingClientRect();
  return Math.max(0, lines.findIndex((line) => line.getBoundingClientRect().top >= top));
}

function selectedIn(pane) {
  const selection = getSelection();
  return selection.isCollapsed || !pane.contains(selection.anchorNode) ? "" : plain(selection.toString());
}

/** Without the numbers that Word puts before them. */
function textOf(lines) {
  return plain(lines.map((line) => [...line.childNodes].filter(isText).map((part) => part.textContent).join("")).join(" "));
}

function isText(part) {
  return !part.classList?.contains("label");
}

function plain(text) {
  return text.replace(/\s+/g, " ").trim();
}
