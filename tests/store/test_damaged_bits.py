"""Flipped bits, cut and scrambled files: reported, never silently taken for the truth."""

import random
import sqlite3

from graded import grade
from hand_clock import Clock

from mlsd_graph.errors import MlsdError
from mlsd_graph.paths import Paths
from mlsd_graph.store import Store, examine


def test_a_flipped_bit_in_an_event_is_reported(store: Store, paths: Paths) -> None:
    for i in range(400):
        grade(store, f"a/card-{i % 40}", 1 + i % 4)
    store.close()
    whole = paths.database.read_bytes()
    before = _rows(whole)
    rng = random.Random(11)  # noqa: S311  places, no secrets
    touched = 0
    target = paths.database.with_name("flipped.sqlite")
    for _ in range(150):
        broken = bytearray(whole)
        broken[rng.randrange(100, len(broken))] ^= 1 << rng.randrange(8)
        target.write_bytes(broken)
        report = examine(target, ())
        if _rows(bytes(broken)) != before:
            touched += 1
            assert report.problems
    assert touched > 20


def _rows(content: bytes) -> object:
    """Read the log as it can be read, names resolved; None where it cannot."""
    connection = sqlite3.connect(":memory:")
    connection.text_factory = bytes
    try:
        connection.deserialize(content)
        return connection.execute(
            """SELECT e.*, k.name, c.name, d.name FROM event e LEFT JOIN kind k ON k.n = e.kind
            LEFT JOIN card c ON c.n = e.card LEFT JOIN device d ON d.n = e.device ORDER BY e.n"""
        ).fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    finally:
        connection.close()


def test_cut_and_scrambled_files_end_in_a_sentence(
    store: Store, paths: Paths, clock: Clock
) -> None:
    for i in range(40):
        grade(store, f"a/{i}")
    store.close()
    whole = paths.database.read_bytes()
    rng = random.Random(3)  # noqa: S311  places, no secrets
    for _ in range(60):
        broken = bytearray(whole[: rng.randrange(1, len(whole) + 1)])
        for _ in range(rng.randrange(30)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        paths.database.write_bytes(broken)
        examine(paths.database, ())
        try:
            with Store.open(paths, clock) as opened:
                opened.states()
                opened.events()
                grade(opened, "b/new")
        except MlsdError as error:
            assert str(error)  # noqa: PT017  either outcome is right, a traceback is not
