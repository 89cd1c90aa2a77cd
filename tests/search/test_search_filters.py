import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.content.records import (
    CardHead,
    CardKind,
    PageHead,
    PageKind,
    Relation,
    RelationKind,
    Step,
)
from mlsd_graph.errors import UsageError
from mlsd_graph.memory.state import CardState, Phase
from mlsd_graph.search import Moment, cases_by_page, parse

CARD = CardHead("fs/a#c1", "fs/a", CardKind.CLOZE, "fs", 3, "Point-in-time join")
PAGE = PageHead(
    "fs",
    PageKind.CONCEPT,
    "Feature store",
    "/fs.md",
    "/",
    domain="features",
    level="core",
    steps=(Step.DATA, Step.SERVING),
    aliases=("Feature platform",),
)
TODAY = Moment(ms=1_000_000, day=100)


def passes(query: str, state: CardState | None = None, recall: float | None = None) -> bool:
    return parse(query).match(CARD, PAGE, state, recall, cases={"ads"}, moment=TODAY)


def reviewed(**values: object) -> CardState:
    return CardState("fs/a#c1", **({"phase": Phase.REVIEW, "due": 100, "stability": 12.0} | values))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "domain:features",
        "step:data step:serving",
        "level:core kind:cloze",
        "case:ads",
        "concept:fs",
        "is:new",
        "-is:due",
        "-domain:serving",
        "feature",
        "FEATURE stor",
        '"feature store"',
        '"point in time"',
        "two-tower or platform",
        "(domain:serving or domain:features) kind:cloze",
        "-(domain:serving or kind:basic)",
        "domain:serving or is:new kind:cloze",
        'domain:"features"',
        "flag:0",
        "prop:reps=0",
    ],
)
def test_a_new_card_passes(query: str) -> None:
    assert passes(query)


@pytest.mark.parametrize(
    "query",
    [
        "domain:serving",
        "step:model",
        "level:frontier",
        "kind:basic",
        "case:search",
        "is:due",
        "is:suspended",
        "-feature",
        '"store feature"',
        "(domain:features or domain:serving) -kind:cloze",
        "is:new domain:serving or kind:basic",
        "prop:r<1",
        "prop:s>=0",
        "flag:1",
    ],
)
def test_a_new_card_does_not_pass(query: str) -> None:
    assert not passes(query)


@pytest.mark.parametrize(
    ("query", "state"),
    [
        ("is:due", reviewed()),
        ("-is:due", reviewed(due=101)),
        ("-is:due is:suspended", reviewed(suspended=True)),
        ("-is:due is:buried", reviewed(buried_until=101)),
        ("is:due -is:buried", reviewed(buried_until=100)),
        ("is:due is:learning", reviewed(phase=Phase.LEARNING, due=999_999)),
        ("-is:due is:learning", reviewed(phase=Phase.RELEARNING, due=1_000_001)),
        ("is:marked flag:3", reviewed(marked=True, flag=3)),
        ("is:leech prop:lapses>=8", reviewed(lapses=8)),
        ("-is:leech", reviewed(lapses=7)),
        ("prop:s>10 prop:s<=12 prop:s!=11", reviewed()),
        ("is:new is:suspended", CardState("fs/a#c1", suspended=True)),
    ],
)
def test_the_state_of_a_card_decides(query: str, state: CardState) -> None:
    assert passes(query, state)


def test_recall_is_compared() -> None:
    assert passes("prop:r<0.8", reviewed(), 0.79)
    assert not passes("prop:r<0.8", reviewed(), 0.8)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("is:deu", "Did you mean “due”"),
        ("domian:x", "Did you mean “domain”"),
        ("kind:clozed", "Did you mean “cloze”"),
        ("step:sevring", "Did you mean “serving”"),
        ("level:hard", "core, advanced, frontier"),
        ("prop:x>1", "no comparison"),
        ("prop:r~1", "prop:r<0.8"),
        ("flag:9", "not one of"),
        ("(is:due", "without its “)”"),
        ("is:due)", "without its “(”"),
        ('"feature', "quotation mark"),
        ("or is:due", "between two filters"),
        ("is:due or", "between two filters"),
        ("is:due or or is:new", "between two filters"),
        ("(" * 40 + ")" * 40, "brackets inside"),
        ("x" * 2000, "longer than"),
    ],
)
def test_a_wrong_filter_says_what_is_allowed(query: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        parse(query)
    assert said in str(error.value)


def test_words_and_filters_are_told_apart() -> None:
    found = parse('feature is:due -kind:cloze "two towers"')
    assert found.words == ("feature", "two towers")
    assert found.filters == ("is:due", "kind:cloze")


def test_a_number_with_a_colon_is_a_word() -> None:
    assert parse("10:30").filters == ()


def test_case_studies_come_from_use_relations() -> None:
    case = PageHead(
        "ads",
        PageKind.CASE_STUDY,
        "Ads",
        "",
        "",
        relations=(Relation(RelationKind.USE, "fs"), Relation(RelationKind.MENTION, "kv")),
    )
    assert cases_by_page([case, PAGE]) == {"ads": {"ads"}, "fs": {"ads"}}


@given(st.text('ab:()"- oris:due\n\t<>=', max_size=60))
def test_any_text_is_parsed_or_refused_with_a_sentence(text: str) -> None:
    try:
        found = parse(text)
    except UsageError:
        return
    assert found.match(CARD, PAGE) in {True, False}
