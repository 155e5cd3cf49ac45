"use strict";

/* Paints lines, heads, marks, entities and words, by the looks in the page's data: what the desktop window paints.
   Lengths are pixels of the level that is drawn. Nothing here knows what is selected. */
function makeInk(shared, looks) {
  const size = shared.sizes;
  const INSIDE_HEAD = 0.6;
  const HOLLOW_PEN = 1.3;
  const RING_PEN = 1.25;
  const GLYPH_PEN = 1.5;
  const DIAMOND = 1.18;
  const CLEAR = 1.5;
  const HALO = 3.5;
  const PLATE_PAD = 2;
  const FOLD_OFFSET = 4;
  const FONT = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
  const icons = new Map(Object.entries(shared.icons).map(([name, paths]) => [name, joined(paths)]));
  const outlines = new Map(Object.entries(shared.shapes).map(([name, shape]) => [name, outline(shape)]));
  let look = looks[0];

  function joined(paths) {
    const whole = new Path2D();
    paths.forEach((path) => whole.addPath(new Path2D(path)));
    return whole;
  }

  function outline(shape) {
    const path = new Path2D();
    if (shape.circle) {
      path.arc(0, 0, shape.circle, 0, 2 * Math.PI);
    } else {
      shape.points.forEach(([x, y], at) => (at ? path.lineTo(x, y) : path.moveTo(x, y)));
      path.closePath();
    }
    return path;
  }

  function wear(mode) {
    look = looks.find((one) => one.mode === mode) || looks[0];
    return look;
  }

  /* The curve without its last pixels: the line ends inside its head. */
  function shortened(curve, by) {
    const [a, b, c, d] = curve;
    const speed = 3 * Math.hypot(d[0] - c[0], d[1] - c[1]);
    const t = 1 - Math.min(Math.max(by / Math.max(speed, 1e-9), 0), 0.95);
    const mix = (p, q) => [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
    const ab = mix(a, b);
    const bc = mix(b, c);
    const abc = mix(ab, bc);
    return [a, ab, abc, mix(abc, mix(bc, mix(c, d)))];
  }

  function trace(ctx, curve) {
    const [a, b, c, d] = curve;
    ctx.beginPath();
    ctx.moveTo(...a);
    ctx.bezierCurveTo(...b, ...c, ...d);
  }

  function pen(ctx, color, width, dash, cap) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.lineCap = cap || "butt";
    ctx.setLineDash(cap === "round" && dash.length ? [0.01, dash.reduce((sum, own) => sum + own, 0)] : dash || []);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.lineCap = "butt";
  }

  /* A colour as it looks through so much canvas; lines that lie in layers cannot simply be translucent. */
  function faded(color, share) {
    const parts = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
    const [above, below] = [parts(color), parts(look.color.canvas)];
    return `rgb(${above.map((value, at) => Math.round(below[at] + (value - below[at]) * share)).join()})`;
  }

  function colorOf(stroke, options) {
    return options.share === undefined ? stroke.color : faded(stroke.color, options.share);
  }

  /* Options: what lies below, how much wider, whether to keep crossings clear, and the share of a dimmed colour. */
  function line(ctx, edge, detail, options = {}) {
    const stroke = look.stroke[edge.stroke];
    const below = options.below || look.color.canvas;
    const width = edge.width + (options.wider || 0);
    const color = colorOf(stroke, options);
    trace(ctx, shortened(edge.curve, detail.heads ? size.arrow[0] * INSIDE_HEAD : 0));
    if (options.clear !== false) pen(ctx, below, (stroke.rail ? stroke.rail[0] : width) + size.halo, []);
    if (stroke.rail) {
      pen(ctx, color, Math.max(width, stroke.rail[0]), []);
      pen(ctx, below, stroke.rail[1], []);
    } else {
      pen(ctx, color, width, detail.dashes ? stroke.dash : [], stroke.cap);
    }
  }

  function head(ctx, edge, options = {}) {
    const stroke = look.stroke[edge.stroke];
    const growth = options.growth || 0;
    let [x, y] = edge.curve[3];
    const [dx, dy] = edge.direction;
    let length = size.arrow[0] + growth;
    let half = (size.arrow[1] + growth) / 2;
    if (stroke.head === "hollow") {
      const inset = HOLLOW_PEN * 0.3;
      const behind = (inset * Math.hypot(length, half)) / half;
      x -= dx * behind;
      y -= dy * behind;
      half *= 1 - (behind + inset) / length;
      length -= behind + inset;
    }
    const bx = x - dx * length;
    const by = y - dy * length;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(bx - dy * half, by + dx * half);
    ctx.lineTo(bx + dy * half, by - dx * half);
    ctx.closePath();
    ctx.fillStyle = stroke.head === "solid" ? colorOf(stroke, options) : options.below || look.color.canvas;
    ctx.fill();
    if (stroke.head === "hollow") pen(ctx, colorOf(stroke, options), HOLLOW_PEN, []);
  }

  function disc(ctx, radius, color) {
    ctx.beginPath();
    ctx.arc(0, 0, radius, 0, 2 * Math.PI);
    ctx.fillStyle = color;
    ctx.fill();
  }

  function glyph(ctx, name, color) {
    const own = shared.glyphs[name];
    ctx.strokeStyle = ctx.fillStyle = color;
    ctx.lineWidth = GLYPH_PEN;
    ctx.lineCap = ctx.lineJoin = "round";
    for (const points of own.lines) {
      ctx.beginPath();
      points.forEach(([x, y], at) => (at ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
      ctx.stroke();
    }
    for (const [x, y, radius] of own.dots) {
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.lineCap = "butt";
  }

  /* The small disc or diamond that says how a relation stands; a warning where a quotation no longer holds. */
  function mark(ctx, x, y, key, options = {}) {
    const stroke = look.stroke[key];
    const below = options.below || look.color.canvas;
    const radius = size.disc / 2;
    if (stroke.mark === "none" && !options.flagged) return;
    ctx.save();
    ctx.translate(x, y);
    if (options.flagged) {
      disc(ctx, radius + 2, below);
      icon(ctx, "triangle-alert", radius, look.stroke.denied.color);
    } else if (stroke.mark === "diamond") {
      const reach = (radius + 1) * DIAMOND;
      ctx.beginPath();
      ctx.moveTo(0, -reach);
      ctx.lineTo(reach, 0);
      ctx.lineTo(0, reach);
      ctx.lineTo(-reach, 0);
      ctx.closePath();
      pen(ctx, below, 2 * CLEAR, []);
      ctx.fillStyle = stroke.color;
      ctx.fill();
    } else {
      disc(ctx, radius + CLEAR, below);
      if (stroke.mark === "disc") {
        disc(ctx, radius, stroke.color);
      } else {
        ctx.beginPath();
        ctx.arc(0, 0, radius - RING_PEN / 2, 0, 2 * Math.PI);
        const dotted = stroke.mark === "dotted";
        pen(ctx, stroke.color, dotted ? GLYPH_PEN : RING_PEN, dotted ? [0, 2.85] : [], dotted ? "round" : "butt");
      }
    }
    const filled = stroke.mark === "disc" || stroke.mark === "diamond";
    if (stroke.glyph && !options.flagged) glyph(ctx, stroke.glyph, filled ? look.color.canvas : stroke.color);
    ctx.restore();
  }

  function icon(ctx, name, half, color) {
    const path = icons.get(name);
    if (!path) return;
    ctx.save();
    ctx.scale(half / 12, half / 12);
    ctx.translate(-12, -12);
    ctx.strokeStyle = color;
    ctx.lineWidth = 2;
    ctx.lineCap = ctx.lineJoin = "round";
    ctx.stroke(path);
    ctx.restore();
  }

  /* The outline of a kind around the origin: filled where a colour is given, stroked where a pen is. */
  function shape(ctx, kind, radius, fill, stroke, width) {
    const path = outlines.get(look.kind[kind].shape);
    ctx.save();
    ctx.scale(radius, radius);
    if (stroke) {
      ctx.strokeStyle = stroke;
      ctx.lineWidth = width / radius;
      ctx.lineJoin = "miter";
      ctx.miterLimit = 4;
      ctx.stroke(path);
    }
    if (fill) {
      ctx.fillStyle = fill;
      ctx.fill(path);
    }
    ctx.restore();
  }

  function node(ctx, one) {
    const own = look.kind[one.kind];
    const hollow = shared.shapes[own.shape].pen;
    const canvas = look.color.canvas;
    if (one.folded) {
      ctx.save();
      ctx.globalAlpha *= 0.45;
      ctx.translate(FOLD_OFFSET, -FOLD_OFFSET);
      shape(ctx, one.kind, one.radius, own.color);
      ctx.restore();
    }
    shape(ctx, one.kind, one.radius, hollow ? null : own.color, canvas, size.outline);
    if (hollow) {
      shape(ctx, one.kind, one.radius - hollow / 2, null, own.color, hollow);
      shape(ctx, one.kind, one.radius - hollow, canvas);
    }
    if (one.icon) icon(ctx, one.icon, one.radius * size.icon_share, own.icon_color);
    if (one.folded) words(ctx, foldedCount(one), "ink", {});
  }

  function foldedCount(one) {
    return {
      lines: ["+" + one.folded],
      box: [one.radius * 0.65, -one.radius * 0.95 - 8, 40, 16],
      size: 11, line: 16, bold: true, align: "left", plate: false,
    };
  }

  function words(ctx, label, ink, options) {
    const [x, y, width, height] = label.box;
    ctx.font = `${label.bold || options.bold ? 600 : 400} ${label.size}px ${FONT}`;
    ctx.textBaseline = "alphabetic";
    ctx.textAlign = label.align;
    const at = x + { left: 0, center: 0.5, right: 1 }[label.align] * width;
    const top = y + (height - label.lines.length * label.line) / 2;
    label.lines.forEach((text, row) => {
      const base = top + (row + 0.5) * label.line + label.size * 0.36;
      if (!label.plate) {
        ctx.strokeStyle = look.color.canvas;
        ctx.lineWidth = HALO;
        ctx.lineJoin = "round";
        ctx.strokeText(text, at, base, width + 2);
      }
      ctx.fillStyle = look.color[ink];
      ctx.fillText(text, at, base, width + 2);
    });
  }

  function plate(ctx, label, color) {
    const [x, y, width, height] = label.box;
    ctx.fillStyle = color || look.color.canvas;
    ctx.fillRect(x - PLATE_PAD, y, width + 2 * PLATE_PAD, height);
  }

  /* A canvas of its own with something small on it, sharp on any screen, redrawn when the theme changes. */
  function sample(width, height, paint) {
    const canvas = document.createElement("canvas");
    const ratio = Math.max(window.devicePixelRatio || 1, 2);
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.width = width + "px";
    canvas.style.height = height + "px";
    canvas.className = "sample";
    canvas.setAttribute("aria-hidden", "true");
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    paint(ctx, width, height);
    return canvas;
  }

  function strokeSample(key, { width = 44, marked = true, below = look.color.canvas } = {}) {
    return sample(width, 18, (ctx, wide, tall) => {
      const y = tall / 2;
      const third = (wide - 2) / 3;
      const curve = [[1, y], [1 + third, y], [1 + 2 * third, y], [wide - 1, y]];
      const stroke = look.stroke[key];
      const edge = { stroke: key, width: stroke.rail ? stroke.rail[0] : stroke.width, curve, direction: [1, 0] };
      line(ctx, edge, { heads: true, dashes: true }, { below, clear: false });
      head(ctx, edge, { below });
      if (marked) mark(ctx, wide * 0.46, y, key, { below });
    });
  }

  function stanceSample(stance) {
    return sample(24, 12, (ctx, wide, tall) => {
      const own = look.passage[stance];
      ctx.beginPath();
      ctx.moveTo(0, tall / 2);
      ctx.lineTo(wide, tall / 2);
      pen(ctx, own.color, 2, own.dash);
    });
  }

  function kindSample(kind, side = 16, name = "") {
    return sample(side + 4, side, (ctx, wide, tall) => {
      ctx.translate(wide / 2, tall / 2);
      const own = look.kind[kind];
      const hollow = shared.shapes[own.shape].pen;
      const radius = side / 2 - 1.5;
      if (hollow) shape(ctx, kind, radius - hollow / 2, null, own.color, hollow);
      else shape(ctx, kind, radius, own.color);
      if (name) icon(ctx, name, radius * size.icon_share, own.icon_color);
    });
  }

  return {
    wear, line, head, mark, node, shape, words, plate, trace, pen, strokeSample, stanceSample, kindSample,
    get look() { return look; },
  };
}
