"""A plan toward an interview: target, scope, values from the graph, and each day's choice.

Pure functions of graph, states, settings and date. A plan only moves when cards are asked; no
stability or difficulty ever depends on it.
"""

from typing import TYPE_CHECKING

from mlsd_graph.lazily import lazily

if TYPE_CHECKING:
    from mlsd_graph.planning.choosing import Choice, PlanCard, choose
    from mlsd_graph.planning.policies import CANDIDATES, GREEDY, Policy
    from mlsd_graph.planning.rollout import Plan, plan
    from mlsd_graph.planning.scope import Scope, scope
    from mlsd_graph.planning.target import Target, read_target
    from mlsd_graph.planning.value import Valued, valued_cards

__all__ = [
    "CANDIDATES",
    "GREEDY",
    "Choice",
    "Plan",
    "PlanCard",
    "Policy",
    "Scope",
    "Target",
    "Valued",
    "choose",
    "plan",
    "read_target",
    "scope",
    "valued_cards",
]

__getattr__ = lazily(
    __name__,
    {
        "CANDIDATES": "policies",
        "GREEDY": "policies",
        "Choice": "choosing",
        "Plan": "rollout",
        "PlanCard": "choosing",
        "Policy": "policies",
        "Scope": "scope",
        "Target": "target",
        "Valued": "value",
        "choose": "choosing",
        "plan": "rollout",
        "read_target": "target",
        "scope": "scope",
        "valued_cards": "value",
    },
)
