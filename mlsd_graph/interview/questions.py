"""What the interviewer asks back: questions that the content holds, chosen by the notes.

First the case study's own cards that belong to the step, those on what the notes leave out in
front, in turn with the other side of a contrast that the notes bring in. Where these are few, a
card of a concept that the checklist names and the notes do not. Among equals, what was asked least
in earlier interviews, then what is recalled worst. The `explain` card that
touches most steps closes the interview.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from mlsd_graph.content.records import Card, CardKind, Step
from mlsd_graph.interview.brief import Brief, Item, Part
from mlsd_graph.interview.covering import covered
from mlsd_graph.interview.wording import Shared, rarity, shared, stems

MOST = 3
"""Questions for each step."""
_FEWEST = 2
"""Up to this many questions come from concepts, which speak of other systems."""
_SPOKEN = frozenset(
    {CardKind.BASIC, CardKind.TYPED, CardKind.ESTIMATE, CardKind.ORDERED, CardKind.EXPLAIN}
)
"""Kinds of card that can be asked aloud, without a drawing or a gap."""
_TELLING = 3
"""Shared words by which a card belongs to a step."""
_LIKE = 0.4
"""Score from which it does, tuned by eye on the shipped case studies."""
_ABOUT = 2
"""Shared words by which a card of a step is about an item."""
_UNKNOWN = 0.5
"""Recall that a card never graded is taken to have, between what slips and what holds."""


class Question(NamedTuple):
    """One question of the interviewer."""

    card: str
    """Uid of the card that it comes from."""
    text: str
    """Markdown."""
    answer: str
    """Markdown."""
    why: str
    """Why it was chosen, for after the answer: it may name what was to be found."""


class Sources(NamedTuple):
    """Where questions come from, and what decides among them."""

    cards: Callable[[str], Sequence[Card]]
    """Of a concept."""
    contrasts: Callable[[str], Mapping[str, Card]]
    """Of a concept: the other side → the card of that contrast."""
    title: Callable[[str], str]
    recall: Callable[[str], float | None]
    """Of a card now; None if it was never graded."""
    asked: Mapping[str, int]
    """How often a card was asked in earlier interviews."""

    def rank(self, card: Card) -> tuple[int, float]:
        """Order cards: asked least first, then recalled worst."""
        recall = self.recall(card.uid)
        return self.asked.get(card.uid, 0), _UNKNOWN if recall is None else recall


def follow_ups(  # noqa: PLR0913  the interview so far
    brief: Brief,
    step: Step,
    notes: str,
    sources: Sources,
    *,
    used: Collection[str] = (),
    most: int = MOST,
) -> tuple[Question, ...]:
    """Choose what to ask after a step; `used` are cards that this interview has asked already."""
    part = brief.part(step)
    said = covered(part.items, notes)
    missing = [item for item in part.items if item.concept not in said]
    ending = {question.card for question in closing(brief)}
    belonging = assigned(brief, [card for card in brief.cards if card.uid not in ending])[step]
    chosen: dict[str, Question] = {}
    turns = zip_longest(
        _own(part, belonging, missing, notes, sources), _contrasted(part, said, sources)
    )
    _take(chain.from_iterable(turns), chosen, used, most)
    if len(chosen) < _FEWEST:
        _take(_elsewhere(part, missing, notes, sources), chosen, used, min(_FEWEST, most))
    return tuple(chosen.values())


def closing(brief: Brief) -> tuple[Question, ...]:
    """Take the question that ends the interview: the `explain` card that touches most steps."""
    explain = [card for card in brief.cards if card.kind is CardKind.EXPLAIN]
    if not explain:
        return ()
    texts = [stems(_text(part)) for part in brief.parts]
    weights = rarity(texts)

    def touched(card: Card) -> int:
        words = stems(f"{card.question} {card.answer}")
        return sum(1 for text in texts if shared(words, text, weights).words)

    return (_question(max(explain, key=touched), "it sums up the whole design"),)


def assigned(brief: Brief, own: Sequence[Card]) -> dict[Step, list[Card]]:
    """Give each spoken card of the case study to the step whose text it shares most with."""
    texts = {part.step: stems(_text(part)) for part in brief.parts}
    weights = rarity(list(texts.values()))
    found: dict[Step, list[Card]] = {step: [] for step in texts}
    for card in own:
        if card.kind not in _SPOKEN:
            continue
        words = stems(f"{card.question} {card.answer}")
        likeness = {step: shared(words, text, weights) for step, text in texts.items()}
        step = max(likeness, key=lambda s: likeness[s].score, default=None)
        if step is not None and _is_enough(likeness[step]):
            found[step].append(card)
    return found


def _is_enough(likeness: Shared) -> bool:
    return likeness.score >= _LIKE and len(likeness.words) >= _TELLING


def _own(
    part: Part,
    belonging: Sequence[Card],
    missing: Sequence[Item],
    notes: str,
    sources: Sources,
) -> Iterator[Question]:
    """Ask the step's cards, those on something that the notes leave out first."""
    ranked: list[tuple[bool, tuple[int, float], Question]] = []
    for card in belonging:
        item = _missed(card, part, missing) if notes.strip() else None
        if item is None:
            why = "it is about this step of the case"
        else:
            why = f"your notes leave out {sources.title(item.concept)}"
        ranked.append((item is None, sources.rank(card), _question(card, why)))
    yield from (question for _, _, question in sorted(ranked, key=lambda each: each[:2]))


