"""What the Stats mode counts, against counting one by one."""

from pathlib import Path

from answering import asked
from hand_clock import Clock
from hypothesis import given
from hypothesis import strategies as st
from lived_log import DAY, drafts, lived, page
from page_files import write_pages

from mlsd_graph.content.records import Step
from mlsd_graph.memory import Phase, Rating
from mlsd_graph.study import Study
from mlsd_graph.study.charts import STABILITY, binned, charts
from mlsd_graph.study.statistics import statistics
from mlsd_graph.study.streaks import FLOOR, Streak, forgiving_streak, longest_streak


def test_a_streak_forgives_one_day_in_seven_and_no_second() -> None:
    done = dict.fromkeys(range(100, 121), 9)
    assert forgiving_streak(done, 120) == Streak(21, 0, today=True)
    del done[112]
    assert forgiving_streak(done, 120) == Streak(20, 1, today=True)
    del done[105]
    assert forgiving_streak(done, 120) == Streak(19, 2, today=True)
    del done[106]
    assert forgiving_streak(done, 120) == Streak(13, 1, today=True)


def test_two_missed_days_in_a_row_end_a_streak() -> None:
    done = {120: 9, 117: 9, 116: 9}
    assert forgiving_streak(done, 120).days == 1


def test_today_is_still_open_and_a_few_reviews_are_no_day() -> None:
    assert forgiving_streak({119: 9, 118: 4, 117: 5}, 120) == Streak(2, 1, today=False)
    assert forgiving_streak({}, 120) == Streak(0, 0, today=False)


@given(st.dictionaries(st.integers(0, 40), st.integers(0, 12)), st.integers(0, 45))
def test_rests_never_outnumber_weeks(reviews: dict[int, int], today: int) -> None:
    found = forgiving_streak(reviews, today)
    assert found.rests <= (found.days + found.rests) // 7 + 1
    assert found.days <= sum(count >= 5 for count in reviews.values())


@given(st.dictionaries(st.integers(0, 60), st.integers(4, 6), max_size=60))
def test_the_longest_streak_is_the_longest_that_any_day_ended(reviews: dict[int, int]) -> None:
    ended = (forgiving_streak(reviews, day).days for day in range(62))
    assert longest_streak(reviews) == max(ended)


@given(st.lists(st.floats(0, 1000), max_size=30))
def test_bins_hold_every_value_once(values: list[float]) -> None:
    bins = binned(values, STABILITY)
    assert sum(bins.counts) == len(values)
    assert bins.counts[0] == sum(value < 1 for value in values)
    assert bins.counts[-1] == sum(value >= 365 for value in values)


def test_an_empty_log_has_empty_charts(study: Study) -> None:
    found = charts(study)
    assert (found.backlog, sum(found.answers), found.past) == (0, 0, {})
    assert found.retention[0].both.share is None
    assert set(found.domains.values()) == {0.0}


def test_charts_agree_with_the_statistics_and_the_log(
    study: Study, content: Path, clock: Clock
) -> None:
    write_pages(content, page(80))
    study.reload()
    clock.ms = lived(1, 1)[0][1][0][0] + 420 * DAY
    study.store.append([draft for draft in drafts(lived(80, 6)) if draft.when[0] < clock.ms])
    asked(study, Rating.GOOD)
    found = charts(study)
    stats = statistics(study.store, study.library, study.states, study.now(), study.recall)

    assert sum(found.past.values()) == sum(found.answers) == stats.reviews
    assert found.retention[-1].both.share == stats.retention
    assert found.retention[-1].mature.share == stats.mature_retention
    assert sum(hour.answers for hour in found.hours) == stats.reviews
    assert sum(hour.passed for hour in found.hours) == stats.reviews - found.answers[0]
    scheduled = sum(state.phase != Phase.NEW for state in study.states.values())
    assert found.backlog + sum(found.ahead.values()) == scheduled
    assert found.backlog > 0
    assert stats.backlog == found.backlog
    assert (stats.study_days, stats.rest_days) == found.streak[:2]
    assert stats.streak_floor == FLOOR
    assert found.today not in found.ahead or found.ahead[found.today] >= 0
    assert sum(found.stability.counts) == sum(state.reps > 0 for state in study.states.values())


def test_an_undone_grade_is_in_no_chart(study: Study) -> None:
    asked(study)
    study.undo()
    assert sum(hour.answers for hour in charts(study).hours) == 0


def test_mastery_by_step_rises_with_reviews(study: Study, content: Path) -> None:
    case = (
        "---\ntitle: The case\nkind: case-study\nquestion: Design it.\nlevel: core\n---\nA case.\n"
    )
    folder = content / "case-studies"
    folder.mkdir(exist_ok=True)
    text = f"{case}\n## Deploy and serve\nAsks for [[alpha]].\n"
    (folder / "the-case.md").write_text(text, encoding="utf-8")
    study.reload()
    assert charts(study).steps == {Step.SERVING: 0.0}
    for _ in range(4):
        asked(study, Rating.EASY)
    assert charts(study).steps[Step.SERVING] > 0.0


def test_late_learning_steps_stand_in_the_backlog_and_say_so(study: Study, clock: Clock) -> None:
    for uid in ("alpha/first", "beta/name"):
        study.answer(uid, Rating.AGAIN)
        clock.forward(minutes=1)
    clock.ms += 3 * DAY
    found = charts(study)
    assert (found.backlog, sum(found.ahead.values())) == (2, 0)
    assert study.today().learning == 2
    text = "between its learning steps, 3 days late"
    shown = study.next()
    assert shown is not None
    assert (shown.card.uid, shown.reason.text) == ("alpha/first", text)
    reason = study.info("beta/name").reason
    assert reason is not None
    assert reason.text == text
