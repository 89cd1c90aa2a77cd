"""Collections whose tables are other than Anki's: refused with the reason, or left out in part."""
# ruff: noqa: S608  statements of test data

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from crafted import AT, CARD, HERE, NOTE, ROW, SCHEMA, collection, old, refused
from returned import opened

from export.anki.back import plan_import, record
from mlsd_graph.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "home") as found:
        yield found


HOSTILE = {
    "view": SCHEMA.replace("create table revlog", "create table log")
    + "create view revlog as with recursive n(i) as (select 1 union all select i + 1 from n)"
    " select i id, 2 cid, 0 usn, 3 ease, 1 ivl, 1 lastIvl, 5 factor, 1 time, 1 type from n;",
    "computed": SCHEMA.replace(
        "ease integer",
        "ease integer generated always as (length(hex(zeroblob(400000000)))) virtual",
    ),
    "virtual": SCHEMA.replace("create table revlog", "create table log")
    + "create virtual table revlog using fts5(cid, ease);",
    "missing": SCHEMA.replace("create table revlog", "create table log"),
    "columns": SCHEMA.replace("ease integer", "grade integer"),
}
WHY = ("is no table", "computes", "is no table", "has no table revlog", "no such column: ease")


@pytest.mark.parametrize(("how", "why"), [*zip(HOSTILE, WHY, strict=True)])
def test_hostile_schemas_are_refused(how: str, why: str, store: Store, tmp_path: Path) -> None:
    content = collection(NOTE, CARD, schema=HOSTILE[how])
    assert why in refused(old(tmp_path / "h.apkg", content), store)


def test_triggers_and_other_tables_do_nothing(store: Store, tmp_path: Path) -> None:
    more = "create trigger t after insert on notes begin delete from cards; end;"
    many = "create view x as select * from sqlite_master;" + more
    content = collection(NOTE, CARD, ROW, schema=SCHEMA + many)
    assert plan_import(old(tmp_path / "t.apkg", content), store, HERE).notes == 1


def test_a_tree_with_a_loop_ends(store: Store, tmp_path: Path) -> None:
    rows = [ROW.replace(str(AT), str(AT + n)) for n in range(0, 60_000, 7)]
    raw = bytearray(collection(NOTE, CARD, *rows))
    for page in range(4096, len(raw), 4096):  # every inner page points to one and the same leaf
        if raw[page] == 5:
            (count,) = struct.unpack_from(">H", raw, page + 3)
            for cell in range(count):
                (place,) = struct.unpack_from(">H", raw, page + 12 + 2 * cell)
                struct.pack_into(">L", raw, page + place, page // 4096 + 1)
    assert "malformed" in refused(old(tmp_path / "l.apkg", bytes(raw)), store)


def test_wrong_types_are_left_out_and_counted(store: Store, tmp_path: Path) -> None:
    loose = SCHEMA.replace(" integer", "").replace(" text", "")
    rows = [
        f"insert into revlog values ({AT + 1}, 2, -1, 'three', 4, 1, 500, 3000, 1)",
        f"insert into revlog values ({AT + 2}, 2, -1, 3, null, 1, 500, 3000, 1)",
        f"insert into revlog values ({AT + 3}, 2, -1, 3, 4, 1, x'00', 3000, 1)",
        f"insert into revlog values ({AT + 4}, 2, -1, 3, 1e300, 1, 500, 3000, 1)",
        f"insert into revlog values ({AT + 5}, 2, -1, 9, 4, 1, 500, 3000, 1)",
        f"insert into revlog values (-{AT}, 2, -1, 3, 4, 1, 500, 3000, 1)",
        f"insert into revlog values ({2**62}, 2, -1, 3, 4, 1, 500, 3000, 1)",
        f"insert into revlog values ({AT + 6}, 2, -1, 3, {2**62}, 1, 500, {2**62}, 1)",
        ROW,
        ROW,
        "insert into notes values (x'00', 1, 'x', 5, 0, 1, x'ff', 0, 0, 0, 0)",
        "insert into cards values ('a', 1, 1, 'b', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5)",
        CARD.replace("(2, 1,", "(3, 1,").replace(", 0, 0, '')", f", 0, {2**40}, '{{\"s\": []}}')"),
    ]
    content = collection(NOTE, CARD, *rows, schema=loose.replace(" primary key", ""))
    plan = plan_import(old(tmp_path / "w.apkg", content), store, HERE)
    counts = plan.reviews
    assert (counts.new, counts.known, counts.future) == (2, 1, 1)
    # four rows of wrong types, two of impossible values, a note and a card
    assert counts.malformed == 4 + 2 + 1 + 1
    done = record(plan, store)
    assert done.recorded == len(plan.drafts)
    assert store.check().problems == ()
