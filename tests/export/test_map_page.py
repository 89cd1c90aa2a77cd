"""The concept map as a file: what it says, that nothing in it runs, and that it stays the same."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from mapped import HOSTILE, written

import mlsd_graph
from export.map import Node, gather, page, write
from export.map.layout import layout
from export.map.texts import markup
from mlsd_graph.errors import ExportError

VOID = {"meta", "input"}


class Reader(HTMLParser):
    """Reads a page strictly enough to see a tag that an author has smuggled in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "li" and self.open[-1:] == ["li"]:
            self.open.pop()
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1:] == ["li"] and tag in {"ul", "ol"}:
            self.open.pop()
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in {"script", "style"}:
            self.texts.append(data)


def nodes_of(root: Path, **more: object) -> tuple[Node, ...]:
    loaded = mlsd_graph.load([root])
    return gather(loaded.library, loaded.adjacency, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def shipped() -> tuple[Node, ...]:
    return nodes_of(Path(mlsd_graph.__file__).parents[1] / "content")


@pytest.fixture
def small(tmp_path: Path) -> str:
    return page(nodes_of(written(tmp_path)))


def test_each_node_stands_in_its_domain_with_its_relations_and_reasons(small: str) -> None:
    articles = dict(re.findall(r'<article id="([^"]+)"[^>]*>(.*?)</article>', small, re.DOTALL))

    assert set(articles) == {"cache", "queue", "stream", "hostile", "feed"}
    assert "<p class=also>core; Mémoire; store near</p>" in articles["cache"]
    assert (
        '<a href="#cache">Cache</a>: waiting work must <i>lie</i> somewhere.' in articles["queue"]
    )
    assert '<a href="#stream">Stream</a>: What stays?' in articles["cache"]
    assert '<ul class=uses><li><a href="#cache">Cache</a>: serving</ul>' in articles["feed"]
    assert "1 case studies" not in small
    assert "4 concepts, 1 case study" in small
    assert '<section data-k="case"><h2>Case studies</h2>' in small


def test_authored_text_keeps_its_form_and_leads_nowhere_outside(small: str) -> None:
    assert "A <b>cache</b> keeps <code>hot</code> items, <var>O(1)</var>; see" in small
    assert '<a href="#queue">queue</a> and out.' in small
    assert "http:" not in small.replace("http-equiv", "")
    assert "https:" not in small


def test_hostile_words_stay_words(small: str) -> None:
    reader = Reader(small)

    assert reader.open == []
    assert Counter(tag for tag, _ in reader.tags)["script"] == 1
    assert not {"img", "iframe", "object", "link", "base"} & {tag for tag, _ in reader.tags}
    for tag, attributes in reader.tags:
        assert not any(name.startswith("on") for name in attributes), tag
        assert not {"src", "srcset", "style"} & set(attributes), tag
        assert (attributes.get("href") or "#").startswith("#"), attributes
    title = " ".join(HOSTILE.split())
    assert title in reader.texts
    assert small.count("<main>") == 1
    assert "\u202e" not in small


def test_the_policy_allows_this_script_and_style_and_nothing_else(small: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', small)
    assert policy is not None
    for tag, kind in (("script", "script-src"), ("style", "style-src")):
        body = re.search(f"<{tag}>(.*?)</{tag}>", small, re.DOTALL)
        assert body is not None
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy[1]
    assert policy[1].startswith("default-src 'none';")
    assert "unsafe" not in policy[1]


def test_nothing_of_the_learner_is_told_unless_asked_for(tmp_path: Path) -> None:
    root = written(tmp_path)
    known = {"cache": 0.4, "queue": 0.756, "feed": 0.42}

    shaded = page(nodes_of(root, known=lambda name: known.get(name, 0.0)))

    assert "data-r=" not in page(nodes_of(root))
    assert re.search(r'id="queue" data-p="[-0-9,]+" data-r="76"', shaded)
    assert re.search(r'id="feed" data-p="[-0-9,]+" data-r="42"', shaded)


def test_the_same_content_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    root = written(tmp_path)
    program = (
        "import mlsd_graph, sys; from export.map import gather, page; import hashlib;"
        f"l = mlsd_graph.load([{str(root)!r}]);"
        "print(hashlib.sha256(page(gather(l.library, l.adjacency)).encode()).hexdigest())"
    )
    there = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )

    here = hashlib.sha256(page(nodes_of(root)).encode()).hexdigest()
    assert there.stdout.strip() == here


def test_the_shipped_map_holds_the_whole_graph_and_stays_small(shipped: tuple[Node, ...]) -> None:
    text = page(shipped)
    graph = mlsd_graph.load().adjacency
    pairs = sum(len(others) for others in graph.contrasts_of.values()) // 2

    assert len(re.findall("<article", text)) == len(shipped)
    assert sum(len(node.needs) for node in shipped) == graph.stats()["edges"]["prerequisite"]  # type: ignore[index]
    assert sum(len(node.contrasts) for node in shipped) == pairs
    assert Reader(text).open == []
    words = sum(
        len(f"{node.title}{node.aliases}{node.summary}") + sum(len(tie.reason) for tie in node.ties)
        for node in shipped
    )
    assert len(text.encode()) < 40_000 + 2 * words


def test_nodes_keep_apart_and_in_their_districts(shipped: tuple[Node, ...]) -> None:
    places = layout(shipped)
    points = sorted(places.values())
    middles: dict[str, list[tuple[int, int]]] = {}
    for node in shipped:
        middles.setdefault(node.domain, []).append(places[node.id])
    centers = {
        name: (sum(p[0] for p in ps) / len(ps), sum(p[1] for p in ps) / len(ps))
        for name, ps in middles.items()
    }

    def apart(a: tuple[float, float], b: tuple[float, float]) -> float:
        return ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5

    close = sum(apart(a, b) < 12 for i, a in enumerate(points) for b in points[i + 1 :])
    astray = sum(
        min(centers, key=lambda name: apart(centers[name], places[node.id])) != node.domain
        for node in shipped
    )
    assert close <= len(points) // 50
    assert astray <= len(points) // 20


@pytest.mark.parametrize("count", [0, 1, 2, 1600])
def test_a_graph_of_any_size_is_laid_out(count: int) -> None:
    nodes = [Node(f"n{i}", f"N{i}", f"d{i % 7}", "core", (), "", (), (), ()) for i in range(count)]

    assert len(set(layout(nodes).values())) == count
    assert "<main>" in page(nodes)


def test_a_long_text_is_cut() -> None:
    assert markup("word " * 2000, ()).endswith(" …")
    assert len(markup("word " * 2000, ())) < 4100


def test_a_map_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    loaded = mlsd_graph.load([written(tmp_path)])
    out = tmp_path / "map.html"
    first = write(loaded.library, loaded.adjacency, out)
    before = out.read_bytes()
    missing = tmp_path / "none" / "map.html"

    assert (first.concepts, first.case_studies, first.bytes) == (4, 1, len(before))
    with pytest.raises(ExportError, match="could not be written"):
        write(loaded.library, loaded.adjacency, missing)
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportError):
        write(loaded.library, loaded.adjacency, tmp_path / "folder")
    assert out.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["content", "folder", "map.html"]


def test_the_command_writes_a_map(tmp_path: Path) -> None:
    root = written(tmp_path)
    out = tmp_path / "m.html"

    def run(*more: str) -> SimpleNamespace:
        done = subprocess.run(
            [sys.executable, "-m", "mlsd_graph", "--content", str(root), "export", "map",
             "-o", str(out), "--json", *more],
            capture_output=True, text=True, check=True, timeout=60,
            env={"MLSD_HOME": str(tmp_path / "home"), "PATH": "", "PYTHONWARNINGS": "error"},
        )  # fmt: skip
        return SimpleNamespace(json=json.loads(done.stdout), bytes=out.read_bytes())

    first, again, shaded = run(), run(), run("--with-recall")
    assert first.json == {
        "concepts": 4, "case_studies": 1, "bytes": len(first.bytes), "path": str(out),
    }  # fmt: skip
    assert first.bytes == again.bytes
    assert b'data-r="0"' in shaded.bytes
