// What all pages share: requests that write, the reviewer's name, short messages.

const words = JSON.parse(document.getElementById("words").textContent);
const token = document.querySelector('meta[name="csrf-token"]');

export class Problem extends Error {
  constructor(message, status, kind) {
    super(message);
    this.status = status;
    this.kind = kind;
  }
}

/** Send a request. Gives the answer's JSON; throws a Problem whose message is for the clerk. */
export async function ask(path, { method = "GET", body, headers = {} } = {}) {
  let answer;
  const packed = body === undefined || body instanceof Blob ? body : JSON.stringify(body);
  try {
    answer = await fetch(path, {
      method,
      body: packed,
      credentials: "same-origin",
      headers: { accept: "application/json", "x-csrftoken": token.content, ...headers },
    });
  } catch {
    throw new Problem(words.offline, 0, "offline");
  }
  const isJson = (answer.headers.get("content-type") || "").startsWith("application/json");
  const said = isJson ? await answer.json() : {};
  if (answer.ok) return said;
  const message = answer.status === 401 && !said.problem ? words.signedOut : said.problem;
  throw Object.assign(new Problem(message || words.fault, answer.status, said.kind), { said });
}

/** Write, with the reviewer's name asked first if need be; once more with a new token where the server was restarted. */
export async function write(path, body = {}, headers = {}) {
  await named();
  try {
    return await ask(path, { method: "POST", body, headers });
  } catch (problem) {
    if (problem.kind !== "stale" && problem.status !== 403) throw problem; // asgi-csrf's own 403 has no kind
    token.content = (await ask("/token")).token;
    return await ask(path, { method: "POST", body, headers });
  }
}

/** Tell something at the page's foot, and to screen readers. */
export function say(text, kind = "") {
  const last = document.getElementById("said").lastElementChild;
  if (last?.textContent === text && last.className === kind) last.remove(); // said anew, not twice
  const line = document.createElement("p");
  line.textContent = text;
  line.className = kind;
  document.getElementById("said").append(line);
  setTimeout(() => line.remove(), kind === "bad" ? 12000 : 5000);
}

/** What a clerk is told of what went wrong: the browser's own words for a fault of ours mean nothing to them. */
export function reasonOf(problem) {
  return problem instanceof Problem ? problem.message : words.fault;
}

/** Tell of what went wrong; what is no Problem is a fault of ours and goes on to the console. */
export function tell(problem) {
  say(reasonOf(problem), "bad");
  if (!(problem instanceof Problem)) throw problem;
}

const who = document.getElementById("reviewer");
const dialog = document.getElementById("name");

/** The reviewer's name; asked for where it is not known yet. */
export function named() {
  return who.dataset.named ? Promise.resolve() : askName();
}

function askName() {
  dialog.showModal();
  dialog.querySelector("input").select();
  return new Promise((given, refused) => {
    dialog.onclose = async () => {
      const name = dialog.querySelector("input").value.trim();
      if (dialog.returnValue !== "save" || !name) return refused(new Problem(words.unnamed, 0, "unnamed"));
      try {
        await ask("/reviewer", { method: "POST", body: { name } });
        who.textContent = name;
        who.dataset.named = "1";
        given();
      } catch (problem) {
        refused(problem);
      }
    };
  });
}

who.addEventListener("click", () => askName().catch((problem) => problem.kind === "unnamed" || tell(problem)));

document.getElementById("sign-out")?.addEventListener("click", async () => {
  try {
    location.assign((await ask("/sign-out", { method: "POST", body: {} })).next);
  } catch (problem) {
    tell(problem);
  }
});

for (const button of document.querySelectorAll("dialog [data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close("cancel"));
}

// A menu closes when something else is clicked, or by Escape.
function closeMenus(kept) {
  for (const menu of document.querySelectorAll("details.export[open]")) if (menu !== kept) menu.open = false;
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("summary")?.parentElement));
document.addEventListener("keydown", (event) => event.key === "Escape" && closeMenus());
