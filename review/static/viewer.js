// The pages of a document with its values marked. Events: "pick" (detail {task}) when the clerk clicks into a task.

import { ask, tell, write } from "./base.js";
import { drawBox } from "./viewer_draw.js";
import { takeText } from "./viewer_lines.js";
import { Pages } from "./viewer_pages.js";
import { Text } from "./viewer_text.js";

const ZOOMS = [0.25, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 4];
const PIXELS = 96 / 72; // of the screen a point, at 100 %

export class Viewer extends EventTarget {
  constructor(element) {
    super();
    this.element = element;
    this.address = `/document/${element.dataset.document}`;
    this.words = JSON.parse(element.querySelector(".viewer-words").textContent);
    this.pane = element.querySelector(".viewer-pane");
    this.note = element.querySelector(".viewer-note");
    this.number = element.querySelector("[data-page-number]");
    this.shown = null;
    this.answer = null;
    this.task = null;
    this.zoom = "width"; // or "whole", or a number
    this.drawing = Promise.resolve();
    this.listen();
  }

  /** Load and show. Word files are shown as text at first, as pages when these are set. */
  async open() {
    this.tell(this.words.loading);
    await this.show(await ask(`${this.address}/marks.json?quick=1`));
    if (!this.answer.coming) return;
    this.tell(this.words.coming);
    this.whole = ask(`${this.address}/marks.json`)
      .then(async (answer) => {
        await this.drawing;
        await this.show(answer);
      })
      .catch((problem) => {
        this.tell("");
        tell(problem);
      });
  }

  /** Show a task's values in colour; null for none. */
  highlight(task, { scroll = true } = {}) {
    this.task = task;
    this.shown?.highlight(task);
    if (scroll && task) this.shown?.scrollToTask(task);
  }

  /** Bring a value's place into sight and flash it. */
  scrollTo(task, field, index = 0) {
    if (task !== this.task) this.highlight(task, { scroll: false });
    const marks = this.answer?.marks[task] || [];
    const of = marks.filter((mark) => mark.field === field);
    const mark = of.find((one) => one.index === index) || of[0] || marks.find((one) => one.field === "text");
    if (mark) this.shown.flash(task, mark.field, mark.index);
  }

  /** Load the marks anew, after tasks have come or gone; once more where that is asked for meanwhile. */
  async refresh() {
    this.isStale = true;
    if (this.isRefreshing) return;
    this.isRefreshing = true;
    try {
      while (this.isStale) await this.renew();
    } finally {
      this.isRefreshing = false;
    }
  }

  async renew() {
    this.isStale = false;
    await this.drawing; // the place that is being chosen must not go
    const answer = await ask(`${this.address}/marks.json?quick=1`);
    if (answer.coming || !this.answer) return;
    if (answer.kind !== this.answer.kind || answer.version !== this.answer.version || answer.kind === "text") {
      await this.show(answer);
      return;
    }
    this.answer = answer;
    this.shown.mark(answer.marks);
    this.shown.highlight(this.task);
  }

  /** Let the clerk draw a box, or choose paragraphs of a text. Gives {page, box, text}, or null if they give up. */
  async draw() {
    const before = document.activeElement;
    const isText = this.shown instanceof Text;
    let done;
    this.drawing = new Promise((resolve) => (done = resolve));
    this.tell(isText ? this.words.draw_text : this.words.draw);
    this.element.classList.add("is-drawing");
    try {
      if (isText) return await takeText(this.pane, this.words);
      const drawn = await drawBox(this.shown, this.words.draw_box);
      if (!drawn) return null;
      this.tell(this.words.reading);
      const { text } = await write(`${this.address}/words`, drawn).catch((problem) => {
        tell(problem);
        return { text: "" };
      });
      return { ...drawn, text };
    } finally {
      this.element.classList.remove("is-drawing");
      this.tell(this.answer.problem || "");
      before?.focus?.({ preventScroll: true });
      done();
    }
  }

  // How it is shown

  async show(answer) {
    this.answer = answer;
    this.shown?.close();
    const isText = answer.kind === "text";
    this.element.classList.toggle("is-text", isText);
    this.shown = isText
      ? new Text(this.pane, this.address, answer)
      : new Pages(this.pane, this.address, answer, this.words);
    this.shown.addEventListener("pick", ({ detail }) => this.dispatchEvent(new CustomEvent("pick", { detail })));
    this.shown.addEventListener("page", ({ detail }) => this.counted(detail));
    this.tell(answer.problem || "");
    await this.shown.open();
    this.element.querySelector("[data-page-count]").textContent = answer.pages.length || "–";
    this.number.max = answer.pages.length || 1;
    this.rezoom();
    this.counted(1);
    this.highlight(this.task);
  }

  tell(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
  }

  counted(page) {
    if (typeof this.zoom !== "number") this.zoomed(this.shown.scaleOf(page)); // pages of other sizes fit otherwise
    if (document.activeElement !== this.number) this.number.value = page;
    this.element.querySelector('[data-do="previous"]').disabled = page <= 1;
    this.element.querySelector('[data-do="next"]').disabled = page >= this.answer.pages.length;
  }

  rezoom() {
    if (!this.shown) return;
    this.zoomed(this.shown.zoomTo(typeof this.zoom === "number" ? this.zoom * PIXELS : this.zoom));
    for (const fit of ["width", "whole"]) {
      this.element.querySelector(`[data-do="${fit}"]`).setAttribute("aria-pressed", this.zoom === fit);
    }
  }

  zoomed(scale) {
    this.percent = scale / PIXELS;
    this.element.querySelector("[data-zoom]").textContent = `${Math.round(100 * this.percent)} %`;
  }

  // What the clerk does

  listen() {
    const deeds = {
      previous: () => this.shown?.go(this.shown.page - 1),
      next: () => this.shown?.go(this.shown.page + 1),
      smaller: () => this.zoomTo(ZOOMS.findLast((zoom) => zoom < this.percent - 0.005) ?? ZOOMS[0]),
      larger: () => this.zoomTo(ZOOMS.find((zoom) => zoom > this.percent + 0.005) ?? ZOOMS.at(-1)),
      width: () => this.zoomTo("width"),
      whole: () => this.zoomTo("whole"),
    };
    for (const [deed, work] of Object.entries(deeds)) {
      this.element.querySelector(`[data-do="${deed}"]`).addEventListener("click", work);
    }
    this.number.addEventListener("change", () => {
      const page = Math.min(Math.max(1, Math.round(this.number.value) || 1), this.answer?.pages.length || 1);
      this.number.value = page;
      this.shown?.go(page);
    });
    this.number.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.number.dispatchEvent(new Event("change"));
    });
    this.pane.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const deed = { "+": "larger", "=": "larger", "-": "smaller" }[event.key];
      if (!deed) return;
      event.preventDefault();
      deeds[deed]();
    });
    let width = 0;
    new ResizeObserver(([entry]) => {
      const now = Math.round(entry.contentRect.width);
      if (Math.abs(now - width) < 2) return; // what a scroll bar takes must not set it going
      width = now;
      requestAnimationFrame(() => typeof this.zoom === "number" || this.rezoom());
    }).observe(this.element);
  }

  zoomTo(zoom) {
    this.zoom = zoom;
    this.rezoom();
  }
}
