// Pages below one another: pictures that load when they come near, and over each the marks of the tasks.

import { around, light, overlayOf, taskAt } from "./viewer_marks.js";

const STEPS = [80, 110, 150, 220]; // dots an inch at which the server draws
const GAP = 10;
const EDGE = 8;
const BAR = 18; // a scroll bar may come

export class Pages extends EventTarget {
  constructor(pane, address, { pages, marks, version }, words) {
    super();
    this.pane = pane;
    this.address = address;
    this.version = version;
    this.sizes = pages;
    this.words = words;
    this.zoom = 1;
    this.scales = pages.map(() => 1); // pixels a point, page by page
    this.task = null;
    this.near = new Set();
    this.ending = new AbortController();
    this.mark(marks);
  }

  async open() {
    this.elements = this.sizes.map(({ page }) => {
      const element = document.createElement("div");
      element.className = "viewer-page";
      element.dataset.page = page;
      return element;
    });
    this.pane.replaceChildren(...this.elements);
    this.zoomTo(this.zoom);
    this.watcher = new IntersectionObserver((entries) => entries.forEach((entry) => this.came(entry)), {
      root: this.pane,
      rootMargin: "100% 0px",
    });
    for (const element of this.elements) this.watcher.observe(element);
    const signal = this.ending.signal;
    this.pane.addEventListener("click", (event) => this.clicked(event), { signal });
    let waits = false;
    this.pane.addEventListener(
      "scroll",
      () => {
        if (waits) return;
        waits = true;
        requestAnimationFrame(() => {
          waits = false;
          this.counted();
        });
      },
      { signal, passive: true },
    );
  }

  close() {
    this.ending.abort();
    this.watcher?.disconnect();
    this.pane.replaceChildren();
  }

  /** Take other marks: those of tasks as they are now. */
  mark(marks) {
    this.marks = marks;
    this.onPage = new Map();
    for (const [task, all] of Object.entries(marks)) {
      for (const mark of all) {
        if (!this.onPage.has(mark.page)) this.onPage.set(mark.page, []);
        this.onPage.get(mark.page).push({ task, ...mark });
      }
    }
    for (const page of this.near) this.overlay(page);
  }

  // Where it stands