def _missed(card: Card, part: Part, missing: Sequence[Item]) -> Item | None:
    """Find the item that a card is about, by words that tell it from the step's others."""
    words = stems(f"{card.question} {card.answer}")
    wanted = {item.concept: stems(item.text) for item in part.items}
    weights = rarity(list(wanted.values()))
    near = [(shared(words, wanted[item.concept], weights), item) for item in missing]
    near = [pair for pair in near if len(pair[0].words) >= _ABOUT]
    return max(near, key=lambda pair: pair[0].score)[1] if near else None


def _contrasted(part: Part, said: Mapping[str, str], sources: Sources) -> Iterator[Question]:
    """Challenge what the notes bring in with one thing it is confused with or traded against."""
    for item in part.items:
        if item.concept not in said or not (pairs := sources.contrasts(item.concept)):
            continue
        other, card = min(pairs.items(), key=lambda pair: sources.rank(pair[1]))
        one, two = sources.title(item.concept), sources.title(other)
        text = f"You bring in {one}. What decides between it and {two}, and what does each cost?"
        yield Question(card.uid, text, card.answer, f"your notes bring in {one}")


def _elsewhere(
    part: Part, missing: Sequence[Item], notes: str, sources: Sources
) -> Iterator[Question]:
    """Ask about items that are left out by the card of their concept nearest to the step."""
    model = stems(part.model)
    ranked: list[tuple[tuple[int, float], Question]] = []
    for item in missing:
        cards = [card for card in sources.cards(item.concept) if card.kind in _SPOKEN]
        if not cards:
            continue
        words = {card.uid: stems(card.question) for card in cards}
        flat = dict.fromkeys(model, 1.0)
        card = max(cards, key=lambda c: shared(model, words[c.uid], flat).score)
        title = sources.title(item.concept)
        why = f"your notes leave out {title}" if notes.strip() else f"the step rests on {title}"
        question = Question(card.uid, f"Another system. {card.question}", card.answer, why)
        ranked.append((sources.rank(card), question))
    yield from (question for _, question in sorted(ranked, key=lambda each: each[0]))


def _take(
    questions: Iterable[Question | None],
    chosen: dict[str, Question],
    used: Collection[str],
    most: int,
) -> None:
    for question in questions:
        if len(chosen) >= most:
            return
        if question is not None and question.card not in used:
            chosen.setdefault(question.card, question)


def _question(card: Card, why: str) -> Question:
    return Question(card.uid, card.question, card.answer, why)


def _text(part: Part) -> str:
    return "\n".join([part.model, *(item.text for item in part.items)])
