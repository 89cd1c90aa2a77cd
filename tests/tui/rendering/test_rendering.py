import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from mlsd_graph.clean import UNSAFE
from mlsd_graph.content.markup import parser, segments
from mlsd_graph.mathtext.alphabets import SUBSCRIPTS, SUPERSCRIPTS, cells
from mlsd_graph.mathtext.symbols import CHARACTERS, COMMANDS
from tui.rendering import Cloze, Document, render, styles
from tui.rendering.canvas import MIN_WIDTH
from tui.rendering.plain import paragraphs

HERE = Path(__file__).parent


def fixtures(name: str) -> list[object]:
    """Read title (arguments) / . / input / . / expected / . from a text file."""
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    found = re.findall(r"(?m)^(.+) \((.+)\)\n\.\n([\s\S]*?)\n\.\n([\s\S]*?)\n\.$", text)
    return [pytest.param(args, source, want, id=title) for title, args, source, want in found]


@pytest.mark.parametrize(("args", "source", "expected"), fixtures("blocks"))
def test_blocks(args: str, source: str, expected: str) -> None:
    assert render(source, int(args)).content.plain == expected


@pytest.mark.parametrize(("args", "source", "expected"), fixtures("clozes"))
def test_clozes(args: str, source: str, expected: str) -> None:
    number, revealed = args.split()

    shown = render(source, 70, cloze=Cloze(int(number), revealed == "True"))

    assert shown.content.plain == expected


def styled(content: Content, style: str) -> list[str]:
    return [content.plain[s.start : s.end] for s in content.spans if s.style == style]


def test_the_asked_cloze_is_marked_and_others_are_not() -> None:
    source = "{{c1::one}} {{c2::two}}"

    front = render(source, 40, cloze=Cloze(1)).content
    back = render(source, 40, cloze=Cloze(1, revealed=True)).content

    assert styled(front, styles.HIDDEN) == ["[…]"]
    assert styled(back, styles.ANSWER) == ["one"]


def test_links_are_numbered_in_reading_order_with_their_lines() -> None:
    source = "See [[a-b|the first]] and\n\n| x | y |\n|--|--|\n| [[c]] | [d](https://d.org) |"

    links = render(source, 60).links

    assert [(x.target, x.text, x.line) for x in links] == [
        ("a-b", "the first", 0),
        ("c", "c", 4),
        ("https://d.org", "d", 4),
    ]
    assert [x.is_address for x in links] == [False, False, True]


def test_a_link_over_two_lines_is_highlighted_on_both() -> None:
    rendered = render("- text [[x|a link of many words]]", 16)
    (link,) = rendered.links

    texts = [rendered.content.plain[a:b] for a, b in link.spans]

    assert texts == ["a link of", "many words"]
    assert styled(rendered.chosen(0), styles.CHOSEN) == texts


def test_a_page_nobody_has_written_cannot_be_followed() -> None:
    rendered = render("[[written]] [[planned]]", 40, pages={"written"})

    assert [link.target for link in rendered.links] == ["written"]
    assert styled(rendered.content, styles.PLANNED) == ["planned"]


def test_only_http_addresses_are_links() -> None:
    rendered = render("[a](ftp://x.org/y) [b](mailto:a@b.org) [c](https://c.org)", 60)

    assert [link.target for link in rendered.links] == ["https://c.org"]


def test_code_is_highlighted_and_unknown_languages_are_plain() -> None:
    known = render("```python\nreturn 'x' + 1\n```", 40).content
    unknown = render("```nosuchlanguage\nreturn 1\n```", 40).content

    assert styled(known, "bold $text-accent") == ["return"]
    assert not unknown.spans


CONTROLS = ["\x1b]52;c;QZ\x1b\\", "\x9b31m", "\u202e", "&#27;[31m", "&#x202e;", "&#155;", "\x07"]


