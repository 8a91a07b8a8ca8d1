// Ticking tasks off, merging and parting units. Reading needs none of it.

import { ask, say, tell, write } from "./base.js";

for (const table of document.querySelectorAll(".duties")) {
  table.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tick]");
    if (button) tick(button).catch(tell);
  });
}
for (const button of document.querySelectorAll("[data-part]")) {
  button.addEventListener("click", () => go(`/unit/${button.dataset.part}/part`, {}, true).catch(tell));
}
for (const button of document.querySelectorAll("[data-enter]")) {
  button.addEventListener("click", () => go("/units/enter", { name: button.dataset.enter }).catch(tell));
}

async function tick(button) {
  const row = button.closest("[data-task]");
  const body = { expected: JSON.parse(row.dataset.expected) };
  let answer;
  try {
    answer = await write(`/duty/${row.dataset.task}/${button.dataset.tick}`, body);
  } catch (problem) {
    if (problem.kind === "conflict") await renew(row);
    throw problem;
  }
  row.dataset.status = answer.status;
  row.dataset.expected = JSON.stringify(answer.expected);
  row.querySelector(".said").textContent = answer.said;
  for (const other of row.querySelectorAll("[data-tick]")) other.hidden = other === button;
  row.querySelector("[data-tick]:not([hidden])").focus();
  say(answer.said);
}

/** Show a task as others have left it; one that they have taken out of this list says so and can be ticked no more. */
async function renew(row) {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector(`[data-task="${row.dataset.task}"]`);
  if (now) {
    row.replaceWith(now);
    now.querySelector("[data-tick]:not([hidden])").focus();
  } else {
    row.querySelector(".said").textContent = row.closest("table").dataset.gone;
    for (const other of row.querySelectorAll("[data-tick]")) other.hidden = true;
  }
}

async function go(address, body, stay = false) {
  const { page } = await write(address, body);
  if (stay) location.reload();
  else location.assign(page);
}

const merge = document.getElementById("merge");
if (merge) {
  const input = merge.querySelector("input");
  const list = merge.querySelector("[role=listbox]");
  const preview = merge.querySelector(".preview");
  const button = merge.querySelector("[data-merge]");
  let asked = 0;
  let timer;
  let chosen = null;

  const forget = () => {
    chosen = null;
    button.disabled = true;
    preview.textContent = "";
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const current = () => list.querySelector('[aria-selected="true"]');
  const point = (option) => {
    current()?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };

  const suggest = async () => {
    const mine = ++asked;
    const words = input.value.trim();
    if (!words) return close();
    const found = await ask(`/unit/search.json?q=${encodeURIComponent(words)}`);
    if (mine !== asked) return;
    const options = found.filter((unit) => String(unit.id) !== merge.dataset.unit).map(option);
    list.replaceChildren(...options);
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(options.length > 0));
    input.removeAttribute("aria-activedescendant");
    preview.textContent = options.length ? input.dataset.found.replace("%(count)s", options.length) : input.dataset.none;
  };

  const option = (unit) => {
    const line = document.createElement("li");
    line.id = `into-${unit.id}`;
    line.role = "option";
    line.setAttribute("aria-selected", "false");
    line.append(unit.name);
    if (unit.aliases.length) {
      const others = document.createElement("small");
      others.textContent = unit.aliases.slice(0, 4).join("; ");
      line.append(others);
    }
    line.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(unit).catch(tell);
    });
    line.unit = unit;
    return line;
  };

  const choose = async (unit) => {
    asked += 1;
    close();
    forget();
    input.value = unit.name;
    const { said, possible } = await ask(`/unit/${merge.dataset.unit}/merge.json?into=${unit.id}`);
    preview.textContent = said;
    chosen = unit;
    button.disabled = !possible;
    if (possible) button.focus();
  };

  input.addEventListener("input", () => {
    forget();
    clearTimeout(timer);
    timer = setTimeout(() => suggest().catch(tell), 120);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const options = [...list.children];
    const place = options.indexOf(current());
    if (event.key === "Escape") close();
    else if (list.hidden || !options.length) return;
    else if (event.key === "ArrowDown") point(options[(place + 1) % options.length]);
    else if (event.key === "ArrowUp") point(options[(place <= 0 ? options.length : place) - 1]);
    else if (event.key === "Enter" && place >= 0) choose(options[place].unit).catch(tell);
    else return;
    event.preventDefault();
  });
  button.addEventListener("click", () => {
    button.disabled = true;
    go(`/unit/${merge.dataset.unit}/merge`, { into: chosen.id }).catch((problem) => {
      button.disabled = false;
      tell(problem);
    });
  });
}
