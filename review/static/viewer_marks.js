// The marks of a page: rectangles in a picture's layer, and which task a point belongs to.

const SVG = "http://www.w3.org/2000/svg";
const NEAR_ROWS = 14; // points above or below a line of print that still count as that line
const ORDER = ["text", "number", "lead", "partners", "products", "deadlines"];

/** A layer with the marks of a page of this size, those of a task in a group. */
export function overlayOf(marks, { width, height }) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("aria-hidden", "true");
  const groups = new Map();
  for (const mark of [...marks].sort((a, b) => ORDER.indexOf(a.field) - ORDER.indexOf(b.field))) {
    if (!groups.has(mark.task)) {
      const group = document.createElementNS(SVG, "g");
      group.dataset.task = mark.task;
      groups.set(mark.task, group);
      svg.append(group);
    }
    groups.get(mark.task).append(...mark.boxes.map((box) => rectangle(mark, box)));
  }
  return svg;
}

/** The task at a point: that of the smallest mark there, else of the nearest one in the same rows of print. Where a mark
 * belongs to several tasks, the one after the current task. */
export function taskAt(marks, x, y, current) {
  const inside = [];
  let nearest = null;
  for (const mark of marks) {
    const area = mark.boxes.reduce((sum, [x0, y0, x1, y1]) => sum + (x1 - x0) * (y1 - y0), 0);
    for (const [x0, y0, x1, y1] of mark.boxes) {
      const aside = Math.max(x0 - x, 0, x - x1);
      const above = Math.max(y0 - y, 0, y - y1);
      if (aside <= 2 && above <= 2) inside.push({ task: mark.task, area });
      const far = aside + 10 * above;
      if (above <= NEAR_ROWS && (!nearest || far < nearest.far)) nearest = { task: mark.task, far };
    }
  }
  if (!inside.length) return nearest?.task ?? null;
  const least = Math.min(...inside.map((one) => one.area));
  const tasks = [...new Set(inside.filter((one) => one.area < least + 1).map((one) => one.task))];
  return tasks[(tasks.indexOf(current) + 1) % tasks.length];
}

function rectangle(mark, [x0, y0, x1, y1]) {
  const rect = document.createElementNS(SVG, "rect");
  rect.setAttribute("x", x0 - 1);
  rect.setAttribute("y", y0);
  rect.setAttribute("width", x1 - x0 + 2);
  rect.setAttribute("height", y1 - y0);
  rect.setAttribute("rx", 1.5);
  rect.classList.add(mark.field);
  rect.dataset.index = mark.index;
  return rect;
}

/** Show one task's group, before the others. */
export function light(svg, task) {
  svg.querySelector("g.now")?.classList.remove("now");
  const group = task && svg.querySelector(`g[data-task="${CSS.escape(task)}"]`);
  if (!group) return;
  group.classList.add("now");
  svg.append(group);
}

export function around(boxes) {
  return boxes.reduce((a, b) => [
    Math.min(a[0], b[0]),
    Math.min(a[1], b[1]),
    Math.max(a[2], b[2]),
    Math.max(a[3], b[3]),
  ]);
}
