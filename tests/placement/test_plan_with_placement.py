"""A plan after a placement: what is taken as known is learned last, its checks come first."""

from pathlib import Path

import pytest
from chains import CHAINS, checks, placed
from hand_clock import Clock

from mlsd_graph.planning import Level, Target
from mlsd_graph.study import Study
from mlsd_graph.study.outlook import outlook
from mlsd_graph.study.plan_text import plan_notes, plan_values

STEPS = (
    "Clarify requirements", "Frame as an ML task", "Prepare data and features",
    "Develop the model", "Evaluate offline and online", "Deploy and serve",
    "Monitor and maintain",
)  # fmt: skip


@pytest.fixture
def content(content: Path) -> Path:
    uses = " ".join(f"[[k{number}-3]]" for number in range(CHAINS))
    head = "---\ntitle: Links\nlevel: core\ndomains: [search]\n---\nDesign it.\n"
    body = "\n".join(f"## {title}\n\nUse {uses}.\n" for title in STEPS)
    end = "## Sources\n- A (2020). [B](https://example.org/b). C.\n\n## Cards\n"
    path = content / "case-studies" / "links.md"
    path.parent.mkdir()
    path.write_text(f"{head}\n{body}\n{end}", encoding="utf-8")
    return content


def test_new_cards_of_assumed_concepts_come_after_all_others(study: Study, clock: Clock) -> None:
    placed(study, clock, times=6)
    clock.forward(days=1)
    today = study.now().day
    study.configure("interview", Target(today, today + 20, 300, Level.STAFF).text)
    queue = study._present.line.queue(study.now())
    items, assumed = queue.items, queue.world.overlay.assumed
    waiting = set(checks(study))
    assert waiting
    assert {item.uid for item in items[: len(waiting)]} == waiting
    fresh = [item for item in items if item.reason.text.startswith("planned new")]
    known = [item.uid.split("/")[0] in assumed for item in fresh]
    assert True in known
    assert known == sorted(known)


def test_the_plan_says_what_it_takes_as_known_and_not_that_time_is_wanting(
    study: Study, clock: Clock
) -> None:
    placed(study, clock, times=6)
    today = study.now().day
    study.configure("interview", Target(today, today + 3, 5, Level.STAFF).text)
    found = outlook(study)
    assert found is not None
    assert found.assumed
    assert not {*found.assumed} & {*found.left_out, *found.in_part}
    assert any("Taken as known by placement" in note for note in plan_notes(found))
    assert plan_values(study, found)["assumed"] == list(found.assumed)
