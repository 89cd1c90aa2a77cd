"""Mock interviews of a learner: the case studies, interviews under way, attempts and reports."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.content.records import PageKind, Step
from mlsd_graph.errors import UsageError
from mlsd_graph.interview import record
from mlsd_graph.interview.agenda import LONGEST, MINUTES, SHORTEST, budgets, turns
from mlsd_graph.interview.brief import Brief, brief
from mlsd_graph.interview.questions import MOST
from mlsd_graph.interview.record import Attempt, attempts
from mlsd_graph.interview.report import Report, report
from mlsd_graph.interview.run import Run
from mlsd_graph.interview.saving import Saved, read
from mlsd_graph.store import Draft, Kind, Store, new_id
from mlsd_graph.study.known import assumed
from mlsd_graph.study.known import ready as readiness_of
from mlsd_graph.study.sitting import Sitting, Ticker, drafts

if TYPE_CHECKING:
    from mlsd_graph.content import Library
    from mlsd_graph.study.study import Study


class Terms(NamedTuple):
    """How an interview shall be held."""

    minutes: int = MINUTES
    steps: tuple[Step, ...] = ()
    """Empty for all seven."""
    fixed: Mapping[Step, int] = {}
    """Minutes of single steps."""
    mark_at_once: bool = False
    """Mark each step before the next; otherwise all at the end, as in the room."""
    questions: int = MOST
    """At most, for each step."""


class CaseRow(NamedTuple):
    """One case study, as the list of them shows it."""

    case: str
    title: str
    level: str
    readiness: float
    """0 to 1, as are those of the steps."""
    steps: Mapping[Step, float]
    weakest: str
    """Title of the concept that costs the most readiness; empty where it uses nothing."""
    attempts: tuple[Attempt, ...]
    """Oldest first."""
    open: Run | None
    """An interview under way."""
    uses: int = 0
    """Concepts that it uses at the level of a target."""
    assumed: int = 0
    """Those of them that count as known from placement."""


def case_brief(library: "Library", name: str) -> Brief:
    """Read a case study for an interview.

    Raises:
        UnknownIdError: There is no such page; the nearest ids are proposed.
        UsageError: It is no case study, or it has no steps.
    """
    page = library.page(name)
    if page.head.kind is not PageKind.CASE_STUDY:
        raise UsageError(
            f"{page.head.id} is a {page.head.kind.replace('-', ' ')}, no case study.",
            "`mlsd interview` lists the case studies.",
        )
    found = brief(page, library.pages, library.aliases)
    if not found.parts:
        raise UsageError(f"{page.head.id} has no steps.", f"See `mlsd check {page.head.path}`.")
    return found


def begin(study: "Study", name: str, terms: Terms, ticker: Ticker) -> Sitting:
    """Begin an interview; its clock stands until `go_on`.

    Raises:
        UnknownIdError, UsageError: As `case_brief`; or the minutes or steps cannot be.
        NotSavedError: The disk refused.
    """
    found = case_brief(study.library, name)
    steps = tuple(part.step for part in found.parts if part.step in (terms.steps or Step))
    if not steps:
        raise UsageError(f"{found.case} has none of these steps.")
    weights = {step: minutes for step, minutes in found.minutes.items() if step in steps}
    run = Run(
        id=new_id(study.now().ms).hex(),
        case=found.case,
        turns=turns(steps, mark_at_once=terms.mark_at_once),
        budgets=budgets(_allowed(terms.minutes), weights, terms.fixed),
    )
    study.store.append([Draft(Kind.INTERVIEW, data=record.begun(run))])
    asked = _asked(known_attempts(study.store), found.case)
    sitting = Sitting(study, found, run, ticker, asked=asked, most=terms.questions)
    sitting.save()
    return sitting


def resume(study: "Study", saved: Saved, ticker: Ticker, questions: int = MOST) -> Sitting:
    """Go on with an interview; its clock stands until `go_on`.

    Raises:
        UnknownIdError, UsageError: The case study has gone, or has lost a step meanwhile.
    """
    run = saved.run
    found = case_brief(study.library, run.case)
    lost = [step for step in run.steps if step not in found.minutes]
    if lost:
        raise UsageError(
            f"{run.case} no longer has the step {lost[0].value}.", "Begin anew with --new."
        )
    asked = _asked(known_attempts(study.store), run.case)
    return Sitting(study, found, run, ticker, asked=asked, saves=saved.saves, most=questions)


def under_way(study: "Study", case: str = "") -> list[Saved]:
    """Find the interviews that can be resumed, the newest first, of one case study or of all.

    Their drafts count; one whose draft was lost is made again from the log.
    """
    store = study.store
    held = {attempt.run: attempt for attempt in known_attempts(store)}
    waiting = {run for run, attempt in held.items() if not attempt.ended}
    found: dict[str, Saved] = {}
    for saved in _drafted(study):
        if saved.run.id in waiting:
            found[saved.run.id] = saved
    for run, attempt in reversed(held.items()):
        if run in waiting and run not in found and attempt.spent and attempt.budgets:
            found[run] = Saved(record.rebuilt(attempt, notes_of(store, run)), 0)
    every = sorted(found.values(), key=lambda saved: -held[saved.run.id].at)
    return [saved for saved in every if saved.run.turn and case in ("", saved.run.case)]


def drop(study: "Study", run: str, case: str) -> None:
    """Show an interview no more: not in lists, reports or probes; the log keeps its events."""
    study.store.append([Draft(Kind.INTERVIEW, data=record.dropped(run, case))])
    drafts(study).remove(run)


def known_attempts(store: Store) -> list[Attempt]:
    """Read all interviews from the log, oldest first, without dropped ones."""
    events = store.events(kinds=(Kind.INTERVIEW,))
    return attempts((event.at, event.offset, event.values) for event in events)


def newest_act(store: Store) -> Attempt | None:
    """Find the interview that the last act in the log belongs to; None after any other act."""
    own = (Kind.INTERVIEW, Kind.SAID)
    events = store.events(kinds=own)
    if not events or store.has_others(own, events[-1].at):
        return None
    run = events[-1].values.get("run")
    return next((each for each in known_attempts(store) if each.run == run), None)


def notes_of(store: Store, run: str) -> dict[Step, str]:
    """Read what was typed in an interview, as far as its steps were finished."""
    return record.notes((event.values for event in store.events(kinds=(Kind.SAID,))), run)


def reports(study: "Study", name: str) -> list[Report]:
    """Report on all marked interviews of a case study, oldest first; raises as `case_brief`."""
    found = case_brief(study.library, name)
    of_case = [each for each in known_attempts(study.store) if each.case == found.case]
    marked = [each for each in of_case if each.marked_by]
    worth, credited = study.graph.uses_of(found.case), study.settings.credit != "off"
    return [
        report(attempt, marked[:number], found, study.page_recall, worth, credited=credited)
        for number, attempt in enumerate(marked)
    ]


def case_rows(study: "Study") -> list[CaseRow]:
    """List all case studies with readiness and attempts, in content order."""
    by_case: dict[str, list[Attempt]] = {}
    for attempt in known_attempts(study.store):
        by_case.setdefault(attempt.case, []).append(attempt)
    opened: dict[str, Run] = {}
    for saved in under_way(study):
        opened.setdefault(saved.run.case, saved.run)
    of_case, taken = readiness_of(study), assumed(study)
    rows: list[CaseRow] = []
    for case in study.graph.by_kind[PageKind.CASE_STUDY]:
        head, ready = study.library.pages[case], of_case(case)
        weakest = study.library.title(ready.weakest[0][0]) if ready.weakest else ""
        used = [concept for concept, _ in ready.weakest]
        rows.append(
            CaseRow(
                case=case,
                title=head.title,
                level=head.level,
                readiness=ready.value,
                steps=ready.steps,
                weakest=weakest,
                attempts=tuple(by_case.get(case, ())),
                open=opened.get(case),
                uses=len(used),
                assumed=sum(concept in taken for concept in used),
            )
        )
    return rows


def _drafted(study: "Study") -> Iterable[Saved]:
    folder = drafts(study)
    for name in folder.names():
        text = folder.read(name)
        try:
            saved = read(text or "")
        except ValueError:
            # A file that a hand or a disk has spoiled; the log has what was finished.
            continue
        if saved.run.id == name:
            yield saved


def _asked(every: Sequence[Attempt], case: str) -> Counter[str]:
    """Count how often each card was asked in earlier interviews on a case study."""
    cards = (each.asked.values() for each in every if each.case == case)
    return Counter(uid for steps in cards for asked in steps for uid in asked)


def _allowed(minutes: int) -> int:
    if not SHORTEST <= minutes <= LONGEST:
        raise UsageError(
            f"An interview takes {SHORTEST} to {LONGEST} minutes, not {minutes}.",
            f"{MINUTES} are usual.",
        )
    return minutes
