"""A case study that rests on the small content, and a target for it."""

from pathlib import Path

from page_files import write_pages
from small_design import case_study

from mlsd_graph.level import Level
from mlsd_graph.planning import Target
from mlsd_graph.study import Study


def add_case(content: Path) -> Path:
    """Write a case study whose every step uses Gamma."""
    return write_pages(
        content, {"case-studies/letters.md": case_study("Letters", "search", "gamma")}
    )


def aim(study: Study, days: int = 20, minutes: int = 30, **more: object) -> None:
    today = study.now().day
    target = Target(today, today + days, minutes, Level.MID)._replace(**more)
    study.configure("interview", target.text)
