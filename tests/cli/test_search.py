"""`mlsd search` by words, and by the filters of Browse."""

from pathlib import Path

import pytest
from one_page import write_cards
from program import Mlsd


def test_words_find_pages_and_cards(mlsd: Mlsd) -> None:
    assert mlsd("search", "gama", "--json").json[0]["id"] == "gamma"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind:typed", ["beta/name"]),
        ("domain:serving kind:cloze", ["alpha/hidden#c1", "alpha/hidden#c2"]),
        ("is:new (kind:typed or kind:cloze) beta", ["beta/name"]),
        ("is:review", ["alpha/first"]),
    ],
)
def test_filters_choose_cards_in_content_order(mlsd: Mlsd, query: str, found: list[str]) -> None:
    mlsd("answer", "alpha/first", "easy")

    ran = mlsd("search", "--json", *query.split())

    assert [hit["id"] for hit in ran.json] == found
    assert ran.code == 0


def test_a_filter_that_nothing_passes_ends_with_1(mlsd: Mlsd) -> None:
    ran = mlsd("search", "is:suspended", "--json")

    assert (ran.code, ran.json) == (1, [])


@pytest.mark.parametrize(
    ("query", "meant"),
    [("domain:srving", "serving"), ("concept:alpa", "alpha"), ("is:suspnded", "suspended")],
)
def test_a_mistyped_filter_gets_a_proposal(mlsd: Mlsd, query: str, meant: str) -> None:
    ran = mlsd("search", query)

    assert ran.code == 2
    assert f"Did you mean “{meant}”?" in ran.err


def test_a_filter_lists_all_that_pass_or_says_how_many_there_are(
    mlsd: Mlsd, tmp_path: Path
) -> None:
    cards = "\n".join(
        f"### card {n}\nQ: What is {n} of many?\n\nA: It is {n}.\n" for n in range(30)
    )
    write_cards(tmp_path, cards)

    ran = mlsd("search", "concept:page", "--json")
    assert (len(ran.json), ran.err) == (30, "")
    few = mlsd("search", "concept:page", "--json", "--limit", "7")
    assert len(few.json) == 7
    assert "7 of 30 are listed" in few.err
