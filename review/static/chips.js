// Units as chips, with proposals of the names that the document and the store know (a combobox by the ARIA pattern).

import { ask } from "/assets/base.js";
import { filled, folded, words } from "/assets/tasks.js";

const NUMBERED = 20; // chips that a key leads to: 1 to 9 and 0, then the same with Shift

let made = 0;

export class Chips {
  #proposals = [];
  #active = -1;
  #asked = "";
  #pending = Promise.resolve();
  #choosing = null;
  #goesOn = "";
  #marked;
  #removals;

  /** `marked` is the number of the chip that what is typed takes the place of, -1 for none. */
  constructor(document_, label, names, marked = -1) {
    this.document = document_;
    this.names = [...names];
    this.#marked = marked;
    this.#removals = 0;
    this.id = `units-${(made += 1)}`;
    this.element = node("div", { className: "chips", role: "group", "aria-label": label });
    this.input = node("input", {
      role: "combobox", "aria-label": `${label}: ${words.unit_hint}`, placeholder: words.unit_hint, autocomplete: "off",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.id, "aria-describedby": `${this.id}-keys`, spellcheck: false,
    });
    this.box = node("ul", { id: this.id, role: "listbox", "aria-label": label, hidden: true });
    this.status = node("span", { className: "visually-hidden", role: "status" });
    this.keys = node("span", { id: `${this.id}-keys`, className: "visually-hidden" });
    this.element.append(this.input, this.box, this.status, this.keys);
    this.#show();
    this.input.addEventListener("input", () => this.#look());
    this.input.addEventListener("focus", () => this.#look());
    this.input.addEventListener("blur", () => this.#close());
    this.input.addEventListener("keydown", (event) => this.#keyed(event));
    this.element.addEventListener("click", (event) => this.#clicked(event));
    this.box.addEventListener("mousedown", (event) => event.preventDefault());
  }

  focus() {
    this.input.focus();
  }

  /** Resolves when a choice that waits for its proposals has been made. */
  async ready() {
    await this.#choosing;
  }

  /** What is typed and not taken yet counts as typed. */
  value() {
    return this.input.value.trim() ? this.#with(this.input.value.trim()) : this.names;
  }

  #show() {
    for (const chip of this.element.querySelectorAll(".chip")) chip.remove();
    this.input.before(
      ...this.names.map((name, at) => {
        const chip = node("span", { className: at === this.#marked ? "chip marked" : "chip" });
        const remove = node("button", { type: "button", "aria-label": filled(words.remove, { what: name }), tabIndex: -1 });
        remove.dataset.at = at;
        remove.textContent = "×";
        if (at < NUMBERED) chip.append(Object.assign(node("kbd", { "aria-hidden": "true" }), { textContent: keyOf(at) }));
        chip.append(name, remove);
        chip.dataset.at = at;
        return chip;
      }),
    );
    const name = this.names[this.#marked];
    this.input.placeholder = name ? words.unit_replace : this.names.length ? words.unit_choose : words.unit_hint;
    const numbered = this.names.slice(0, NUMBERED).map((each, at) => `${keyOf(at)} ${each}`);
    this.keys.textContent = numbered.length ? filled(words.unit_keys, { names: numbered.join("; ") }) : "";
    this.status.textContent = name ? filled(words.replaced, { what: name }) : "";
  }

  #with(name) {
    const kept = this.names.filter((_, at) => at !== this.#marked);
    const at = this.#marked >= 0 ? this.#marked : kept.length;
    const isThere = kept.some((other) => folded(other) === folded(name));
    return isThere ? kept : [...kept.slice(0, at), name, ...kept.slice(at)];
  }

  /** Take a name. Whether it took the place of another, so that nothing is left to type. */
  #take(name) {
    const isReplaced = this.#marked >= 0 || this.#removals === 1;
    this.#removals = 0;
    this.names = this.#with(name);
    this.#marked = -1;
    this.input.value = "";
    this.#close();
    this.#show();
    return isReplaced;
  }

  #look() {
    const typed = this.input.value.trim();
    this.#asked = typed;
    if (!typed) return this.#close();
    this.#pending = ask(`/units.json?q=${encodeURIComponent(typed)}&document=${this.document}`).then(
      (units) => this.#asked === typed && this.#offer(typed, units),
      () => this.#close(), // names can be typed without proposals
    );
  }

  #offer(typed, units) {
    const names = units.map((unit) => ({ name: unit.name, beside: unit.aliases.join("; ") }));
    const isKnown = names.some(({ name }) => folded(name) === folded(typed));
    this.#proposals = isKnown ? names : [...names, { name: typed, beside: "" }];
    this.box.replaceChildren(
      ...this.#proposals.map(({ name, beside }, at) => {
        const option = node("li", { role: "option", id: `${this.id}-${at}` });
        option.dataset.at = at;
        option.append(name);
        if (beside) option.append(Object.assign(node("span", { className: "soft" }), { textContent: ` ${beside}` }));
        return option;
      }),
    );
    this.box.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.status.textContent = units.length ? filled(words.proposals, { count: units.length }) : words.no_proposals;
    const exact = this.#proposals.findIndex(({ name }) => folded(name) === folded(typed));
    this.#activate(isKnown ? exact : 0);
  }

  #activate(at) {
    this.#active = at;
    for (const option of this.box.children) option.setAttribute("aria-selected", String(Number(option.dataset.at) === at));
    const option = this.box.children[at];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  #close() {
    this.#asked = "";
    this.box.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  #keyed(event) {
    if (event.isComposing || event.ctrlKey) return; // an input method for Vietnamese is at work, or a form is sent
    const { key } = event;
    const count = this.#proposals.length;
    if ((key === "ArrowDown" || key === "ArrowUp") && !this.box.hidden) {
      event.preventDefault();
      this.#activate((this.#active + (key === "ArrowDown" ? 1 : count - 1) + count) % count);
    } else if (key === "Escape" && !this.box.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    } else if ((key === "Enter" || (key === "Tab" && !event.shiftKey)) && this.input.value.trim()) {
      event.preventDefault();
      event.stopPropagation();
      this.#choose(key);
    } else if (key === "Backspace" && !this.input.value && this.names.length) {
      event.preventDefault();
      this.#removed(this.#marked >= 0 ? this.#marked : this.names.length - 1);
    } else if ((key === "ArrowLeft" || key === "ArrowRight" || key === "End") && !this.input.value) {
      this.#mark(key);
    } else if (!this.input.value && this.names[numberOf(event)]) {
      event.preventDefault();
      this.#marked = numberOf(event);
      this.#show();
    }
  }

