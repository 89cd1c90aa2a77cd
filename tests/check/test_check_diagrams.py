from collections.abc import Callable
from pathlib import Path

import pytest
from branched import commit, edit, vanished
from checked_pages import Checked
from drawn_content import DRAWN, PREDICTION_MODES
from small_content import PAGES

from mlsd_graph.content.records import Finding, Severity

NAME = "concepts/serving/prediction-modes.md"


def drawn(found: list[Finding]) -> list[tuple[str, Severity]]:
    return [
        (f.code, f.severity) for f in found if f.code.startswith(("diagram", "reason", "question"))
    ]


@pytest.fixture
def check_modes(checked: Checked) -> Callable[[str], list[Finding]]:
    return lambda text: checked({**PAGES, **DRAWN, NAME: text})


def test_written_diagrams_pass_and_get_a_grid_to_paste(
    check_modes: Callable[[str], list[Finding]],
) -> None:
    found = check_modes(PREDICTION_MODES)
    assert set(drawn(found)) == {
        ("diagram-unplaced", Severity.ADVICE), ("diagram-legend", Severity.ADVICE)
    }  # fmt: skip
    (advice,) = [f for f in found if f.code == "diagram-unplaced"]
    assert advice.path.endswith("answering.md")
    rows = advice.hint.split("\n")[1:]
    assert all(row.startswith("%% grid: ") for row in rows)
    assert "rerank" in advice.hint


CROWDED = """flowchart TB
%% grid: c | d
%% grid: b | a
  a[Scorer]:::model
  b[Router]:::service
  c[(Features)]:::store
  d[Planner]:::service
"""


def test_a_label_that_goes_to_a_legend_is_advised_on(
    check_modes: Callable[[str], list[Finding]],
) -> None:
    pairs = [f"{one} -->|a label to read| {two}" for one in "abcd" for two in "abcd" if one != two]
    drawing = CROWDED + "".join(f"  {pair}\n" for pair in pairs)
    start, end = (PREDICTION_MODES.index(mark) for mark in ("flowchart TB", "```\n\n- `rank`"))
    page = PREDICTION_MODES[:start] + drawing + PREDICTION_MODES[end:]
    advice = [f for f in check_modes(page) if f.code == "diagram-legend"]
    found = [f for f in advice if f.path.endswith(NAME)]

    assert found
    lines = page.split("\n")
    for each in found:
        assert each.severity is Severity.ADVICE
        assert "a label to read" in lines[each.line - 1]
        assert "legend" in each.message


@pytest.mark.parametrize(
    ("old", "new", "code", "severity"),
    [
        ("- `sched`: starts", "- `reg -->batch`: starts", "diagram-unexplained", "error"),
        ("reg[(Model registry)]:::registry", "reg{Model choice}:::gate", "diagram-gate", "warning"),
        ("\n## Sources", "\n## More\n\n```mermaid\nflowchart TB\n```\n\n## Sources",
         "diagram-elsewhere", "warning"),
        (":::cache", ":::cash", "diagram-kind", "error"),
    ],
)  # fmt: skip
def test_a_fault_of_a_diagram_is_found(
    check_modes: Callable[[str], list[Finding]], old: str, new: str, code: str, severity: str
) -> None:
    assert old in PREDICTION_MODES
    found = drawn(check_modes(PREDICTION_MODES.replace(old, new, 1)))
    assert (code, Severity(severity)) in found


def test_a_long_reason_of_a_card_is_a_long_answer(
    check_modes: Callable[[str], list[Finding]],
) -> None:
    found = check_modes(PREDICTION_MODES.replace("whatever the model", "what " * 45 + "the model"))
    assert ("answer-long", 45) in [(f.code, f.line) for f in found]


@pytest.mark.parametrize(
    ("old", "new", "uid", "hint"),
    [
        ("`rank` [[alpha]]: a model", "`rank` [[alpha]]: the model", "", ""),
        ("Inference service", "Scorer", "", ""),
        ("second ago. {.card}", "second ago.", "a/diagram/modes#rank", "at the end of this reason"),
        ("{#modes .card}", "{#modes}", "a/diagram/modes", "### Ahead or on request {.card}"),
        ("{#modes .card}", "{#paths .card}", "a/diagram/modes", "request {#modes}"),
        ("rank", "score", "a/diagram/modes#rank", "Keep `rank` as ids"),
        ("client", "app", "a/diagram/modes#client-log", "Keep `client` and `log` as ids"),
    ],
)
def test_a_card_of_a_diagram_that_vanished_says_what_keeps_it(
    root: Path, old: str, new: str, uid: str, hint: str
) -> None:
    commit(root, a=PREDICTION_MODES)
    edit(root, old, new)
    found = [f for f in vanished(root) if f"“{uid}”" in f.message]
    assert bool(found) is bool(uid)
    assert not uid or hint in found[0].hint
    assert not uid or f"- {uid}: why" in found[0].hint


def test_a_diagram_that_moved_away_names_the_key_with_its_page(root: Path) -> None:
    commit(root, a=PREDICTION_MODES)
    at, end = PREDICTION_MODES.index("## Diagrams"), PREDICTION_MODES.index("## Sources")
    edit(root, PREDICTION_MODES[at:end], "")
    assert "{#a/modes}" in vanished(root)[0].hint
