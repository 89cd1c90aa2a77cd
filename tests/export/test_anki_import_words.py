"""What an import says: in the right number, and of what is wrong rather than of what is not."""

import json
from pathlib import Path

import pytest
from crafted import AT, CARD, NOTE, ROW, SCHEMA, old
from crafted import collection as crafted
from returned import opened

from export.anki.back import Counts, Here, ImportPlan, plan_import
from export.anki.back.inflating import Allowance
from export.anki.back.plan import Drift
from export.anki.back.rehearsal import rehearse
from export.anki.back.rewritten import Rewritten
from export.anki.back.standing import Changes
from mlsd_graph.cli.context import system_clock
from mlsd_graph.cli.imported import Report
from mlsd_graph.cli.stages import telling
from mlsd_graph.errors import PackageError
from mlsd_graph.quantity import quantity

HERE = Here(frozenset({"a-page/a-card"}), (AT + 86_400_000, 0), lambda _at: 0)
_REVIEWS = [
    f"reviews_{what}"
    for what in ("new", "known", "skipped", "by_hand", "no_answer", "future", "malformed")
]
BROKEN = CARD.replace("(2, 1, 1, 0", "(2, 1, 1, 'x'")


@pytest.mark.parametrize(
    ("count", "future", "malformed"),
    [
        (1, "1 review is dated after today", "1 row of the file makes no sense"),
        (2, "2 reviews are dated after today", "2 rows of the file make no sense"),
    ],
)
def test_one_and_many(count: int, future: str, malformed: str) -> None:
    counts = Counts(future=count, malformed=count)
    said = Report(ImportPlan(Path("x"), counts)).warnings()
    assert said[0].startswith(future)
    assert said[1].startswith(malformed)
    assert ("It comes with" in said[0], "They come with" in said[0]) == (count == 1, count > 1)


def test_notes_without_cards_are_not_said_to_lack_reviews(tmp_path: Path) -> None:
    file = old(tmp_path / "n.apkg", crafted(NOTE))
    with opened(tmp_path / "home") as store, pytest.raises(PackageError) as refused:
        plan_import(file, store, HERE)
    assert "holds notes of ours and none of their cards" in str(refused.value)


def test_quantities() -> None:
    assert [quantity(n, "media file") for n in (0, 1, 2)] == [
        "0 media files",
        "1 media file",
        "2 media files",
    ]


def test_a_file_of_one_note(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as store:
        plan = plan_import(old(tmp_path / "one.apkg", crafted()), store, HERE)
    assert "1 note, 1 card of ours" in Report(plan).lines(done=False)[0]


def test_cards_that_make_no_sense_are_no_missing_box(tmp_path: Path) -> None:
    broken = old(tmp_path / "broken.apkg", crafted(NOTE, BROKEN, ROW))
    with opened(tmp_path / "home") as store, pytest.raises(PackageError) as caught:
        plan_import(broken, store, HERE)
    assert "1 row of the file makes no sense" in str(caught.value)
    assert "Include scheduling" not in str(caught.value)


def test_nor_are_rows_of_wrong_types(tmp_path: Path) -> None:
    loose = SCHEMA.replace(" integer", "").replace(" text", "").replace(" primary key", "")
    row = ROW.replace("2, -1, 3", "2, -1, 'three'")
    rows = [row.replace(str(AT), str(AT + number)) for number in range(20)]
    new = CARD.replace("2, 2, 0, 3", "0, 0, 0, 0")
    alone = old(tmp_path / "alone.apkg", crafted(NOTE, new, *rows, schema=loose))
    answered = old(tmp_path / "answered.apkg", crafted(NOTE, CARD, *rows, schema=loose))
    with opened(tmp_path / "home") as store:
        with pytest.raises(PackageError) as caught:
            plan_import(alone, store, HERE)
        report = Report(plan_import(answered, store, HERE))
    assert "20 rows of the file make no sense" in str(caught.value)
    assert "Include scheduling" not in str(caught.value)
    assert "left out   20 (makes no sense)" in report.lines(done=False)
    assert report.warnings() == ["20 rows of the file make no sense and stayed out."]


def test_nor_where_something_was_edited(tmp_path: Path) -> None:
    edited = NOTE.replace("1700000000", "1750000000")
    broken = old(tmp_path / "broken.apkg", crafted(edited, BROKEN, ROW))
    with opened(tmp_path / "home") as store:
        said = Report(plan_import(broken, store, HERE)).warnings()
    assert any("makes no sense" in each for each in said)
    assert not any("Include" in each for each in said)


def test_trying_an_import_does_not_say_that_it_records(tmp_path: Path) -> None:
    stages: list[str] = []
    with opened(tmp_path / "home") as store:
        plan = plan_import(old(tmp_path / "mine.apkg", crafted(NOTE, CARD, ROW)), store, HERE)
        rehearse(plan, store, system_clock, lambda stage, *_: stages.append(stage))

    assert set(stages) == {"rehearse"}
    telling(lambda stage: stages.append(stage.words))("rehearse", 0)
    assert stages[-1] == "Trying it on a copy"


def test_one_card_without_reviews_and_a_small_bound_are_said_rightly(tmp_path: Path) -> None:
    bare = CARD.replace("2, 2, 0, 3", "0, 0, 0, 0")
    with opened(tmp_path / "home") as store, pytest.raises(PackageError) as caught:
        plan_import(old(tmp_path / "n.apkg", crafted(NOTE, bare)), store, HERE)
    assert "holds no reviews of its only card." in str(caught.value)
    with pytest.raises(PackageError, match="meta inflates to more than 1 kB"):
        Allowance("meta", 1 << 10).take(bytes(2_000))


def test_a_flag_taken_back_is_not_called_set() -> None:
    plan = ImportPlan(Path("x"), changes=Changes(flagged={"a/b": 3, "a/c": 0}))
    lines = Report(plan).lines(done=True)
    assert "flagged    1: a/b" in lines
    assert "unflagged  1: a/c" in lines


def test_a_script_is_told_all_that_a_person_is() -> None:
    plan = ImportPlan(
        Path("x"),
        reviews=Counts(new=1, known=2, no_answer=3, by_hand=4, future=5, malformed=6),
        both=("a/b",),
        too_long=("a/c",),
        tags_left={"a/d": 7},
        another=True,
    )
    edited = Rewritten("a/e", ("Back",), "a.md", 8)
    values = Report(plan, (edited,), Drift(worst=float("inf")), is_own=True).values()

    assert json.loads(json.dumps(values, allow_nan=False)) == values | {
        **dict(zip(_REVIEWS, (1, 2, 18, 4, 3, 5, 6), strict=True)),
        "notes_joined": ["a/b"],
        "notes_too_long": ["a/c"],
        "tags_left": {"a/d": 7},
        "texts_edited": ["a/e"],
        "texts": [{"note": "a/e", "fields": ["Back"], "path": "a.md", "line": 8}],
        "own_deck": True,
        "doubt": Report(plan).doubt,
    }
    assert "another person's" in Report(plan).doubt
