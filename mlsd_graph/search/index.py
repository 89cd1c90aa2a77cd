"""Typo-tolerant search per keystroke over titles, aliases and card names.

A scan with rapidfuzz compares the query with every title: 0.2 s for 100,000. Here the words of the
query are compared with the vocabulary, which is far smaller than the titles; the titles that hold
the words found are counted, and only the best 200 are compared as a whole.
"""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.content.records import PageHead
from mlsd_graph.search.words import LONGEST_QUERY, plain

if TYPE_CHECKING:
    from mlsd_graph.content import Library

_CANDIDATES = 200
_PREFIXED = 60
"""Words taken of those that begin like a word of the query."""
_ALIKE = 12
_ALIKE_FROM, _STRONG_FROM = 65.0, 85.0
_STRONG, _WEAK = 2, 1
_WORD_BONUS = 10.0
"""Points per word held: tells apart what WRatio gives the same score."""
_MOST_WORDS = 8
_MOST_COUNTED = 15_000
"""Entries counted per query: bounds the time where a few words stand in most titles."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One page or card that was found."""

    id: str
    """A page's id or a card's uid."""
    title: str
    kind: str
    """The kind of the page or of the card."""
    score: float
    """Likeness with the words of the query that it holds, 0 to 100; falls with the rank."""


class _Entry(NamedTuple):
    text: str
    id: str
    title: str
    kind: str
    page: bool


class Index:
    """Words of titles, aliases and card names, and where they stand."""

    def __init__(self) -> None:
        self._entries: list[_Entry | None] = []
        self._by_page: dict[str, range] = {}
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        self._lengths: list[int] = []
        self._vocabulary: list[str] = []
        self._spelled: list[str] = []
        """The words without a digit: the only ones that a typo can have been meant for."""

    @classmethod
    def build(cls, library: "Library") -> "Index":
        """Index all pages and cards of a library."""
        return cls.of(library.pages.values())

    @classmethod
    def of(cls, pages: Iterable[PageHead]) -> "Index":
        """Index these pages and their cards."""
        index = cls()
        for page in pages:
            index._add(page)
        index._vocabulary = sorted(index._postings)
        index._spelled = [word for word in index._vocabulary if word.isalpha()]
        return index

    def update(self, library: "Library", changed: Iterable[str] | None = None) -> None:
        """Index the changed pages anew; an id that the library no longer has is forgotten.

        Without `changed`: the pages by which the library differs from the one it came from.
        """
        for page in library.changed if changed is None else changed:
            for position in self._by_page.pop(page, ()):
                # Its number stays in the postings: taking it out would cost a scan of each.
                self._entries[position] = None
            head = library.pages.get(page)
            if head is not None:
                for word in self._add(head):
                    insort(self._vocabulary, word)
                    if word.isalpha():
                        self._spelled.append(word)

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """Find pages and cards by words, typos forgiven; best first, each id once."""
        wanted = plain(query[:LONGEST_QUERY])
        if not wanted or limit < 1:
            return []
        found = self._candidates(wanted.split()[:_MOST_WORDS])
        best: dict[str, Hit] = {}
        for score, entry in self._compared(wanted, found):
            if entry.id not in best:
                best[entry.id] = Hit(entry.id, entry.title, entry.kind, score)
                if len(best) == limit:
                    break
        return list(best.values())

    def _add(self, page: PageHead) -> list[str]:
        """Append a page and its cards; return the words that are new."""
        start = len(self._entries)
        new: list[str] = []
        for entry in _entries(page):
            number = len(self._entries)
            self._entries.append(entry)
            self._lengths.append(len(entry.text))
            for word in set(entry.text.split()):
                places = self._postings[word]
                if not places:
                    new.append(word)
                places.append(number)
        self._by_page[page.id] = range(start, len(self._entries))
        return new

    def _candidates(self, words: Sequence[str]) -> list[tuple[int, float]]:
        """Return the entries that hold most of the words, of equals the shortest, and how many."""
        counted: Counter[int] = Counter()
        # Rare words first: where the budget ends, the common ones only tell between those found.
        for strong, weak in sorted(map(self._alike, words), key=self._spread):
            certain = self._standing(strong)
            likely = self._standing(weak) - certain
            if counted and len(counted) + len(certain) + len(likely) > _MOST_COUNTED:
                certain.intersection_update(counted)
                likely.intersection_update(counted)
            for places, weight in ((certain, _STRONG), (likely, _WEAK)):
                for _ in range(weight):  # counting is in C, adding a weight would not be
                    counted.update(places)
        enough = _threshold(counted)
        better = [number for number, count in counted.items() if count > enough]
        equal = [number for number, count in counted.items() if count == enough]
        equal.sort(key=self._lengths.__getitem__)
        found = better + equal[: _CANDIDATES - len(better)]
        return [(number, counted[number] / _STRONG) for number in found]

    def _standing(self, words: Iterable[str]) -> set[int]:
        """Return where any of the words stands, up to a bound."""
        places = chain.from_iterable(map(self._postings.__getitem__, words))
        return set(islice(places, _MOST_COUNTED))

    def _spread(self, matches: tuple[list[str], list[str]]) -> int:
        return sum(len(self._postings[word]) for word in chain(*matches))

    def _alike(self, word: str) -> tuple[list[str], list[str]]:
        """Return the words that are or begin like this one, and those that resemble it."""
        first = bisect_left(self._vocabulary, word)
        last = bisect_left(self._vocabulary, word + "\uffff", lo=first)
        strong = self._vocabulary[first : min(last, first + _PREFIXED)]
        weak: list[str] = []
        if word.isalpha():  # another number is no typo
            from rapidfuzz import fuzz, process  # noqa: PLC0415  20 ms that only a search pays

            for other, score, _ in process.extract(
                word, self._spelled, scorer=fuzz.ratio, limit=_ALIKE, score_cutoff=_ALIKE_FROM
            ):
                (strong if score >= _STRONG_FROM else weak).append(other)
        return strong, weak

    def _compared(
        self, wanted: str, found: Iterable[tuple[int, float]]
    ) -> list[tuple[float, _Entry]]:
        """Order the candidates by likeness to the whole query; of equals, pages and short ones."""
        from rapidfuzz import fuzz  # noqa: PLC0415  20 ms that only a search pays

        highest = 1 + _WORD_BONUS / 100 * len(wanted.split()[:_MOST_WORDS])
        ranked = [
            ((fuzz.WRatio(wanted, entry.text) + _WORD_BONUS * held) / highest, entry)
            for number, held in found
            if (entry := self._entries[number]) is not None
        ]
        ranked.sort(key=lambda it: (-it[0], not it[1].page, len(it[1].text)))
        return ranked


def _threshold(counted: Counter[int]) -> int:
    """Return the count from which on there are enough candidates."""
    total = 0
    for count, entries in sorted(Counter(counted.values()).items(), reverse=True):
        total += entries
        if total >= _CANDIDATES:
            return count
    return 1


def _entries(page: PageHead) -> Iterator[_Entry]:
    kind = page.kind.value
    texts = dict.fromkeys(plain(name) for name in (page.title, *page.aliases))
    yield from (_Entry(text, page.id, page.title, kind, page=True) for text in texts)
    for card in page.cards:
        yield _Entry(plain(card.name), card.uid, card.name, card.kind.value, page=False)
