"use strict";

/* The graph as it was arranged: finds what lies under the pointer, and paints it around what vis-network draws.
   There is a plan of all labels for several zooms; the nearest is shown, so that letters keep their size. */
function makeScene(data, ink) {
  const REACH_NODE = 4;
  const REACH_EDGE = 8;
  const DIMMED = 0.16;
  const STEPS = 20;
  const rowOfNode = new Map(data.nodes.map((node, row) => [node.id, row]));
  const rowOfEdge = new Map(data.edges.map((edge, row) => [edge.id, row]));
  const touching = data.nodes.map(() => []);
  data.edges.forEach((edge, row) => {
    touching[edge.source].push(row);
    if (edge.target !== edge.source) touching[edge.target].push(row);
  });
  let selected = null;
  let hovered = null;
  let lit = null;

  function levelAt(scale) {
    return data.levels.reduce((best, one) =>
      Math.abs(Math.log(one.zoom / scale)) < Math.abs(Math.log(best.zoom / scale)) ? one : best);
  }

  function edgeAt(level, row) {
    const edge = data.edges[row];
    const [curve, direction] = level.edges[row];
    return { stroke: edge.stroke, width: edge.width, curve, direction };
  }

  function same(one, other) {
    return one === other || Boolean(one && other && one.kind === other.kind && one.id === other.id);
  }

  function rowsOf(item) {
    if (!item) return { nodes: [], edges: [] };
    if (item.kind === "entity") return { nodes: [rowOfNode.get(item.id)], edges: [] };
    const row = rowOfEdge.get(item.id);
    return { nodes: [data.edges[row].source, data.edges[row].target], edges: [row] };
  }

  /* What stays bright while the pointer rests on something: it and what it is tied to. */
  function brightened(item) {
    if (!item) return null;
    const rows = rowsOf(item);
    const edges = item.kind === "entity" ? touching[rows.nodes[0]] : rows.edges;
    const nodes = new Set(rows.nodes);
    edges.forEach((row) => nodes.add(data.edges[row].source).add(data.edges[row].target));
    return { nodes, edges: new Set(edges) };
  }

  function select(item) {
    selected = item;
  }

  function hover(item) {
    if (same(item, hovered)) return false;
    hovered = item;
    lit = brightened(item);
    return true;
  }

  // -- painting, in the order in which vis-network asks -----------------------------------------

  function paintBelow(ctx, scale) {
    const level = levelAt(scale);
    ctx.save();
    ctx.scale(1 / level.zoom, 1 / level.zoom);
    const raised = new Set([...rowsOf(selected).edges, ...rowsOf(hovered).edges]);
    const isDim = (row) => Boolean(lit) && !lit.edges.has(row);
    const rows = data.edges.map((_, row) => row).filter((row) => !raised.has(row));
    // What is dimmed lies below what is not.
    for (const own of [rows.filter(isDim), rows.filter((row) => !isDim(row))]) {
      own.forEach((row) => ink.line(ctx, edgeAt(level, row), level.detail, isDim(row) ? { share: DIMMED } : {}));
      if (!level.detail.heads) continue;
      own.forEach((row) => ink.head(ctx, edgeAt(level, row), isDim(row) ? { share: DIMMED } : {}));
    }
    raised.forEach((row) => paintRaised(ctx, level, row));
    ctx.restore();
  }

  function paintRaised(ctx, level, row) {
    const edge = edgeAt(level, row);
    const isSelected = rowsOf(selected).edges.includes(row);
    const below = isSelected ? ink.look.color.mark_strong : ink.look.color.canvas;
    if (isSelected) {
      ink.trace(ctx, edge.curve);
      ink.pen(ctx, ink.look.color.mark_line, 16, []);
      ink.pen(ctx, below, 14, []);
    }
    ink.line(ctx, edge, level.detail, { below, wider: 0.75, clear: !isSelected });
    if (level.detail.heads) ink.head(ctx, edge, { below, growth: 2 });
  }

  /* Draws one entity around (x, y) in graph units; vis-network calls it for each. Returns its size there. */
  function paintNode(ctx, id, x, y, scale) {
    const level = levelAt(scale);
    const row = rowOfNode.get(id);
    const { kind, folded, icon } = data.nodes[row];
    const radius = level.radius[row];
    return {
      drawNode() {
        const color = ink.look.color;
        ctx.save();
        ctx.translate(x, y);
        ctx.scale(1 / level.zoom, 1 / level.zoom);
        if (lit && !lit.nodes.has(row)) ctx.globalAlpha = DIMMED;
        if (selected && selected.kind === "entity" && selected.id === id) {
          ink.shape(ctx, kind, radius + 5, color.canvas, ink.look.mode === "dark" ? color.mark_line : color.mark_strong, 9);
          ink.shape(ctx, kind, radius + 4, null, color.ink, 2);
        } else if (rowsOf(selected).nodes.includes(row)) {
          ink.shape(ctx, kind, radius + 6, color.mark_strong, color.mark_line, 2);
        } else if (hovered && hovered.kind === "entity" && hovered.id === id) {
          ink.shape(ctx, kind, radius + 4, color.canvas, color.ink, 4);
        }
        ink.node(ctx, { kind, folded, radius, icon: level.detail.icons ? icon : "" });
        ctx.restore();
      },
      nodeDimensions: { width: (2 * radius) / level.zoom, height: (2 * radius) / level.zoom },
    };
  }

  function paintAbove(ctx, scale) {
    const level = levelAt(scale);
    ctx.save();
    ctx.scale(1 / level.zoom, 1 / level.zoom);
    const isLit = (label) => !lit || (label.relation ? lit.edges : lit.nodes).has(label.row);
    const labels = [...level.labels.filter(isLit), ...missing(level)];
    const chosen = new Set(rowsOf(selected).edges);
    const beneath = (row) => (chosen.has(row) ? ink.look.color.mark_strong : ink.look.color.canvas);
    labels.filter((label) => label.plate).forEach((label) =>
      ink.plate(ctx, label, label.relation ? beneath(label.row) : undefined));
    for (const [row, x, y] of level.marks) {
      if (lit && !lit.edges.has(row)) continue;
      ink.mark(ctx, x, y, data.edges[row].stroke, { below: beneath(row), flagged: data.edges[row].flagged });
    }
    for (const label of labels) {
      const raised = [selected, hovered].some((item) => item && item.id === ownerOf(label));
      ink.words(ctx, label, raised ? "ink" : label.ink, { bold: label.relation && chosen.has(label.row) });
    }
    ctx.restore();
  }

  function ownerOf(label) {
    return (label.relation ? data.edges : data.nodes)[label.row].id;
  }

  /* Labels that found no room at rest: of what is selected or under the pointer, and of what that is tied to. */
  function missing(level) {
    const have = new Set(level.labels.map((label) => (label.relation ? "e" : "n") + label.row));
    const nodes = new Set([...rowsOf(selected).nodes, ...(lit ? lit.nodes : [])]);
    const edges = new Set([...rowsOf(selected).edges, ...rowsOf(hovered).edges]);
    const names = [...nodes].filter((row) => !have.has("n" + row)).map((row) => {
      const [x, y] = data.nodes[row].at.map((value) => value * level.zoom);
      return label(row, false, data.nodes[row].name, [x - 120, y + level.radius[row] + 4, 240, 15]);
    });
    const words = [...edges].filter((row) => !have.has("e" + row)).map((row) => {
      const mark = level.marks.find((one) => one[0] === row);
      const [x, y] = mark ? mark.slice(1) : pointOn(level.edges[row][0], 0.5);
      const wide = Math.min(data.edges[row].words.length * 6.2, 220);
      return label(row, true, data.edges[row].words, [x - wide / 2, y - (mark ? 27 : 8), wide, 16]);
    });
    return [...names, ...words];
  }

  function label(row, relation, text, box) {
    return { row, relation, lines: [text], box, size: 11, line: 15, bold: false, align: "center", ink: "ink",
      plate: relation };
  }

  // -- finding -------------------------------------------------------------------------------------

  function pointOn([a, b, c, d], t) {
    const s = 1 - t;
    const at = (axis) => s * s * s * a[axis] + 3 * s * s * t * b[axis] + 3 * s * t * t * c[axis] + t * t * t * d[axis];
    return [at(0), at(1)];
  }

  function fromSegment([x, y], [ax, ay], [bx, by]) {
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const t = length ? Math.min(Math.max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length, 0), 1) : 0;
    return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
  }

  function fromCurve(point, curve) {
    let least = Infinity;
    let before = curve[0];
    for (let step = 1; step <= STEPS; step += 1) {
      const after = pointOn(curve, step / STEPS);
      least = Math.min(least, fromSegment(point, before, after));
      before = after;
    }
    return least;
  }

  /* Returns what lies at a point in graph units: an entity first, then a relation's words, then the nearest line. */
  function hit(place, scale) {
    const level = levelAt(scale);
    const point = [place.x * level.zoom, place.y * level.zoom];
    const reach = level.zoom / scale;
    for (let row = data.nodes.length - 1; row >= 0; row -= 1) {
      const [x, y] = data.nodes[row].at;
      const away = Math.hypot(point[0] - x * level.zoom, point[1] - y * level.zoom);
      if (away <= level.radius[row] + REACH_NODE * reach) return { kind: "entity", id: data.nodes[row].id };
    }
    const inside = level.labels.find(({ relation, box: [x, y, width, height] }) =>
      relation && point[0] >= x && point[0] <= x + width && point[1] >= y && point[1] <= y + height);
    if (inside) return { kind: "relation", id: data.edges[inside.row].id };
    let best = null;
    let least = REACH_EDGE * reach;
    level.edges.forEach(([curve], row) => {
      const away = fromCurve(point, curve);
      if (away <= least) {
        least = away;
        best = { kind: "relation", id: data.edges[row].id };
      }
    });
    return best;
  }

  /* Returns the camera that shows everything, labels included, in a box of so many pixels. */
  function fitting(width, height) {
    const most = 1.4;
    let scale = most;
    for (; scale > 0.02; scale *= 0.97) {
      const level = levelAt(scale);
      const grown = scale / level.zoom;
      if (level.bounds[2] * grown <= width && level.bounds[3] * grown <= height) break;
    }
    const level = levelAt(scale);
    const [x, y, wide, tall] = level.bounds.map((value) => value / level.zoom);
    return { position: { x: x + wide / 2, y: y + tall / 2 }, scale };
  }

  /* Returns where in graph units something lies: an entity's centre, the middle of a relation. */
  function placeOf(item) {
    const rows = rowsOf(item);
    if (item.kind === "entity") {
      const [x, y] = data.nodes[rows.nodes[0]].at;
      return { x, y };
    }
    const level = levelAt(1);
    const [x, y] = pointOn(level.edges[rows.edges[0]][0], 0.5);
    return { x: x / level.zoom, y: y / level.zoom };
  }

  function has(item) {
    return Boolean(item) && (item.kind === "entity" ? rowOfNode : rowOfEdge).has(item.id);
  }

  return { select, hover, has, hit, fitting, placeOf, paintBelow, paintNode, paintAbove };
}
