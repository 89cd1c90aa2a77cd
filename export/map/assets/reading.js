"use strict";
// Reads the graph from the list in the document.

const one = (which, within = document) => within.querySelector(which);
const nodes = [], edges = [], byId = new Map(), domains = [];

for (const section of document.querySelectorAll("main section")) {
  const isCase = section.dataset.k === "case";
  const domain = { title: one("h2", section).textContent, isCase, nodes: [], number: domains.length };
  domains.push(domain);
  for (const article of section.querySelectorAll("article")) {
    const [x, y] = article.dataset.p.split(",").map(Number);
    const title = one("h3", article).textContent;
    const also = one(".also", article)?.textContent ?? "";
    const recall = article.dataset.r === undefined ? null : Number(article.dataset.r) / 100;
    const node = { id: article.id, article, title, also, x, y, domain, isCase, recall, ties: [] };
    node.words = folded(`${title} ${also}`);
    domain.nodes.push(node);
    nodes.push(node);
    byId.set(node.id, node);
  }
}
for (const from of nodes) {
  for (const list of from.article.querySelectorAll("ul")) {
    for (const item of list.children) {
      const to = byId.get(target(one("a", item)));
      if (!to) continue;
      const edge = { kind: list.className, from, to, item };
      edges.push(edge);
      from.ties.push(edge);
      to.ties.push(edge);
    }
  }
}
// around the ring, so that neighbours differ in hue; the second eight differ in shape
const ring = domains.filter((domain) => !domain.isCase).sort((a, b) => turn(a) - turn(b));
ring.forEach((domain, i) => {
  domain.hue = (i * 3) % 8;
  domain.turned = i >= 8;
});

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function target(link) {
  try {
    return decodeURIComponent(link.hash.slice(1));
  } catch {
    return "";
  }
}

function turn(domain) {
  const sum = (axis) => domain.nodes.reduce((total, node) => total + node[axis], 0);
  return Math.atan2(sum("y"), sum("x"));
}

function other(edge, node) {
  return edge.from === node ? edge.to : edge.from;
}
