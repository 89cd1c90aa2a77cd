"""Siblings: new cards of one page have others between them, and a drawing is asked once a day."""

from dataclasses import replace

from test_session import Session
from written import NOW, PLENTY, learned, learning, library, order, queue
from written_heads import needs, page

from mlsd_graph.content.records import CardHead, CardKind, PageHead
from mlsd_graph.memory import Rating, Settings
from mlsd_graph.scheduling import DoneToday, Queue, Queued, ReasonKind, reasons
from mlsd_graph.scheduling.siblings import family
from mlsd_graph.scheduling.turn import first_rested


def drawn(id_: str, blocks: int = 3) -> PageHead:
    """A page with two drawings whose blocks, an arrow and the whole are asked."""
    heads = [
        CardHead(f"{id_}/diagram/{d}#b{n}", f"{id_}/diagram/{d}#b{n}", CardKind.BLOCK, id_, n, "")
        for d in ("one", "two")
        for n in range(blocks)
    ]
    one = f"{id_}/diagram/one"
    heads += [
        CardHead(f"{one}#b0-b1", f"{one}#b0-b1", CardKind.ARROW, id_, 9, ""),
        CardHead(one, one, CardKind.DIAGRAM, id_, 9, ""),
    ]
    return page(id_)._replace(cards=tuple(heads))


def test_a_few_new_cards_a_day_come_from_as_many_pages() -> None:
    heads = library(*(page(id_, cards=5) for id_ in "abcdef"))
    few = replace(PLENTY, new_per_day=3)

    assert order(queue(heads, settings=few)) == ["a/0", "b/0", "c/0"]


def test_pages_that_were_begun_are_gone_on_with_before_others() -> None:
    heads = library(*(page(id_, cards=3) for id_ in "abcdefgh"))
    states = learned("a/0", "b/0", "c/0")
    found = order(queue(heads, states, settings=replace(PLENTY, new_per_day=4)))

    assert [uid[0] for uid in found] == ["a", "b", "c", "d"]
    more = order(queue(heads, states, settings=replace(PLENTY, new_per_day=8)))
    assert {uid[0] for uid in more} == set("abcd")


def test_one_card_of_a_drawing_is_new_on_a_day_while_others_are_left() -> None:
    heads = library(drawn("a"), page("b", cards=9))
    found = order(queue(heads, settings=replace(PLENTY, new_per_day=11)))

    assert sum(uid.startswith("a/diagram/one") for uid in found) == 1
    assert sum(uid.startswith("a/diagram/two") for uid in found) == 1
    assert len(found) == 11


def test_a_drawing_asked_today_has_no_new_card_today() -> None:
    heads = library(drawn("a"), page("b", cards=9))
    asked = learned("a/diagram/one#b0", ago=0)
    found = order(queue(heads, asked, settings=replace(PLENTY, new_per_day=10)))

    assert not any(uid.startswith("a/diagram/one") for uid in found)
    yesterday = learned("a/diagram/one#b0", ago=1)
    again = order(queue(heads, yesterday, settings=replace(PLENTY, new_per_day=10)))
    assert sum(uid.startswith("a/diagram/one") for uid in again) == 1


def test_of_two_due_blocks_of_a_drawing_one_comes_last() -> None:
    heads = library(drawn("a"), page("b", cards=3), page("c", cards=3))
    one, two = "a/diagram/one#b0", "a/diagram/one#b1"
    states = learned(one, two, "b/0", "b/1", "c/0", "c/1", due=0)
    found = queue(heads, states, settings=replace(PLENTY, new_per_day=0))

    assert [item.uid for item in found.siblings] == [two]
    assert order(found)[-1] == two


def test_a_drawing_never_leaves_a_session_idle() -> None:
    found = order(queue(library(drawn("a")), settings=Settings(new_per_day=99)))

    assert len(found) == 8


def test_clozes_share_their_note_and_blocks_their_drawing() -> None:
    heads = {head.uid: head for head in drawn("a").cards}

    assert family(heads["a/diagram/one#b0-b1"]) == family(heads["a/diagram/one"])
    assert family(heads["a/diagram/one#b0"]) != family(heads["a/diagram/two#b0"])
    assert family(page("b", notes=1).cards[1]) == "b/0"


def asked_next(found: Queue) -> str:
    item = found.next()
    assert item is not None
    return item.uid


def test_a_step_gives_way_while_its_page_rests_and_another_card_waits() -> None:
    heads = library(page("a"), page("b"), page("c"))
    states = learning("a/0", NOW.ms) | learned("b/0", due=0)
    just = DoneToday(recent=("b/1", "a/1"))

    assert asked_next(queue(heads, states, done=just)) == "c/0"
    none_new = replace(PLENTY, new_per_day=0)
    assert asked_next(queue(heads, states, none_new, just)) == "b/0"
    assert asked_next(queue(heads, learning("a/0", NOW.ms), none_new, just)) == "a/0"
    assert asked_next(queue(heads, states)) == "a/0"
    plain = replace(none_new, session_order=False)
    assert asked_next(queue(heads, states, plain, just)) == "a/0"


def test_what_is_not_open_yet_fills_no_gap_between_siblings() -> None:
    heads = library(page("a", cards=3), page("b", *needs("a")))
    just = DoneToday(recent=("a/0",))
    found = queue(heads, learning("a/0", NOW.ms + 600_000), done=just)

    assert asked_next(found) == "a/1"
    assert [item.reason.kind for item in found.items if item.uid[0] == "b"] == [
        ReasonKind.AHEAD
    ] * 2


def test_a_probe_waits_for_no_page_to_rest() -> None:
    line = [Queued("a/0", reasons.learning(0)), Queued("b/0", reasons.learning(0))]

    assert first_rested(line, ("b/1",), {"a/0"}) == line[0]
    assert first_rested(line, ("a/1",), {"a/0"}) == line[0]
    assert first_rested(line, ("a/1",)) == line[1]
    assert first_rested(line, ("a/1", "b/1")) == line[0]
    assert first_rested([], ("a/1",)) is None


def test_a_day_puts_siblings_together_only_where_nothing_else_can_be_asked() -> None:
    heads = library(*(page(id_, cards=4) for id_ in "abcdef"))
    session = Session(heads, Settings(new_per_day=12))  # type: ignore[arg-type]  the same shape
    together = 0
    while True:
        pages = {item.uid[0] for item in session.queue.at(session.now).in_line()}
        if not session.grade(Rating.GOOD):
            break
        before, now = ("", *session.shown)[-2:]
        together += before[:1] == now[0] and len(pages) > 1

    assert len(session.shown) > 20
    assert not together
