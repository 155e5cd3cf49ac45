startWith((graph, canvas) => {
  const nodes = graph.nodes.map((node) => ({ id: node.id, label: node.label, group: node.group }));
  const edges = graph.edges.map(([from, to], id) => ({ id, from, to, arrows: "to" }));
  T.parsed = performance.now();
  const network = new vis.Network(canvas, { nodes, edges }, { layout: { improvedLayout: nodes.length < 150 } });
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
});
