// An editor for each kind of field: {element, focus(), value()}.

import { ask } from "/assets/base.js";
import { Chips, node } from "/assets/chips.js";
import { words } from "/assets/tasks.js";

const WAIT = 150; // ms without a letter until a deadline is read

/** The editor of a field that has this value; `marked` is the number of the entry that is most in doubt, -1 for none. */
export function editorOf(document_, field, label, value, marked = -1) {
  if (field === "lead" || field === "partners") return new Chips(document_, label, value, marked);
  if (field === "products") return new Lines(label, value);
  if (field === "deadlines") return new Deadlines(document_, label, value);
  return new Words(label, value ?? "", field === "text" ? "text" : field);
}

class Words {
  constructor(label, value, field) {
    this.field = field;
    this.element = node("textarea", { className: `words-${field}`, "aria-label": label, value, rows: 1 });
    this.element.addEventListener("input", () => this.#grow());
  }

  focus() {
    this.#grow();
    this.element.focus();
    this.element.setSelectionRange(this.element.value.length, this.element.value.length);
  }

  value() {
    const text = this.element.value.trim();
    return text || this.field === "text" ? text : null;
  }

  #grow() {
    this.element.style.height = "auto";
    this.element.style.height = `${this.element.scrollHeight + 2}px`;
  }
}

/** Rows of inputs, of which the last one is empty. */
class Rows {
  constructor(label) {
    this.label = label;
    this.element = node("div", { className: "rows", role: "group", "aria-label": label });
    this.element.addEventListener("input", () => this.#open());
    this.element.addEventListener("keydown", (event) => this.#keyed(event));
  }

  get rows() {
    return [...this.element.children];
  }

  focus() {
    const written = this.rows.filter((row) => row.querySelector("input").value);
    (written[0] ?? this.rows[0]).querySelector("input").focus();
  }

  fill(entries) {
    this.element.append(...[...entries, undefined].map((entry) => this.row(entry)));
  }

  #open() {
    if ([...this.rows.at(-1).querySelectorAll("input")].some((input) => input.value)) this.element.append(this.row());
  }

  #keyed(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.target.type === "date") return;
    event.preventDefault();
    this.rows[this.rows.indexOf(event.target.closest(".row")) + step]?.querySelector("input").focus();
  }
}

class Lines extends Rows {
  constructor(label, values) {
    super(label);
    this.fill(values);
  }

  row(value = "") {
    const row = node("div", { className: "row" });
    row.append(node("input", { value, "aria-label": this.label, placeholder: words.products_hint }));
    return row;
  }

  value() {
    return this.rows.map((row) => row.firstChild.value.trim()).filter(Boolean);
  }
}

class Deadlines extends Rows {
  #of = new WeakMap();

  constructor(document_, label, values) {
    super(label);
    this.document = document_;
    this.fill(values);
  }

  row(deadline) {
    const row = node("div", { className: "row deadline" });
    const text = node("input", {
      value: deadline?.text ?? "", "aria-label": this.label, placeholder: words.deadline_hint, autocomplete: "off",
    });
    const due = node("input", { type: "date", value: deadline?.due ?? "", "aria-label": `${this.label}: ${words.day}` });
    const says = node("output", { className: "understood" });
    row.append(text, due, says);
    const state = { deadline, isTold: false, timer: 0 };
    this.#of.set(row, state);
    text.addEventListener("input", () => {
      clearTimeout(state.timer);
      state.timer = setTimeout(() => this.#read(row, { takesDay: true }), WAIT);
    });
    due.addEventListener("change", () => {
      state.isTold = true;
      this.#say(row, says.dataset.words ?? "");
    });
    if (deadline) this.#read(row, { takesDay: false });
    return row;
  }

  /** Whose deadline is wrong types another one: what stands there goes with the first letter. */
  focus() {
    super.focus();
    this.element.querySelector("input:focus")?.select();
  }

  /** A deadline that nobody touched goes back as it came; others are read by the server from their text. */
  value() {
    return this.rows.flatMap((row) => {
      const [text, due] = [...row.querySelectorAll("input")].map((input) => input.value.trim());
      const { deadline, isTold } = this.#of.get(row);
      if (deadline && deadline.text === text && !isTold) return [deadline];
      if (!text && !due) return [];
      const shown = due.split("-").reverse().join("/");
      return [isTold && due ? { text: text || shown, due } : { text }];
    });
  }

  /** Show what the text says, and its day as long as nobody has chosen another. */
  async #read(row, { takesDay }) {
    const [text, due] = row.querySelectorAll("input");
    const typed = text.value.trim();
    if (!typed) return this.#say(row, "");
    try {
      const query = `text=${encodeURIComponent(typed)}&document=${this.document}`;
      const { deadlines, words: said } = await ask(`/deadline.json?${query}`);
      if (text.value.trim() !== typed) return;
      const state = this.#of.get(row);
      if (takesDay && !state.isTold) due.value = deadlines[0]?.due ?? "";
      if (takesDay || state.deadline) this.#say(row, said.join("; ") || words.unreadable);
    } catch {
      this.#say(row, ""); // the text can be saved all the same, or the saving tells what is wrong
    }
  }

  #say(row, text) {
    const [, due, says] = row.children;
    says.dataset.words = text;
    const isTold = this.#of.get(row)?.isTold && due.value;
    says.textContent = isTold ? `→ ${due.value.split("-").reverse().join("/")}` : text && `→ ${text}`;
  }
}
