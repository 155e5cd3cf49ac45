// What all peers share: the clock, and a pan of 120 frames that goes back and forth over a third of the screen.
window.T = {};
window.PAN_FRAMES = 120;

window.startWith = (draw) => {
  fetch("/graph.json")
    .then((answer) => answer.json())
    .then((graph) => draw(graph, document.getElementById("canvas")))
    .catch((error) => { T.error = String(error && error.stack || error); });
};

window.panFrames = (limitMs) => new Promise((done) => {
  const gaps = [];
  const begun = performance.now();
  let last = null;
  let count = 0;
  const frame = (now) => {
    if (last !== null) gaps.push(now - last);
    last = now;
    PAN(count % 40 < 20 ? 1 : -1);
    count += 1;
    if (count < PAN_FRAMES && performance.now() - begun < limitMs) requestAnimationFrame(frame);
    else done(gaps);
  };
  requestAnimationFrame(frame);
});
