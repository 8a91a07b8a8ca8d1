// What can be done with the current task, by key or button.

import { reasonOf, say, tell } from "/assets/base.js";
import { acceptAbove, addTask, markDone, splitTask, writeNote } from "/assets/asking.js";
import { setUnsaved } from "/assets/cards.js";
import { edit } from "/assets/edit.js";
import { filled, valuesOf, words } from "/assets/tasks.js";

const FIELDS = ["text", "lead", "partners", "products", "deadlines", "number", "context"];
const KEYS = {
  a: "accept", e: "edit", r: "reject", s: "split", m: "merge", u: "undo", n: "note", d: "done", t: "add", "?": "help",
};
const REST = 600; // ms without a key, after which a row that came back counts as seen
const heard = document.getElementById("heard");

export class Acts {
  #isLedBack = false; // to the first of the rows that could not be saved; others may follow
  #rest = 0;

  constructor(tasks, viewer) {
    this.tasks = tasks;
    this.viewer = viewer;
    tasks.pane.addEventListener("click", (event) => {
      const button = event.target.closest("[data-act]");
      if (button) this.do(button.dataset.act);
    });
    tasks.addEventListener("edit", ({ detail }) => edit(tasks, detail.card, detail.field));
  }

  /** Whether the key means something here; it is done then. */
  key(key) {
    const small = key.length === 1 ? key.toLowerCase() : key;
    if (small === "j" || small === "k") this.tasks.move(small === "j" ? 1 : -1);
    else if (small === "/") this.tasks.find.focus();
    else if (FIELDS[Number(small) - 1]) this.do("edit", FIELDS[Number(small) - 1]);
    else if (Object.hasOwn(KEYS, small)) this.do(KEYS[small]);
    else return false;
    return true;
  }

  do(act, field) {
    const card = this.tasks.current;
    const free = { add: () => addTask(this.tasks, this.viewer), above: () => acceptAbove(this.tasks), undo: () => this.undo(), help };
    const bound = {
      accept: () => this.accept(card),
      reject: () => this.reject(card),
      merge: () => this.merge(card),
      edit: () => edit(this.tasks, card, field ?? card.dataset.doubted),
      split: () => splitTask(this.tasks, card),
      note: () => writeNote(this.tasks, card),
      done: () => markDone(this.tasks, card),
    };
    if (free[act]) free[act]();
    else if (card?.classList.contains("came-back")) this.#restBefore(card);
    else if (card) bound[act]();
  }

  /** The next one is shown at once; what goes wrong leads back. */
  accept(card) {
    const state = this.tasks.stateOf(card);
    const expected = state === "reject" ? undefined : valuesOf(card);
    if (state !== "accept") this.#decide(card, "accept", expected, words.accepted);
    const next = this.tasks.nextOpen(card);
    if (next) this.tasks.select(next);
    else say(words.all_reviewed);
  }

  reject(card) {
    if (this.tasks.stateOf(card) === "reject") return;
    this.#decide(card, "reject", valuesOf(card), words.rejected);
    this.tasks.move(1);
  }

  async #decide(card, act, expected, done) {
    try {
      await this.tasks.decide(card, act, expected);
      heard.textContent = done;
    } catch (problem) {
      this.#comeBack(this.tasks.card(card.dataset.task), problem);
      tell(problem);
    } finally {
      if (!this.tasks.sending.isBusy) this.#isLedBack = false;
    }
  }

  /** Lead to the row that was not saved, unless the clerk is typing or has been led to an earlier one of the same row of
   * keys. */
  #comeBack(card, problem) {
    if (!card) return;
    setUnsaved(card, filled(words.retry, { problem: reasonOf(problem) }));
    if (this.#isLedBack || isTyping()) return;
    this.#isLedBack = true;
    this.tasks.select(card);
    this.#restBefore(card);
  }

  /** Keys that were meant for the rows ahead decide nothing about the one that came back. */
  #restBefore(card) {
    clearTimeout(this.#rest);
    card.classList.add("came-back");
    this.#rest = setTimeout(() => card.classList.remove("came-back"), REST);
  }

  merge(card) {
    const next = this.tasks.nextInDocument(card);
    if (!next) return say(words.no_next);
    const [task, other] = [card.dataset.task, next.dataset.task];
    const expected = { [task]: valuesOf(card), [other]: valuesOf(next) };
    this.tasks.send(`/task/${task}/merge`, { with: other, expected }).then(() => say(words.merged), tell);
  }

  /** What I did last; on a rejected card of somebody else, that it was rejected. */
  undo() {
    const card = this.tasks.current;
    const { failures } = this.tasks.sending;
    const undone = this.tasks.inTurn(async (post) => {
      if (this.tasks.sending.failures > failures) return; // it was not done; what came before it stands
      let answer = await post(`/document/${this.tasks.document}/undo`, {});
      if (!answer.task && card?.dataset.state === "reject" && card.dataset.decision) {
        answer = await post(`/review/${card.dataset.decision}/undo`, {});
      }
      if (!answer.task) return say(words.nothing_to_undo);
      say(words.undone);
      this.tasks.select(this.tasks.card(answer.task) ?? this.tasks.current);
    });
    undone.catch(tell);
  }
}

function isTyping() {
  const isField = document.activeElement?.closest("input, textarea, select");
  return Boolean(isField || document.querySelector("dialog[open], .is-drawing"));
}

function help() {
  document.getElementById("help").showModal();
}

