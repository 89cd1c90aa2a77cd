"""What can never change without breaking the decks on people's phones."""

import hashlib
import json
from pathlib import Path

from export.anki.identity import deck_id, guid
from export.anki.notetypes import NOTE_TYPES, STYLED, css

GOLDEN = Path(__file__).with_name("notetypes.json")


def described() -> dict[str, object]:
    looks = "".join((css(), *(kind.question + kind.answer for kind in NOTE_TYPES)))
    return {
        "types": [
            {
                "id": kind.id,
                "name": kind.name,
                "cloze": kind.cloze,
                "template": kind.template,
                "template_id": kind.template_id,
                "fields": dict(zip(kind.fields, kind.field_ids(), strict=True)),
            }
            for kind in NOTE_TYPES
        ],
        "styled": STYLED,
        "looks": hashlib.sha256(looks.encode()).hexdigest(),
    }


def test_note_types_equal_the_golden_file() -> None:
    golden = json.loads(GOLDEN.read_text("utf-8"))
    assert described()["types"] == golden["types"], "never change a released note type"


def test_a_changed_look_has_a_later_date() -> None:
    # Anki takes over templates and CSS only if the note type is newer. When this fails: set
    # STYLED to the time of the change and write described() to the golden file.
    golden = json.loads(GOLDEN.read_text("utf-8"))
    now = described()
    assert (now["styled"], now["looks"]) == (golden["styled"], golden["looks"])


def test_every_field_and_type_has_an_id_of_its_own() -> None:
    ids = [
        number for kind in NOTE_TYPES for number in (*kind.field_ids(), kind.template_id, kind.id)
    ]
    assert len(ids) == len(set(ids))


def test_guids_and_deck_ids_stay_what_they_are() -> None:
    assert guid("mlsd recall", "feature-store/online-size") == "mknlja7m2tdw2q6e"
    assert guid("mlsd cloze", "feature-store/online-size") == "xdpmxlhv6yuhvx3l"
    assert deck_id("MLSD::serving") == 1_617_876_669_795
