// Writes names: of what is looked at, of domains beside their own nodes, of cases and hubs.

const GAP = 6;

function drawLabels(focus, near) {
  const taken = [], seen = nodes.filter((node) => node.passes);
  const marks = seen.map((node) => [node, ...at(node), sizeOf(node)])
    .filter(([, x, y]) => x > -20 && y > -20 && x < view.width + 20 && y < view.height + 20);
  const first = seen.filter((node) => near.has(node)), rest = seen.filter((node) => !near.has(node));
  // a long name finds room only while there is some
  const weight = (node) => (node === focus ? 1e6 : node.isCase ? 1e3 + node.title.length : node.ties.length);
  const byWeight = (a, b) => weight(b) - weight(a);
  const far = focus && focus !== shown.theCase;
  for (const node of first.sort(byWeight)) label(node, taken, marks);
  if (!shown.domain && view.scale < 1.5) domains.forEach((domain) => name(domain, taken, marks, far));
  // on a small whole map there is room for the domains alone
  if (far || (!focus && !shown.domain && view.scale < 0.5)) return;
  const least = view.scale < 0.6 ? 14 : view.scale < 1 ? 9 : 0;
  for (const node of rest.sort(byWeight)) {
    if (node.isCase) label(node, taken, marks);
    else if (shown.domain || node.ties.length >= least) label(node, taken, marks, shown.domain ? Infinity : 2);
  }
}

function label(node, taken, marks, most = Infinity) {
  const [x, y] = at(node), size = sizeOf(node);
  const heavy = node === shown.chosen || node === shown.pointed || node.isCase;
  pen.font = `${heavy ? 600 : 400} 12px ${FONT}`;
  const width = pen.measureText(node.title).width, right = x + size + 4, left = x - size - 4 - width;
  const middle = x - width / 2, above = y - size - 5, below = y + size + 13;
  const spots = [[right, y + 4], [left, y + 4], [middle, above], [middle, below]];
  if (node.isCase) {
    for (const low of [y - 1, y + 9]) spots.push([right, low], [left, low]);
    for (const start of [x - size, x + size - width]) spots.push([start, above], [start, below]);
  }
  put({ text: node.title, width, height: 12, color: colors.ink, strength: 1 }, spots, taken, most, (box) =>
    marks.reduce((sum, [each, mx, my, reach]) => sum + (each !== node && covers(box, mx, my, reach) ? (each.isCase ? 5 : 1) : 0), 0));
}

// A domain's name stands beside its own nodes, away from the middle of the map where it can.
function name(domain, taken, marks, far) {
  const places = domain.nodes.filter((node) => node.passes).map(at);
  if (!places.length || domain.isCase) return;
  const xs = places.map((place) => place[0]), ys = places.map((place) => place[1]);
  const box = { left: Math.min(...xs) - GAP, right: Math.max(...xs) + GAP, top: Math.min(...ys) - GAP, bottom: Math.max(...ys) + GAP };
  const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
  pen.font = `700 ${view.scale < 0.5 ? 11 : 14}px ${FONT}`;
  const width = pen.measureText(domain.title).width;
  if (x < -width / 2 || x > view.width + width / 2) return;
  const inView = (left) => Math.max(4, Math.min(left, view.width - width - 4));
  const beside = [box.right + 2, box.left - 2 - width], level = [box.top - 4, box.bottom + 15];
  if (x < view.x) beside.reverse();
  if (y > view.y) level.reverse();
  const [out, inner] = beside, [outer, back] = level, middle = inView(x - width / 2);
  const ends = [box.left, box.right - width, x, x - width].map(inView);
  const sides = [[out, y + 4], [middle, outer]];
  if (Math.abs(y - view.y) > Math.abs(x - view.x)) sides.reverse();
  const heights = [0.5, 0.3, 0.7, 0.1, 0.9, -0.1, 1.1].map((part) => box.top + part * (box.bottom - box.top) + 4);
  const spots = [
    ...sides, ...heights.map((low) => [out, low]), ...ends.map((left) => [left, outer]),
    ...heights.map((low) => [inner, low]), ...[middle, ...ends].map((left) => [left, back]), [middle, y + 4],
  ];
  const text = { text: domain.title, width, height: 14, color: colors.hues[domain.hue], strength: far ? 0.5 : 1 };
  put(text, spots, taken, Infinity, (spot) => {
    const from = (mx, my) => Math.hypot(outside(mx, spot[0], spot[2]), outside(my, spot[1], spot[3]));
    let covered = 0, own = Infinity, others = Infinity;
    for (const [node, mx, my, reach] of marks) {
      const gap = from(mx, my) - reach;
      if (gap < (node.domain === domain ? 0 : 2)) covered += node.isCase ? 2 : 1;
      if (node.domain === domain) own = Math.min(own, gap);
      else if (!node.isCase) others = Math.min(others, gap);
    }
    // nearer to nodes of another domain it would be read as theirs
    return covered + Math.max(0, own + 2 * GAP - others) / 4 + from(x, y) / 100;
  });
}

const outside = (value, low, high) => Math.max(low - value, value - high, 0);

function covers(box, x, y, reach) {
  return box[0] < x + reach && box[2] > x - reach && box[1] < y + reach && box[3] > y - reach;
}

// Writes a text where it covers no other text and the least of all else, if that is not too much.
function put({ text, width, height, color, strength }, spots, taken, most, cost) {
  let best = null, least = Infinity;
  spots.forEach(([x, y], i) => {
    const box = [x - 2, y - height, x + width + 2, y + 3];
    if (box[0] < 0 || box[2] > view.width || box[3] < 0 || box[1] > view.height) return;
    if (taken.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1])) return;
    const covered = cost(box), worth = covered + i * 0.01;
    if (covered <= most && worth < least) [best, least] = [{ x, y, box }, worth];
  });
  if (!best) return;
  taken.push(best.box);
  pen.globalAlpha = strength;
  pen.lineWidth = 3.5;
  pen.lineJoin = "round";
  pen.strokeStyle = colors.bg;
  pen.strokeText(text, best.x, best.y);
  pen.fillStyle = color;
  pen.fillText(text, best.x, best.y);
  pen.globalAlpha = 1;
}
