// A box that the clerk draws on a page, by mouse or by keyboard.

const STEP = 6; // points that an arrow key moves
const LEAST = 6; // points; less is a click

/** Gives {page, box} in points, or null if the clerk gives up. */
export function drawBox(pages, label) {
  const element = document.createElement("div");
  element.className = "viewer-box";
  element.tabIndex = 0;
  element.setAttribute("role", "application");
  element.setAttribute("aria-label", label);
  let { page, box } = inTheMiddle(pages);
  let from = null;

  const put = () => {
    const [x0, y0, x1, y1] = box.map((value) => value * pages.scales[page - 1]);
    Object.assign(element.style, { left: `${x0}px`, top: `${y0}px`, width: `${x1 - x0}px`, height: `${y1 - y0}px` });
    pages.elements[page - 1].append(element);
  };
  put();
  element.focus({ preventScroll: true });

  return new Promise((resolve) => {
    const ending = new AbortController();
    const options = { signal: ending.signal, capture: true };
    const end = (drawn) => {
      ending.abort();
      element.remove();
      resolve(drawn);
    };
    const within = (event) => {
      const { left, top } = pages.elements[page - 1].getBoundingClientRect();
      const scale = pages.scales[page - 1];
      return [(event.clientX - left) / scale, (event.clientY - top) / scale];
    };
    document.addEventListener(
      "keydown",
      (event) => {
        const isHere = document.activeElement === element || event.key === "Escape";
        const moved = isHere && keyed(event, box, pages.sizes[page - 1]);
        const turned = isHere ? turn(event.key, page, pages.sizes.length) : null;
        if (!moved && turned === null && !(isHere && ["Enter", "Escape"].includes(event.key))) return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === "Escape") return end(null);
        if (event.key === "Enter") return end({ page, box: box.map(rounded) });
        page = turned ?? page;
        box = moved || inside(box, pages.sizes[page - 1]);
        put();
        element.focus({ preventScroll: true });
        element.scrollIntoView({ block: "nearest", inline: "nearest" });
      },
      options,
    );
    pages.pane.addEventListener(
      "pointerdown",
      (event) => {
        const point = event.button === 0 && pages.pointAt(event.clientX, event.clientY);
        if (!point) return;
        event.preventDefault();
        page = point.page;
        from = [point.x, point.y];
        box = [...from, ...from];
        put();
        element.focus({ preventScroll: true });
        pages.pane.setPointerCapture(event.pointerId);
      },
      options,
    );
    pages.pane.addEventListener(
      "pointermove",
      (event) => {
        if (!from) return;
        box = inside(between(from, within(event)), pages.sizes[page - 1]);
        put();
      },
      options,
    );
    pages.pane.addEventListener(
      "pointerup",
      () => {
        if (!from) return;
        from = null;
        if (box[2] - box[0] < LEAST || box[3] - box[1] < LEAST) {
          ({ page, box } = inTheMiddle(pages));
          put();
        } else end({ page, box: box.map(rounded) });
      },
      options,
    );
    pages.pane.addEventListener("pointercancel", () => (from = null), options);
  });
}

/** Where a box begins: in the middle of what is seen of the page. */
function inTheMiddle(pages) {
  const { n, y } = pages.middle();
  const { width, height } = pages.sizes[n];
  const up = Math.min(Math.max(y, 0), height - 50);
  return { page: n + 1, box: [0.15 * width, up, 0.85 * width, up + 40] };
}

/** The page to which a key leads; null for another key. */
function turn(key, page, count) {
  const step = { PageDown: 1, PageUp: -1 }[key];
  return step ? Math.min(count, Math.max(1, page + step)) : null;
}

function keyed(event, [x0, y0, x1, y1], size) {
  const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] || [];
  if (x === undefined) return null;
  if (event.shiftKey) {
    return inside([x0, y0, Math.max(x0 + LEAST, x1 + x * STEP), Math.max(y0 + LEAST, y1 + y * STEP)], size);
  }
  const right = Math.min(Math.max(x * STEP, -x0), size.width - x1);
  const down = Math.min(Math.max(y * STEP, -y0), size.height - y1);
  return [x0 + right, y0 + down, x1 + right, y1 + down];
}

function between([ax, ay], [bx, by]) {
  return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
}

function inside([x0, y0, x1, y1], { width, height }) {
  return [Math.max(0, x0), Math.max(0, y0), Math.min(width, x1), Math.min(height, y1)];
}

function rounded(value) {
  return Math.round(value * 10) / 10;
}
