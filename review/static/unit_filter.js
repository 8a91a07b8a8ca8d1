// Completion for fields that name a unit. The browser shows the list; without it one types the whole name.

import { ask, tell } from "./base.js";

const names = document.getElementById("unit-names");
const field = document.querySelector('input[list="unit-names"]');
let asked = 0;
let timer;

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => suggest().catch(tell), 120);
});

async function suggest() {
  const mine = ++asked;
  const words = field.value.trim();
  if (words.length < 2) return;
  const found = await ask(`/unit/search.json?q=${encodeURIComponent(words)}`);
  if (mine !== asked) return;
  names.replaceChildren(
    ...found.map((unit) => {
      const option = document.createElement("option");
      option.value = unit.name;
      // Beside it, so that the browser keeps units that were found by another name.
      option.label = unit.aliases.length ? `${words} → ${unit.aliases[0]}` : words;
      return option;
    }),
  );
}
