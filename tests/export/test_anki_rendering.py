"""The HTML of a card: right, and nothing else than the allowlist."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from export.anki.rendering import _Blocks, blocks, line
from mlsd_graph.content.markup import segments

TAGS = {
    *("p", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "div"),
    *("strong", "em", "s", "hr", "br", "a", "code", "pre", "span", "h3", "h4", "h5", "h6"),
}
PIECES = st.sampled_from(
    [
        *("<script>alert(1)</script>", '<img src=x onerror="a()">', "<!--", "]]>", "&#60;b&#62;"),
        *("[sound:../../x.mp3]", "[latex]", "[$]", "[[type:Key]]", "[[a|b]]", "![x](https://a/b)"),
        *("[l](javascript:a)", "[l](https://e.org/?a=1&b=%22)", "<https://e.org>", "www.e.org"),
        *("{{c1::x}}", "{{c1::a::b}}", "{{c2::$a}$::}}", "{{Front}}", "}}", "{{", "{{c0::x}}"),
        *(
            "$a<b$",
            "$$",
            r"$`\href{javascript:a}{b}`$",
            r"$\text{\)}$",
            r"\(x\)",
            r"\\(x\\)",
            r"\\[",
        ),
        *(
            "`{{c3::x}}`",
            "`a",
            "```python\ndef f(): return '<b>'\n```\n",
            "```math\n\\]\n\n<\n```\n",
        ),
        *(
            "| a | b |\n|:-:|--:|\n| 1 | `p\\|q` |\n",
            "\n\n",
            "\n",
            "- ",
            "1. ",
            "7) ",
            "> ",
            "# ",
            "    ",
        ),
        *(
            "*x*",
            "**x**",
            "~~x~~",
            "x",
            " ",
            "\\",
            "\x1f",
            "\x00",
            "é",
            "\U000f0000",
            "---\n",
            "\t",
        ),
    ]
)


class Allowlist(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            allowed = {"a": {"href"}, "ol": {"start"}}.get(tag, {"class"})
            assert name in allowed, (tag, name)
            if name == "href":
                assert (value or "").startswith(("https://", "http://"))
        if tag not in {"br", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def check(html: str) -> None:
    parser = Allowlist()
    parser.feed(html)
    parser.close()
    assert not parser.open
    assert "\x1f" not in html
    # No bracket is left to Anki, save those that open a displayed formula.
    assert "[" not in html.replace(r"\[", "")
    shown = re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)  # MathJax skips code
    formulas = re.findall(r"\\\((.*?)\\\)", shown, flags=re.DOTALL)
    assert len(formulas) == shown.count(r"\(")
    assert not any("<" in formula for formula in formulas)
    gaps = re.findall(r"\{\{(.{0,6})", html, re.DOTALL)
    assert all(re.match(r"c[1-9]\d{0,2}::", gap) for gap in gaps)
    assert html.count("}}") == len(gaps)


@given(st.lists(PIECES, max_size=12).map("".join))
@example("{{c1::a\n\nb}}")
@example("`a` {{c1::`}}`}}")
@example("[a{{c1::b](https://e.org) c}}")
def test_only_allowlisted_html_comes_out(markdown: str) -> None:
    check(blocks(markdown))
    check(line(markdown))


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a < b & *c*", "<p>a &lt; b &amp; <em>c</em></p>"),
        ("$a_1 < b_2$ and *x*", r"<p>\(a_1 &lt; b_2\) and <em>x</em></p>"),
        ("$`x_{a}*y_{b}`$", r"<p>\(x_{a}*y_{b}\)</p>"),
        ("USD 2 and $3", "<p>USD 2 and $3</p>"),
        ("see [[a-b|the *b*]], [[c-d]]", "<p>see the <em>b</em>, c d</p>"),
        ("`x[0]`", "<p><code>x&#91;0]</code></p>"),
        ("{{c1::a}} {{c2::b::hint}}", "<p>{{c1::a}} {{c2::b::hint}}</p>"),
        (r"{{c1::$\frac{a}{b}$}}", r"<p>{{c1::\(\frac{a}{b}\)}}</p>"),
        (r"$\frac{a}{\frac{b}{c}}$", r"<p>\(\frac{a}{\frac{b}{c}&#125;\)</p>"),
        ("`{{c1::no}}`", "<p><code>{&#123;c1::no}&#125;</code></p>"),
        ("[a](https://e.org/?x=1&y=2)", '<p><a href="https://e.org/?x=1&amp;y=2">a</a></p>'),
        ("[a](ftp://e.org)", "<p>a</p>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("```\na<b\n```", '<pre class="hl"><code>a&lt;b</code></pre>'),
        ("```math\na\n\n+ b\n```", "<div>\\[a\n+ b\\]</div>"),
        (r"$`\href{javascript:x}{y}`$", r"<p><code>\href{javascript:x}{y}</code></p>"),
        ("# Big", "<h3>Big</h3>"),
    ],
)
def test_markdown_becomes_html(markdown: str, html: str) -> None:
    assert blocks(markdown) == html


def test_code_is_colored_by_classes() -> None:
    html = blocks("```python\ndef f(x):\n    return 'a'  # [b]\n```")
    assert '<span class="k">def</span>' in html
    assert '<span class="f">f</span>' in html
    assert '<span class="c"># &#91;b]</span>' in html


def test_code_of_an_unknown_language_stays_plain() -> None:
    assert blocks("```nosuch\na\n```") == '<pre class="hl"><code>a</code></pre>'


def test_a_backslash_in_prose_opens_no_formula() -> None:
    assert r"\(" not in blocks(r"\\(x\\)")


LINES = st.sampled_from(
    [
        *(
            "**a** b",
            "a **b c**",
            "(**a**), **b**: c",
            "a**b** c",
            "**a**b",
            "** a**",
            "**a **",
            "****",
        ),
        *("**a", "b**", "**`c`** d", "**$x$**", "a **b**c**", "***a***", "**a*b**", "**a.** b"),
        *(
            "a *b* c",
            "a b",
            "Ab: `c`",
            "é",
            "10 GB",
            "10. GB",
            "$x$ is",
            "a  ",
            "a\\\\",
            "_a_",
            "0. a",
        ),
        *(
            "- a",
            "- a **b**",
            "- `c` d",
            "-  a",
            "- ",
            "-",
            "* a",
            "- 1. a",
            "- - a",
            "1. a",
            "2. b",
        ),
        *("3) c", "1.  a", "1. - a", "  a", "    a", "\ta", "- [ ] a", "> a", "# a", "---", "==="),
        *(
            "```",
            "```py",
            "````",
            "~~~",
            "``` a`",
            "a ``` b",
            "| a |",
            "|---|",
            "a | b",
            "--- | ---",
        ),
        *("[a]: b", "[a]", "a [a]", "", "", "", " ", "<b>", "a\\", "***", "{{c1::a}}", "[[a-b]] c"),
    ]
)


@settings(max_examples=400)
@given(st.lists(LINES, max_size=9).map("\n".join))
def test_the_short_cuts_past_the_parser_change_nothing(markdown: str) -> None:
    protected = segments(markdown)
    assert blocks(markdown) == _Blocks(protected).parsed()


@given(st.text("aB .,:;?'\"()/%=+#-1é×\u2060", max_size=40))
def test_a_plain_line_is_what_the_parser_makes_of_it(text: str) -> None:
    assert blocks(text) == _Blocks(segments(text)).parsed()
