// A unit's place below another one.

import { tell, write } from "./base.js";

async function go(address, body) {
  await write(address, body);
  location.reload();
}

for (const button of document.querySelectorAll("[data-take-out]")) {
  button.addEventListener("click", () => go(`/unit/${button.dataset.takeOut}/take-out`).catch(tell));
}
const placing = document.getElementById("placing");
placing?.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const { under, new: isNew } = event.target.elements;
  go(`/unit/${placing.dataset.unit}/place`, { under: under.value, new: isNew.checked }).catch(tell);
});
