startWith((data, canvas) => {
  const graph = new graphology.Graph({ multi: true, type: "directed" });
  for (const node of data.nodes) {
    const place = window.PRESET ? { x: node.x, y: node.y } : { x: Math.random(), y: Math.random() };
    graph.addNode(node.id, { label: node.label, ...place, size: 2, color: "#3366cc" });
  }
  for (const [from, to] of data.edges) graph.addEdge(from, to, { size: 0.5, color: "#cccccc", type: "arrow" });
  T.parsed = performance.now();
  if (!window.PRESET) {
    const force = graphologyLibrary.layoutForceAtlas2;
    force.assign(graph, { iterations: 100, settings: force.inferSettings(graph) });
  }
  const picture = new Sigma(graph, canvas);
  requestAnimationFrame(() => {
    picture.refresh();
    setTimeout(() => { T.first = T.settled = performance.now(); }, 0);
  });
  window.PAN = (way) => {
    const camera = picture.getCamera();
    const at = camera.getState();
    camera.setState({ ...at, x: at.x + 0.015 * way, y: at.y + 0.008 * way });
  };
});
