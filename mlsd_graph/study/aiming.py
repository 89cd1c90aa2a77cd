"""Turns what a learner asks for into a target, or says plainly what is wrong with it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.errors import UsageError
from mlsd_graph.level import Level
from mlsd_graph.planning.scope import domains, in_focus
from mlsd_graph.planning.target import Target, checked, day_of, read_target

if TYPE_CHECKING:
    from mlsd_graph.graph import Graph
    from mlsd_graph.study.study import Study

USUAL_MINUTES = 30
_NEAR = 55


class Wish(NamedTuple):
    """What was given; None for what shall stay as it is."""

    interview: str | None = None
    """ISO date."""
    minutes: int | None = None
    level: str | None = None
    focus: Sequence[str] | None = None
    cases: Sequence[str] | None = None


def aim(study: "Study", wish: Wish) -> Target:
    """Find the target that a wish makes of the one in force; nothing is recorded.

    Raises:
        UsageError: Something given cannot be planned for, or there is no date yet.
        UnknownIdError: There is no such case study; the nearest ids are proposed.
    """
    today = study.now().day
    before = read_target(study.settings.interview)
    if before is not None and before.day <= today:
        before = None
    if wish.interview is None and before is None:
        raise UsageError("There is no date yet.", "Give one: --interview 2026-12-24.")
    day = before.day if before and wish.interview is None else day_of(wish.interview or "")
    minutes = study.settings.minutes_per_day or USUAL_MINUTES
    found = before or Target(today, day, minutes)
    since = found.since if day == found.day else today
    return checked(
        Target(
            since,
            day,
            found.minutes if wish.minutes is None else wish.minutes,
            found.level if wish.level is None else level_of(wish.level),
            found.focus if wish.focus is None else _focus(study.graph, wish.focus),
            found.cases
            if wish.cases is None
            else tuple(dict.fromkeys(map(study.case, wish.cases))),
        ),
        today,
    )


def level_of(text: str) -> Level:
    """Read a level; raises UsageError that names them all."""
    try:
        return Level(text.strip().lower())
    except ValueError as error:
        levels = ", ".join(Level)
        raise UsageError(f"There is no level {text!r}.", f"It is one of {levels}.") from error


def names(texts: Iterable[str]) -> list[str]:
    """Split what was given at commas and blanks."""
    parts = (part for text in texts for part in text.lower().replace(",", " ").split())
    return list(dict.fromkeys(parts))


def _focus(graph: "Graph", words: Sequence[str]) -> tuple[str, ...]:
    known = domains(graph)
    for word in words:
        if not any(in_focus(domain, word) for domain in known):
            raise UsageError(
                f"No case study has a product domain {word!r}.",
                f"{_nearest(word, known)}Domains: {', '.join(known) or 'none'}.",
            )
    return tuple(words)


def _nearest(word: str, known: Sequence[str]) -> str:
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only for a mistyped word

    parts = sorted({part for domain in known for part in (domain, *domain.split("-"))})
    near = process.extractOne(word[:80], parts, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f"Did you mean {near[0]}? " if near else ""
