"""My Notes and tags of several phones, merged three ways: only what one changed there is news.

What a phone had before it wrote is known if it said so itself the last time, or if its note tells
which deck wrote it since. Words that were written without knowing of each other are kept both.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from export.anki.back.voices import Likeness, Speaker, Voice, read_voice
from export.anki.carried import Carried, Known, Spoken
from export.anki.holding import Token, short_digest, tags_digest
from export.anki.own_tags import in_order

_BETWEEN = "<br><br>"
"""A blank line."""
_MARKUP = re.compile(r"<[^<>]{0,2000}>|&\w{1,10};")
_GAP = re.compile(r"(\b)|\B")
_MOST_PARTS = 16
"""Of what is carried, that are looked through for words of one phone."""


class Word(NamedTuple):
    """What a note on a phone says."""

    carried: Carried
    mod: int
    """Epoch seconds."""
    said: str
    """Digest of its My Notes."""
    base: Token
    """Of the deck that wrote the note; empty where it does not tell."""
    is_dated: bool = True
    """Whether the date is the note's: otherwise it only says that the word came now."""
    guid: str | None = None
    """Of the note: a card of another kind is another note, and the old one stays beside it."""


class Joined(NamedTuple):
    """What is carried from now on."""

    carried: Carried
    both: bool = False
    """Whether it holds words of two phones that no deck has brought to both."""
    is_new: bool = True
    """Whether the phone has not said this before."""
    tags_left: int = 0
    """Tags for which there is no room."""


class _Base(NamedTuple):
    """What a note held before it was written on; without My Notes where that is not known."""

    my_notes: str | None
    """Digest."""
    tags: tuple[str, ...]
    """Those that it had for sure."""


def joined(known: Known, word: Word, speaker: Speaker, *, late: bool = False) -> Joined:
    """Put what a phone says to what the log knows; nothing older undoes what is newer.

    `late` says that the file shows an earlier state of a collection that came before.
    """
    last = _last(known, word, speaker, late=late)
    is_silent = known == Known() and word.carried == Carried()
    if is_silent or (last is not None and not _is_later(known, last, word)):
        return Joined(known.carried, known.joined, is_new=False)
    if any(each.mod == word.mod and _is_same(known, each, word) for each in known.words):
        return Joined(known.carried, known.joined)  # a copy of a collection that has spoken
    base = _base(known, word, last)
    text, both = _my_notes(known, word, base)
    merged = _tags(known.carried.tags, word.carried.tags, base.tags)
    kept = in_order(merged)
    return Joined(Carried(text, kept), both, tags_left=len(merged) - len(kept))


def _last(known: Known, word: Word, speaker: Speaker, *, late: bool) -> Spoken | None:
    """Find what the same phone said the last time.

    Phones that were made on one day are told apart by their answers alone, and not every file of a
    phone has its answers. While no other phone has spoken, it is the one that did, unless the dates
    speak against it; beside others it is only what surely spoke, or an earlier state of that. Of
    one that had no answers nothing tells. What its other note said is no word of this one.
    """
    likely: Spoken | None = None
    is_alone = True
    for each in reversed(known.words):
        voice = read_voice(each.voice)
        likeness = speaker.likeness(voice)
        is_own = None in (each.guid, word.guid) or each.guid == word.guid
        if is_own and likeness is Likeness.SAME and (voice is None or speaker.is_surely(voice)):
            return each
        if likeness is Likeness.OTHER or _is_of_desktop(voice, speaker.voice):
            is_alone = False
        elif is_own and likely is None and voice and (voice.newest or not speaker.voice.newest):
            likely = each
    if likely is None:
        return None
    is_earlier = word.mod <= likely.mod
    is_likely = late == is_earlier or not speaker.voice.newest
    return likely if (is_alone and is_likely) or (late and is_earlier) else None


def _is_of_desktop(*voices: Voice | None) -> bool:
    return any(voice is not None and voice.is_desktop for voice in voices)


