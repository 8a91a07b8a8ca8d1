// Cards of tasks as elements of the page: their order, their age, what of them the keyboard reaches.

export function fromHtml(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // our server's own rendering, in which all data is escaped
  return template.content.querySelector(".task");
}

export function byPosition(one, other) {
  return Number(one.dataset.position) - Number(other.dataset.position);
}

/** What nobody has looked at, the least sure first; then what was reviewed, then what was rejected. */
export function byDoubt(one, other) {
  const [left, right] = [one, other].map((card) => {
    const { state, confidence } = card.dataset;
    return state === "reject" ? 4 : state !== "open" ? 3 : confidence === "" ? 1 : Number(confidence);
  });
  return left - right || byPosition(one, other);
}

/** Whether a card shows a later decision than another of its task, or the same with units as they are merged later. */
export function isNewer(one, other) {
  const [ahead, units] = ["version", "units"].map((name) => Number(one.dataset[name]) - Number(other.dataset[name]));
  return ahead > 0 || (ahead === 0 && units > 0);
}

/** Whether a card differs from an earlier one of its task in no more than that somebody found it right, or took that
 * back: its values stand where they stood. */
export function isOnlyAccepted(fresh, old) {
  const states = [fresh, old].map((card) => card.dataset.state);
  return fresh.dataset.values === old.dataset.values && states.every((state) => state === "open" || state === "accept");
}

/** The buttons of the current card alone are reached with Tab. */
export function setReachable(card, tabIndex) {
  card.tabIndex = tabIndex;
  for (const part of card.querySelectorAll("button, a, summary")) part.tabIndex = tabIndex;
}

/** Show at a card why what was decided about it was not saved; null for nothing. */
export function setUnsaved(card, reason) {
  card.querySelector(".unsaved")?.remove();
  if (!reason) return;
  const line = document.createElement("p");
  line.className = "unsaved bad";
  line.textContent = reason;
  card.append(line);
}
