"""Nothing of a foreign deck is lost without a word: gaps, typed answers, what was set, reviews."""

import json
from pathlib import Path

import pytest
from anki.collection import Collection
from commands import Run
from returned import export, opened
from test_anki_adopting import NOW, add, grade

from export.anki import collect
from export.anki.adopting import Adoption, Behind, adopt
from mlsd_graph.content import Library, load
from mlsd_graph.content.records import Card
from mlsd_graph.store import Store

CODE = "In Python: <code>{{c1::len}}(x)</code> gives {{c2::the size}}."


def brought(phone: Collection, store: Store, tmp_path: Path) -> tuple[Adoption, Library]:
    done = adopt(export(phone, tmp_path / "new.colpkg"), tmp_path / "mine", store, NOW, ())
    library = load((tmp_path / "mine",), cache=None)
    assert [each for each in library.findings if each.severity == "error"] == []
    assert {each.card for each in store.events() if each.card} <= set(library.cards)
    return done, library


def only(library: Library) -> Card:
    (uid,) = {head.note: uid for uid, head in library.cards.items()}.values()
    return library.card(uid)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (CODE, "In Python: {{c1::`len`}}`(x)` gives {{c2::the size}}."),
        ("{{c1::a<br>b<div>c</div>}} x", "{{c1::a b c}} x"),
        ("Both: {{c1::<ul><li>a</li><li>b</li></ul>}}", "Both: {{c1::a; b}}"),
        ("<pre>f = {{c1::g}}\n  return f</pre>", "`f =` {{c1::`g`}}\n\n\xa0\xa0`return f`"),
        ("<code>{{c1::len::how long}}</code>", "{{c1::`len`::how long}}"),
        ("It is {{c1::a::b::c}}", "It is {{c1::a::b: :c}}"),
        (r"\( {{c1::-\log p}} \) bits", r"{{c1::$-\log p$}} bits"),
        (r"\(a + {{c1::b::it}} = c\)", "$a +$ {{c1::$b$::it}} $= c$"),
        ("<code>{{c1::x}}}</code>", "{{c1::`x`}} `}`"),
        (r"a \(x={{c1::\frac{a}{b} }}\) end", r"a $x=${{c1::$\frac{a}{b}$}} end"),
        (r"\(x={{c1::x_{i} ::which {j} }}+1\)", r"$x=${{c1::$x_{i}$::which {j} }}$+1$"),
        ("Of {{c1::a {set} }} it is", "Of {{c1::a {set} }} it is"),
    ],
)
def test_a_gap_stays_one(field: str, text: str, collection: Collection, tmp_path: Path) -> None:
    first = add(collection, "Cloze", field)
    for rating in (1, 3):
        grade(collection, first, rating)
    with opened(tmp_path / "home") as store:
        done, library = brought(collection, store, tmp_path)
        assert (done.behind, done.reviews.new) == ((), 2)
        assert store.states()[min(library.cards)].reps == 2
    assert only(library).question == text


def test_a_typed_answer_is_typed_and_not_told(collection: Collection, tmp_path: Path) -> None:
    kind = "Basic (type in the answer)"
    add(collection, kind, "Who elects a leader?", "a <b>quorum</b>")
    with opened(tmp_path / "home") as store:
        card = only(brought(collection, store, tmp_path)[1])
    assert (card.kind, card.accepted) == ("typed", ("a quorum",))
    assert card.question == "Who elects a leader?"


def test_a_long_typed_answer_is_shown_and_not_told(collection: Collection, tmp_path: Path) -> None:
    long = "more than anybody types, " * 4
    add(collection, "Basic (type in the answer)", "Who elects a leader?", long)
    with opened(tmp_path / "home") as store:
        card = only(brought(collection, store, tmp_path)[1])
    assert (card.kind, card.question, card.answer) == (
        "basic",
        "Who elects a leader?",
        long.strip(),
    )


def test_a_folded_hint_is_not_unfolded_in_the_question(
    collection: Collection, tmp_path: Path
) -> None:
    model = collection.models.by_name("Basic")
    collection.models.add_field(model, collection.models.new_field("Extra"))
    model["tmpls"][0]["qfmt"] = "{{Front}} {{hint:Extra}}"
    collection.models.update_dict(model)
    add(collection, "Basic", "Who elects?", "a quorum", "more than half")
    with opened(tmp_path / "home") as store:
        card = only(brought(collection, store, tmp_path)[1])
    assert card.question == "Who elects?"
    assert "more than half" in next((tmp_path / "mine").rglob("*.md")).read_text("utf-8")


def test_what_was_set_there_comes_along(collection: Collection, tmp_path: Path) -> None:
    held = add(collection, "Basic", "held", "x", tags="marked")
    flagged = add(collection, "Basic", "flagged", "y")
    grade(collection, held, 3)
    collection.sched.suspend_cards([held])
    collection.set_user_flag_for_cards(4, [flagged])
    with opened(tmp_path / "home") as store:
        done, _ = brought(collection, store, tmp_path)
        states = {uid.rpartition("/")[2]: each for uid, each in store.states().items()}
    assert (states["held"].suspended, states["held"].marked) == (True, True)
    assert (states["flagged"].flag, states["flagged"].suspended) == (4, False)
    assert [len(each) for each in (done.changes.suspended, done.changes.marked)] == [1, 1]


