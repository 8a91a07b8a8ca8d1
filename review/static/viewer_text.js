// A document's text with the same marks, where there are no pages to show.

const NOW = ["text", "number", "lead", "partners", "products", "deadlines"];
const FULL = 96 / 72;

export class Text extends EventTarget {
  constructor(pane, address, { marks }) {
    super();
    this.pane = pane;
    this.address = address;
    this.marks = marks;
    this.page = 1;
    this.ending = new AbortController();
    this.places = new Map(); // "task field index" -> elements
    this.ofTask = new Map(); // task -> [{element, field}]
  }

  async open() {
    const answer = await fetch(`${this.address}/text`, { credentials: "same-origin" });
    this.pane.innerHTML = answer.ok ? await answer.text() : ""; // a part of a page that our server made
    for (const element of this.pane.querySelectorAll("mark")) {
      const seen = new Set();
      for (const name of element.dataset.all.split(";")) {
        const [task, field] = name.split(" ");
        if (!this.places.has(name)) this.places.set(name, []);
        this.places.get(name).push(element);
        if (seen.has(task)) continue;
        seen.add(task); // the shortest value comes first: its colour is shown
        if (!this.ofTask.has(task)) this.ofTask.set(task, []);
        this.ofTask.get(task).push({ element, field });
      }
    }
    this.pane.addEventListener("click", (event) => this.clicked(event), { signal: this.ending.signal });
  }

  close() {
    this.ending.abort();
    this.pane.replaceChildren();
  }

  mark(marks) {
    this.marks = marks;
  }

  go() {}

  zoomTo(zoom) {
    const scale = typeof zoom === "number" ? zoom : FULL;
    this.pane.style.setProperty("--viewer-zoom", scale / FULL);
    return scale;
  }

  scaleOf() {
    return FULL;
  }

  highlight(task) {
    for (const { element } of this.ofTask.get(this.task) || []) element.classList.remove(...NOW);
    this.task = task;
    for (const { element, field } of this.ofTask.get(task) || []) element.classList.add(field);
  }

  scrollToTask(task) {
    const all = this.ofTask.get(task) || [];
    const first = this.places.get(`${task} text 0`)?.[0] || all[0]?.element;
    if (first) this.bring(first);
  }

  flash(task, field, index) {
    const elements = this.places.get(`${task} ${field} ${index}`) || [];
    if (!elements.length) return;
    this.bring(elements[0]);
    for (const element of elements) {
      element.classList.add("flash");
      setTimeout(() => element.classList.remove("flash"), 1800);
    }
  }

  bring(element) {
    const [rect, pane] = [element.getBoundingClientRect(), this.pane.getBoundingClientRect()];
    if (rect.top >= pane.top && rect.bottom <= pane.bottom) return;
    this.pane.scrollTo({ top: this.pane.scrollTop + rect.top - pane.top - pane.height / 4 });
  }

  clicked(event) {
    if (!getSelection().isCollapsed || this.pane.closest(".is-drawing")) return;
    const element = event.target.closest("mark") || event.target.closest("p, tr")?.querySelector("mark");
    if (!element) return;
    const tasks = [...new Set(element.dataset.all.split(";").map((name) => name.split(" ")[0]))];
    const innermost = element.dataset.all.split(";").filter((name) => name.split(" ")[1] === element.dataset.field);
    const same = [...new Set(innermost.map((name) => name.split(" ")[0]))];
    const choice = same.length ? same : tasks;
    const task = choice[(choice.indexOf(this.task) + 1) % choice.length];
    this.dispatchEvent(new CustomEvent("pick", { detail: { task } }));
  }
}
