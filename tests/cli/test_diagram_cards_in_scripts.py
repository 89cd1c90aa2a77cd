"""Cards of diagrams through the scripting contract: listed, asked, answered, searched, counted."""

from pathlib import Path

import pytest
from drawn_content import DRAWN
from page_files import write_pages
from program import Mlsd

MODES = "prediction-modes/diagram/modes"


@pytest.fixture
def drawn(content: Path) -> Path:
    """Leave only the two pages with diagrams, so that their cards come first."""
    for path in content.rglob("*.md"):
        path.unlink()
    return write_pages(content, DRAWN)


def test_cards_are_listed_and_counted(mlsd: Mlsd, drawn: Path) -> None:
    listed = {card["card"]: card for card in mlsd("cards", "--json").json}
    assert listed[f"{MODES}#lake-fs"]["kind"] == "arrow"
    assert listed[f"{MODES}#rank"] == {
        "card": f"{MODES}#rank",
        "kind": "block",
        "concept": "prediction-modes",
        "authored": True,
        "path": str(drawn / "concepts/serving/prediction-modes.md"),
        "line": 44,
    }
    stats = mlsd("graph", "stats", "--json").json
    assert stats["diagrams"] == 2
    kinds = stats["cards_by_kind"]
    assert (kinds["block"], kinds["arrow"], kinds["diagram"]) == (5, 3, 1)


def test_a_hidden_block_is_asked_in_words_and_graded(mlsd: Mlsd, drawn: Path) -> None:
    shown = mlsd("show", f"{MODES}#rank").out
    question, answer = shown.split("Inference service", 1)
    assert "- ? (in Online path): to Client (score in 50 ms)." in question
    assert "a model call per request" in answer
    assert "deploy" in question
    answered = mlsd("answer", f"{MODES}#rank", "good", "--json").json
    assert answered["card"] == f"{MODES}#rank"
    (event,) = mlsd("log", "--json", "--card", f"{MODES}#rank").json
    assert event["kind"] == "review"
    assert mlsd("stats", "--json").json["reviews"] == 1


def test_a_line_mode_review_asks_them(mlsd: Mlsd, drawn: Path) -> None:
    done = mlsd("review", "--plain", "--limit", "9", given="\n\n" * 9)
    assert done.code == 0
    assert "which block is hidden" in done.out
    assert "draw it from memory" in done.out
    assert "9 reviews" in done.out


def test_cards_of_one_diagram_keep_apart_as_those_of_a_page_do(mlsd: Mlsd, drawn: Path) -> None:
    # without any edge in the graph the queue would be plain, in the order of the files
    related = drawn / "concepts/serving/related.md"
    head = "---\ntitle: Related\nkind: concept\nlevel: core\nsteps: [serving]\n---\nIt is.\n"
    related.write_text(f"{head}\n## Prerequisites\n- [[prediction-modes]]: it is served so\n")

    first = mlsd("next", "--json").json["card"]
    mlsd("answer", first, "easy")
    second = mlsd("next", "--json").json["card"]
    assert second.partition("/")[0] != first.partition("/")[0]


def test_a_page_shows_its_drawing(mlsd: Mlsd, drawn: Path) -> None:
    shown = mlsd("show", "prediction-modes").out
    assert "## Ahead or on request" in shown
    assert "Batch scoring" in shown
    assert "- Warehouse ⇢ Feature store: a day old at worst" in shown


def test_search_finds_them_by_kind_and_name(mlsd: Mlsd, drawn: Path) -> None:
    written = mlsd("export", "anki", "-o", str(drawn / "a.apkg"), "--only", "kind:block", "--json")
    assert (written.json["notes"], written.json["media"]) == (5, 2)
    assert mlsd("search", "prediction modes", "--json").json[0]["id"] == "prediction-modes"


def test_a_broken_diagram_leaves_the_rest_and_is_named(mlsd: Mlsd, drawn: Path) -> None:
    page = drawn / "concepts/serving/prediction-modes.md"
    page.write_text(page.read_text().replace(":::cache", ":::cash"), encoding="utf-8")
    assert mlsd("show", "prediction-modes/fresh-or-cheap").code == 0
    (found,) = [f for f in mlsd("check", "--json").json if f["code"] == "diagram-kind"]
    assert (found["severity"], found["line"]) == ("error", 29)
    assert "cache" in found["hint"]
