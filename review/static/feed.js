// The address of a unit's calendar: whole, as this browser calls the server, and copied by a button.

import { say } from "./base.js";

for (const button of document.querySelectorAll("[data-copy]")) {
  const input = document.getElementById(button.dataset.copy);
  input.value = new URL(input.value, location.href).href;
  input.addEventListener("focus", () => input.select());
  button.addEventListener("click", async () => {
    input.select();
    try {
      await navigator.clipboard.writeText(input.value); // browsers have it for HTTPS and this computer alone
      say(input.dataset.copied);
    } catch {
      const isCopied = document.execCommand("copy");
      say(isCopied ? input.dataset.copied : input.dataset.failed, isCopied ? "" : "bad");
    }
  });
}
