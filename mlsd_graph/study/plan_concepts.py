"""The concepts of a plan one by one: why each is in scope, and its recall now and on the date."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from mlsd_graph.clean import clean_line
from mlsd_graph.content.records import STEP_TITLES
from mlsd_graph.quantity import quantity
from mlsd_graph.study.plan_cases import case_reason
from mlsd_graph.study.plan_text import range_text

if TYPE_CHECKING:
    from mlsd_graph.study.outlook import Outlook

Title = Callable[[str], str]
HEAD = ("now → on the date (range)", "concept", "why")


def concept_rows(found: "Outlook", title: Title) -> Iterator[tuple[str, str, str]]:
    """Recall, title and reason of each page in scope; those of most case studies first."""
    standing = dict.fromkeys(found.left_out, "left out; ")
    standing |= dict.fromkeys(found.in_part, "in part; ")
    standing |= dict.fromkeys(found.assumed, "taken as known; ")
    for id_, expected in found.concepts.items():
        probed = "missed in a mock interview, asked first; " if id_ in found.missed else ""
        said = probed + standing.get(id_, "") + reason(found, id_, title)
        yield range_text(expected), clean_line(title(id_)), said


def concept_lines(found: "Outlook", title: Title) -> list[str]:
    """Write them as a table."""
    rows = [HEAD, *concept_rows(found, title)]
    wide = [max(len(row[column]) for row in rows) for column in range(2)]
    return [f"{row[0]:<{wide[0]}}  {row[1]:<{wide[1]}}  {row[2]}" for row in rows]


def reason(found: "Outlook", page: str, title: Title) -> str:
    """Why a page is in scope: what uses it most, or what rests on it."""
    why = found.scope.pages[page]
    if why.uses:
        use, cases = why.uses[0], quantity(len(why.cases), "case study", "case studies")
        return f"{cases}, most of all {clean_line(title(use.case))}, “{STEP_TITLES[use.step]}”"
    if why.needed_by:
        more = len(why.needed_by) - 1
        others = f" and {more} more" if more else ""
        return f"{clean_line(title(why.needed_by[0]))}{others} rests on it"
    if page in found.scope.cases:
        return f"a case study in scope: {case_reason(found.scope, page)}"
    return "part of every answer"
