"""What a right answer to a card had to use."""

from written_heads import heads_of, page

from mlsd_graph.content.records import CardHead, CardKind, PageKind, Relation, Step
from mlsd_graph.content.records import RelationKind as Kind
from mlsd_graph.graph import Graph, build, exercised, linked


def _use(target: str, line: int, weight: float = 0.3) -> Relation:
    return Relation(Kind.USE, target, step=Step.MODEL, weight=weight, line=line)


def _card(name: str, line: int, kind: CardKind = CardKind.BASIC) -> CardHead:
    return CardHead(f"case/{name}", f"case/{name}", kind, "case", line, name)


def _graph(*cards: CardHead, uses: tuple[Relation, ...]) -> Graph:
    concepts = [page(id_, cards=0) for id_ in "abc"]
    case = page("case", *uses, kind=PageKind.CASE_STUDY)._replace(cards=cards)
    return build(heads_of(*concepts, case, aliases={"was-b": "b"}))


def test_a_card_exercises_what_it_links_until_the_next_card() -> None:
    one, two = _card("one", 10), _card("two", 20)
    uses = (_use("a", 3, 0.6), _use("a", 10), _use("was-b", 19, 0.6), _use("c", 20))
    graph = _graph(one, two, uses=uses)
    assert exercised(graph, one) == {"a": 0.3, "b": 0.6}
    assert exercised(graph, two) == {"c": 0.3}


def test_a_block_or_an_arrow_is_one_line() -> None:
    block, after = _card("block", 10, CardKind.BLOCK), _card("after", 20)
    graph = _graph(block, after, uses=(_use("a", 10), _use("b", 12)))
    assert exercised(graph, block) == {"a": 0.3}


def test_a_whole_design_exercises_what_its_checklist_names() -> None:
    whole = _card("whole", 10, CardKind.EXPLAIN)
    graph = _graph(whole, uses=(_use("a", 3, 0.6), _use("b", 4), _use("a", 10)))
    assert exercised(graph, whole) == {"a": 0.6}


def test_other_pages_exercise_nothing_and_unknown_lines_link_nothing() -> None:
    other = page("a", Relation(Kind.MENTION, "b"), cards=1)
    (head,) = other.cards
    graph = build(heads_of(other, page("b"), aliases={"was-b": "b"}))
    assert exercised(graph, head) == {}
    assert linked(graph, head) == {}
