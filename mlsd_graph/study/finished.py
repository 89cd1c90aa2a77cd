"""What is said of a day that has no card left, although more may be due, or none that is new."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlsd_graph.study.views import Today

INTERVIEW_TODAY = "The interview is today: what is due is asked, and nothing new. Good luck."
_LIMITS = {"reviews_per_day": "reviews", "minutes_per_day": "minutes"}


def nothing_text(today: "Today", more: str) -> str:
    """Say that nothing is left for today, and what is due beyond it; `more` goes on with a plan."""
    if today.beyond:
        return beyond_text(today, more)
    if today.plan is not None:
        return f"Plan done for today, and nothing else is due; {more}."
    return "Nothing is due now."


def beyond_text(today: "Today", more: str) -> str:
    """Say what is due beyond today's plan or limits, and once these are done how to go on.

    Empty where nothing is.
    """
    if not today.beyond:
        return ""
    count = f"{today.beyond} more {'card is' if today.beyond == 1 else 'cards are'} due"
    limit = _LIMITS.get(today.limit)
    if today.due + today.new:
        return f"{count} beyond today's {'limits' if limit else 'plan'}."
    if limit is None:
        return f"Plan done for today; {count}: {more}."
    raised = f"`mlsd set {today.limit} N` raises it"
    return f"Today's limit of {limit} is reached; {count}: {raised}."