  /** Take the proposal, waiting for those of the last letter. Where it took another's place, or a key pressed meanwhile
   * says so, go on. */
  #choose(key) {
    if (this.#choosing) {
      this.#goesOn = key;
      return;
    }
    this.#choosing = this.#pending.then(() => {
      const name = this.#proposals[this.#active]?.name ?? this.input.value.trim();
      const next = this.#take(name) ? key : this.#goesOn;
      this.#goesOn = "";
      this.#choosing = null;
      if (next) this.element.dispatchEvent(new CustomEvent("finished", { bubbles: true, detail: next }));
    });
  }

  /** Go from chip to chip; behind the last one what is typed is added. */
  #mark(key) {
    const count = this.names.length;
    if (key === "ArrowLeft") this.#marked = this.#marked < 0 ? count - 1 : Math.max(0, this.#marked - 1);
    else this.#marked = key === "End" || this.#marked < 0 || this.#marked + 1 >= count ? -1 : this.#marked + 1;
    this.#show();
  }

  #removed(at) {
    this.#removals += 1;
    this.names.splice(at, 1);
    this.#marked = -1;
    this.#show();
    this.focus();
  }

  #clicked(event) {
    const option = event.target.closest('[role="option"]');
    const remove = event.target.closest(".chip button");
    const chip = event.target.closest(".chip");
    if (option) this.#take(this.#proposals[Number(option.dataset.at)].name);
    if (remove) this.#removed(Number(remove.dataset.at));
    else if (chip) {
      this.#marked = Number(chip.dataset.at);
      this.#show();
    }
    this.focus();
  }
}

/** The key that leads to a chip, counted from 0. */
function keyOf(at) {
  return `${at < 10 ? "" : "⇧"}${(at + 1) % 10}`;
}

/** The chip that a key leads to; -1 for none. With Shift a key's letter depends on the keyboard, its place does not. */
function numberOf({ key, code, shiftKey }) {
  const digit = shiftKey ? /^Digit(\d)$/.exec(code)?.[1] : /^\d$/.test(key) ? key : undefined;
  return digit === undefined ? -1 : ((Number(digit) + 9) % 10) + (shiftKey ? 10 : 0);
}

/** An element with properties, and with attributes for names that have a hyphen or are no properties. */
export function node(tag, values = {}) {
  const made_ = document.createElement(tag);
  for (const [name, value] of Object.entries(values)) {
    if (name in made_ && name !== "role") made_[name] = value;
    else made_.setAttribute(name, value);
  }
  return made_;
}