def _is_later(known: Known, last: Spoken, word: Word) -> bool:
    if _is_same(known, last, word) and last.base in (None, word.base):
        return word.is_dated and word.mod > last.mod
    return word.mod >= last.mod


def _is_same(known: Known, one: Spoken, word: Word) -> bool:
    """Whether a phone said the same, as far as the log tells; its tags it may not."""
    tags = known.tags(one)
    said_tags = tags is None or tags_digest(tags) == tags_digest(word.carried.tags)
    return said_tags and known.said(one) == word.said


def _base(known: Known, word: Word, last: Spoken | None) -> _Base:
    """Find what a note held before: its last word, or what a deck brought since."""
    states = list(_of(word.base, known.states))
    if last is not None and not _has_newer_deck(known, word, last):
        said = known.said(last)
        # A later deck may have brought again what the note had before that word.
        again = list(_of(word.base, known.states[last.place + 1 :]))
        if word.said == said or not (again and word.said == word.base[0]):
            return _Base(said, known.tags(last) or ())
        states = again
    if not states:
        return _Base(None, ())
    sure = set[str].intersection(*(set(state.tags) for state in states))
    return _Base(word.base[0], tuple(sure))


def _has_newer_deck(known: Known, word: Word, last: Spoken) -> bool:
    """Whether another deck has written the note since its last word."""
    if last.base is not None:
        return bool(word.base) and word.base != last.base
    return any(_of(word.base, known.states[last.place :]))


def _of(token: Token, states: Iterable[Carried]) -> Iterator[Carried]:
    """Choose the states that a note may have come with."""
    for state in states if token else ():
        if (short_digest([state.my_notes]), tags_digest(state.tags))[: len(token)] == token:
            yield state


def _tags(carried: Iterable[str], there: Iterable[str], base: Iterable[str]) -> list[str]:
    """Merge tags; their case does not matter, as it does not to Anki."""
    before, now = ({tag.casefold() for tag in tags} for tags in (base, there))
    kept = {tag.casefold(): tag for tag in carried}
    added = {tag.casefold(): tag for tag in there if tag.casefold() not in before}
    return [tag for key, tag in (added | kept).items() if key not in before - now]


def _my_notes(known: Known, word: Word, base: _Base) -> tuple[str, bool]:
    """Merge My Notes; tell whether they hold words of two phones."""
    mine, text = known.carried.my_notes, word.carried.my_notes
    if text == mine or not _is_news(known, word, base):
        return mine, known.joined
    if short_digest([mine]) == base.my_notes:
        return text, False
    if not mine or _holds(text, mine):
        return text, known.joined
    swapped = _swapped(mine, base.my_notes, text)
    if swapped is not None:
        return swapped, known.joined
    if not text or _holds(mine, text):
        return mine, known.joined
    return mine + _BETWEEN + text, True


def _is_news(known: Known, word: Word, base: _Base) -> bool:
    """Whether a phone changed its My Notes; where nothing tells, whether nobody ever had them."""
    if base.my_notes is not None:
        return word.said != base.my_notes
    said = {known.said(each) for each in known.words}
    return word.said not in said | {short_digest([state.my_notes]) for state in known.states}


def _holds(text: str, part: str) -> bool:
    """Whether a text has another in it, as whole words; those of markup do not count."""
    if not _MARKUP.search(part):
        text = _MARKUP.sub(" ", text)
    # One that lies there at all is rare, and is compared in time that grows with the length alone.
    return part in text and _gapped(part) in _gapped(text)


def _gapped(text: str) -> str:
    """Write between characters whether a word begins or ends there; no My Notes have such signs."""
    return _GAP.sub(lambda gap: "\x00" if gap.lastindex else "\x1f", text)


def _swapped(mine: str, base: str | None, text: str) -> str | None:
    """Put a text in place of the part of what is carried that it was before; None without one."""
    parts = mine.split(_BETWEEN)
    if base == short_digest([""]) or len(parts) > _MOST_PARTS:
        return None
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            if short_digest([_BETWEEN.join(parts[start:end])]) == base:
                return _BETWEEN.join(filter(None, (*parts[:start], text, *parts[end:])))
    return None
