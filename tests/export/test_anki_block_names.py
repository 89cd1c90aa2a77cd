"""A block of a diagram that is called like a cloze gap."""

from export.anki.back.ours import Ours, card_uid
from export.anki.identity import guid
from export.anki.notetypes import RECALL

BLOCK = "gateway/diagram/request#c2"


def test_its_note_is_known_by_guid_alone_as_a_running_anki_tells_it() -> None:
    ours = Ours([BLOCK])
    assert ours.notes[BLOCK] == BLOCK
    found = ours.name(guid(RECALL.name, BLOCK), "")
    assert found == (BLOCK, False)
    assert card_uid(BLOCK, 0, cloze=False) == BLOCK
