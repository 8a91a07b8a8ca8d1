// Completion for fields that name a unit or a document. The browser shows the list; without it one types the whole name.

import { ask, tell } from "./base.js";

const SOURCES = {
  "unit-names": {
    address: "/unit/search.json",
    // Beside the name, so that the browser keeps units that were found by another one.
    beside: (unit, words) => (unit.aliases.length ? `${words} → ${unit.aliases[0]}` : words),
  },
  "document-names": {
    address: "/calendar/documents.json",
    beside: (document, words) => (document.label === document.name ? words : `${document.label} (${words})`),
  },
};

for (const [id, source] of Object.entries(SOURCES)) {
  const field = document.querySelector(`input[list="${id}"]`);
  if (field) complete(field, document.getElementById(id), source);
}

function complete(field, names, { address, beside }) {
  let asked = 0;
  let timer;

  const suggest = async () => {
    const mine = ++asked;
    const words = field.value.trim();
    if (words.length < 2) return;
    const found = await ask(`${address}?q=${encodeURIComponent(words)}`);
    if (mine !== asked) return;
    names.replaceChildren(
      ...found.map((each) => {
        const option = document.createElement("option");
        option.value = each.name;
        option.label = beside(each, words);
        return option;
      }),
    );
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => suggest().catch(tell), 120);
  });
}
