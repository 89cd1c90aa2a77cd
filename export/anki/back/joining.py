"""My Notes and tags of several phones: the newer word of one replaces it, two are kept both.

A phone that never had a word has not deleted it. That a phone had it is known if it said it, or if
its note holds the My Notes of a deck that carried it.
"""

from typing import NamedTuple

from export.anki.back.voices import Likeness, Speaker, read_voice
from export.anki.carried import Carried, Known, in_order
from export.anki.holding import short_digest

_BETWEEN = "<br><br>"
"""A blank line."""


class Word(NamedTuple):
    """What a note on a phone says."""

    carried: Carried
    mod: int
    """Epoch seconds."""
    said: str
    """Digest of its My Notes."""
    base: str
    """Digest of the My Notes that a deck gave it; empty where it does not tell."""


class Joined(NamedTuple):
    """What is carried from now on."""

    carried: Carried
    both: bool = False
    """Whether it holds words of two phones that no deck has brought to both."""


def joined(known: Known, word: Word, speaker: Speaker) -> Joined:
    """Put what a phone says to what the log knows; nothing older undoes what is newer."""
    if known == Known():
        return Joined(word.carried)
    mine, text = known.carried.my_notes, word.carried.my_notes
    had_it = bool(mine) and word.base == short_digest([mine])
    likeness = Likeness.SAME if had_it else speaker.likeness(read_voice(known.voice))
    is_older = word.mod < known.mod
    knows_all = likeness is Likeness.SAME and (had_it or not known.joined)
    if not knows_all:
        tags = in_order({*known.carried.tags, *word.carried.tags})
    else:
        tags = known.carried.tags if is_older else word.carried.tags
    if knows_all:
        return Joined(Carried(mine if is_older else text, tags), known.joined and is_older)
    if not text or word.said in (*known.said, word.base):
        return Joined(Carried(mine, tags), known.joined)
    if likeness is Likeness.UNKNOWN:
        return Joined(Carried(mine if is_older and mine else text, tags), known.joined)
    return _both(mine, text, tags)


def _both(one: str, other: str, tags: tuple[str, ...]) -> Joined:
    if other in one or one in other:
        return Joined(Carried(max(one, other, key=len), tags), both=True)
    return Joined(Carried(one + _BETWEEN + other, tags), both=True)
