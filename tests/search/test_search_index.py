import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from mlsd_graph.content import load, refresh
from mlsd_graph.content.records import CardHead, CardKind, PageHead, PageKind
from mlsd_graph.search import Hit, Index

SYLLABLES = "ba be co du fa ge hi ko lu ma ne pi ro su ta vo".split()  # noqa: SIM905  read as words


def page(name: str, title: str, *cards: str, aliases: tuple[str, ...] = ()) -> PageHead:
    heads = tuple(
        CardHead(f"{name}/{number}", f"{name}/{number}", CardKind.BASIC, name, number, text)
        for number, text in enumerate(cards)
    )
    return PageHead(name, PageKind.CONCEPT, title, "", "", aliases=aliases, cards=heads)


PAGES = [
    page("feature-store", "Feature store", "Stale but readable", aliases=("feature platform",)),
    page("two-tower-model", "Two-tower model", "Index memory", aliases=("dual encoder",)),
    page("online-inference", "Online inference"),
    page("naive-bayes", "Naïve Bayes"),
    page("feature-crosses", "Feature crosses"),
]


def ids(index: Index, query: str, limit: int = 10) -> list[str]:
    return [hit.id for hit in index.search(query, limit)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("feature store", "feature-store"),
        ("featrue stroe", "feature-store"),
        ("featurestore", "feature-store"),
        ("store feature", "feature-store"),
        ("dual encodr", "two-tower-model"),
        ("two tower", "two-tower-model"),
        ("TWO-TOWER", "two-tower-model"),
        ("onl", "online-inference"),
        ("naive bayes", "naive-bayes"),
        ("NAÏVE", "naive-bayes"),
        ("stale readble", "feature-store/0"),
    ],
)
def test_the_wanted_page_or_card_comes_first(query: str, first: str) -> None:
    assert ids(Index.of(PAGES), query)[0] == first


def test_a_hit_says_what_it_is() -> None:
    hit = Index.of(PAGES).search("dual encoder")[0]
    assert hit == Hit("two-tower-model", "Two-tower model", "concept", 100.0)
    assert Index.of(PAGES).search("index memory")[0].kind == "basic"


def test_an_id_comes_once_and_the_limit_holds() -> None:
    index = Index.of(PAGES)
    found = ids(index, "feature")
    assert sorted(found) == ["feature-crosses", "feature-store"]
    assert ids(index, "feature", limit=1) == found[:1]
    assert ids(index, "feature", limit=0) == []


@pytest.mark.parametrize("query", ["", "   ", "!?", "zzzzzzzz", "\x1b[2J", "x" * 5000])
def test_what_is_not_there_is_not_found(query: str) -> None:
    assert ids(Index.of(PAGES), query) == []


@given(st.text(max_size=300))
def test_any_text_can_be_searched(query: str) -> None:
    for hit in Index.of(PAGES).search(query):
        assert 0 <= hit.score <= 100


def test_found_among_ten_is_no_lower_than_a_full_scan() -> None:
    rng = random.Random(5)  # noqa: S311  seeded test data
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 5))) for _ in range(1500)]
    titles = [" ".join(rng.choices(words, k=rng.randint(3, 7))) for _ in range(5000)]
    index = Index.of(page(f"p{number}", title) for number, title in enumerate(titles))
    ours = full = 0
    for _ in range(60):
        wanted = rng.randrange(len(titles))
        parts = titles[wanted].split()
        start = rng.randrange(len(parts) - 2)
        typed = " ".join(_typo(rng, word) for word in parts[start : start + 3])
        ours += f"p{wanted}" in ids(index, typed)
        scan = process.extract(typed, titles, scorer=fuzz.WRatio, limit=10)
        full += wanted in [number for _, _, number in scan]
    assert ours >= full > 30


def _typo(rng: random.Random, word: str) -> str:
    at = rng.randrange(len(word))
    return word[:at] + rng.choice("abcdefghij") + word[at + 1 :]


def write(folder: Path, name: str, title: str) -> None:
    (folder / "concepts" / "serving").mkdir(parents=True, exist_ok=True)
    text = f"---\ntitle: {title}\nkind: metric\nlevel: core\nsteps: [serving]\n---\nSummary.\n"
    text += "\n## Cards\n\n### Card of it\nQ: A?\n\nA: B.\n"
    (folder / "concepts" / "serving" / f"{name}.md").write_text(text, "utf-8")


def test_an_edited_a_new_and_a_removed_page_are_followed(tmp_path: Path) -> None:
    write(tmp_path, "latency", "Latency percentiles")
    write(tmp_path, "throughput", "Throughput")
    library = load([tmp_path])
    index = Index.build(library)
    assert ids(index, "percentiles")[0] == "latency"
    write(tmp_path, "latency", "Tail latency of requests")
    write(tmp_path, "queueing", "Queueing delay")
    (tmp_path / "concepts" / "serving" / "throughput.md").unlink()
    fresh = refresh(library)
    assert fresh is not None
    index.update(fresh)
    assert "latency" not in ids(index, "percentiles")
    assert ids(index, "tail of requests")[0] == "latency"
    assert ids(index, "quueing")[0] == "queueing"
    assert "throughput" not in ids(index, "throughput")
    assert sorted(ids(index, "card of it", limit=2)) == [
        "latency/card-of-it",
        "queueing/card-of-it",
    ]
