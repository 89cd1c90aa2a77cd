// Tells of one node in the panel; texts are cloned or set as text, never parsed again.

const panel = one("aside"), said = one(".said");
const GROUPS = [
  ["Needs", (edge, node) => edge.kind === "needs" && edge.from === node],
  ["Needed by", (edge, node) => edge.kind === "needs" && edge.to === node],
  ["Contrasts with", (edge) => edge.kind === "contrasts"],
  ["Used in", (edge, node) => edge.kind === "uses" && edge.to === node],
  ["Uses", (edge, node) => edge.kind === "uses" && edge.from === node],
];

function made(tag, text = "", className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  return element;
}

function dot(domain) {
  const shape = domain.isCase ? " boxed" : domain.turned ? " turned" : "";
  return made("span", "", `dot${shape}${domain.isCase ? "" : ` c${domain.hue}`}`);
}

function groups(node, only = GROUPS) {
  const parts = [];
  for (const [heading, belongs] of only) {
    const found = node.ties.filter((edge) => belongs(edge, node));
    if (!found.length) continue;
    const list = made("ul");
    for (const edge of found) {
      const far = other(edge, node), item = edge.item.cloneNode(true), link = one("a", item);
      link.textContent = far.title;
      link.setAttribute("href", `#${encodeURIComponent(far.id)}`);
      list.append(item);
    }
    parts.push(made("h4", `${heading} (${found.length})`), list);
  }
  return parts;
}

function tell(node) {
  // a preview leaves the size of the map alone, or what is pointed at would move away
  panel.classList.toggle("idle", !shown.chosen);
  if (!node) return overview();
  const known = node.recall === null ? "" : ` · ${node.isCase ? "ready" : "recall"} ${Math.round(node.recall * 100)} %`;
  const place = made("p", "", "also");
  place.append(dot(node.domain), `${node.domain.title}${known}`);
  const texts = [...node.article.querySelectorAll(":scope > p")].map((p) => p.cloneNode(true));
  panel.replaceChildren(made("h2", node.title), place, ...texts, ...groups(node));
  panel.scrollTop = 0;
}

function overview() {
  const list = made("ul", "", "domains");
  for (const domain of [...ring, ...domains.filter((each) => each.isCase)]) {
    const button = made("button");
    button.type = "button";
    button.append(dot(domain), `${domain.title} (${domain.nodes.length})`);
    button.addEventListener("click", () => choose(null, domain));
    const item = made("li");
    item.append(button);
    list.append(item);
  }
  const help = "Tap a concept, or use the arrow keys. Solid lines lead from what is needed to what "
    + "needs it, dashed lines join what is easily confused, dotted lines show what a case study uses.";
  const shade = "Filled: you would recall it now. Empty: new or forgotten.";
  const parts = [made("h2", "Concept map"), made("p", one(".counts").textContent, "also"), list, made("p", help)];
  if (shown.recall) parts.push(made("p", shade));
  panel.replaceChildren(...parts);
}

// The list holds each relation once; the other ends are added when it is first looked at.
function complete() {
  complete = () => {};
  const turned = GROUPS.filter(([heading]) => heading === "Needed by" || heading === "Used in");
  for (const node of nodes) {
    node.article.append(...groups(node, turned));
    const back = node.ties.filter((edge) => edge.kind === "contrasts" && edge.to === node);
    if (!back.length) continue;
    const list = one("ul.contrasts", node.article) ?? made("ul", "", "contrasts");
    if (!list.isConnected) node.article.append(made("h4", "Contrasts with"), list);
    for (const edge of back) {
      const item = edge.item.cloneNode(true), link = one("a", item);
      link.textContent = edge.from.title;
      link.setAttribute("href", `#${encodeURIComponent(edge.from.id)}`);
      list.append(item);
    }
  }
}
