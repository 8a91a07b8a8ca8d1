// Files that are dropped or chosen on the start page, and what becomes of them.
import { Problem, ask, say, tell, write } from "/assets/base.js";

const POLL = 1000;
const ROOM = 3000;

const box = document.getElementById("drop");
const chooser = document.getElementById("files");
const list = document.getElementById("uploads");
const clearing = document.getElementById("uploads-clear");
const dropping = document.getElementById("dropping");
const under = new Set(["waiting", "held", "reading"]);

let sending = 0;
let known = new Map();
let timer = 0;

/** Send files one after the other, so that the first can be read while the others are on their way. */
async function send(files) {
  sending += files.length;
  for (const file of files) {
    const line = listed(file.name, box.dataset.sending, "soft");
    try {
      await sent(file);
      line.remove();
    } catch (problem) {
      line.lastElementChild.textContent = problem.message;
      line.lastElementChild.className = "bad";
      tell(problem);
    } finally {
      sending -= 1;
    }
    await look();
  }
}

async function sent(file) {
  if (file.size > Number(box.dataset.most)) throw new Problem(box.dataset.tooLarge, 413, "too_large");
  for (;;) {
    try {
      return await write(`/upload?name=${encodeURIComponent(file.name)}`, file, { "content-type": "application/octet-stream" });
    } catch (problem) {
      if (problem.kind !== "full") throw problem;
      await new Promise((go) => setTimeout(go, ROOM));
    }
  }
}

function listed(name, text, kind, place = list) {
  const line = document.createElement("li");
  const called = document.createElement("span");
  called.className = "name";
  called.textContent = name;
  const said = document.createElement("span");
  said.className = kind;
  said.textContent = text;
  line.append(called, said);
  place.append(line);
  return line;
}

/** Ask for what became of the files, until nothing is under way any more. */
async function look() {
  clearTimeout(timer);
  let uploads;
  try {
    uploads = (await ask("/uploads.json")).uploads;
  } catch (problem) {
    return problem.status === 0 ? (timer = setTimeout(look, ROOM)) : tell(problem);
  }
  show(uploads);
  if (uploads.some((upload) => under.has(upload.state))) timer = setTimeout(look, POLL);
}

function show(uploads) {
  for (const line of list.querySelectorAll("[data-upload]")) line.remove();
  const fresh = document.createDocumentFragment();
  let hasNew = false;
  for (const upload of uploads) {
    const isUnder = under.has(upload.state);
    const line = listed(upload.name, upload.text, { failed: "bad", done: "good", known: "good" }[upload.state] || "soft", fresh);
    line.dataset.upload = upload.id;
    line.dataset.state = upload.state;
    if (upload.document) {
      const link = document.createElement("a");
      link.href = `/document/${upload.document}`;
      link.textContent = upload.open;
      line.append(link);
    }
    if (!isUnder && under.has(known.get(upload.id))) {
      hasNew ||= upload.document !== null;
      say(`${upload.name}: ${upload.text}`, upload.state === "failed" ? "bad" : "");
    }
    known.set(upload.id, upload.state);
  }
  list.prepend(fresh);
  clearing.hidden = !uploads.some((upload) => !under.has(upload.state));
  if (hasNew) renew().catch(tell);
}

/** The list of documents anew, as the server makes it. */
async function renew() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("documents");
  const old = document.getElementById("documents");
  if (fresh && !old.contains(document.activeElement)) old.replaceWith(document.adoptNode(fresh));
}

function take(event) {
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.());
  const files = [...event.dataTransfer.files].filter((_, at) => !entries[at]?.isDirectory);
  if (files.length < event.dataTransfer.files.length) say(box.dataset.folder, "bad");
  send(files);
}

const hasFiles = (event) => event.dataTransfer?.types.includes("Files");

addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  dropping.hidden = false;
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) dropping.hidden = true;
});
addEventListener("drop", (event) => {
  dropping.hidden = true;
  if (!hasFiles(event)) return;
  event.preventDefault();
  take(event);
});
chooser.addEventListener("change", () => {
  send([...chooser.files]);
  chooser.value = "";
});
clearing.querySelector("button").addEventListener("click", async () => {
  try {
    await write("/uploads/clear");
    await look();
    chooser.focus();
  } catch (problem) {
    tell(problem);
  }
});
addEventListener("beforeunload", (event) => {
  if (sending) event.preventDefault();
});

look();
