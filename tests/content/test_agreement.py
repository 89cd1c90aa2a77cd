"""The quick way, the defining way, the cache and a refresh must give the same heads."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlsd_graph.content import Cover, load, parse_page, refresh, rows
from mlsd_graph.content.pages import read_facts
from mlsd_graph.content.quick import quick_row
from mlsd_graph.content.records import PageHead
from mlsd_graph.content.report import Report
from mlsd_graph.content.rows import Place
from mlsd_graph.content.source import SourceError, decode

PLACE = rows.place("/r/concepts/serving/some-page.md", "/r")

_BITS = [
    "Words of a sentence", " ", "\n", "\n\n", "Q:", "A:", "Q: ", "\n\nA: ", "a: ", "**A:**", "`",
    "``", "```", "~~~", "```math\nx\n```", "$", "$x$", "$`", "[[", "]]", "[[some-id]]",
    "[[some-id|text]]", "[[some-id\\|text]]", "[[Bad Id]]", "|", "\\", "\\[", "\\`", "{{c1::a}}",
    "{{c2::b::h}}", "{{c", "}}", "{", "}", "{#key}", "{vs=other}", "{within=1.2x}", "{.basic}",
    "#", "## ", "### ", "\n### ", "\n## ", "\n# ", "\n #### x", "- ", "\n- ", "1. ",
    "\n1. one\n2. two\n", "\n- [ ] a\n- [ ] b\n", "---\n", "===\n", "\t", " \n", ": ",
    "10 GB `= 5*2`", "10 GB `= 5*3`", "10 GB `= 5+x`", "10–20 GB `= 5`",
    "`a`, `b`", "`=x`", "é", "\xa0", "> ", "::", "\n## Cards\n",
    "\n## Prerequisites\n", "\n## Contrasts\n", "- [[some-id]]: why\n",
    "- [[other-id]]: why not [[third]]\n", "\n## Sources\n", "\n## Diagrams\n", "<!-- ",
    "### D {.card}\n```mermaid\nflowchart TB\na[A]\nb[B]\nc[C]\nd[D]\na-->b\nc-->d\n```\n",
    "- `a` [[some-id]]: why {.card}\n",
    "    code\n",
]  # fmt: skip
_NOISE = st.lists(st.sampled_from(_BITS), max_size=4).map("".join)
_NAME = st.sampled_from(
    [
        "One",
        "Two words",
        "It's `x`",
        "Crème",
        "One {#own}",
        "N {vs=other}",
        "日本",
        "T {#a/b}",
        "x  y",
    ]
)
_CARD = st.tuples(
    _NAME,
    st.one_of(
        st.sampled_from(
            [
                "Q: What?\n\nA: That.\n",
                "Q: What?\n\nA: 10 GB `= 5*2`: so.\n",
                "Q: What?\n\nA: 10 GB `= 5*3`: not so.\n",
                "Q: What?\n\nA: `a`, `b`\n",
                "Q: What?\n\nA:\n1. one\n2. two\n",
                "Q: What?\n\nA:\n- [ ] one\n- [ ] two\n",
                "The {{c1::words}} and {{c2::more::hint}}.\n",
            ]
        ),
        st.tuples(_NOISE, _NOISE).map(lambda p: f"Q: What{p[0]}\n\nA: That{p[1]}\n"),
        st.tuples(_NOISE, _NOISE).map(lambda p: f"{p[0]} {{{{c1::words}}}} {p[1]}\n"),
        _NOISE,
    ),
).map(lambda card: f"### {card[0]}\n{card[1]}\n")
_PAGE = st.tuples(
    _NOISE,
    st.sampled_from(["", "## Free\n\nText with [[some-id]].\n\n"]),
    st.sampled_from(["", "## Prerequisites\n- [[some-id]]: why\n- [[other]]: so [[third]]\n\n"]),
    st.sampled_from(["", "## Contrasts\n\n- [[some-id|x]]: why\n\n", "## Contrasts\n- [[b]]: c\n"]),
    st.sampled_from(["", "\n## Sources\n- [a](https://b.c)\n\n"]),
    _NOISE,
    st.lists(_CARD, max_size=5).map("".join),
).map(
    lambda p: (
        "---\ntitle: T\nkind: metric\nlevel: core\nsteps: [data]\n---\n"
        f"Summary.\n\n{p[0]}\n\n{p[1]}{p[2]}{p[3]}{p[4]}{p[5]}\n## Cards\n\n{p[6]}"
    )
)


def _head(row: bytes, place: Place = PLACE) -> PageHead:
    return rows.head(row, place, {}, rows.NONE_DROPPED)


@given(_PAGE)
@settings(max_examples=600)
def test_the_quick_way_finds_what_the_defining_way_finds(text: str) -> None:
    source = decode(text.encode(), "x.md")
    quick = None if source.findings else quick_row(source, PLACE)
    if quick is None:
        return
    report = Report("x.md")
    facts, _ = read_facts(source.text, PLACE, report)
    slow = rows.encode(facts)
    assert _head(quick) == _head(slow)
    assert rows.cross(quick) == rows.cross(slow)
    # Two headings with the same key are the one error that only the whole reading names.
    assert {finding.code for finding in report.findings} <= {"card-key-doubled"}


@given(_PAGE)
@settings(max_examples=300)
def test_a_page_has_exactly_the_cards_of_its_head(text: str) -> None:
    try:
        page = parse_page(decode(text.encode(), "x.md").text, PLACE.path, PLACE.root)
    except SourceError:
        return
    assert [card.head for card in page.cards] == list(page.head.cards)
    uids = [card.uid for card in page.cards]
    assert len(set(uids)) == len(uids)


@given(st.lists(_PAGE, min_size=1, max_size=4), st.integers(0, 3), _PAGE)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_cold_warm_and_refreshed_libraries_are_equal(
    texts: list[str], edited: int, text: str
) -> None:
    names = ["some-id", "other", "third", "b"]
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder) / "content", Path(folder) / "cache"
        (root / "concepts" / "data").mkdir(parents=True)
        paths = [root / "concepts" / "data" / f"{name}.md" for name in names]
        for path, page in zip(paths, texts, strict=False):
            path.write_text(page, encoding="utf-8", newline="")
        cold, first = load([root]), load([root], cache)
        warm = load([root], cache)
        for library in (first, warm):
            assert dict(library.pages) == dict(cold.pages)
            assert list(library.cards) == list(cold.cards)
            assert library.findings == cold.findings
        for uid, head in zip(cold.cards, cold.cards.values(), strict=True):
            assert cold.card(uid).head == head == cold.cards[uid]
            assert Cover(cache, [root]).card(uid).card == cold.card(uid)
        paths[edited].write_text(text + "\n", encoding="utf-8", newline="")
        fresh = refresh(warm)
        again = load([root])
        assert fresh is not None
        assert dict(fresh.pages) == dict(again.pages)
        assert list(fresh.cards) == list(again.cards)
        assert fresh.findings == again.findings
        assert dict(load([root], cache).pages) == dict(again.pages)
