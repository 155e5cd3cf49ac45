startWith((graph, canvas) => {
  const elements = [
    ...graph.nodes.map((node) => ({ data: { id: `n${node.id}`, label: node.label }, position: { x: node.x, y: node.y } })),
    ...graph.edges.map(([from, to], id) => ({ data: { id: `e${id}`, source: `n${from}`, target: `n${to}` } })),
  ];
  const style = [
    { selector: "node", style: { label: "data(label)", "font-size": 6, width: 8, height: 8 } },
    {
      selector: "edge",
      style: { width: 0.5, "target-arrow-shape": "triangle", "curve-style": "straight", "arrow-scale": 0.4 },
    },
  ];
  T.parsed = performance.now();
  const network = cytoscape({ container: canvas, elements, style, layout: { name: "preset" } });
  network.one("render", () => { T.first = performance.now(); });
  network.ready(() => {
    network.fit();
    network.one("render", () => { T.settled = performance.now(); });
    network.forceRender();
  });
  window.PAN = (way) => network.panBy({ x: 24 * way, y: 12 * way });
});
