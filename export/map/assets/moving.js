// Moves about: pointer, keys, search, filters, and the address, so that back goes back.

const bar = one(".bar"), input = one(".q"), hits = one(".hits"), app = one(".app");
const caseBox = one("select.case"), domainBox = one("select.domain"), listButton = one(".list");
let found = [], held = null, moved = 0;
const touches = new Map();

function fit(some = nodes) {
  const xs = some.map((node) => node.x), ys = some.map((node) => node.y);
  const left = Math.min(...xs), right = Math.max(...xs), top = Math.min(...ys), bottom = Math.max(...ys);
  const margin = view.width < 500 ? 28 : 60;
  const scale = Math.min((view.width - margin * 2) / (right - left || 1), (view.height - margin * 2) / (bottom - top || 1));
  view.scale = Math.max(0.05, Math.min(2.5, scale));
  view.x = view.width / 2 - ((left + right) / 2) * view.scale;
  view.y = view.height / 2 - ((top + bottom) / 2) * view.scale;
  view.fitted = some === nodes;
  redraw();
}

function resize() {
  const box = canvas.getBoundingClientRect(), ratio = devicePixelRatio || 1;
  if (!box.width || !box.height) return;
  const middle = [view.width / 2 - box.width / 2, view.height / 2 - box.height / 2];
  Object.assign(view, { width: box.width, height: box.height });
  canvas.width = Math.round(box.width * ratio);
  canvas.height = Math.round(box.height * ratio);
  if (view.fitted) fit();
  else { view.x -= middle[0]; view.y -= middle[1]; }
  draw();
  if (shown.chosen) around(shown.chosen);
}

function zoom(by, x = view.width / 2, y = view.height / 2) {
  const scale = Math.max(0.05, Math.min(6, view.scale * by)), real = scale / view.scale;
  view.x = x - (x - view.x) * real;
  view.y = y - (y - view.y) * real;
  view.scale = scale;
  view.fitted = false;
  redraw();
}

function bring(node) {
  if (view.scale < 0.6) zoom(0.8 / view.scale);
  const [x, y] = at(node), edge = Math.min(70, view.width / 5, view.height / 5);
  if (x < edge || y < edge || x > view.width - edge || y > view.height - edge) {
    view.x += view.width / 2 - x;
    view.y += view.height / 2 - y;
    view.fitted = false;
  }
  redraw();
}

// Shows a node with all that it is joined to; a map that does already stays as it is.
function around(node) {
  const near = [node, ...node.ties.map((edge) => other(edge, node))].filter(passes);
  const out = near.some((each) => {
    const [x, y] = at(each);
    return x < 0 || y < 0 || x > view.width || y > view.height;
  });
  if (near.length > 1 && (out || view.scale < 0.6)) fit(near);
  else bring(node);
}

function choose(node, domain, walking = false) {
  if (domain !== undefined) {
    shown.domain = domain;
    domainBox.value = domain ? String(domain.number) : "";
    if (domain) fit(domain.nodes);
  }
  shown.chosen = node;
  shown.pointed = null;
  tell(node);
  if (node) {
    said.textContent = `${node.title}, ${node.domain.title}`;
    if (walking) bring(node);
    else around(node);
  }
  redraw();
}

// The address is set by hand: following a fragment would take the focus from the map.
function go(node, walking = false) {
  const hash = node ? `#${encodeURIComponent(node.id)}` : "";
  if (hash !== location.hash) {
    history[node && !walking ? "pushState" : "replaceState"](null, "", location.pathname + location.search + hash);
  }
  choose(node, undefined, walking);
}

function hit(x, y, reach = 14) {
  let best = null, least = Infinity;
  for (const node of nodes) {
    const [nx, ny] = at(node), distance = Math.hypot(nx - x, ny - y) - sizeOf(node);
    if (node.passes && distance < reach && distance < least) [best, least] = [node, distance];
  }
  return best;
}

function step(dx, dy) {
  const from = shown.chosen ?? hit(view.width / 2, view.height / 2, Infinity);
  if (!from || !shown.chosen) return go(from);
  let best = null, least = Infinity;
  for (const node of nodes) {
    const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
    const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
    if (node !== from && node.passes && along > 0 && along + aside * 2.5 < least) [best, least] = [node, along + aside * 2.5];
  }
  // walking replaces the address: back leads to where the walk began
  if (best) go(best, true);
}

function asList(on = listButton.getAttribute("aria-pressed") !== "true") {
  if (on) complete();
  listButton.setAttribute("aria-pressed", String(on));
  document.body.classList.toggle("aslist", on);
  if (on && shown.chosen) shown.chosen.article.scrollIntoView();
  else if (!on) resize();
}

