"""A deck made in the real engine becomes concept files that our own checker accepts."""
# ruff: noqa: S608  statements of test data

from pathlib import Path

import pytest
from anki.collection import Collection
from crafted import AT, SCHEMA, collection, package
from returned import export, opened

from export.anki.adopting import Behind, adopt
from export.anki.adopting.gaps import flattened
from export.anki.adopting.html import converted
from export.anki.back import Here
from mlsd_graph.cli.context import zone_offset
from mlsd_graph.content import load
from mlsd_graph.errors import PackageError

NOW = Here(frozenset(), (2**41, 0), zone_offset)
EMPTY = Here(frozenset(), (AT + 86_400_000, 0), lambda _at: 0)


def add(phone: Collection, kind: str, *fields: str, tags: str = "") -> int:
    found = phone.new_note(phone.models.by_name(kind))
    for place, text in enumerate(fields):
        found.fields[place] = text
    found.tags = tags.split()
    phone.add_note(found, phone.decks.id("Study::Systems: one"))
    return found.cards()[0].id


def grade(phone: Collection, card: int, rating: int) -> int:
    found = phone.get_card(card)
    found.start_timer()
    states = phone._backend.get_scheduling_states(card)
    phone.sched.answer_card(phone.sched.build_answer(card=found, states=states, rating=rating - 1))
    return phone.db.scalar("select max(id) from revlog")


@pytest.fixture
def phone(collection: Collection) -> Collection:
    picture = collection.media.write_data("cap (1).png", b"\x89PNG of a picture")
    collection.set_config("fsrs", True)
    basic = add(
        collection,
        "Basic",
        f'What is <b>CAP</b>?<div>Q: is * it a_b?</div><img src="{picture}">',
        "<ol><li>One</li><li>Two &lt;x&gt;</li></ol>",
        tags="cap theory::limits",
    )
    add(collection, "Basic (and reversed card)", "leader", r"elects \(n/2 + 1\) votes<br>1. yes")
    cloze = add(
        collection, "Cloze", "A {{c1::quorum {{c2::of}} nodes::who?}} agrees on {{c3::<i>x</i>}}"
    )
    add(collection, "Basic", "<script>x()</script>", "nothing is asked")
    add(collection, "Basic", "same words", "```code``` and [[link]] {{c9::}} $5")
    add(collection, "Basic", "same words", "<pre>def f():\n    pass</pre>")
    for rating in (1, 3, 3):
        grade(collection, basic, rating)
    grade(collection, cloze, 4)
    return collection


@pytest.mark.parametrize("variant", ["new-media.apkg", "legacy-media.apkg", "new.colpkg"])
def test_a_deck_becomes_pages_without_errors(
    variant: str, phone: Collection, tmp_path: Path
) -> None:
    out, folder = export(phone, tmp_path / variant), tmp_path / "mine"
    with opened(tmp_path / "home") as store:
        done = adopt(out, folder, store, NOW, ())
        library = load((folder,), cache=None)
        assert (done.pages, done.notes, done.cards) == (1, 5, 7)
        assert done.behind == (
            Behind("A {{c1::quorum {{c2::of}} nodes::who?}} agrees on {{c3::<i>x", 1, 3, 0),
            Behind("<script>x()</script> nothing is asked", 1, 1, 0),
        )
        assert [f for f in library.findings if f.severity == "error"] == []
        assert len(library.cards) == 7
        assert set(store.states()) <= set(library.cards)
        assert store.states()["systems-one/what-is-cap-q-is-it-a-b"].reps == 3
        assert len(store.events(kinds=("review",))) == 4
        page = next(folder.rglob("*.md"))
        assert page == folder / "concepts/study/systems-one.md"
        assert "Tags in Anki: cap, theory::limits" in page.read_text("utf-8")
        assert (folder / "media/cap (1).png").read_bytes() == b"\x89PNG of a picture"
        assert done.media == 1


def test_cards_say_what_they_said(phone: Collection, tmp_path: Path) -> None:
    out, folder = export(phone, tmp_path / "new-media.apkg"), tmp_path / "mine"
    with opened(tmp_path / "home") as store:
        adopt(out, folder, store, NOW, ())
    library = load((folder,), cache=None)
    cards = [library.card(uid) for uid in library.cards]
    text = "\n\n".join(f"{card.question}\n\n{card.answer}" for card in cards)
    for part in (
        r"What is **CAP**?",
        r"Q\: is \* it a\_b?",
        "[picture: cap (1).png](../../media/cap%20%281%29.png)",
        "1. One\n2. Two \\<x\\>",
        "elects $n/2 + 1$ votes\n\n1\\. yes",
        "{{c1::quorum of nodes::who?}} agrees on {{c3::*x*}}",
        "```\ndef f():\n    pass\n```",
    ):
        assert part in text


