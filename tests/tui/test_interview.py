"""Cases and the mock interview in the app, at both sizes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from drawn_content import DRAWN
from flows import Driver, running
from page_files import write_pages
from textual import events
from textual.widgets import TextArea

from mlsd_graph.content.records import Step
from mlsd_graph.interview.agenda import Phase
from mlsd_graph.study import Study
from mlsd_graph.study.interviews import known_attempts, notes_of, under_way
from mlsd_graph.study.sitting import Sitting
from tui.screens.interview import InterviewScreen
from tui.screens.interview_report import InterviewReportScreen
from tui.widgets.checklist import Checklist
from tui.widgets.notes import Notes

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def content(content: Path) -> Path:
    return write_pages(content, DRAWN)


@asynccontextmanager
async def interviewing(
    home: Path, content: Path, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Driver]:
    """Run the app with an interview begun."""
    async with running(home, content, size=size) as app:
        await app.press("c")
        await app.press("enter")
        assert isinstance(app.app.screen, InterviewScreen)
        yield app


def sitting_of(app: Driver) -> Sitting:
    assert isinstance(app.app.screen, InterviewScreen)
    sitting = app.app.screen._sitting
    assert sitting is not None
    return sitting


async def written(app: Driver, text: str) -> None:
    """Type notes as a paste, which is one event."""
    app.app.screen.query_one(Notes).insert(text)
    await app.settle()


async def to_marking(app: Driver) -> None:
    await app.press("escape", "m")


@pytest.mark.parametrize("size", SIZES)
async def test_an_interview_begins_with_the_problem_and_a_clock(
    tmp_path: Path, content: Path, size: tuple[int, int]
) -> None:
    async with interviewing(tmp_path, content, size) as app:
        assert "Design an assistant that answers" in app.text
        assert "1/7 Clarify requirements" in app.text
        assert "of 45:00" in app.text
        assert isinstance(app.app.focused, Notes)


async def test_letters_are_notes_until_escape(tmp_path: Path, content: Path) -> None:
    async with interviewing(tmp_path, content) as app:
        await app.press("n", "q", "p")
        assert app.app.screen.query_one(Notes).text == "nqp"
        assert sitting_of(app).run.notes[Step.REQUIREMENTS] == "nqp"
        shown = await app.press("escape")
        assert "n Next" in shown


async def test_after_a_step_the_interviewer_asks_back(tmp_path: Path, content: Path) -> None:
    async with interviewing(tmp_path, content) as app:
        await written(app, "alpha and no more")
        shown = await app.press("escape", "n")
        assert "the interviewer asks back" in shown
        assert "model answer" not in shown
        assert app.app.screen.query_one(Notes).text == "alpha and no more\n"


@pytest.mark.parametrize("size", SIZES)
async def test_the_model_answer_stands_with_the_notes_and_the_checklist(
    tmp_path: Path, content: Path, size: tuple[int, int]
) -> None:
    async with interviewing(tmp_path, content, size) as app:
        await written(app, "my own words")
        await to_marking(app)
        for part in ("a model answer", "Your notes", "my own words", "[ ] Names it"):
            assert part in app.text
        lines = app.text.split("\n")
        beside = any("model answer" in line and "│" in line for line in lines)
        assert beside == (size[0] == 120)


async def test_a_diagram_with_a_fault_is_said_where_it_would_stand(
    tmp_path: Path, content: Path
) -> None:
    page = content / "case-studies" / "answering.md"
    text = page.read_text("utf-8").replace("{step=model}", "{step=requirements}")
    page.write_text(text.replace(":::index", ":::indx"), encoding="utf-8")
    async with interviewing(tmp_path, content) as app:
        await to_marking(app)
        shown = " ".join((await app.press("pagedown", "pagedown")).split())
        assert "This diagram cannot be drawn: “indx” is no kind of block." in shown


async def test_ticks_become_the_report(tmp_path: Path, content: Path) -> None:
    async with interviewing(tmp_path, content) as app:
        await written(app, "some notes")
        await to_marking(app)
        shown = await app.press("x", "enter")
        assert isinstance(app.app.screen, InterviewReportScreen)
        assert "1 of 3 said (33 %)" in shown
        assert "Review before the next one" in shown
        (attempt,) = known_attempts(app.study.store)
        assert attempt.ticked == {Step.REQUIREMENTS: ("alpha",)}
        assert notes_of(app.study.store, attempt.run) == {Step.REQUIREMENTS: "some notes"}
        shown = await app.press("q", "t")
        assert "missed in the interview on Answering" in shown.replace("\n", " ")


async def test_all_seven_steps_lead_to_marking_and_the_report(
    tmp_path: Path, content: Path
) -> None:
    async with interviewing(tmp_path, content) as app:
        while (turn := sitting_of(app).turn) is not None and turn.phase is not Phase.MARK:
            await app.press("escape", "n")
        for _ in Step:
            assert isinstance(app.app.focused, Checklist)
            await app.press("x", "x", "x", "enter")
        assert isinstance(app.app.screen, InterviewReportScreen)
        assert "21 of 21 said (100 %)" in app.text


async def test_leaving_keeps_notes_clock_and_place(tmp_path: Path, content: Path) -> None:
    async with interviewing(tmp_path, content) as app:
        await written(app, "half a thought")
        shown = await app.press("escape", "q")
        assert "● left" in shown
        shown = await app.press("enter")
        assert "half a thought" in shown
        assert sitting_of(app).run.notes[Step.REQUIREMENTS] == "half a thought"


async def test_the_clock_pauses_and_a_step_gets_more_time(tmp_path: Path, content: Path) -> None:
    async with interviewing(tmp_path, content) as app:
        shown = await app.press("escape", "p")
        assert "paused" in shown
        seconds = sitting_of(app).total()
        await app.press("plus")
        assert sitting_of(app).total() == seconds
        assert "of 46:00" in app.text
        assert "paused" not in await app.press("p")


async def test_facts_are_told_on_asking(tmp_path: Path, content: Path) -> None:
    async with interviewing(tmp_path, content) as app:
        assert "leaves that to you" not in app.text
        assert "The interviewer leaves that to you." in await app.press("escape", "f")


async def test_an_overrun_is_said_once(tmp_path: Path, content: Path) -> None:
    async with interviewing(tmp_path, content) as app:
        sitting = sitting_of(app)
        sitting.run = sitting.run.with_budget(Step.REQUIREMENTS, 60)
        watch = sitting.run.watch
        late = {Step.REQUIREMENTS: 75.0}
        sitting.run = replace(sitting.run, watch=watch._replace(spent=late))
        app.app.screen._tick()
        app.app.screen._tick()
        await app.settle()
        assert "over · " in app.text
        assert app.said.count("Time for this step is up.") == 1


async def test_a_pasted_megabyte_is_cut_and_harmless(tmp_path: Path, content: Path) -> None:
    async with interviewing(tmp_path, content) as app:
        notes = app.app.screen.query_one(Notes)
        notes.post_message(events.Paste("\x1b]0;owned\x07" + "word " * 200_000))
        await app.settle()
        assert len(notes.text) == 20_000
        assert "\x1b" not in notes.text
        assert "the rest was left out" in app.said


async def test_notes_are_saved_while_they_are_typed(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.interview._TYPING_SECONDS", 0.01)
    async with interviewing(tmp_path, content) as app:
        await written(app, "kept")

        def kept() -> bool:
            (saved,) = under_way(app.study)
            return saved.run.notes[Step.REQUIREMENTS] == "kept"

        await app.until(kept)


async def test_another_mode_leaves_the_interview_saved(tmp_path: Path, content: Path) -> None:
    async with interviewing(tmp_path, content) as app:
        await written(app, "half a thought")
        await app.press("escape", "s")
        (saved,) = under_way(app.study)
        assert saved.run.notes[Step.REQUIREMENTS] == "half a thought"
        assert saved.run.watch.spent
        shown = await app.press("c", "enter")
        assert "half a thought" in shown


async def test_what_is_typed_before_the_study_is_open_is_kept(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, released = InterviewScreen._opened, Event()

    def late(screen: InterviewScreen, study: Study) -> Sitting:
        assert released.wait(20)
        return opened(screen, study)

    monkeypatch.setattr(InterviewScreen, "_opened", late)
    async with running(tmp_path, content) as app:
        await app.press("c")
        app.app.simulate_key("enter")
        await app.pilot.pause()
        await app.pilot.press("q", "s")
        released.set()
        await app.settle()
        assert sitting_of(app).run.notes[Step.REQUIREMENTS] == "qs"


async def test_a_case_study_that_goes_while_it_is_rehearsed_can_be_finished(
    tmp_path: Path, content: Path
) -> None:
    async with interviewing(tmp_path, content) as app:
        (content / "case-studies" / "answering.md").unlink()
        app.study.reload()
        await to_marking(app)
        await app.press("x", "enter")
        (attempt,) = known_attempts(app.study.store)
        assert attempt.ticked == {Step.REQUIREMENTS: ("alpha",)}


async def test_turning_the_terminal_puts_the_notes_beside(tmp_path: Path, content: Path) -> None:
    async with interviewing(tmp_path, content) as app:
        await written(app, "my own words")
        await to_marking(app)
        await app.pilot.resize_terminal(120, 40)
        await app.settle()
        line = next(line for line in app.text.split("\n") if "my own words" in line)
        assert "│" in line


async def test_notes_are_plain_text_however_they_look(tmp_path: Path, content: Path) -> None:
    async with interviewing(tmp_path, content) as app:
        await written(app, "[red]no markup[/] and [[alpha]] `code`")
        await to_marking(app)
        assert "[red]no markup[/] and [[alpha]] `code`" in app.text
        assert isinstance(app.app.screen.query_one(TextArea), Notes)
