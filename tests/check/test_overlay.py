from pathlib import Path

from checked_pages import concept

from mlsd_graph.check import check
from mlsd_graph.content import digest, load
from mlsd_graph.content.records import Finding


def codes(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found]


def test_a_copy_learns_that_the_original_moved_on(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for root in (shipped, own):
        (root / "concepts" / "serving").mkdir(parents=True)
    original = shipped / "concepts" / "serving" / "a.md"
    original.write_text(concept("a"))
    copy = own / "concepts" / "serving" / "a.md"
    mark = f"level: core\nbased-on: {digest(original.read_bytes())}\n"
    copy.write_text(concept("a").replace("level: core\n", mark))
    assert check(load([shipped, own])) == []
    original.write_text(concept("a", "More.\n"))
    (found,) = check(load([shipped, own]))
    assert found.code == "original-changed"
    assert found.path == str(copy)
    assert digest(original.read_bytes()) in found.hint
    original.unlink()
    assert codes(check(load([shipped, own]))) == ["original-changed"]
