"""The kind of a card follows from the form of its answer."""

import re
from typing import NamedTuple

from mlsd_graph.content.records import CardKind, Estimate

_TYPED = re.compile(r"`[^`\n]{1,200}`(?:[ \t]*,?[ \t\n]*`[^`\n]{1,200}`){0,30}[ \t]*\.?")
_SPAN = re.compile(r"`([^`\n]{1,200})`")
_NUMBER = r"[~≈]?[ ]?([-−]?\d[\d,]{0,30}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?)"
# A unit does not start like the second half of a range: `10–20 GB`, `10 to 20 GB`, `10 - 20 GB`.
_UNIT = r"(?![ ]?[-–—−±]|[ ]?to[ ]|\d)[ ]?([^\s`\d][^`\n]{0,60}?)"
_SHAPE = rf"{_NUMBER}{_UNIT}[ ]*`=[ ]*([^`\n]{{1,400}})`"
_ESTIMATE = re.compile(_SHAPE)
ESTIMATE = re.sub(r"(?<!\\)\((?!\?)", "(?:", _SHAPE)
"""The pattern of an estimate's start, without groups."""
_LOOKS_ESTIMATED = re.compile(r"`=[ ][^`\n]{0,400}`|`=[^=`\n][^`\n]{0,400}`")
_ORDERED_ITEM = re.compile(r"\d{1,3}[.)][ \t]+(?=\S)")
_TASK_ITEM = re.compile(r"[-*+][ \t]+\[[ xX]\][ \t]+(?=\S)")


class Form(NamedTuple):
    """What the form of an answer says."""

    kind: CardKind
    accepted: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    estimate: Estimate | None = None
    problem: str = ""
    """Why the answer is neither one kind nor another; empty where it is fine."""


_PLAIN = Form(CardKind.BASIC)
_BROKEN_ESTIMATE = Form(
    CardKind.ESTIMATE,
    problem="An answer with `` `= …` `` must start with one number and its unit.",
)


def form(answer: str, *, listed: bool, within: float = 0.0) -> Form:
    """Read the form of an answer; `listed` says that it starts on the line below `A:`."""
    if listed:
        for kind, item in ((CardKind.ORDERED, _ORDERED_ITEM), (CardKind.EXPLAIN, _TASK_ITEM)):
            if item.match(answer) and (items := _items(answer, item)):
                return Form(kind, items=items)
    if "`" not in answer:
        return _PLAIN
    if answer[0] == "`" and _TYPED.fullmatch(answer):
        spans = tuple(dict.fromkeys(span.strip() for span in _SPAN.findall(answer)))
        if not any(span.startswith("=") for span in spans):
            return Form(CardKind.TYPED, accepted=tuple(span for span in spans if span))
    if found := _ESTIMATE.match(answer):
        value = float(found[1].replace(",", "").replace("−", "-"))
        estimate = Estimate(value, found[2].strip(), found[3].strip(), within or 2.0)
        return Form(CardKind.ESTIMATE, estimate=estimate)
    if "`=" in answer and _LOOKS_ESTIMATED.search(answer):
        return _BROKEN_ESTIMATE
    return _PLAIN


def _items(answer: str, item: re.Pattern[str]) -> tuple[str, ...]:
    """Split a list at its items; empty where the answer holds anything beside the list."""
    items: list[list[str]] = []
    blank = False
    for line in answer.split("\n"):
        if found := item.match(line):
            items.append([line[found.end() :]])
        elif not line.strip():
            blank = True
            continue
        elif line[0] in " \t" or not blank:
            items[-1].append(line.strip())
        else:
            return ()
        blank = False
    return tuple("\n".join(lines).strip() for lines in items)
