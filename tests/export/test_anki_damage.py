"""Random damage to packages, and rows that come without a file."""

import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from crafted import AT, CARD, MINE, NOTE, ROW, collection, new, old
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from returned import opened

from export.anki.allowlist import safe
from export.anki.back import Came, Here, plan_import, record_pull
from export.anki.back.answers import foreign_id
from export.anki.identity import guid
from mlsd_graph.errors import NotSavedError, PackageError
from mlsd_graph.store import Draft, Store

HERE = Here(frozenset({"a-page/a-card"}), (AT + 86_400_000, 0), lambda _at: 0)
ROWS = [ROW.replace(str(AT), str(AT + n)) for n in range(0, 9_000, 7)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "home") as found:
        yield found


@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(seed=1_953_733_857, compressed=False, inside=True)  # a message that is no UTF-8
@given(seed=st.integers(0, 2**32), compressed=st.booleans(), inside=st.booleans())
def test_flipped_bytes_end_in_a_plan_or_an_error(
    *, seed: int, compressed: bool, inside: bool, store: Store, tmp_path: Path
) -> None:
    rng = random.Random(seed)  # noqa: S311  seeded damage
    content = bytearray(collection(NOTE, CARD, *ROWS))
    if inside:
        _damage(content, rng)
    path = (new if compressed else old)(tmp_path / "d.apkg", bytes(content))
    if not inside:
        raw = bytearray(path.read_bytes())
        _damage(raw, rng)
        path.write_bytes(raw)
    with suppress(PackageError):
        assert plan_import(path, store, HERE).reviews.new <= len(ROWS) * 2
    assert store.events() == []


def _damage(raw: bytearray, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 3, 40))):
        raw[rng.randrange(len(raw))] = rng.randrange(256)


def test_rows_without_a_file_are_recorded_once(store: Store) -> None:
    rows = [
        (MINE, 0, AT, 3, 4, 0, 500, 2000, 1),
        (MINE, 0, AT + 90_000, 1, -600, 4, 500, 2000, 1),
        (MINE, 7, AT, 3, 4, 0, 500, 2000, 1),
        ("stranger", 0, AT, 3, 4, 0, 500, 2000, 1),
    ]
    done = record_pull(Came(rows), store, HERE)
    assert (done.counts.new, done.recorded) == (2, 3)
    assert [e.card for e in store.events(kinds=("review",))] == ["a-page/a-card"] * 2
    done = record_pull(Came(rows), store, HERE)
    assert (done.counts.new, done.counts.known, done.recorded) == (0, 2, 0)
    assert len(store.backups()) == 1


def test_a_row_whose_time_was_taken_is_known_the_next_time(store: Store) -> None:
    store.append([Draft("review", "another/card", 3, 100, None, when=(AT, 0))])
    rows = [(MINE, 0, AT, 3, 4, 0, 500, 2000, 1)]
    assert record_pull(Came(rows), store, HERE).counts.new == 1
    assert [e.at for e in store.events("a-page/a-card")] == [AT + 1]
    assert record_pull(Came(rows), store, HERE).counts[:2] == (0, 1)


def test_without_room_for_a_backup_nothing_is_recorded(store: Store) -> None:
    store.paths.backups.parent.mkdir(parents=True, exist_ok=True)
    store.paths.backups.write_text("a file where the folder should be")
    rows = [(MINE, 0, AT, 3, 4, 0, 500, 2000, 1)]
    with pytest.raises(NotSavedError):
        record_pull(Came(rows), store, HERE)
    assert store.events() == []


def test_ids_are_uuids_of_version_8() -> None:
    made = foreign_id("guid", 0, AT)
    assert (made[6] >> 4, made[8] >> 6) == (8, 2)
    assert made == foreign_id("guid", 0, AT) != foreign_id("guid", 1, AT)


@given(st.text(alphabet="<>/ab \"'=&;!-pimgscrt\x00", max_size=80))
def test_what_is_safe_stays_as_it_is(html: str) -> None:
    once = safe(html)
    assert safe(once) == once
    assert "<script" not in once.lower()


def test_a_note_of_endless_text_is_left_out(store: Store, tmp_path: Path) -> None:
    endless = NOTE.replace("front", "x" * 1_000_001)
    plan = plan_import(old(tmp_path / "n.colpkg", collection(endless, _other(), CARD)), store, HERE)
    assert plan.reviews.malformed == 1


def _other() -> str:
    known = guid("mlsd recall", "a-page/another")
    return NOTE.replace("(1,", "(9,").replace(MINE, known).replace("a-card", "another")