def test_a_folder_with_files_is_left_alone(phone: Collection, tmp_path: Path) -> None:
    out = export(phone, tmp_path / "new-media.apkg")
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "note.md").write_text("mine")
    with opened(tmp_path / "home") as store:
        with pytest.raises(PackageError, match="not empty"):
            adopt(out, tmp_path / "x", store, EMPTY, ())
        assert store.events() == []
    assert (tmp_path / "x" / "note.md").read_text() == "mine"


@pytest.mark.parametrize("below", ["", "deep/mine"])
def test_a_link_to_nothing_is_named(below: str, phone: Collection, tmp_path: Path) -> None:
    out = export(phone, tmp_path / "new-media.apkg")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere")
    with opened(tmp_path / "home") as store:
        with pytest.raises(PackageError) as refused:
            adopt(out, link / below, store, EMPTY, ())
        assert store.events() == []
    told = f"{link} is a symbolic link to {tmp_path / 'elsewhere'}, which is not there. Make that"
    assert str(refused.value).startswith(told)


def test_a_dry_run_writes_nothing(phone: Collection, tmp_path: Path) -> None:
    out = export(phone, tmp_path / "new-media.apkg")
    with opened(tmp_path / "home") as store:
        done = adopt(out, tmp_path / "x", store, NOW, (), dry_run=True)
        assert (done.cards, done.reviews.new) == (7, 4)
        assert store.events() == []
    assert not (tmp_path / "x").exists()


def test_media_names_that_are_paths_are_not_written(tmp_path: Path) -> None:
    models = (
        '{"5": {"type": 0, "flds": [{"ord": 0, "name": "F"}, {"ord": 1, "name": "B"}], '
        '"tmpls": [{"ord": 0, "qfmt": "{{F}}", "afmt": "{{B}}"}]}}'
    )
    schema = SCHEMA + "create table col (models text, decks text);"
    fields = 'see <img src="../evil.png"><img src="good.png">\x1fback'
    statements = [
        f"insert into col values ('{models}', '{{}}')",
        f"insert into notes values (1, 'x', 5, 1, -1, '', '{fields}', 0, 0, 0, '')",
        "insert into cards values (2, 1, 1, 0, 0, 0, 2, 2, 0, 3, 0, 1, 0, 0, 0, 0, 0, '')",
    ]
    content = collection(*statements, schema=schema)
    names = b'{"0": "../evil.png", "1": "good.png", "2": "/etc/x"}'
    path = package(
        tmp_path / "p.apkg",
        [("collection.anki2", content), ("media", names), ("0", b"e"), ("1", b"g"), ("2", b"e")],
    )
    with opened(tmp_path / "home") as store:
        assert adopt(path, tmp_path / "out" / "deck", store, EMPTY, ()).media == 1
    assert not list(tmp_path.rglob("evil.png"))
    assert [each.name for each in (tmp_path / "out/deck/media").iterdir()] == ["good.png"]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a &amp; b<br>c", "a & b\n\nc"),
        ("<div>x</div><div>y</div>", "x\n\ny"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n   - b"),
        ("<code>a_b</code> <u>u</u>", "`a_b` u"),
        (r"\(a \lt b\)", "`a \\lt b`"),
        ("<b> bold </b>end", " **bold** end".strip()),
        ('<a href="https://x.org/a">t</a>', "t <https://x.org/a>"),
        ('<a href="javascript:x()">t</a>', "t"),
        ("<style>p{}</style>t", "t"),
        ("[sound:a.mp3]", "♪ [a.mp3](a.mp3)"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    found = converted(html).text
    assert found == markdown or (found.startswith("$") and markdown.startswith("`"))


def test_gaps_within_gaps_are_taken_out() -> None:
    assert flattened("{{c1::a {{c2::b}} c}} {{c3,4::d}}") == "{{c1::a b c}} {{c3::d}}"
    assert flattened("}} {{c1::a") == "} } {{c1::a}}"
