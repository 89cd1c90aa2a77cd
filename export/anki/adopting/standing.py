"""What was set on the cards of a foreign deck beside answers: suspension, flags and marks."""

from collections.abc import Mapping

from export.anki.back.answers import SOURCE, Origin
from export.anki.back.collection import Collected
from export.anki.back.standing import Changes
from export.anki.own_tags import is_marked
from mlsd_graph.store import Draft, Kind

_DATA = {"source": SOURCE}


def set_there(found: Collected, origins: Mapping[int, Origin]) -> tuple[list[Draft], Changes]:
    """Write it as events, by the numbers of cards; a mark on a note means its first card."""
    held: list[str] = []
    flags: dict[str, int] = {}
    first: dict[int, tuple[int, str]] = {}
    for number, origin in origins.items():
        card = found.cards[number]
        if card.suspended:
            held.append(origin.uid)
        if card.flag:
            flags[origin.uid] = card.flag
        if is_marked(found.notes[card.note].tags):
            mine = (card.ordinal, origin.uid)
            first[card.note] = min(first.get(card.note, mine), mine)
    marked = [uid for _, uid in first.values()]
    drafts = [
        *(Draft(Kind.SUSPEND, uid, data=_DATA) for uid in held),
        *(Draft(Kind.FLAG, uid, data=_DATA | {"flag": flag}) for uid, flag in flags.items()),
        *(Draft(Kind.MARK, uid, data=_DATA | {"on": True}) for uid in marked),
    ]
    return drafts, Changes(suspended=tuple(held), flagged=flags, marked=tuple(marked))