def test_the_command_says_what_stays_behind(
    mlsd: Run, collection: Collection, tmp_path: Path
) -> None:
    inner = add(collection, "Cloze", "{{c1::a {{c2::b}}}} c")
    gone = add(collection, "Basic", "<script>x()</script>", "y")
    second = collection.get_card(inner).note().cards()[1].id
    for card in (inner, second, second, gone):
        grade(collection, card, 3)
    collection.sched.suspend_cards([inner])
    collection.sched.set_due_date([inner], "20")
    file = str(export(collection, tmp_path / "new.colpkg"))
    adopting = ("import", "anki", file, "--as-content", str(tmp_path / "mine"))
    values = json.loads(mlsd(*adopting, "--dry-run", "--json").stdout)
    assert (values["left_out"], values["cards_left_out"], values["reviews_left_out"]) == (1, 2, 3)
    done = mlsd(*adopting)
    assert "1 note → 1 card on 1 page, 0 media files, 1 review →" in done.stdout
    assert "left out   1 (due date set by hand)" in done.stdout
    assert "2 reviews stay with it: 1 of 2 cards of {{c1::a {{c2::b}}}} c" in done.stderr
    assert "1 review stays with it: <script>x()</script> y" in done.stderr
    assert "1 due date set by hand in Anki stayed there" in done.stderr


def test_a_gap_that_cannot_be_kept_is_told(collection: Collection, tmp_path: Path) -> None:
    add(collection, "Basic", "other", "x")
    long = add(collection, "Cloze", "{{c1::" + "long " * 600 + "}} and {{c2::short}}")
    grade(collection, long, 3)
    with opened(tmp_path / "home") as store:
        done, _ = brought(collection, store, tmp_path)
    assert [each._replace(begins="") for each in done.behind] == [Behind("", 2, 2, 1)]


def test_a_rule_is_no_empty_question(collection: Collection, tmp_path: Path) -> None:
    for front in ("---", "<div>===</div>", "- - -"):
        add(collection, "Basic", front, "three strokes")
    with opened(tmp_path / "home") as store:
        done, library = brought(collection, store, tmp_path)
        assert done.cards == 3
        deck = collect(library, {})
        assert (len(deck.notes), deck.skipped) == (3, ())


def test_media_are_counted_as_they_are_written(collection: Collection, tmp_path: Path) -> None:
    there = collection.media.write_data("there.png", b"\x89PNG of a picture")
    add(collection, "Basic", f'<img src="{there}"><img src="lost.png">', "[sound:gone.mp3] x")
    out, folder = export(collection, tmp_path / "new.colpkg"), tmp_path / "mine"
    with opened(tmp_path / "home") as store:
        for dry_run in (True, False):
            done = adopt(out, folder, store, NOW, (), dry_run=dry_run)
            assert (done.media, done.missing) == (1, ("gone.mp3", "lost.png"))
    assert [each.name for each in (folder / "media").iterdir()] == [there]


def test_a_file_keeps_its_own_name_beside_one_in_other_letters(
    collection: Collection, tmp_path: Path
) -> None:
    there = [collection.media.write_data(f"p{n}.png", b"\x89PNG %d" % n) for n in range(12)]
    shown = "".join(f'<img src="{name}"><img src="{name.upper()}">' for name in there)
    add(collection, "Basic", shown, "x")
    out, folder = export(collection, tmp_path / "new.colpkg"), tmp_path / "mine"
    with opened(tmp_path / "home") as store:
        done = adopt(out, folder, store, NOW, ())
    assert {each.name for each in (folder / "media").iterdir()} == {*there}
    assert done.missing == tuple(sorted(name.upper() for name in there))


def test_a_missing_picture_is_named(mlsd: Run, collection: Collection, tmp_path: Path) -> None:
    add(collection, "Basic", '<img src="lost.png"> which?', "that")
    out = export(collection, tmp_path / "new.colpkg")
    done = mlsd("import", "anki", str(out), "--as-content", "mine", "--json")
    assert "1 picture or sound is not in the file, and missing on the pages: lost.png." in (
        done.stderr
    )
    assert json.loads(done.stdout)["media_missing"] == ["lost.png"]


def test_no_file_has_a_name_that_windows_keeps_for_itself(
    collection: Collection, tmp_path: Path
) -> None:
    for deck in ("CON", "aux::Lpt1"):
        found = collection.new_note(collection.models.by_name("Basic"))
        found.fields = [f"What is {deck}?", "a device"]
        collection.add_note(found, collection.decks.id(deck))
    with opened(tmp_path / "home") as store:
        brought(collection, store, tmp_path)
    assert {
        str(each.relative_to(tmp_path / "mine")) for each in tmp_path.rglob("mine/**/*.md")
    } == {
        "concepts/anki/con-deck.md",
        "concepts/aux-deck/lpt1-deck.md",
    }


def test_a_deck_of_ours_is_said_to_be_ours(mlsd: Run, tmp_path: Path) -> None:
    mlsd("export", "anki")
    done = mlsd("import", "anki", "mlsd.apkg", "--as-content", "mine")
    assert done.returncode == 1
    assert "its 11 notes are of our own cards" in done.stderr
    assert not (tmp_path / "mine").exists()
