"use strict";

/* Brings the page together: vis-network holds the graph, moves the camera and asks the scene to paint.
   What is selected stands in the address after #, so that it can be linked to and "back" goes back. */
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const page = read("page-data");
const ink = makeInk(page.shared, page.looks);
const scene = makeScene(page.scene, ink);
const panel = makePanel(document.getElementById("panel"), page, ink);
const container = document.getElementById("graph");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const narrow = window.matchMedia("(max-width: 760px)");
let cameraMoved = false;

const network = new vis.Network(container, {
  nodes: new vis.DataSet(read("vis-nodes").map((node) => ({
    ...node,
    ctxRenderer: ({ ctx, id, x, y }) => scene.paintNode(ctx, id, x, y, network.getScale()),
  }))),
  edges: new vis.DataSet(read("vis-edges")),
}, read("vis-options"));

network.on("beforeDrawing", (ctx) => scene.paintBelow(ctx, network.getScale()));
network.on("afterDrawing", (ctx) => scene.paintAbove(ctx, network.getScale()));
network.on("click", ({ pointer }) => choose(scene.hit(pointer.canvas, network.getScale())));
network.on("doubleClick", ({ pointer }) => {
  if (!scene.hit(pointer.canvas, network.getScale())) fit();
});
network.on("dragStart", () => { cameraMoved = true; });
network.on("zoom", ({ scale }) => {
  cameraMoved = true;
  const kept = Math.min(Math.max(scale, 0.05), 12);
  if (kept !== scale) network.moveTo({ scale: kept });
});
network.on("resize", () => { if (!cameraMoved) fit(); });

container.addEventListener("pointermove", (event) => {
  const box = container.getBoundingClientRect();
  const place = network.DOMtoCanvas({ x: event.clientX - box.left, y: event.clientY - box.top });
  const item = event.buttons ? null : scene.hit(place, network.getScale());
  container.classList.toggle("over", Boolean(item));
  if (!scene.hover(item)) return;
  container.title = panel.hint(item);
  network.redraw();
});
container.addEventListener("pointerleave", () => { if (scene.hover(null)) network.redraw(); });

function fit() {
  network.moveTo(scene.fitting(container.clientWidth - 32, container.clientHeight - 32));
  cameraMoved = false;
}

function zoomBy(factor) {
  cameraMoved = true;
  network.moveTo({ scale: network.getScale() * factor, animation: still.matches ? false : { duration: 160 } });
}

function choose(item) {
  const address = item ? `#${item.kind}/${encodeURIComponent(item.id)}` : "#";
  if (address !== (window.location.hash || "#")) window.location.hash = address;
}

function addressed() {
  const [, kind, id] = window.location.hash.match(/^#(entity|relation)\/(.+)$/) || [];
  if (!kind) return null;
  try {
    const item = { kind, id: decodeURIComponent(id) };
    return scene.has(item) ? item : null;
  } catch {
    return null;
  }
}

function show() {
  const item = addressed();
  scene.select(item);
  panel.about(item);
  if (item) bringIntoView(scene.placeOf(item));
  if (item && narrow.matches) document.getElementById("panel").scrollIntoView({ block: "nearest" });
  network.redraw();
}

function bringIntoView(place) {
  const { x, y } = network.canvasToDOM(place);
  if (x >= 0 && y >= 0 && x <= container.clientWidth && y <= container.clientHeight) return;
  network.moveTo({ position: place, animation: still.matches ? false : { duration: 240 } });
}

function wear(mode) {
  const look = ink.wear(mode);
  const root = document.documentElement;
  root.dataset.theme = look.mode;
  for (const [name, color] of Object.entries(look.color)) root.style.setProperty(`--${name.replace("_", "-")}`, color);
  const legend = document.getElementById("legend");
  if (legend) panel.legend(legend);
  show();
}

document.getElementById("closer").addEventListener("click", () => zoomBy(1.3));
document.getElementById("further").addEventListener("click", () => zoomBy(1 / 1.3));
document.getElementById("whole").addEventListener("click", fit);
document.getElementById("theme").addEventListener("click", () => {
  const at = page.looks.findIndex((look) => look.mode === ink.look.mode);
  wear(page.looks[(at + 1) % page.looks.length].mode);
});
document.getElementById("theme").hidden = page.looks.length < 2;
document.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });
window.addEventListener("hashchange", show);
wear(page.looks[0].mode);
fit();
