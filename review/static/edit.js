// Editing a field in its card. What is typed is never lost: not to another's change, not to a server that is away.

import { reasonOf } from "/assets/base.js";
import { node } from "/assets/chips.js";
import { editorOf } from "/assets/fields.js";
import { filled, valuesOf, words } from "/assets/tasks.js";

const READ = 800; // ms to read another's value, before mine can be saved in its place
const open = new Set();
const ORDER = ["text", "lead", "partners", "products", "deadlines"];

/** Edit a field of a card in its place. Enter saves, Escape leaves, Tab saves and goes on to the next field. */
export function edit(tasks, card, field) {
  if (!card || card.querySelector(".editing")) return;
  tasks.select(card, { focus: false });
  new Editing(tasks, card, field).open();
}

addEventListener("beforeunload", (event) => {
  if ([...open].some((editing) => editing.isChanged)) event.preventDefault();
});

class Editing {
  #seen;
  #isSaving = false;

  constructor(tasks, card, field) {
    this.tasks = tasks;
    this.card = card;
    this.task = card.dataset.task;
    this.field = field;
    this.#seen = valuesOf(card)[field];
  }

  get isChanged() {
    return !same(this.editor.value(), this.#seen);
  }

  open() {
    open.add(this);
    const place = this.card.querySelector(`[data-of="${this.field}"]`);
    this.entries = place?.querySelector(".entries");
    const label = words.labels[this.field];
    this.editor = editorOf(this.tasks.document, this.field, label, this.#seen, marked(place, this.field, this.#seen));
    this.form = node("div", { className: `editing editing-${this.field}` });
    this.notice = node("p", { className: "notice", role: "alert" });
    this.save = button(words.save, "main", () => this.store());
    this.leave = button(words.cancel, "", () => this.close());
    const buttons = node("p", { className: "editing-buttons" });
    buttons.append(this.save, this.leave);
    this.form.append(...(place ? [] : [Object.assign(node("b"), { textContent: label })]));
    this.form.append(this.editor.element, this.notice, buttons);
    if (place) this.entries.after(this.form);
    else this.card.querySelector(".fields").after(this.form);
    if (this.entries) this.entries.hidden = true;
    this.release = this.tasks.hold(this.card, (fresh) => this.changed(fresh));
    this.form.addEventListener("keydown", (event) => this.#keyed(event));
    this.form.addEventListener("finished", (event) => this.store({ goesOn: event.detail === "Tab" }));
    this.editor.focus();
    this.card.scrollIntoView({ block: "nearest" });
  }

  /** Somebody else has changed the card: their value is shown beside what is being typed. */
  changed(fresh) {
    const { by, state } = fresh.dataset;
    const value = valuesOf(fresh)[this.field];
    if (same(value, this.#seen) && state !== "reject") return;
    this.theirs = value;
    this.save.disabled = true; // Enter may have been meant for what stood there before
    clearTimeout(this.reading);
    this.reading = setTimeout(() => (this.save.disabled = false), READ);
    const told = Object.assign(node("q"), { textContent: shown(value) || "–" });
    this.notice.replaceChildren(filled(words.changed, { who: by || words.somebody }), " ", told);
    this.save.textContent = words.keep_mine;
    this.leave.textContent = words.take_theirs;
  }

  async store({ goesOn = false } = {}) {
    if (this.#isSaving || this.save.disabled) return;
    await this.editor.ready?.();
    const value = this.editor.value();
    if (same(value, this.#seen) && this.theirs === undefined) return this.close({ goesOn });
    this.#isSaving = true;
    // Who saves after having seen another's value means to.
    const expected = this.theirs === undefined ? this.#seen : this.theirs;
    try {
      await this.tasks.send(`/task/${this.task}/set`, { field: this.field, value, expected });
      this.close({ goesOn });
    } catch (problem) {
      // The answer to an earlier try may have been lost on its way.
      if (problem.kind === "conflict" && same(this.theirs, value)) return this.close({ goesOn });
      if (problem.kind !== "conflict") this.notice.textContent = filled(words.retry, { problem: reasonOf(problem) });
      this.editor.focus();
      if (!problem.status && problem.kind === undefined) throw problem;
    } finally {
      this.#isSaving = false;
    }
  }

  close({ goesOn = false } = {}) {
    open.delete(this);
    this.form.remove();
    if (this.entries) this.entries.hidden = false;
    this.release();
    const card = this.tasks.card(this.task);
    const next = ORDER[ORDER.indexOf(this.field) + 1];
    if (!card) return;
    if (goesOn && next) edit(this.tasks, card, next);
    else this.tasks.select(card, { viewer: false });
  }

  #keyed(event) {
    if (event.isComposing || event.defaultPrevented) return;
    if (event.key === "Escape") this.#handled(event, () => this.close());
    else if (event.key === "Enter" && !event.shiftKey && event.target.tagName !== "BUTTON") {
      this.#handled(event, () => this.store());
    } else if (event.key === "Tab" && !event.shiftKey && event.target === this.#last) {
      this.#handled(event, () => this.store({ goesOn: true }));
    }
  }

  #handled(event, deed) {
    event.preventDefault();
    event.stopPropagation();
    deed();
  }

  get #last() {
    return [...this.form.querySelectorAll("input, textarea")].at(-1);
  }
}

/** The entry that what is typed shall replace: the one that leads, or the one in doubt. */
function marked(place, field, value) {
  if (field !== "lead" && field !== "partners") return -1;
  if (field === "lead" && value.length === 1) return 0;
  const doubted = place.querySelector(".value.doubt") ?? place.querySelector(".value.look");
  return doubted ? Number(doubted.dataset.index) : -1;
}

function shown(value) {
  if (!Array.isArray(value)) return value ?? "";
  return value.map((entry) => entry.text ?? entry).join("; ");
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Enter and Escape do the same, so that Tab need not stop here. */
function button(text, className, deed) {
  const made = node("button", { type: "button", className, tabIndex: -1 });
  made.textContent = text;
  made.addEventListener("click", deed);
  return made;
}
