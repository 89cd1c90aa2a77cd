"""The kind of a card follows from the form of its answer."""

import re
from typing import NamedTuple

from mlsd_graph.content.records import CardKind, Estimate

_TYPED = re.compile(r"`[^`\n]{1,200}`(?:[ \t]*,?[ \t\n]*`[^`\n]{1,200}`){0,30}[ \t]*\.?")
_SPAN = re.compile(r"`([^`\n]{1,200})`")
_NUMBER = r"[~≈]?[ ]?([-−]?\d[\d,]{0,30}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?)"
# A unit does not start like the second half of a range: `10–20 GB`, `10 to 20 GB`, `10 - 20 GB`.
_UNIT = r"(?![ ]?[-–—−±]|[ ]?to[ ]|\d)[ ]?([^\s`\d][^`\n]{0,60}?)"
ESTIMATE = rf"{_NUMBER}{_UNIT}[ ]*`=[ ]*([^`\n]{{1,400}})`"
"""The pattern of an estimate's start: number, unit and arithmetic."""
_ESTIMATE = re.compile(ESTIMATE)
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
    """Why the card cannot be asked so; empty where it is fine."""
    code: str = ""
    hint: str = ""


_PLAIN = Form(CardKind.BASIC)
_BROKEN_ESTIMATE = Form(
    CardKind.ESTIMATE,
    problem="An answer with `` `= …` `` must start with one number and its unit.",
    code="estimate-form",
    hint="Such as A: 102 GB `= 100e6*256*4/1e9`: …; or mark the card {.basic}.",
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
        estimate = Estimate(_number(found[1]), found[2].strip(), found[3].strip(), within or 2.0)
        return _doubted(estimate) or Form(CardKind.ESTIMATE, estimate=estimate)
    if "`=" in answer and _LOOKS_ESTIMATED.search(answer):
        return _BROKEN_ESTIMATE
    return _PLAIN


def plainly_comes_out(start: str) -> bool:
    """Tell whether an answer that starts as an estimate has the arithmetic of its number."""
    from mlsd_graph.content.arithmetic import comes_out  # noqa: PLC0415  only for estimates

    found = _ESTIMATE.match(start)
    try:
        return found is not None and comes_out(_number(found[1]), found[3].strip())
    except ValueError:
        return False


def _number(written: str) -> float:
    return float(written.replace(",", "").replace("−", "-"))


def _doubted(estimate: Estimate) -> Form | None:
    """Refuse a number that its own arithmetic does not give: it would be learned."""
    from mlsd_graph.content.arithmetic import comes_out, evaluate  # noqa: PLC0415  only for estimates

    value, unit, expression, _ = estimate
    try:
        if comes_out(value, expression):
            return None
        result = evaluate(expression)
    except ValueError as error:
        hint = "Use numbers, + - * / ** and parentheses."
        return Form(CardKind.ESTIMATE, problem=str(error), code="arithmetic-form", hint=hint)
    problem = f"The answer says {value:g} {unit}, the arithmetic gives {result:.4g}."
    hint = f"Correct the number or the arithmetic, which must come out in {unit}."
    return Form(CardKind.ESTIMATE, problem=problem, code="arithmetic", hint=hint)


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
