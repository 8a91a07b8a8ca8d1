// The list of tasks: which one is current, in what order they stand, and what they are after each change, be it made
// here or by somebody else.

import { ask, say, write } from "/assets/base.js";
import { byDoubt, byPosition, fromHtml, isNewer, isOnlyAccepted, setReachable, setUnsaved } from "/assets/cards.js";
import { Sending } from "/assets/sending.js";

export const words = JSON.parse(document.getElementById("task-words").textContent);

const POLL = 3000;
const NOTICE = 800; // ms to read that the page is loaded anew

/** A text with values in the place of their names in braces. */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A text in small letters without marks, đ as d. */
export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");
}

/** The values that stand on a card. */
export function valuesOf(card) {
  return JSON.parse(card.dataset.values);
}

/**
 * Events: "select" {task, scroll}, "place" {task, field, index} when a value is to be shown on its page, "change" when
 * values may stand elsewhere on the pages than before, "edit" {card, field}.
 */
export class Tasks extends EventTarget {
  #held = new Map();
  #texts = new WeakMap();
  #isAway = false;
  #isLeaving = false;
  #isPointed = false;
  sending = new Sending();
  current = null;

  constructor(pane) {
    super();
    this.pane = pane;
    this.document = pane.dataset.document;
    this.last = Number(pane.dataset.last);
    this.units = Number(pane.dataset.units); // the last merge of units that the cards show
    this.list = pane.querySelector("#tasks");
    this.find = pane.querySelector("#find");
    this.unreviewed = pane.querySelector("#unreviewed");
    this.sorting = pane.querySelector("#order");
    this.order = this.cards.sort(byPosition).map((card) => card.dataset.task);
  }

  /** All cards as they stand on the page. */
  get cards() {
    return [...this.list.children];
  }

  get shown() {
    return this.cards.filter((card) => !card.hidden);
  }

  card(task) {
    return document.getElementById(`task-${task}`);
  }

