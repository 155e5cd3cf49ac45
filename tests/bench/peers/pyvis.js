// After pyvis has drawn: its page keeps the network in a global of that name.
T.parsed = performance.now();
network.once("afterDrawing", () => { T.first = performance.now(); });
network.once("stabilizationIterationsDone", () => {
  network.once("afterDrawing", () => { T.settled = performance.now(); });
  setTimeout(() => network.stopSimulation(), 0);
});
window.PAN = (way) => {
  const at = network.getViewPosition();
  network.moveTo({ position: { x: at.x + 24 * way, y: at.y + 12 * way }, animation: false });
  network.redraw();
};
