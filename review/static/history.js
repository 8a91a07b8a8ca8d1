// Taking a decision back.

import { tell, write } from "./base.js";

const list = document.querySelector("[data-document]");

for (const button of document.querySelectorAll("[data-undo]")) {
  button.addEventListener("click", () => undo(button).catch(tell));
}

async function undo(button) {
  button.disabled = true;
  try {
    await write(`/document/${list.dataset.document}/history/undo`, { review: Number(button.dataset.undo) });
    location.reload();
  } finally {
    button.disabled = false;
  }
}