  start() {
    this.list.addEventListener("click", (event) => this.#clicked(event));
    // A card that is chosen grows: with the button still down, what was pointed at would move away.
    this.list.addEventListener("pointerdown", () => (this.#isPointed = true));
    addEventListener("pointerup", () => setTimeout(() => (this.#isPointed = false)));
    this.list.addEventListener("focusin", (event) => {
      const card = event.target.closest(".task");
      if (card && card !== this.current && !this.#isPointed) this.select(card, { focus: false });
    });
    this.find.addEventListener("input", () => this.filter());
    this.find.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      if (event.key === "Escape") this.find.value = "";
      this.filter();
      this.select(this.current?.hidden === false ? this.current : this.shown[0]);
    });
    this.unreviewed.addEventListener("change", () => this.filter());
    this.sorting.addEventListener("change", () => this.sort());
    this.select(this.shown[0], { focus: false });
    setInterval(() => document.hidden || this.poll(), POLL);
    document.addEventListener("visibilitychange", () => document.hidden || this.poll());
  }

  /** Make a card the current one. */
  select(card, { focus = true, scroll = true, viewer = true } = {}) {
    if (!card) return;
    if (this.current && this.current !== card) {
      this.current.removeAttribute("aria-current");
      setReachable(this.current, -1);
    }
    this.current = card;
    card.setAttribute("aria-current", "true");
    setReachable(card, 0);
    if (focus) card.focus({ preventScroll: true });
    if (scroll) card.scrollIntoView({ block: "nearest" });
    this.dispatchEvent(new CustomEvent("select", { detail: { task: card.dataset.task, scroll: viewer } }));
  }

  /** Go so many cards on, or back. */
  move(step) {
    const shown = this.shown;
    const at = shown.indexOf(this.current);
    this.select(shown[Math.min(shown.length - 1, Math.max(0, at + step))]);
  }

  /** What was decided about a card: "open" for nothing, "accept", "reject" …, be it saved or on its way. */
  stateOf(card) {
    return this.sending.about(card.dataset.task) ?? card.dataset.state;
  }

  /** The next card that nobody has looked at, behind this one or else from the top. */
  nextOpen(card) {
    const all = this.cards;
    const at = all.indexOf(card);
    return [...all.slice(at + 1), ...all.slice(0, at)].find(
      (each) => this.stateOf(each) === "open" && !each.hidden,
    );
  }

  /** The task behind this one in the document. */
  nextInDocument(card) {
    const at = this.order.indexOf(card.dataset.task);
    const behind = at < 0 ? [] : this.order.slice(at + 1).map((task) => this.card(task));
    return behind.find((each) => each && each.dataset.state !== "reject");
  }

  /** Write when all that was sent before is answered, and show what has changed. A conflict is thrown like any problem,
   * when what changed is shown. */
  send(path, body) {
    return this.inTurn((post) => post(path, body));
  }

  /** The same with what takes several requests: nothing comes between those that the deed posts. */
  inTurn(deed) {
    return this.sending.inTurn(() => deed((path, body) => this.#sent(path, body)));
  }

  /** The same with a decision about a card, which counts as decided meanwhile. */
  async decide(card, act, expected) {
    const { task } = card.dataset;
    setUnsaved(card, null);
    card.classList.add("sent");
    try {
      return await this.sending.decided(task, act, () => this.#sent(`/task/${task}/${act}`, { expected }));
    } finally {
      this.card(task)?.classList.toggle("sent", Boolean(this.sending.about(task)));
    }
  }

  async #sent(path, body) {
    try {
      const answer = await write(path, { ...body, since: this.last, units: this.units });
      this.apply(answer);
      return answer;
    } catch (problem) {
      if (problem.kind === "conflict" && problem.said) this.apply(problem.said);
      throw problem;
    }
  }

  /** Keep a card as it is while it is edited; `changed` hears of what it would be now. Returns what lets it go. */
  hold(card, changed) {
    const held = { changed, fresh: null };
    this.#held.set(card.dataset.task, held);
    return () => {
      this.#held.delete(card.dataset.task);
      if (held.fresh) this.#put(held.fresh);
    };
  }

  apply({ cards, order, counts, last, units, written }) {
    if (written !== this.pane.dataset.written) return this.#reload();
    const isNews = last >= this.last; // answers may overtake one another; cards have versions of their own
    let isElsewhere = isNews && Boolean(order) && order.join() !== this.order.join();
    this.order = isNews && order ? order : this.order;
    for (const [task, html] of Object.entries(cards)) {
      const [fresh, old] = [html === null ? null : fromHtml(html), this.card(task)];
      isElsewhere ||= !fresh || !old || !isOnlyAccepted(fresh, old);
      if (fresh) this.#put(fresh);
      else if (isNews) this.#drop(task);
    }
    if (isNews && counts) this.#count(counts);
    this.last = Math.max(this.last, last);
    this.units = Math.max(this.units, units);
    if (Object.keys(cards).length) this.filter();
    if (isElsewhere) this.dispatchEvent(new CustomEvent("change"));
  }

  async poll() {
    try {
      this.apply(await ask(`/document/${this.document}/changes?since=${this.last}&units=${this.units}`));
      if (this.#isAway) say(words.back_again);
      this.#isAway = false;
    } catch (problem) {
      if (problem.kind === "offline" && !this.#isAway) say(words.away, "bad");
      if (problem.kind === "offline") this.#isAway = true;
    }
  }

  /** Show the cards in which all the words looked for stand, and with the mark set those alone that are to be reviewed. */
  filter() {
    const wanted = folded(this.find.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of this.cards) {
      const isOut = this.unreviewed.checked && card.dataset.state !== "open" && card !== this.current;
      card.hidden = isOut || !wanted.every((word) => this.#text(card).includes(word));
      shown += !card.hidden;
    }
    this.pane.querySelector("#none").hidden = shown > 0;
  }

  sort() {
    const compare = this.sorting.value === "document" ? byPosition : byDoubt;
    const hadFocus = this.list.contains(document.activeElement);
    this.list.append(...this.cards.sort(compare));
    if (this.current) this.select(this.current, { focus: hadFocus });
  }

  #text(card) {
    if (!this.#texts.has(card)) this.#texts.set(card, folded(card.textContent));
    return this.#texts.get(card);
  }

  #put(fresh) {
    const old = this.card(fresh.dataset.task);
    if (old && !isNewer(fresh, old)) return;
    const held = this.#held.get(fresh.dataset.task);
    if (held) {
      held.fresh = fresh;
      held.changed(fresh);
      return;
    }
    if (!old) {
      const at = this.order.indexOf(fresh.dataset.task);
      const before = this.order.slice(0, at).reverse().map((task) => this.card(task)).find(Boolean);
      if (before) before.after(fresh);
      else this.list.prepend(fresh);
      return;
    }
    const hadFocus = old.contains(document.activeElement);
    fresh.classList.toggle("sent", Boolean(this.sending.about(fresh.dataset.task)));
    old.replaceWith(fresh);
    if (old !== this.current) return;
    this.current = null;
    this.select(fresh, { focus: hadFocus, scroll: hadFocus, viewer: false });
  }

  #drop(task) {
    const old = this.card(task);
    if (!old) return;
    if (old === this.current) this.move(old === this.shown.at(-1) ? -1 : 1);
    if (old === this.current) this.current = null; // it was the only one
    old.remove();
  }

  #count(counts) {
    for (const place of document.querySelectorAll("[data-count]")) place.textContent = counts[place.dataset.count];
    const progress = document.getElementById("progress");
    progress.max = counts.tasks || 1;
    progress.value = counts.reviewed;
  }

  #reload() {
    const mustWait = () => this.#held.size || this.sending.isBusy || document.querySelector("dialog[open]");
    if (this.#isLeaving || mustWait()) return;
    this.#isLeaving = true;
    say(words.reread);
    const leave = () => (mustWait() ? setTimeout(leave, NOTICE) : location.reload());
    setTimeout(leave, NOTICE);
  }

  #clicked(event) {
    const card = event.target.closest(".task");
    if (!card) return;
    const label = event.target.closest("[data-edit]");
    const value = event.target.closest(".value");
    if (card !== this.current) this.select(card, { focus: !event.target.closest("button, a"), scroll: false });
    if (label) this.dispatchEvent(new CustomEvent("edit", { detail: { card, field: label.dataset.edit } }));
    if (!value) return;
    const { field, index } = value.dataset;
    this.dispatchEvent(new CustomEvent("place", { detail: { task: card.dataset.task, field, index: Number(index) } }));
  }
}
