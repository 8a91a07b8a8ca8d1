// What can be done with the current task, by key or button.

import { say, tell } from "/assets/base.js";
import { acceptAbove, addTask, markDone, splitTask, writeNote } from "/assets/asking.js";
import { edit } from "/assets/edit.js";
import { valuesOf, words } from "/assets/tasks.js";

const FIELDS = ["text", "lead", "partners", "products", "deadlines", "number", "context"];
const KEYS = {
  a: "accept", e: "edit", r: "reject", s: "split", m: "merge", u: "undo", n: "note", d: "done", t: "add", "?": "help",
};
const heard = document.getElementById("heard");

export class Acts {
  #sending = Promise.resolve();

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
    else if (card) bound[act]();
  }

  /** The next one is shown at once; what goes wrong leads back. */
  accept(card) {
    const expected = card.dataset.state === "reject" ? undefined : valuesOf(card);
    if (card.dataset.state !== "accept") this.#decide(card, "accept", expected, words.accepted);
    const next = this.tasks.nextOpen(card);
    if (next) this.tasks.select(next);
    else say(words.all_reviewed);
  }

  reject(card) {
    if (card.dataset.state === "reject") return;
    this.#decide(card, "reject", valuesOf(card), words.rejected);
    this.tasks.move(1);
  }

  #decide(card, act, expected, done) {
    card.classList.add("sent");
    const { task } = card.dataset;
    this.#inTurn(async () => {
      try {
        await this.tasks.send(`/task/${task}/${act}`, { expected });
        heard.textContent = done;
      } catch (problem) {
        const still = this.tasks.card(task);
        still?.classList.remove("sent");
        if (problem.kind !== "unnamed") this.tasks.select(still);
        throw problem;
      }
    });
  }

  merge(card) {
    const next = this.tasks.nextInDocument(card);
    if (!next) return say(words.no_next);
    const [task, other] = [card.dataset.task, next.dataset.task];
    const expected = { [task]: valuesOf(card), [other]: valuesOf(next) };
    this.#inTurn(async () => {
      await this.tasks.send(`/task/${task}/merge`, { with: other, expected });
      say(words.merged);
    });
  }

  /** What I did last; on a rejected card of somebody else, that it was rejected. */
  undo() {
    const card = this.tasks.current;
    const path = `/document/${this.tasks.document}/undo`;
    this.#inTurn(async () => {
      let answer = await this.tasks.send(path, {});
      if (!answer.task && card?.dataset.state === "reject" && card.dataset.decision) {
        answer = await this.tasks.send(`/review/${card.dataset.decision}/undo`, {});
      }
      if (!answer.task) return say(words.nothing_to_undo);
      say(words.undone);
      this.tasks.select(this.tasks.card(answer.task) ?? this.tasks.current);
    });
  }

  /** One request after the other, in the order of the keys. */
  #inTurn(deed) {
    const done = this.#sending.then(deed);
    this.#sending = done.catch(() => {});
    done.catch(tell);
  }
}

function help() {
  document.getElementById("help").showModal();
}

