"""What the learner wrote on the phone beside our text: My Notes, and tags that are not ours.

It lives in the log as `note` events and goes out with every deck, so that a note whose text
changed here, and which therefore replaces the phone's, does not take it away.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from export.anki.holding import TOKEN_PARTS, Token, short_digest, tags_digest
from mlsd_graph.store import Draft, Event, Kind

_PART = 300
"""Characters in one event: at 12 bytes of JSON each they fit its limit, beside the tags."""
LONGEST = 64_000
"""Characters of My Notes that are kept."""
OWN = "own"
"""Where an event tells the tags of a word that are not what is carried."""


class Carried(NamedTuple):
    """What one note carries."""

    my_notes: str = ""
    """HTML of the allowlist."""
    tags: tuple[str, ...] = ()


class Spoken(NamedTuple):
    """What a phone once said of a note: kept though it changed nothing, to tell what is new."""

    voice: object
    """Who said it, as the event holds it."""
    mod: int
    """Epoch seconds; 0 where the log does not say."""
    said: str | None
    """Digest of its My Notes; None where the log does not say."""
    tags: tuple[str, ...] | None
    base: Token | None
    """Of the deck that had written the note; None where the log does not say."""
    place: int
    """Which of the states was carried then."""
    guid: str | None = None
    """Of the note that said it; None where the log does not say."""


class Known(NamedTuple):
    """What the log knows of one note's own words."""

    states: tuple[Carried, ...] = (Carried(),)
    """All that was ever carried, oldest first; nothing before the first word."""
    words: tuple[Spoken, ...] = ()
    """In the order in which they came."""
    joined: bool = False
    """Whether words of two phones were put together, and no deck has brought them since."""
    pending: bool = False
    """Whether no deck has been dated since what is carried changed."""

    @property
    def carried(self) -> Carried:
        """What goes out with the next deck."""
        return self.states[-1]

    @property
    def mod(self) -> int:
        """When the newest word was written, epoch seconds; 0 where the log does not say."""
        return max((word.mod for word in self.words), default=0)

    @property
    def other(self) -> int:
        """When the newest word unlike what is carried was written, epoch seconds; 0 for none."""
        mine = short_digest([self.carried.my_notes]), tags_digest(self.carried.tags)
        return max((word.mod for word in self.words if self.content(word) != mine), default=0)

    def content(self, word: Spoken) -> tuple[str, str]:
        """Return the digests of a word's My Notes and tags, as the token of a deck has them."""
        tags = self.tags(word)
        carried = self.states[word.place].tags
        return self.said(word), tags_digest(carried if tags is None else tags)

    def tags(self, word: Spoken) -> tuple[str, ...] | None:
        """Tell a word's tags; None where an earlier release wrote those of other phones, too."""
        state = short_digest([self.states[word.place].my_notes])
        return word.tags if word.base is not None or self.said(word) == state else None

    def said(self, word: Spoken) -> str:
        """Return the digest of a word's My Notes: where the log does not say, what was carried."""
        return word.said or short_digest([self.states[word.place].my_notes])


def read_carried(events: Iterable[Event]) -> dict[str, Carried]:
    """Read what every note carries, by its uid; `events` are as `Store.noted` reads them."""
    found = read_known(events).items()
    return {key: each.carried for key, each in found if each.carried != Carried()}


def read_known(events: Iterable[Event]) -> dict[str, Known]:
    """Read what the log knows of each note's own words; `events` as `Store.noted` reads them."""
    found: dict[str, Known] = {}
    for event in events:
        values = event.values
        key, text = values.get("key"), values.get("my_notes")
        if not isinstance(key, str):
            continue
        if isinstance(text, str) and values.get("part"):
            found[key] = _continued(found.get(key, Known()), text)
        elif isinstance(text, str):
            found[key] = _heard(_changed(found.get(key, Known()), text, values), values)
        elif "said" in values:
            found[key] = _heard(found.get(key, Known()), values)
        elif values.get("hash") and key in found:
            found[key] = found[key]._replace(joined=False, pending=False)
    return found


def _continued(known: Known, text: str) -> Known:
    carried = known.carried
    longer = carried._replace(my_notes=carried.my_notes + text)
    return known._replace(states=(*known.states[:-1], longer))


def _changed(known: Known, text: str, values: Mapping[str, Any]) -> Known:
    state = Carried(text, _tags(values.get("tags")) or ())
    return known._replace(
        states=(*known.states, state), joined=bool(values.get("joined")), pending=True
    )


def _heard(known: Known, values: Mapping[str, Any]) -> Known:
    mod, said, base = values.get("mod"), values.get("said"), values.get("base")
    guid = values.get("guid")
    is_token = isinstance(base, list) and len(cast("list[object]", base)) <= TOKEN_PARTS
    word = Spoken(
        voice=values.get("voice"),
        mod=mod if isinstance(mod, int) else 0,
        said=said if isinstance(said, str) else None,
        tags=_tags(values.get(OWN, values.get("tags"))),
        base=tuple(map(str, cast("list[object]", base))) if is_token else None,
        place=len(known.states) - 1,
        guid=guid if isinstance(guid, str) else None,
    )
    return known._replace(words=(*known.words, word))


def _tags(told: object) -> tuple[str, ...] | None:
    return tuple(map(str, cast("list[object]", told))) if isinstance(told, list) else None


def drafts(note: str, now_carried: Carried, word: Mapping[str, object]) -> Iterator[Draft]:
    """Write what a note carries as events, a long text as several; `word` goes into the first."""
    text = now_carried.my_notes
    # Two lists of tags leave no room for text.
    first = 0 if OWN in word else _PART
    more: Mapping[str, object] = {"tags": list(now_carried.tags), **word}
    starts = [0, *range(first, len(text), _PART)]
    for part, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True)):
        values: dict[str, object] = {"key": note, "my_notes": text[start:end], "source": "anki"}
        yield Draft(Kind.NOTE, data=values | (more if not part else {"part": part}))


def word_draft(note: str, tags: Iterable[str], word: Mapping[str, object], name: bytes) -> Draft:
    """Write a word that changes nothing of what is carried as an event."""
    data = {"key": note, OWN: list(tags), "source": "anki", **word}
    return Draft(Kind.NOTE, data=data, id=name)
