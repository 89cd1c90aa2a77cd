"""A case study that rests on the small content, and a target for it."""

from pathlib import Path

from mlsd_graph.planning import Level, Target
from mlsd_graph.study import Study

CASE = """---
title: Letters
level: core
domains: [search]
---
Design a system of letters.
"""
STEPS = (
    "Clarify requirements", "Frame as an ML task", "Prepare data and features",
    "Develop the model", "Evaluate offline and online", "Deploy and serve",
    "Monitor and maintain",
)  # fmt: skip


def add_case(content: Path) -> None:
    """Write a case study whose every step uses Gamma."""
    body = [CASE]
    body += [f"## {title}\n\nUse [[gamma]] here.\n" for title in STEPS]
    body.append("## Sources\n- A (2020). [B](https://example.org/b). C.\n\n## Cards\n")
    path = content / "case-studies" / "letters.md"
    path.parent.mkdir()
    path.write_text("\n".join(body), encoding="utf-8")


def aim(study: Study, days: int = 20, minutes: int = 30, **more: object) -> None:
    today = study.now().day
    target = Target(today, today + days, minutes, Level.MID)._replace(**more)
    study.configure("interview", target.text)
