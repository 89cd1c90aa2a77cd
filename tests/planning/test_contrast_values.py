"""What a card is worth to a plan that tells two concepts apart."""

import pytest
from written_heads import against, heads_of, page, uses

from mlsd_graph.content.records import PageKind
from mlsd_graph.graph import build
from mlsd_graph.level import Level
from mlsd_graph.planning import Target, scope, valued_cards

TARGET = Target(0, 9, 30, Level.STAFF, (), ("shop",))


@pytest.mark.parametrize(("used", "clozes"), [(("a", "b"), 2), (("a",), 0)])
def test_a_cloze_of_a_pair_is_learned_for_both_or_not_at_all(
    used: tuple[str, ...], clozes: int
) -> None:
    case = page("shop", *uses(*used), kind=PageKind.CASE_STUDY)
    graph = build(heads_of(against(page("a"), "b"), page("b"), case))
    found = valued_cards(graph, scope(graph, TARGET), TARGET)
    names = [each.head.uid for each in found]
    assert sum(name.startswith("contrast:") for name in names) == clozes
    assert len(names) == len(set(names)) == 2 * len(used) + 2 + clozes
