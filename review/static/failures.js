// To read a file again that could not be read.
import { ask, say, tell, write } from "/assets/base.js";

const POLL = 1000;
const under = new Set(["waiting", "held", "reading"]);

async function again(button) {
  const said = button.parentElement.querySelector("[data-said]");
  button.disabled = true;
  try {
    const { id } = await write(`/failures/${button.dataset.again}/again`);
    for (;;) {
      const upload = (await ask("/uploads.json")).uploads.find((one) => one.id === id);
      if (!upload) break;
      said.textContent = upload.text;
      said.className = { failed: "bad", done: "good", known: "good" }[upload.state] || "soft";
      if (!under.has(upload.state)) {
        finish(button, said, upload);
        break;
      }
      await new Promise((go) => setTimeout(go, POLL));
    }
  } catch (problem) {
    button.disabled = false;
    tell(problem);
  }
}

function finish(button, said, upload) {
  say(`${upload.name}: ${upload.text}`, upload.state === "failed" ? "bad" : "");
  if (upload.state === "failed") {
    button.disabled = false;
    button.focus();
    return;
  }
  button.remove();
  if (upload.document) {
    const link = document.createElement("a");
    link.href = `/document/${upload.document}`;
    link.textContent = upload.open;
    said.after(" ", link);
    link.focus();
  }
}

for (const button of document.querySelectorAll("[data-again]")) button.addEventListener("click", () => again(button));
