// What is on its way to the server: one request after the other, in the order in which the clerk decided.

export class Sending {
  #last = Promise.resolve();
  #count = 0;
  #decisions = new Map();
  failures = 0; // how many were answered ill

  constructor() {
    addEventListener("beforeunload", (event) => {
      if (this.isBusy) event.preventDefault();
    });
  }

  /** Whether something has not been answered yet. */
  get isBusy() {
    return this.#count > 0;
  }

  /** The last decision about a task ("accept", "reject") that has not been answered yet; undefined if there is none. */
  about(task) {
    return this.#decisions.get(task)?.at(-1);
  }

  /** Do it when all that was asked before is answered, well or ill. Gives what it gives. */
  inTurn(deed) {
    this.#count += 1;
    const done = this.#last.then(deed).then(
      (answer) => {
        this.#count -= 1;
        return answer;
      },
      (problem) => {
        this.#count -= 1;
        this.failures += 1;
        throw problem;
      },
    );
    this.#last = done.catch(() => {});
    return done;
  }

  /** The same with a decision about a task. */
  async decided(task, act, deed) {
    this.#decisions.set(task, [...(this.#decisions.get(task) ?? []), act]);
    try {
      return await this.inTurn(deed);
    } finally {
      const left = this.#decisions.get(task).slice(1);
      if (left.length) this.#decisions.set(task, left);
      else this.#decisions.delete(task);
    }
  }
}
