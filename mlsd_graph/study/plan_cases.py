"""Why each case study is in the scope of a plan, in words and as plain values."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mlsd_graph.clean import clean_line
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from mlsd_graph.planning.scope import Scope

Title = Callable[[str], str]

_LISTED = 6
"""Case studies that are not in scope; more of them are counted."""
_UNCHOSEN = "neither a focus nor a case study was named"


def case_reason(scope: "Scope", case: str) -> str:
    """Say why one case study is in scope."""
    why = scope.reasons[case]
    parts = ["named"] if why.named else []
    for word, domain in why.fields:
        field = "its field" if word == domain else f"its field {domain}"
        by_name = f" and its name{_more(scope, word)}" if word in why.called else ""
        parts.append(f"{word}, by {field}{by_name}")
    return "; ".join(parts) or _UNCHOSEN


def case_reasons(scope: "Scope", title: Title) -> list[tuple[str, str]]:
    """(reason, case studies) of the scope, what counts most first; then what is not in it."""
    groups: dict[str, list[str]] = {}
    for case in sorted(scope.cases, key=lambda case: -scope.cases[case]):
        groups.setdefault(case_reason(scope, case), []).append(case)
    found = [(reason, _names(cases, title)) for reason, cases in groups.items()]
    if _UNCHOSEN in groups:
        found = [(_UNCHOSEN, quantity(len(scope.cases), "case study", "case studies"))]
    if scope.outside:
        few = len(scope.outside) <= _LISTED
        others = f"{len(scope.outside)} other case studies"
        found.append(("not in scope", _names(scope.outside, title) if few else others))
    return found


def case_values(scope: "Scope", case: str) -> dict[str, object]:
    """Write the reason for scripts."""
    why = scope.reasons[case]
    return {
        "named": why.named,
        "fields": [{"word": word, "domain": domain} for word, domain in why.fields],
        "in_name": list(why.called),
        "text": case_reason(scope, case),
    }


def _more(scope: "Scope", word: str) -> str:
    """Say that a case study counts more for its name, where others of the focus do not have it."""
    others = (why for why in scope.reasons.values() if not why.named)
    return ", so it counts more" if any(word not in why.called for why in others) else ""


def _names(cases: Sequence[str], title: Title) -> str:
    return ", ".join(clean_line(title(case)) for case in cases)
