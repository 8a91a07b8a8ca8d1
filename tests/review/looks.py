"""What can be seen to be wrong with a page without looking at it: text that is cut, controls that overlap, what
axe-core finds.
"""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

# What is meant to scroll, to be cut with "…", or to lie over something says so by its style.
_CUT = """() => [...document.querySelectorAll("body *")].filter((e) => {
  const style = getComputedStyle(e);
  if (style.visibility === "hidden" || !e.getClientRects().length || e.closest(".visually-hidden, svg, .skip")) return false;
  const cuts = (value) => value === "hidden" || value === "clip";
  return (cuts(style.overflowX) && style.textOverflow !== "ellipsis" && e.scrollWidth > e.clientWidth + 1)
    || (cuts(style.overflowY) && style.webkitLineClamp === "none" && e.scrollHeight > e.clientHeight + 2);
}).map((e) => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 60)}`)"""

_OVERLAP = """() => {
  // Of each control what is to be seen of it: panes that scroll hide the rest.
  const seen = (e) => [...e.getClientRects()].map((r) => {
    let [left, top, right, bottom] = [r.left, r.top, r.right, r.bottom];
    for (let up = e.parentElement; up; up = up.parentElement) {
      if (getComputedStyle(up).overflowY === "visible") continue;
      const pane = up.getBoundingClientRect();
      [left, top] = [Math.max(left, pane.left), Math.max(top, pane.top)];
      [right, bottom] = [Math.min(right, pane.right), Math.min(bottom, pane.bottom)];
    }
    return { left, top, right, bottom };
  }).filter((r) => r.right - r.left > 2 && r.bottom - r.top > 2);
  const open = document.querySelector("dialog[open]") || document;
  const shown = [...open.querySelectorAll("button, a, input, select, textarea")]
    .filter((e) => getComputedStyle(e).visibility !== "hidden" && !e.closest("svg, .visually-hidden, .skip"));
  const boxes = shown.map((e) => [e, seen(e)]);
  const found = [];
  for (const [a, first] of boxes) for (const [b, second] of boxes) {
    if (a === b || a.contains(b) || b.contains(a) || !(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    if (first.some((r) => second.some((s) => Math.min(r.right, s.right) - Math.max(r.left, s.left) > 2
        && Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top) > 2)))
      found.push(`${a.tagName} ${a.textContent.trim().slice(0, 30)} / ${b.tagName} ${b.textContent.trim().slice(0, 30)}`);
  }
  return found;
}"""


def faults(page: Page) -> list[str]:
    """What is wrong with how a page looks at the size that it has."""
    found = [f"cut: {text}" for text in page.evaluate(_CUT)]
    found += [f"overlap: {text}" for text in page.evaluate(_OVERLAP)]
    wide, seen = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    if wide > seen + 1:
        found.append(f"the page is {wide} wide, the window {seen}")
    return found


def barriers(page: Page) -> list[str]:
    """What keeps people out, as axe-core finds it: serious and critical faults (WCAG 2.1 A and AA)."""
    page.evaluate(_AXE)
    run = """() => axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})"""
    result: dict[str, Any] = page.evaluate(run)
    return [
        f"{fault['id']}: {node['target']} {node.get('failureSummary', '')}"
        for fault in result["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
