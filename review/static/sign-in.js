// Signing in. A link with the token behind "#" signs in by itself; what stands there is never sent in an address.

import { ask, Problem } from "./base.js";

const form = document.getElementById("sign-in");
const secret = document.getElementById("secret");
const said = document.getElementById("sign-in-said");

async function enter(value) {
  said.textContent = "";
  try {
    const { next } = await ask("/sign-in", { method: "POST", body: { secret: value, next: form.dataset.next } });
    location.replace(next);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    said.textContent = problem.message;
    secret.select();
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  enter(secret.value);
});

if (location.hash.length > 1) {
  const token = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
  enter(token);
} else {
  secret.focus();
}
