"""Hostile files: each ends in a finding, in bounded time, and the rest loads."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from own_time import within
from written_pages import Write

from mlsd_graph.content import load, parse_page
from mlsd_graph.content.records import Page
from mlsd_graph.content.source import SourceError, decode

FRONT = b"---\ntitle: T\nkind: metric\nlevel: core\nsteps: [data]\n---\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "front-matter-missing"),
        (b"\xff\xfe\x00", "not-utf8"),
        (FRONT + b"\xc3\x28", "not-utf8"),
        (FRONT + b"x" * 300_000, "file-too-large"),
        (FRONT + b"x" * 5_000, "block-too-long"),
        (FRONT + b"x\n\n" * 600, "too-many-blocks"),
        (b"---\ntitle: [\n---\n", "yaml"),
        (b"---\na: &a [x]\nb: *a\n---\n", "yaml-alias"),
        (b"---\ntitle: A\ntitle: B\n---\n", "duplicate-key"),
        (b"---\n" + b"a: " + b"[" * 10_000 + b"\n---\n", "front-matter-form"),
        (b"\x00" * 100, "front-matter-missing"),
        (b"---\n---\n", "key-missing"),
    ],
)
def test_a_broken_file_is_quarantined_and_the_rest_loads(
    root: Path, write: Write, data: bytes, code: str
) -> None:
    write("good", "x\n\n## Cards\n\n### One\nQ: What?\n\nA: That.\n")
    path = root / "concepts" / "serving" / "bad.md"
    path.write_bytes(data)
    with within(2):
        library = load([root])
    assert code in [f.code for f in library.findings if f.path == str(path)]
    assert all(f.message and f.hint for f in library.findings)
    assert list(library.cards) == ["good/one"]


def test_a_page_with_too_many_blocks_says_where_they_begin_to_be(root: Path, write: Write) -> None:
    path = write("long", "x\n\n" * 600)

    (found,) = [each for each in load([root]).findings if each.path == str(path)]

    lines = path.read_text(encoding="utf-8").splitlines()[: found.line]
    assert found.code == "too-many-blocks"
    assert 490 < lines.count("x") <= 501
    assert lines[-1] == "x"


@pytest.mark.parametrize("above", ["", "\n", "\nA summary.\n\n"])
def test_a_paragraph_that_is_too_long_is_named_where_it_begins(root: Path, above: str) -> None:
    path = root / "concepts" / "serving" / "long.md"
    path.parent.mkdir(parents=True)
    path.write_text(FRONT.decode() + above + "words\n" * 700, encoding="utf-8")

    (found,) = load([root]).findings

    line = path.read_text(encoding="utf-8").split("\n").index("words") + 1
    assert (found.code, found.line, found.column) == ("block-too-long", line, 1)


def _table(columns: int, rows: int, row: str = "") -> str:
    full = "| a " * columns + "|\n"
    return full + "|---" * columns + "|\n" + (row or full) * rows


@pytest.mark.parametrize(
    ("tables", "line"),
    [
        (_table(500, 50), 0),
        (_table(60, 40, "x\n"), 0),
        (_table(9, 60) + "\n> " + _table(9, 60).replace("\n", "\n> "), 63),
        ("a|b\n-|-\n" + "a|b\n" * 600, 0),
        ("```\n| n |\n|---|\n```\n" + _table(120, 10), 4),
        ("x\n|-\n### h\n" + _table(500, 40), 3),
        ("x\n|-\n- item\n  " + _table(500, 40).replace("\n", "\n  "), 3),
    ],
)
def test_tables_of_too_many_cells_are_refused_where_the_last_begins(
    root: Path, write: Write, tables: str, line: int
) -> None:
    path = write("wide", f"x\n\n{tables}")

    (found,) = [each for each in load([root]).findings if each.path == str(path)]

    start = path.read_text(encoding="utf-8").split("\n").index("x") + 3
    assert (found.code, found.line) == ("table-too-large", start + line)


@pytest.mark.parametrize(
    "tables",
    [
        _table(10, 99),
        _table(9, 50) + "```\n" + "| code\n" * 300 + "```\n",
        _table(5, 60, "| - " * 5 + "|\n"),
        f"```\n{_table(60, 40)}```\n",
        f"{_table(9, 60)}\nBelow, a | b:\n\n{_table(9, 40)}",
        "| a |---|-|\n" * 300,
    ],
)
def test_tables_of_a_usual_size_and_in_code_are_read(root: Path, write: Write, tables: str) -> None:
    write("wide", f"x\n\n{tables}")

    library = load([root])

    assert library.findings == ()
    assert "wide" in library.pages


def test_crlf_and_a_byte_order_mark_change_nothing(root: Path, write: Write) -> None:
    body = "x\n\n## Cards\n\n### One\nQ: What?\n\nA: That.\n"
    write("a", body)
    path = write("b", body)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    library = load([root])
    assert library.findings == ()
    assert library.page("b").cards[0].answer == "That."
    assert [(c.line, c.name) for c in library.pages["a"].cards] == [
        (c.line, c.name) for c in library.pages["b"].cards
    ]


def _symlink(path: Path) -> None:
    target = path.parents[3] / "target.md"
    target.write_bytes(FRONT)
    path.symlink_to(target)


def _folder_link(path: Path) -> None:
    path.with_suffix("").symlink_to(path.parent.parent)


def _directory(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (os.mkfifo, "not-a-file"),
        (_symlink, "symbolic-link"),
        (_folder_link, "symbolic-link"),
        (_directory, "not-a-file"),
    ],
)
def test_what_is_no_regular_file_is_not_read(
    root: Path, write: Write, make: Callable[[Path], None], code: str
) -> None:
    write("good")
    make(root / "concepts" / "serving" / "odd.md")
    library = load([root])
    assert code in [finding.code for finding in library.findings]
    assert list(library.pages) == ["good"]


def test_an_unreadable_file_is_named() -> None:
    # Not below pytest's own folder, which only its owner may enter: root reads as nobody here.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "concepts" / "serving"
        folder.mkdir(parents=True)
        Path(name).chmod(0o755)
        (folder / "a.md").write_bytes(FRONT)
        (folder / "a.md").chmod(0)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        try:
            codes = [finding.code for finding in load([Path(name)]).findings]
        finally:
            if is_root:
                os.seteuid(0)
    assert codes == ["unreadable"]


@pytest.mark.parametrize("name", ["a\x1b[31m.md", "a\nb.md", b"a\xff.md"])
def test_a_file_name_with_controls_is_not_shown_raw(
    root: Path, write: Write, name: str | bytes
) -> None:
    write("good")
    folder = os.fsencode(root / "concepts" / "serving")
    Path(os.fsdecode(folder + b"/" + os.fsencode(name))).write_bytes(FRONT)
    library = load([root])
    assert library.findings[0].code == "bad-file-name"
    assert library.findings[0].path.isprintable()
    assert list(library.pages) == ["good"]
    assert library.digest


_ESCAPES = [
    "\x1b]52;c;x\x07",
    "\x9b31m",
    "\u202e",
    "\u2028",
    "\x7f",
    "\x0c",
    "\x85",
    "\x1e",
    "\x1f",
]


@pytest.mark.parametrize("escape", _ESCAPES)
def test_control_characters_are_replaced_everywhere_and_reported(
    root: Path, write: Write, escape: str
) -> None:
    path = write(
        "a",
        f"Sum{escape}mary.\n\n## Contrasts\n- [[b]]: rea{escape}son\n\n## Sources\n- s{escape}\n\n"
        f"## Cards\n\n### Na{escape}me\nQ: Wh{escape}at?\n\nA:\n1. o{escape}ne\n2. two\n",
        front=f'aliases: ["a{escape}b"]\n',
    )
    library = load([root])
    page = library.page("a")
    assert escape not in repr((page, dict(library.pages), library.findings))
    found = [f for f in library.findings if f.code == "control-character"]
    assert [f.path for f in found] == [str(path)] * len(found)
    assert found[0].column > 1
    assert set(library.findings) <= set(page.findings)


def test_a_control_that_yaml_writes_as_an_escape_is_reported(root: Path, write: Write) -> None:
    path = write("a", "Summary.\n", front='aliases: ["fine", "a\\e]52;c;YQ==\\a"]\n')
    library = load([root])

    found = [f for f in library.findings if f.code == "control-character"]

    line = (
        path.read_text(encoding="utf-8").split("\n").index('aliases: ["fine", "a\\e]52;c;YQ==\\a"]')
    )
    assert [(f.line, "U+001B" in f.message) for f in found] == [(line + 1, True)]
    assert "\x1b" not in repr(library.page("a"))


def _worst() -> list[str]:
    body = [
        "[[" * 60_000, "`" * 60_000, "` " * 60_000, "$" * 60_000, "{{c1::" * 20_000, "\\" * 60_000,
        "- " * 60_000, "> " * 60_000, "#" * 60_000, "*_" * 60_000, "[[a|" * 30_000, "``` " * 20_000,
        "{" * 60_000, "\n- [[a]]:" * 20_000, "\n### A\nQ: b\n\nA:" * 8_000, "\n## A" * 20_000,
        "\n```\n" * 20_000, "\n| a | [[b\\|c]] |" * 12_000, "a\n" * 100_000, " " * 200_000,
        "|-|-x" * 50_000, "|-\n" * 80_000, "|-" * 1_000 + "\n\n>>", "|" + " " * 200_000,
    ]  # fmt: skip
    cards = [
        "{{c1::a::b" * 390, "{{c1::" + "a:" * 1_900 + "}}", "`a`, " * 800, "`" + "a" * 4_000,
        "10 " + "a " * 1_900 + "`=", "1" + ",1" * 1_900, "$`" * 1_900, "[[a|" * 990, "~" * 4_000,
    ]  # fmt: skip
    return [
        *body,
        *(f"x\n\n## Cards\n\n### A\nQ: b\n\nA: {answer}\n" for answer in cards),
        *(f"x\n\n## Cards\n\n### A\n{text}\n" for text in cards),
        *(f"x\n\n## Cards\n\n### {name} {{{'a ' * 1_000}}}\nQ: b\n\nA: c\n" for name in cards),
    ]


@pytest.mark.parametrize("number", range(len(_worst())))
def test_no_text_takes_long(root: Path, number: int) -> None:
    path = root / "concepts" / "serving" / "bad.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(FRONT + _worst()[number].encode() + b"\n")
    with within(1.5):
        library = load([root])
        for name in library.pages:
            library.page(name)
    assert library.pages or library.findings


def _parse(text: str, folder: str) -> Page | None:
    try:
        source = decode(text.encode("utf-8", "surrogatepass"), "x")
        return parse_page(source.text, f"/r/{folder}/a.md", "/r")
    except SourceError:
        return None


@given(st.binary(max_size=400))
@settings(max_examples=300, suppress_health_check=list(HealthCheck))
def test_any_bytes_give_a_page_or_a_finding(data: bytes) -> None:
    for text in (data, FRONT + data, b"---\n" + data + b"\n---\n"):
        for folder in ("concepts", "case-studies"):
            _parse(text.decode("utf-8", "replace"), folder)
