// A document's pages in a window of their own. The address's #task says which task is shown.

import { tell } from "./base.js";
import { Viewer } from "./viewer.js";

const viewer = new Viewer(document.getElementById("viewer"));
const show = () => viewer.highlight(location.hash.slice(1) || null);

viewer.addEventListener("pick", ({ detail }) => {
  history.replaceState(null, "", `#${detail.task}`);
  viewer.highlight(detail.task, { scroll: false });
});
window.addEventListener("hashchange", show);
viewer.open().then(show).catch(tell);