function search() {
  const words = folded(input.value).split(/\s+/).filter(Boolean);
  const rank = (node) => (folded(node.title).startsWith(words[0]) ? 0 : folded(node.title).includes(words[0]) ? 1 : 2);
  const every = words.length ? nodes.filter((node) => words.every((word) => node.words.includes(word))) : [];
  found = every.sort((a, b) => rank(a) - rank(b) || b.ties.length - a.ties.length).slice(0, 12);
  hits.replaceChildren(...found.map((node, i) => {
    const item = made("li");
    item.append(dot(node.domain), node.title, made("small", ` ${node.domain.title}`));
    item.setAttribute("aria-selected", String(i === 0));
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(node); });
    return item;
  }));
  if (words.length && !found.length) hits.append(made("li", "Nothing by that name."));
  hits.hidden = !words.length;
  if (words.length) said.textContent = found.length ? `${found.length} found, first ${found[0].title}` : "Nothing found";
}

function take(node) {
  hits.hidden = true;
  // what was searched for must be seen
  if (!passes(node)) { shown.theCase = shown.domain = null; caseBox.value = domainBox.value = ""; }
  go(node);
}

input.addEventListener("input", search);
input.addEventListener("focus", search);
input.addEventListener("blur", () => { hits.hidden = true; });
input.addEventListener("keydown", (event) => {
  const items = [...hits.children], now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!found.length) return;
    const next = (now + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === next)));
    items[next].scrollIntoView({ block: "nearest" });
    said.textContent = found[next].title;
  } else if (event.key === "Escape") { input.value = ""; search(); canvas.focus(); }
  else if (event.key === "Enter" && found[now]) take(found[now]);
});
bar.addEventListener("submit", (event) => event.preventDefault());
caseBox.addEventListener("change", () => {
  shown.theCase = byId.get(caseBox.value) ?? null;
  go(shown.theCase);
  if (shown.theCase) fit(nodes.filter(passes));
});
domainBox.addEventListener("change", () => {
  const domain = domainBox.value === "" ? null : domains[Number(domainBox.value)];
  choose(shown.chosen && domain && shown.chosen.domain !== domain ? null : shown.chosen, domain);
  if (!domain) fit();
});
one(".recall").addEventListener("change", (event) => { shown.recall = event.target.checked; redraw(); });
one(".fit").addEventListener("click", () => {
  shown.theCase = null;
  caseBox.value = "";
  go(null);
  choose(null, null);
  fit();
});
listButton.addEventListener("click", () => asList());

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  touches.set(event.pointerId, [event.offsetX, event.offsetY]);
  held = [event.offsetX, event.offsetY];
  moved = 0;
});
canvas.addEventListener("pointermove", (event) => {
  const before = touches.get(event.pointerId), x = event.offsetX, y = event.offsetY;
  if (!before) {
    const node = event.pointerType === "touch" ? null : hit(x, y);
    if (node !== shown.pointed) { shown.pointed = node; tell(node ?? shown.chosen); redraw(); }
    canvas.style.cursor = node ? "pointer" : "grab";
    return;
  }
  moved = Math.max(moved, Math.hypot(x - held[0], y - held[1]));
  const apart = [...touches.entries()].find(([id]) => id !== event.pointerId)?.[1];
  if (apart) zoom(Math.hypot(x - apart[0], y - apart[1]) / (Math.hypot(before[0] - apart[0], before[1] - apart[1]) || 1), apart[0], apart[1]);
  else if (moved > 4) { view.x += x - before[0]; view.y += y - before[1]; view.fitted = false; redraw(); }
  touches.set(event.pointerId, [x, y]);
});
canvas.addEventListener("pointerup", (event) => {
  if (moved <= 4 && touches.size === 1) go(hit(event.offsetX, event.offsetY, event.pointerType === "touch" ? 24 : 14));
  touches.delete(event.pointerId);
});
canvas.addEventListener("pointercancel", (event) => touches.delete(event.pointerId));
canvas.addEventListener("pointerleave", () => {
  if (shown.pointed) { shown.pointed = null; tell(shown.chosen); redraw(); }
});
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), event.offsetX, event.offsetY);
}, { passive: false });

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
canvas.addEventListener("keydown", (event) => {
  if (WAYS[event.key]) { event.preventDefault(); step(...WAYS[event.key]); }
  else if (event.key === "Enter") panel.focus();
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") fit();
});
panel.addEventListener("keydown", (event) => { if (event.key === "Escape") canvas.focus(); });
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select")) return;
  if (event.key === "/") { event.preventDefault(); input.focus(); }
  else if (event.key === "l" || event.key === "L") asList();
  else if (event.key === "Escape" && event.target === canvas) go(null);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a"), node = link && byId.get(target(link));
  if (!node || document.body.classList.contains("aslist")) return;
  event.preventDefault();
  take(node);
  panel.focus({ preventScroll: true });
});
addEventListener("hashchange", () => choose(byId.get(target(location)) ?? null));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColors(); draw(); });

for (const node of nodes) if (node.isCase) caseBox.append(new Option(node.title, node.id));
for (const domain of domains) domainBox.append(new Option(domain.title, String(domain.number)));
if (nodes.length) {
  document.body.classList.add("on");
  bar.hidden = app.hidden = false;
  shown.recall = nodes.some((node) => node.recall !== null);
  one(".shade").hidden = !shown.recall;
  readColors();
  shown.chosen = byId.get(target(location)) ?? null;
  tell(shown.chosen);
  new ResizeObserver(resize).observe(canvas);
  resize();
}