@pytest.mark.parametrize("control", CONTROLS)
@pytest.mark.parametrize(
    "place",
    ["{}", "`{}`", "```\n{}\n```", "```math\n{}\n```", "$x{}$", "[[x|{}]]", "| {} |\n|--|\n| {} |",
     "# {}", "- {}", "> {}", "[{}](https://x.org/{})", "{{{{c1::{}::{}}}}}", "![{}]({})"],
)  # fmt: skip
def test_no_control_character_passes(control: str, place: str) -> None:
    rendered = render(place.format(control, control), 40, cloze=Cloze(1))

    assert not UNSAFE.search(rendered.content.plain)


def test_a_document_puts_records_and_markdown_together() -> None:
    document = Document(40, pages={"embedding"})
    document.heading("Prerequisites")
    document.gap()
    document.item("embedding", "Embed [b]ding", "both *towers* $x_1$")
    document.item("unknown", "Nobody")
    document.markdown("## Next\ntext")

    rendered = document.rendered()

    assert rendered.content.plain == (
        "Prerequisites\n\n• Embed [b]ding: both towers x₁\n• Nobody\n\nNext\n\ntext"
    )
    assert [link.target for link in rendered.links] == ["embedding"]


def test_every_style_can_be_parsed() -> None:
    variables = {"text-accent": "red", "text-warning": "red", "boost": "black"}
    variables |= dict.fromkeys(
        ["text-secondary", "text-muted", "text-success", "text-error"], "red"
    )
    named = [v for k, v in vars(styles).items() if k.isupper() and isinstance(v, str)]

    for style in [*named, *styles.HEADINGS]:
        assert Style.parse(style, variables)


def test_our_widths_are_those_of_the_terminal_library() -> None:
    texts = [text for text, _ in (*COMMANDS.values(), *CHARACTERS.values())]
    texts += [*SUPERSCRIPTS.values(), *SUBSCRIPTS.values(), "x̄v⃗ŷx̅𝔼ℒ𝐱⎛⎜⎝⎰⎱⎪│√┌"]

    assert [t for t in texts if cells(t) != cell_len(t)] == []


WORDS = ["a", "word", "漢字", "`c|d`", "$x^2$", "[[x]]", "**", "*", "_", "|", "\n", "\n\n", "- ",
         "1. ", "> ", "# ", "```\n", "    ", "[a](b)", "{{c1::x}}", "---\n", "|--|\n", "\\",
         "<b>"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.integers(1, 60))
@settings(max_examples=300)
def test_any_markdown_is_shown_within_the_width(words: list[str], width: int) -> None:
    rendered = render(" ".join(words), width, cloze=Cloze(1))
    plain = rendered.content.plain

    # nested prefixes may take what little room there is
    room = max(width, MIN_WIDTH) if width >= 40 else 200
    assert max(map(cell_len, plain.split("\n"))) <= room
    assert plain.count("\n") + 1 == max(rendered.height, 1)
    assert all(0 <= s.start < s.end <= len(plain) for s in rendered.content.spans)


@given(st.text(max_size=200))
def test_any_text_is_shown(text: str) -> None:
    assert not UNSAFE.search(render(text, 40).content.plain)


LETTERS = st.text(alphabet="ab1 .,:;!?-+=>()\"'/%—×é\n$`{}c", max_size=60)


@given(LETTERS)
@settings(max_examples=1000)
def test_plain_paragraphs_are_what_the_parser_makes_of_them(text: str) -> None:
    protected = segments(text)
    plain = paragraphs(protected.text)

    if plain is not None:
        tokens = parser().parse(protected.text)
        parsed = [t.content.replace("\n", " ") for t in tokens if t.type == "inline"]
        assert plain == parsed
        assert {t.type for t in tokens} <= {"paragraph_open", "inline", "paragraph_close"}


def test_a_plain_card_needs_no_parser() -> None:
    code = (
        "import sys; from tui.rendering.document import render; "
        "render('What is `x[0]`, and why?\\n\\n{{c1::a $b$}}'.replace('$b$', 'b'), 60); "
        "sys.exit('markdown_it' in sys.modules or 'pygments' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
