// A document's page: the viewer at the left, the tasks at the right, the divider between them, and the keys.

import { tell } from "/assets/base.js";
import { Acts } from "/assets/acts.js";
import { Tasks } from "/assets/tasks.js";
import { Viewer } from "/assets/viewer.js";

const tasks = new Tasks(document.getElementById("tasks-pane"));
const viewer = new Viewer(document.getElementById("viewer"));
const acts = new Acts(tasks, viewer);

let isOpen = false; // the viewer's pages are there
tasks.addEventListener("select", ({ detail }) => isOpen && viewer.highlight(detail.task, { scroll: detail.scroll }));
tasks.addEventListener("place", ({ detail }) => isOpen && viewer.scrollTo(detail.task, detail.field, detail.index));
tasks.addEventListener("change", () => isOpen && viewer.refresh().catch(tell));
viewer.addEventListener("pick", (event) => tasks.select(tasks.card(event.detail.task), { scroll: true, viewer: false }));

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.repeat && !/^[jk]$/i.test(event.key)) return; // a key that is held down decides once
  if (acts.key(event.key)) event.preventDefault();
});

divide(document.getElementById("split"), document.getElementById("divider"));
tasks.start();
viewer.open().then(() => {
  isOpen = true;
  if (tasks.current) viewer.highlight(tasks.current.dataset.task);
}, tell);

/** Let the divider be dragged, or moved with the arrow keys; it stays where it was put. */
function divide(split, divider) {
  const place = (percent) => {
    const kept = Math.min(85, Math.max(15, percent));
    split.style.setProperty("--left", `${kept}%`);
    divider.setAttribute("aria-valuenow", Math.round(kept));
    localStorage.setItem("kehoach-divider", kept);
  };
  place(Number(localStorage.getItem("kehoach-divider")) || 50);
  divider.addEventListener("pointerdown", (event) => {
    divider.setPointerCapture(event.pointerId);
    event.preventDefault();
    divider.focus();
  });
  divider.addEventListener("pointermove", (event) => {
    if (!divider.hasPointerCapture(event.pointerId)) return;
    const { left, width } = split.getBoundingClientRect();
    place((100 * (event.clientX - left)) / width);
  });
  divider.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
    if (!step) return;
    event.preventDefault();
    place(Number(divider.getAttribute("aria-valuenow")) + step);
  });
}
