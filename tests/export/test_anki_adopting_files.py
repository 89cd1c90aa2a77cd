"""Pictures, sounds and raised text of a foreign deck arrive as what they were."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from commands import Run
from crafted import SCHEMA, package
from crafted import collection as crafted
from returned import export, opened
from test_anki_adopting import EMPTY, add
from test_anki_adopting_whole import brought, only

from export.anki.adopting import adopt
from export.anki.adopting.gaps import flattened
from export.anki.adopting.html import converted
from mlsd_graph.store import Store

PICTURE = b"\x89PNG of a picture"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "home") as found:
        yield found


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("10<sup>-3</sup>", "10⁻³"),
        ("H<sub>2</sub>O, x<sup>2</sup>y", "H₂O, x²y"),
        ("e<sup>-x<sup>2</sup>/2</sup>", "e^(-x²/2)"),
        ("a<sub>max,k</sub>", r"a\_(max,k)"),
        ("<b>x<sup>2</b></sup> z", "**x²** z"),
        ("x<sup><i>n</i>+1</sup>", "x^(*n*+1)"),
        ("<div>x<sup>2</div><div>y</div>", "x²\n\ny"),
        (r"\(x<sup>2</sup>\) 2<sup>\(n\)</sup>", "$x^{2}$ 2^($n$)"),
        ("<pre>x<sup>2</sup> y<sub>a,b</sub></pre>", "```\nx² y_(a,b)\n```"),
        ("<code>x<sup>q</sup></code></sup>", "`x^(q)`"),
        ("a<sup></sup>b<sup><img src='c.png'></sup>", "ab[picture: c.png](c.png)"),
    ],
)
def test_what_is_raised_stays_so(html: str, markdown: str) -> None:
    assert converted(html).text == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("H{{c1::<sub>2</sub>}}O", "H{{c1::₂}}O"),
        ("{{c1::10<sup>-3</sup>::how<br>much}}", "{{c1::10⁻³::how much}}"),
        ("x<sup>{{c1::2::a digit}}</sup>", "x{{c1::²::a digit}}"),
        ("x<sup>{{c1::2}}, {{c2::q}}</sup>", "x^({{c1::2}}, {{c2::q}})"),
    ],
)
def test_what_is_raised_stays_so_in_gaps(html: str, markdown: str) -> None:
    assert converted(flattened(html), gaps=True).text == markdown


def test_a_raised_answer_is_shown_as_nobody_types_it(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    add(collection, "Basic (type in the answer)", "How much?", "10<sup>-3</sup>")
    card = only(brought(collection, store, tmp_path)[1])
    assert (card.kind, card.answer) == ("basic", "10⁻³")


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("x'y&z.svg", "x'y&amp;z.svg"),
        ("graph 1.png", "graph%201.png"),
        ("100% (é).png", "100% (é).png"),
        ("b" * 200 + ".png", "b" * 200 + ".png"),
        ("a_b$c_d#e.png", "a_b$c_d#e.png"),
    ],
)
def test_a_file_of_any_name_comes_along(
    name: str, source: str, store: Store, tmp_path: Path
) -> None:
    models = (
        '{"5": {"type": 0, "flds": [{"ord": 0, "name": "F"}, {"ord": 1, "name": "B"}], '
        '"tmpls": [{"ord": 0, "qfmt": "{{F}}", "afmt": "{{B}}"}]}}'
    )
    fields = f'see <img src="{source}">\x1f[sound:{source}] b'.replace("'", "''")
    content = crafted(
        f"insert into col values ('{models}', '{{}}')",  # noqa: S608  test data
        f"insert into notes values (1, 'x', 5, 1, -1, '', '{fields}', 0, 0, 0, '')",  # noqa: S608
        "insert into cards values (2, 1, 1, 0, 0, 0, 2, 2, 0, 3, 0, 1, 0, 0, 0, 0, 0, '')",
        schema=SCHEMA + "create table col (models text, decks text);",
    )
    names = json.dumps({"0": name}).encode()
    path = package(
        tmp_path / "p.apkg", [("collection.anki2", content), ("media", names), ("0", PICTURE)]
    )
    done = adopt(path, tmp_path / "mine", store, EMPTY, ())
    assert (tmp_path / "mine" / "media" / name).read_bytes() == PICTURE
    sounds = {source.replace("&amp;", "&")} - {name}  # of a sound the name is no address
    assert (done.media, done.missing) == (1, tuple(sounds))


def test_a_name_that_no_file_can_have_is_named(
    mlsd: Run, collection: Collection, tmp_path: Path
) -> None:
    long = "ü" * 300 + ".png"
    inline, remote = "data:image/png;base64,AAAA", "https://example.org/a.png"
    shown = "".join(f'<img src="{each}"> ' for each in ("../up.png", long, inline, remote))
    add(collection, "Basic", f"which? {shown}", "that")
    out = export(collection, tmp_path / "new.colpkg")
    done = json.loads(mlsd("import", "anki", str(out), "--as-content", "mine", "--json").stdout)
    assert done["media_missing"] == ["../up.png", "data:image/png", long]
    text = next((tmp_path / "mine").rglob("*.md")).read_text("utf-8")
    assert f"<{remote}>" in text
