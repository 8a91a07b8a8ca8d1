// Dialogs about a task: cut it, write a note, say when it was done, add one, accept many.

import { reasonOf, say, tell } from "/assets/base.js";
import { node } from "/assets/chips.js";
import { editorOf } from "/assets/fields.js";
import { filled, valuesOf, words } from "/assets/tasks.js";

const dialog = document.getElementById("asking");
const FIELDS = ["text", "lead", "partners", "products", "deadlines"];
const SENTENCE = /(?<=[.;])\s+(?=[-–+•]?\s*[\p{Lu}\d])/u;

export function splitTask(tasks, card) {
  const values = valuesOf(card);
  const area = node("textarea", { value: values.text, rows: 8, className: "wide", "aria-label": words.split });
  const hint = Object.assign(node("p", { className: "soft" }), { textContent: words.split_hint });
  const count = node("p", { role: "status" });
  const decide = deciding(tasks, card, "split");
  const lines = () => area.value.split("\n").map((line) => line.trim()).filter(Boolean);
  const counted = () => (count.textContent = filled(words.parts, { count: lines().length }));
  const sentences = button(words.split_sentences, () => {
    area.value = area.value.split("\n").flatMap((line) => line.split(SENTENCE)).join("\n");
    counted();
    area.focus();
  });
  const whole = button(words.split_whole, () => {
    area.value = values.text;
    counted();
    area.focus();
  });
  area.addEventListener("input", counted);
  counted();
  open(words.split, [hint, area, count], [sentences, whole], area, async () => {
    const parts = lines().map((text) => ({ text }));
    if (parts.length < 2) throw new Refusal(words.split_needs);
    await decide({ parts });
    tasks.select(tasks.card(card.dataset.task));
  });
}

export function writeNote(tasks, card) {
  const area = node("textarea", { rows: 4, className: "wide", "aria-label": words.note, required: true });
  open(words.note, [area], [], area, async () => {
    await tasks.send(`/task/${card.dataset.task}/note`, { text: area.value });
    tasks.select(tasks.card(card.dataset.task));
  });
}

/** Asks for the day; what is done is open again. */
export function markDone(tasks, card) {
  if (valuesOf(card).status === "done") return reopen(tasks, card);
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
  const day = node("input", { type: "date", value: today.join("-"), "aria-label": words.done });
  const decide = deciding(tasks, card, "done");
  open(words.done, [day], [], day, async () => {
    await decide({ on: day.value || null });
    tasks.select(tasks.card(card.dataset.task));
  });
}

function reopen(tasks, card) {
  tasks.send(`/task/${card.dataset.task}/done`, { open: true, expected: valuesOf(card) }).catch(tell);
}

/** A form for a task that the program did not find; its text can be taken from the page. */
export function addTask(tasks, viewer) {
  const after = tasks.current?.dataset.task ?? null;
  const editors = Object.fromEntries(
    FIELDS.map((field) => [field, editorOf(tasks.document, field, words.labels[field], field === "text" ? "" : [])]),
  );
  const rows = FIELDS.map((field) => {
    const row = node("div", { className: "ask-row" });
    row.append(Object.assign(node("b", { "aria-hidden": "true" }), { textContent: words.labels[field] }), editors[field].element);
    return row;
  });
  let place = {};
  const draw = button(words.draw, async () => {
    dialog.close("drawing");
    say(words.drawing);
    const drawn = await viewer.draw();
    dialog.showModal();
    if (drawn) {
      place = drawn.page ? { page: drawn.page, box: drawn.box } : {};
      editors.text.element.value = [editors.text.element.value, drawn.text].filter(Boolean).join(" ");
    }
    editors.text.focus();
  });
  open(words.add, rows, [draw], editors.text, async () => {
    await Promise.all(FIELDS.map((field) => editors[field].ready?.()));
    const values = Object.fromEntries(FIELDS.map((field) => [field, editors[field].value()]));
    const answer = await tasks.send(`/document/${tasks.document}/add`, { values: { ...values, ...place }, after });
    tasks.select(tasks.card(answer.task));
  });
}

export function acceptAbove(tasks) {
  const above = document.getElementById("above");
  const slider = document.getElementById("threshold");
  const says = document.getElementById("above-says");
  const told = () => {
    const least = Number(slider.value) / 100;
    const chosen = tasks.cards
      .filter((card) => card.dataset.state === "open" && card.dataset.confidence !== "")
      .map((card) => Number(card.dataset.confidence))
      .filter((confidence) => confidence >= least);
    const wrong = chosen.reduce((sum, confidence) => sum + 1 - confidence, 0);
    const shown = wrong.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
    document.getElementById("threshold-shown").textContent = `${slider.value} %`;
    says.textContent = filled(words.above_says, { count: chosen.length, wrong: shown });
    above.querySelector("button[value=save]").disabled = !chosen.length;
  };
  slider.oninput = told;
  told();
  above.querySelector("form").onsubmit = async (event) => {
    event.preventDefault();
    try {
      await tasks.send(`/document/${tasks.document}/accept-above`, { threshold: Number(slider.value) / 100 });
      above.close();
      tasks.select(tasks.nextOpen(tasks.current) ?? tasks.current);
    } catch (problem) {
      says.textContent = filled(words.retry, { problem: reasonOf(problem) });
    }
  };
  above.showModal();
}

/** Sends a decision about a task as the clerk saw it. Where somebody else has changed it, their text is told, and the
 * next time it has been seen.
 */
function deciding(tasks, card, act) {
  const { task } = card.dataset;
  let seen = valuesOf(card);
  return async (body) => {
    try {
      return await tasks.send(`/task/${task}/${act}`, { ...body, expected: seen });
    } catch (problem) {
      const now = problem.kind === "conflict" && tasks.card(task);
      if (!now) throw problem;
      seen = valuesOf(now);
      throw new Refusal(`${problem.message} “${seen.text}”`);
    }
  };
}

/** What is missing in a form, for the clerk. */
class Refusal extends Error {}

/** Ask in the dialog. It stays open until `deed` is done or the clerk leaves. */
function open(title, body, extra, first, deed) {
  const form = dialog.querySelector("form");
  const trouble = dialog.querySelector(".trouble");
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector("#asking-body").replaceChildren(...body);
  dialog.querySelector(".extra").replaceChildren(...extra);
  trouble.textContent = "";
  let isSending = false;
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    try {
      await deed();
      dialog.close("saved");
    } catch (problem) {
      const isOurs = problem instanceof Refusal;
      trouble.textContent = isOurs ? problem.message : filled(words.retry, { problem: reasonOf(problem) });
    } finally {
      isSending = false;
    }
  };
  form.onkeydown = (event) => {
    const isHere = event.key === "Enter" && event.ctrlKey;
    const isField = event.target.matches(".rows input, .chips input");
    if (isHere || (event.key === "Enter" && isField)) event.preventDefault();
    if (isHere) form.requestSubmit();
  };
  dialog.showModal();
  first.focus();
}

function button(text, deed) {
  const made = node("button", { type: "button" });
  made.textContent = text;
  made.addEventListener("click", deed);
  return made;
}
