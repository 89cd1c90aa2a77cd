// Draws the map: what is chosen or pointed at comes forward, all else steps back.

const canvas = one("canvas"), pen = canvas.getContext("2d");
const view = { scale: 1, x: 0, y: 0, width: 0, height: 0, fitted: true };
const shown = { chosen: null, pointed: null, theCase: null, domain: null, recall: false };
const FONT = "system-ui, sans-serif";
let colors = {}, frame = 0;

function readColors() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  colors = { bg: read("bg"), ink: read("ink"), line: read("line"), soft: read("soft") };
  colors.hues = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => read(`k${i}`));
}

const colorOf = (node) => (node.isCase ? colors.ink : colors.hues[node.domain.hue]);
const at = (node) => [node.x * view.scale + view.x, node.y * view.scale + view.y];
const sizeOf = (node) =>
  (node.isCase ? 6 : 3.2 + Math.sqrt(node.ties.length) * 0.8) * Math.min(1.7, 0.55 + view.scale * 0.55);

function passes(node) {
  if (shown.domain && node.domain !== shown.domain && !(node === shown.theCase)) return false;
  if (!shown.theCase || node === shown.theCase) return true;
  return node.ties.some((edge) => edge.kind === "uses" && edge.from === shown.theCase);
}

function redraw() {
  if (!frame) frame = requestAnimationFrame(() => { frame = 0; draw(); });
}

function draw() {
  const ratio = devicePixelRatio || 1;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = colors.bg;
  pen.fillRect(0, 0, view.width, view.height);
  const focus = shown.pointed ?? shown.chosen ?? shown.theCase;
  const near = new Set(focus ? [focus, ...focus.ties.map((edge) => other(edge, focus))] : []);
  for (const node of nodes) node.passes = passes(node);
  for (const edge of edges) drawEdge(edge, focus);
  for (const node of nodes) {
    const dim = !node.passes ? 0.1 : focus && !near.has(node) && focus !== shown.theCase ? 0.3 : 1;
    drawNode(node, dim);
  }
  pen.globalAlpha = 1;
  drawLabels(focus, near);
}

function drawEdge(edge, focus) {
  const on = focus && (edge.from === focus || edge.to === focus);
  if (!edge.from.passes || !edge.to.passes || (edge.kind === "uses" && !on)) return;
  const [ax, ay] = at(edge.from), [bx, by] = at(edge.to);
  pen.globalAlpha = on ? 0.9 : focus ? 0.12 : 0.45;
  pen.strokeStyle = on ? colors.ink : colors.line;
  pen.lineWidth = on ? 1.5 : 1;
  pen.setLineDash(edge.kind === "contrasts" ? [5, 4] : edge.kind === "uses" ? [1, 3] : []);
  pen.beginPath();
  pen.moveTo(ax, ay);
  pen.lineTo(bx, by);
  pen.stroke();
  pen.setLineDash([]);
  // the arrow leads from what is needed to what needs it
  if (on && edge.kind === "needs") drawHead(bx, by, ax, ay, sizeOf(edge.from) + 2);
}

function drawHead(fromX, fromY, x, y, gap) {
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const ux = (x - fromX) / length, uy = (y - fromY) / length;
  const tipX = x - ux * gap, tipY = y - uy * gap;
  pen.fillStyle = colors.ink;
  pen.beginPath();
  pen.moveTo(tipX, tipY);
  pen.lineTo(tipX - ux * 8 + uy * 4, tipY - uy * 8 - ux * 4);
  pen.lineTo(tipX - ux * 8 - uy * 4, tipY - uy * 8 + ux * 4);
  pen.fill();
}

function outline(node, x, y, size) {
  pen.beginPath();
  if (node.isCase) pen.rect(x - size, y - size, size * 2, size * 2);
  else if (!node.domain.turned) pen.arc(x, y, size, 0, 7);
  else {
    const reach = size * 1.25;
    pen.moveTo(x, y - reach);
    pen.lineTo(x + reach, y);
    pen.lineTo(x, y + reach);
    pen.lineTo(x - reach, y);
    pen.closePath();
  }
}

function drawNode(node, strength) {
  const [x, y] = at(node), size = sizeOf(node);
  if (x < -20 || y < -20 || x > view.width + 20 || y > view.height + 20) return;
  const shaded = shown.recall && node.recall !== null;
  outline(node, x, y, size);
  pen.globalAlpha = strength;
  pen.fillStyle = shaded ? colors.bg : colorOf(node);
  pen.fill();
  if (shaded) {
    pen.globalAlpha = strength * node.recall;
    pen.fillStyle = colorOf(node);
    pen.fill();
    pen.globalAlpha = strength;
    pen.strokeStyle = colorOf(node);
    pen.lineWidth = 1.5;
    pen.stroke();
  }
  if (node === shown.chosen || node === shown.pointed) {
    pen.strokeStyle = colors.ink;
    pen.lineWidth = 2;
    outline(node, x, y, size + 3);
    pen.stroke();
  }
}
