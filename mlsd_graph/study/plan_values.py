"""What a plan says as plain values, for scripts."""

from typing import TYPE_CHECKING

from mlsd_graph.planning.target import date_of
from mlsd_graph.study.last_days import final_pass, last_new
from mlsd_graph.study.plan_cases import case_values
from mlsd_graph.study.plan_text import no_plan, plan_notes
from mlsd_graph.study.preparing import target_of

if TYPE_CHECKING:
    from mlsd_graph.study.outlook import Expected, Outlook
    from mlsd_graph.study.study import Study


def no_values(study: "Study") -> dict[str, object]:
    """Write that there is no plan, and why; `interview` is the date of one to come."""
    target = target_of(study.settings, study.now())
    return {
        "interview": target.date.isoformat() if target else None,
        "planned": False,
        "notes": no_plan(study),
    }


def plan_values(study: "Study", found: "Outlook") -> dict[str, object]:
    """Write a plan for scripts."""
    target, made = found.target, found.plan
    queue, last, final = study.today(), last_new(found), final_pass(found)
    return {
        "interview": target.date.isoformat(),
        "since": date_of(target.since).isoformat(),
        "days": found.days,
        "minutes": target.minutes,
        "level": target.level.value,
        "focus": list(target.focus),
        "named": list(target.cases),
        "minutes_needed": made.needed,
        "planned": True,
        "last_new": last.isoformat() if last else None,
        "final_pass": final
        and {
            "from": final.first.isoformat(),
            "to": final.last.isoformat(),
            "reviews": final.reviews,
            "new_beside": not final.alone,
        },
        "policy": made.policy.title,
        "holds": None if made.holds is None else round(made.holds, 3),
        "today": {
            "reviews": queue.due,
            "new": queue.new,
            "minutes": round(found.minutes, 1),
            "spent": round(found.spent, 1),
            "done": not queue.due + queue.new,
            "beyond": queue.beyond,
        },
        "cards": found.cards,
        "unseen": found.unseen,
        "cases": [
            {
                "case": each.case,
                "why": case_values(found.scope, each.case),
                **_expected(each.ready),
                "steps": {str(step): value for step, value in each.on_date.steps.items()},
                "weakest": [
                    {"concept": id_, "recall": value} for id_, value in each.on_date.weakest[:3]
                ],
            }
            for each in found.cases
        ],
        "concepts": [
            {
                "concept": id_,
                "uses": [
                    {"case": use.case, "step": str(use.step), "weight": use.weight}
                    for use in found.scope.pages[id_].uses
                ],
                "cases": len(found.scope.pages[id_].cases),
                "needed_by": list(found.scope.pages[id_].needed_by),
                **_expected(expected),
            }
            for id_, expected in found.concepts.items()
        ],
        "left_out": list(found.left_out),
        "in_part": list(found.in_part),
        "unfinished": list(found.unfinished),
        "at_risk": list(found.at_risk),
        "expected_share": round(found.giving, 2),
        "assumed": list(found.assumed),
        "missed": sorted(found.missed),
        "beyond_level": list(found.scope.beyond),
        "notes": plan_notes(found),
    }


def _expected(expected: "Expected") -> dict[str, object]:
    return {
        "now": expected.now,
        "expected": expected.then,
        "low": expected.low,
        "high": expected.high,
    }
