"""What must stand in quotes at the top of a file is told as that, where it stands."""

from pathlib import Path

import pytest
from written_pages import Write

from mlsd_graph.content import load
from mlsd_graph.content.frontmatter import FrontMatterError, read


@pytest.mark.parametrize(
    ("front", "column", "said", "hint"),
    [
        ("title: Lakehouse: formats", 17, "A second `: `", '`title: "Lakehouse: formats"`'),
        ("aliases: [@x]", 11, "begins with “@”", 'aliases: ["first item", "second item"]'),
        ("title: `fit` first", 8, "begins with “`”", 'title: "`fit` first"'),
        ("title: [CLS] token", 14, "goes on behind the bracket", 'title: "[CLS] token"'),
        ('title: The "a": b', 15, "A second `: `", "single quotes"),
        ("title: 'a", 8, "not YAML", "close them where it ends"),
        ("title: *args", 8, "begins with `&` or `*`", 'title: "*args"'),
    ],
)
def test_a_value_that_needs_quotes_is_named_with_them(
    front: str, column: int, said: str, hint: str
) -> None:
    with pytest.raises(FrontMatterError) as refused:
        read(f"kind: metric\n{front}\n")

    assert (refused.value.line, refused.value.column) == (3, column)
    assert said in refused.value.message
    assert hint in refused.value.hint


def test_a_value_that_a_remark_cuts_short_is_noted() -> None:
    found = read("# all\ntitle: P #1 model\naliases: [C#, F #\n , x] # y\nkind: 'a #1' # z\n")

    assert found.values == {"title": "P", "aliases": ["C#", "F", "x"], "kind": "a #1"}
    assert found.cut == [(3, 10), (4, 17)]


def test_what_needs_quotes_at_the_top_is_told_where_it_stands(root: Path, write: Write) -> None:
    path = write("a", "x\n")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: ", "title: Lakehouse: "), encoding="utf-8")

    (found,) = load([root]).findings

    assert (found.code, found.line, found.column) == ("yaml", 2, 17)
    assert 'in double quotes: `title: "Lakehouse: ' in found.hint


def test_a_title_cut_short_is_a_warning_at_its_page(root: Path, write: Write) -> None:
    path = write("a", "x\n")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: ", "title: P #1 "), encoding="utf-8")

    (found,) = load([root]).page("a").findings

    assert (found.code, found.severity.value, found.line) == ("value-cut", "warning", 2)
