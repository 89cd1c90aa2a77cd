"""Siblings: new cards of one page have others between them, and a drawing is asked once a day."""

from dataclasses import replace

from written import PLENTY, learned, library, order, page, queue

from mlsd_graph.content.records import CardHead, CardKind, PageHead
from mlsd_graph.memory import Settings
from mlsd_graph.scheduling.siblings import family


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
