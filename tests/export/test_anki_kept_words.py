"""My Notes as they go out again: no word is lost, nor what Anki's own buttons set."""

import time

import pytest

from export.anki.allowlist import safe

TEXT = {
    "precision<recall here.<br>second line": "precision&lt;recall here.<br>second line",
    "a<b and c>d": "a&lt;b and c&gt;d",
    "a<i && i>b <br>k": "a&lt;i &amp;&amp; i&gt;b <br>k",
    "vector<int> <b>x</b>": "vector&lt;int&gt; <b>x</b>",
    "1 < 2<br>": "1 &lt; 2<br>",
    "x<br>y <b": "x<br>y &lt;b",
    "first <!-- is text<br>": "first &lt;!-- is text<br>",
    "<style>ends nowhere<br>": "ends nowhere<br>",
}
FORMAT = [
    "<mark>m</mark> x<sub>1</sub> x<sup>2</sup> <u>u</u>",
    '<font color="#ff0000">red</font>',
    '<span style="color: rgb(255, 0, 0); background-color: yellow">r</span>',
    '<span style="font-weight: bold; font-style: italic; text-decoration: underline">b</span>',
    """<img src="What's this.png"> <img src="a&amp;b.png">""",
    "<h1>Head</h1><ol><li>one</li></ol>",
]
GONE = {
    "<script>alert(1)</script>x": "x",
    "<style>b{}</style>x<!-- y -->": "x",
    "<p>one<o:p></o:p></p>": "<p>one</p>",
    '<span style="color: url(//x.y); width: 9px; color: expression(1)">x</span>': "<span>x</span>",
    '<font color="red&quot; onclick=&quot;x">x</font>': "<font>x</font>",
    '<img src="../x.png"><img src="https://x.y/z.png">x': "x",
    """<b onclick="x('y')" data-x>x</b>""": "<b>x</b>",
}


@pytest.mark.parametrize(("html", "kept"), [*TEXT.items(), *GONE.items()])
def test_what_opens_no_tag_is_text_and_the_rest_is_as_before(html: str, kept: str) -> None:
    assert safe(html) == kept == safe(kept)


@pytest.mark.parametrize("html", FORMAT)
def test_what_the_editors_buttons_make_stays(html: str) -> None:
    assert safe(html) == html


@pytest.mark.parametrize("part", ["<!--", '<b x="', "<b x=\"<b x='", "<b a=' x=\" y=' z=\"", "<"])
def test_no_text_takes_long(part: str) -> None:
    def took(count: int) -> float:
        begun = time.process_time()
        safe(part * count)
        return time.process_time() - begun

    took(100)
    assert took(8_000) < 100 * max(took(800), 0.001)
