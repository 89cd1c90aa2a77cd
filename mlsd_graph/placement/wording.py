"""Why a question is asked, what an answer said and what came out, in plain sentences."""

from mlsd_graph.clean import clean_line
from mlsd_graph.graph import Graph
from mlsd_graph.memory.state import Rating
from mlsd_graph.percent import percent
from mlsd_graph.placement.checks import FEWEST_ANSWERS, Course
from mlsd_graph.placement.result import Counts, Result
from mlsd_graph.placement.said import Said
from mlsd_graph.placement.sitting import MOST_QUESTIONS, Question
from mlsd_graph.placement.standing import Standing
from mlsd_graph.quantity import quantity

INTRODUCTION = (
    f"Up to {MOST_QUESTIONS} questions, each a real card, find out roughly what you know already. "
    "Answer aloud, look, and grade yourself: the grade is the card's own first review. What your "
    "answers say of concepts that were not asked only decides what is opened, put off and checked: "
    "a real card checks each of them within about two weeks, or as fast as half of a plan's "
    "minutes allows, and the first failure ends it."
)
_ANSWERS = {
    Rating.AGAIN: "Not known",
    Rating.HARD: "Partly known",
    Rating.GOOD: "Known",
    Rating.EASY: "Known at once",
}


def why(graph: Graph, question: Question) -> str:
    """Say why a question is asked."""
    names = _listed(graph, question.nearest)
    tells = f" Its answer tells most about {names}." if names else ""
    rest = len(graph.dependents(question.concept))
    on_it = f", and {quantity(rest, 'concept rests', 'concepts rest')} on it" if rest else ""
    return f"Why this: it is {percent(question.belief)} likely that you know it{on_it}.{tells}"


def told(graph: Graph, said: Said, rating: Rating) -> str:
    """Say what an answer said about other concepts."""
    title = _title(graph, said.concept)
    if title is None:
        return f"{_ANSWERS[rating]}. The content no longer has this concept."
    own = f"{_ANSWERS[rating]}: {title}, {percent(said.before)} → {percent(said.after)}."
    if not said.moved:
        return f"{own} It says little about other concepts."
    moved = "; ".join(
        f"{_title(graph, m.concept)} ({m.relation}) {percent(m.before)} → {percent(m.after)}"
        for m in said.moved
    )
    others = said.likelier + said.less - len(said.moved)
    more = f"; and {quantity(others, 'other')}" if others > 0 else ""
    return f"{own} {'Likelier' if said.likelier >= said.less else 'Less likely'}: {moved}{more}."


def outcome(result: Result) -> list[str]:
    """Say what comes out of a test, and how the checks will come; a table by domain at the end."""
    known, check, learn = result.total
    every = quantity(known + check + learn, "concept")
    lines = [
        f"Roughly: {known} known, {check} to check, {learn} to learn of {every}.",
        "Rough means that two or three of ten may be misplaced.",
    ]
    if result.hurried:
        few = (
            f"After fewer than {FEWEST_ANSWERS} answers nothing counts as known but what was asked."
        )
        lines.append(few)
    if result.course:
        lines.append(
            f"{quantity(result.checks, 'concept was', 'concepts were')} not asked. "
            f"{coming(result.course)} A check passed confirms its concept; the first one failed "
            "brings it, and what rests on it, back among the new ones."
        )
    return [*lines, "", *table(result)]


def coming(found: Course) -> str:
    """Say how many checks a day will come, and until when."""
    a_day = f"{_span(found.least, found.most, 'check')} a day"
    days = _span(found.days, found.longest, "day")
    if not found.minutes:
        since = f"From {_first_day(found)} on"
        return f"{since} about {a_day}, for {days}, those first on which most rests."
    if not found.many:
        checks = quantity(found.waiting, "check comes", "checks come")
        if found.later == found.waiting:
            return f"Your plan needs none of what waits: {checks} after its date."
        return f"Your plan has no room for checks before its date: {checks} after it."
    room = (
        f"Half of your plan's {quantity(found.minutes, 'minute')} a day has room for about "
        f"{a_day}, those first on which most rests:"
    )
    wanted = found.waiting - found.later
    if found.few == wanted:
        others = f" The plan does not need the other {found.later}: they come after its date."
        begin = f"from {_first_day(found)} on"
        return f"{room} {days} {begin}.{others if found.later else ''}"
    all_or = f"{_span(found.few, found.many)} of {wanted} come before the date."
    guess = "The others stay guesses until they are checked, and come after it."
    return f"{room} {all_or} {guess}"


def _first_day(found: Course) -> str:
    return "today" if found.today else "tomorrow"


def _span(low: int, high: int, one: str = "") -> str:
    said = quantity(high, one) if one else str(high)
    return said if low == high else f"{low} to {said}"


def standing_line(found: Standing) -> str:
    """Say what has become of a result since: of what counts, and of what is to be checked."""
    confirmed, inferred = len(found.confirmed), len(found.assumed) - len(found.confirmed)
    doubtful = len(found.waiting) - sum(id_ in found.assumed for id_ in found.waiting)
    parts = [f"{confirmed} confirmed by an answer of yours"] if confirmed else []
    parts += [f"{inferred} inferred, still to check"] if inferred else []
    counted = quantity(len(found.assumed), "concept counts", "concepts count")
    lines = [f"Placed: {counted} as known{': ' if parts else ''}{', '.join(parts)}."]
    if doubtful:
        more = quantity(doubtful, "more is to check and counts", "more are to check and count")
        lines.append(f"{more} only after that.")
    if found.fallen:
        fell = quantity(len(found.fallen), "has fallen back", "have fallen back")
        lines.append(f"{fell} to the new ones.")
    return " ".join(lines)


def table(result: Result) -> list[str]:
    """Write the counts by domain, aligned."""
    width = max([6, *(len(clean_line(domain)) for domain in result.domains)])
    rows = [f"{'':{width}}  known  check  learn"]
    rows += [_row(clean_line(domain), c, width) for domain, c in result.domains.items()]
    return [*rows, _row("all", result.total, width)]


def _row(name: str, counts: Counts, width: int) -> str:
    return f"{name:{width}}  {counts.known:5}  {counts.check:5}  {counts.learn:5}"


def _title(graph: Graph, id_: str) -> str | None:
    page = graph.pages.get(id_)
    return clean_line(page.title) if page else None


def _listed(graph: Graph, ids: tuple[str, ...]) -> str:
    titles = [title for id_ in ids if (title := _title(graph, id_)) is not None]
    return " and ".join([", ".join(titles[:-1]), titles[-1]] if len(titles) > 1 else titles)
