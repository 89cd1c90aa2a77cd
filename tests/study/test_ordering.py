"""On request the graph orders new concepts once a learner's own first answers bear it out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hand_clock import Clock
from letters import aim
from page_files import write_pages
from small_design import case_study

from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import ReasonKind
from mlsd_graph.scheduling.say import Seen
from mlsd_graph.store import Draft, Kind
from mlsd_graph.study import Study, ordering
from mlsd_graph.study.charts import charts

PAGE = """---
title: {title}
kind: concept
level: core
steps: [serving]
---
{title} is one of many.
{needs}
## Sources
- Author (2020). [{title}](https://example.org/{title}). Venue.

## Cards

### First
Q: What is {title}, in a word?

A: Something.

### Second
Q: What is {title} for, in a word?

A: Something else.
"""
MANY = 8


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Pairs of concepts: by their names, what needs the other comes first."""
    folder = tmp_path / "pairs" / "concepts" / "serving"
    folder.mkdir(parents=True)
    for number in range(MANY):
        need = f"\n## Prerequisites\n- [[z{number}]]: It begins where the other ends.\n"
        for name, needs in ((f"a{number}", need), (f"z{number}", "")):
            text = PAGE.format(title=name.upper(), needs=needs)
            (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path / "pairs"


@pytest.fixture
def study(home: Paths, content: Path, clock: Clock) -> Iterator[Study]:
    opened = Study.open(home, [content], clock)
    opened.configure("new_per_day", "100")
    opened.configure("earned_order", "on")
    yield opened
    opened.close()


def fresh(study: Study) -> list[str]:
    """Pages of the new cards in line."""
    kinds = (ReasonKind.NEXT, ReasonKind.OPENS, ReasonKind.AHEAD)
    line = study.today().queue
    return [item.uid.partition("/")[0] for item in line if item.reason.kind in kinds]


def said(study: Study) -> tuple[str, str]:
    """Why the content orders new concepts, if it does, and what the statistics say of it."""
    queue = study._present.line.queue(study.now())
    return queue.world.overlay.by_content, study.stats().order


def followed(study: Study) -> Seen:
    """What the first answers say to an open study that follows them."""
    study.today()
    known = study._present.line._memo[ordering.__name__]
    assert isinstance(known, ordering._Followed)
    return known.firsts.seen


def fail_before_prerequisites(study: Study, times: int = 4) -> None:
    """Miss cards whose prerequisites were not met, and know those that need nothing."""
    for number in range(times):
        study.answer(f"a{number}/first", Rating.AGAIN)
        study.answer(f"z{MANY - 1 - number}/first", Rating.GOOD)


def test_a_beginner_follows_the_content_and_is_told_why(study: Study) -> None:
    assert fresh(study)[0] == "a0"
    shown = study.next()
    assert shown is not None
    assert shown.reason.text.startswith("next in the order of the content: ")
    assert shown.reason.edges == (("z0", "a0"),)
    assert study.stats().order == ""


def test_nobody_begins_in_the_order_of_the_content_unasked(study: Study) -> None:
    study.configure("earned_order", "off")
    assert fresh(study)[0].startswith("z")
    assert study.stats().order == ""


def test_what_fails_before_its_prerequisites_puts_them_first(study: Study) -> None:
    fail_before_prerequisites(study)
    assert fresh(study)[0].startswith("z")
    line = "failed 4 of 4 before prerequisites were met, 0 of 4 after"
    assert study.stats().order.endswith(line)
    assert study.stats().order.startswith("prerequisites first")
    assert charts(study).order == study.stats().order


def test_what_goes_as_well_without_leaves_the_order_to_the_content(study: Study) -> None:
    study.answer("z7/first", Rating.AGAIN)
    for number in range(6):
        study.answer(f"a{number}/first", Rating.GOOD)
    assert fresh(study)[0].startswith("a")
    assert "go as well before prerequisites are met" in study.stats().order


def test_an_undo_takes_back_what_an_answer_had_turned(study: Study) -> None:
    told: list[tuple[str, str]] = []
    for number in range(4):
        for uid, rating in ((f"a{number}", Rating.AGAIN), (f"z{MANY - 1 - number}", Rating.GOOD)):
            told.append(said(study))
            study.answer(f"{uid}/first", rating)
    assert told[0][0]
    assert not said(study)[0]
    for before in reversed(told):
        study.undo()
        assert said(study) == before


def test_a_later_run_goes_on_where_the_log_stands(
    study: Study, home: Paths, content: Path, clock: Clock
) -> None:
    for number in range(MANY):
        study.answer(f"a{number}/first", Rating.AGAIN)
        study.answer(f"z{MANY - 1 - number}/first", Rating.GOOD)
        again = Study.open(home, [content], clock)
        assert said(again) == said(study)
        again.close()


def test_switched_off_nothing_is_said(study: Study) -> None:
    study.answer("a0/first", Rating.AGAIN)
    assert study.stats().order
    study.configure("graph_order", "off")
    assert study.stats().order == ""
    assert fresh(study)[0] == "a1"


def test_under_a_plan_nothing_is_said_of_the_order(study: Study, content: Path) -> None:
    write_pages(content, {"case-studies/pair.md": case_study("Pair", "search", "a0", "a1")})
    study.reload()
    study.answer("a0/first", Rating.GOOD)
    assert study.stats().order
    aim(study)
    assert study.today().plan
    assert (study.stats().order, charts(study).order) == ("", "")
    study.undo()
    assert study.stats().order


def test_a_log_looked_at_to_its_limit_leaves_the_lead_to_the_graph(
    study: Study, home: Paths, content: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "MOST", 4)
    study.configure("probes", "off")  # begins to follow the log under that limit
    for number in range(4):
        assert said(study)[0]
        study.answer(f"a{number}/first", Rating.GOOD)
    assert not said(study)[0]
    again = Study.open(home, [content], clock)
    assert not said(again)[0]
    again.close()


def test_an_answer_dated_before_the_last_one_counts_once(
    study: Study, home: Paths, content: Path, clock: Clock
) -> None:
    ahead = (clock.ms + 2 * 3_600_000, clock.offset)
    study.store.append([Draft(Kind.REVIEW, "a0/first", rating=1, duration_ms=0, when=ahead)])
    study.today()
    for uid, rating in (("a0/first", 1), ("z7/first", 3), ("a1/first", 1), ("z6/first", 3)):
        study.answer(uid, Rating(rating))
        again = Study.open(home, [content], clock)
        assert said(study) == said(again)
        assert followed(study) == followed(again)
        again.close()


def test_new_cards_are_never_out_while_any_are_left(study: Study) -> None:
    asked: set[str] = set()
    while (shown := study.next()) is not None:
        asked.add(shown.card.uid)
        failed = shown.card.head.page.startswith("a") and shown.state is None
        study.answer(shown.card.uid, Rating.AGAIN if failed else Rating.EASY)
    assert len(asked) == 4 * MANY