  /** The page (from 1) at the top of what is seen. */
  get page() {
    const at = this.pane.scrollTop + this.pane.clientHeight / 3;
    let [low, high] = [0, this.tops.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.tops[middle] <= at) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  go(page) {
    const n = Math.min(Math.max(1, page), this.sizes.length) - 1;
    this.pane.scrollTo({ top: this.tops[n] - EDGE });
    this.dispatchEvent(new CustomEvent("page", { detail: n + 1 }));
  }

  counted() {
    this.dispatchEvent(new CustomEvent("page", { detail: this.page }));
  }

  /** Show all pages at so many pixels a point, or each as wide as the pane ("width"), or each whole ("whole"). Gives the
   * pixels a point of the page that is seen. */
  zoomTo(zoom) {
    const before = this.tops && this.middle();
    const [across, down] = [this.pane.offsetWidth - 2 * EDGE - BAR, this.pane.clientHeight - 2 * EDGE];
    this.zoom = zoom;
    this.tops = [];
    let top = EDGE;
    this.sizes.forEach(({ width, height }, n) => {
      const fitting = Math.max(0.1, zoom === "whole" ? Math.min(across / width, down / height) : across / width);
      const scale = typeof zoom === "number" ? zoom : fitting;
      Object.assign(this.elements[n].style, { width: `${width * scale}px`, height: `${height * scale}px` });
      this.scales[n] = scale;
      this.tops.push(top);
      top += height * scale + GAP;
    });
    if (before) this.pane.scrollTop = this.tops[before.n] + before.y * this.scales[before.n] - this.pane.clientHeight / 3;
    for (const page of this.near) this.picture(page);
    return this.scales[before?.n ?? 0];
  }

  /** Pixels a point of a page. */
  scaleOf(page) {
    return this.scales[page - 1];
  }

  /** What stands a third down the pane: the page's index, and points from its top. */
  middle() {
    const n = this.page - 1;
    return { n, y: (this.pane.scrollTop + this.pane.clientHeight / 3 - this.tops[n]) / this.scales[n] };
  }

  // Pictures and marks, made for pages that are near

  came(entry) {
    const page = Number(entry.target.dataset.page);
    if (entry.isIntersecting) {
      this.near.add(page);
      this.picture(page);
      if (!entry.target.querySelector("svg")) this.overlay(page);
    } else if (!this.isNear(page) && this.near.delete(page)) {
      entry.target.replaceChildren();
    }
  }

  /** Whether a page is as near as the watcher calls near: what it tells may be a moment old. */
  isNear(page) {
    const [top, height] = [this.tops[page - 1] - this.pane.scrollTop, this.sizes[page - 1].height * this.scales[page - 1]];
    return top < 2 * this.pane.clientHeight && top + height > -this.pane.clientHeight;
  }

  picture(page) {
    const element = this.elements[page - 1];
    const wanted = this.scales[page - 1] * 72 * Math.min(window.devicePixelRatio || 1, 2);
    const dpi = STEPS.find((step) => step >= 0.95 * wanted) ?? STEPS.at(-1);
    if (Number(element.dataset.dpi) >= dpi && element.querySelector("img")) return;
    element.dataset.dpi = dpi;
    const image = new Image();
    image.alt = `${this.words.page} ${page}`;
    image.draggable = false;
    const put = () => {
      if (Number(element.dataset.dpi) === dpi && this.near.has(page)) {
        element.querySelectorAll("img, .broken").forEach((old) => old.remove());
        element.prepend(image);
      }
    };
    image.addEventListener("load", put);
    image.addEventListener("error", () => {
      if (!this.near.has(page)) return;
      const told = document.createElement("p");
      told.className = "broken";
      told.textContent = `${this.words.page} ${page}: ${this.words.broken}`;
      element.querySelectorAll(".broken").forEach((old) => old.remove());
      element.prepend(told);
    });
    image.src = `${this.address}/page/${page}.jpg?dpi=${dpi}&v=${this.version}`;
  }

  overlay(page) {
    const svg = overlayOf(this.onPage.get(page) || [], this.sizes[page - 1]);
    this.elements[page - 1].querySelector("svg")?.remove();
    this.elements[page - 1].append(svg);
    light(svg, this.task);
  }

  highlight(task) {
    this.task = task;
    for (const page of this.near) {
      const svg = this.elements[page - 1].querySelector("svg");
      if (svg) light(svg, task);
    }
  }

  // Places

  /** Bring a task into sight, unless it is. */
  scrollToTask(task) {
    const marks = this.marks[task] || [];
    const first = marks.find((mark) => mark.field === "text") || marks[0];
    if (!first) return;
    const there = marks.filter((mark) => mark.page === first.page).flatMap((mark) => mark.boxes);
    if (!this.sees(first.page, around(first.boxes))) this.bring(first.page, around(there), around(first.boxes));
  }

  flash(task, field, index) {
    const mark = (this.marks[task] || []).find((one) => one.field === field && one.index === index);
    if (!mark) return;
    const box = around(mark.boxes);
    if (!this.sees(mark.page, box)) this.bring(mark.page, box, box);
    this.near.add(mark.page);
    if (!this.elements[mark.page - 1].querySelector("svg")) this.overlay(mark.page);
    for (const rect of this.elements[mark.page - 1].querySelectorAll(`g.now > rect.${field}[data-index="${index}"]`)) {
      rect.classList.add("flash");
      setTimeout(() => rect.classList.remove("flash"), 1800);
    }
  }

  sees(page, [x0, y0, x1, y1]) {
    const scale = this.scales[page - 1];
    const top = this.tops[page - 1] - this.pane.scrollTop;
    const left = this.elements[page - 1].offsetLeft - this.pane.scrollLeft;
    return (
      top + y0 * scale >= 0 &&
      top + y1 * scale <= this.pane.clientHeight &&
      left + x0 * scale >= 0 &&
      left + x1 * scale <= this.pane.clientWidth
    );
  }

  /** Scroll so that all of a task stands in the pane, a quarter down, or at least what matters most. */
  bring(page, whole, most) {
    const scale = this.scales[page - 1];
    const height = (whole[3] - whole[1]) * scale;
    const [left, up] = height < 0.7 * this.pane.clientHeight ? whole : most;
    const top = this.tops[page - 1] + up * scale - this.pane.clientHeight / 4;
    const side = this.elements[page - 1].offsetLeft + left * scale - 40;
    this.pane.scrollTo({ top, left: Math.max(0, side + 40 < this.pane.clientWidth / 2 ? 0 : side) });
  }

  /** The page and the point on it, in points, at a place of the window; null beside the pages. */
  pointAt(x, y) {
    const element = this.elements.find((one) => this.near.has(Number(one.dataset.page)) && holds(one, x, y));
    if (!element) return null;
    const rect = element.getBoundingClientRect();
    const page = Number(element.dataset.page);
    const scale = this.scales[page - 1];
    return { page, x: (x - rect.left) / scale, y: (y - rect.top) / scale };
  }

  clicked(event) {
    if (event.target.closest(".viewer-box") || this.pane.closest(".is-drawing")) return;
    const point = this.pointAt(event.clientX, event.clientY);
    const task = point && taskAt(this.onPage.get(point.page) || [], point.x, point.y, this.task);
    if (task) this.dispatchEvent(new CustomEvent("pick", { detail: { task } }));
  }
}

function holds(element, x, y) {
  const rect = element.getBoundingClientRect();
  return x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom;
}
