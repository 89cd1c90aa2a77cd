"""`mlsd placement`: line by line through a pipe, and step by step for a script."""

import pytest
from program import Mlsd


def test_the_whole_test_through_a_pipe(mlsd: Mlsd) -> None:
    ran = mlsd("placement", given="9\nmid\n\n3\n\nx\n4\nn\n")
    assert ran.code == 0, ran.err
    assert "level> level> " in ran.out
    assert "Question 1 of at most 25" in ran.out
    assert "Why this: it is" in ran.out
    assert "Not known: " in ran.out
    assert "Roughly: 2 known, 0 to check, 1 to learn of 3 concepts." in ran.out
    grades = [line["rating"] for line in mlsd("log", "--kind", "review", "--json").json]
    assert grades == [3, 4, 1]
    assert "Placed: 2 concepts count as known" in mlsd("placement", given="").out


def test_a_closed_pipe_leaves_the_test_open_and_undo_goes_back_in_it(mlsd: Mlsd) -> None:
    left = mlsd("placement", "--level", "senior", given="\n3\n")
    assert left.code == 0
    assert "Left; `mlsd placement` goes on from here." in left.out
    again = mlsd("placement", given="u\n\n2\ne\n")
    assert "Going on after 1 answer." in again.out
    assert "Undone: review " in again.out
    assert "Partly known" in again.out
    assert "Roughly: " in again.out


def test_undo_in_a_test_leaves_what_came_since(mlsd: Mlsd) -> None:
    mlsd("placement", "--level", "senior", given="\n3\n")
    asked = mlsd("log", "--kind", "review", "--json").json[0]["card"]
    other = next(
        card
        for each in mlsd("cards", "--json").json
        if (card := each["card"]) != asked and card.startswith(asked.split("/")[0])
    )
    mlsd("answer", other, "good")
    said = " ".join(mlsd("placement", given="u\nu\n").out.split())
    assert f"Nothing is undone here, as something else came since: review {other}." in said
    assert "`mlsd undo`, or u in Today, takes that back first." in said
    assert mlsd("placement", "--json").json["asked"] == 1
    assert mlsd("undo", "--json").json["card"] == other
    assert f"Undone: review {asked}." in mlsd("placement", given="u\n").out
    assert mlsd("placement", "--json").json["asked"] == 0


def test_an_open_test_says_that_it_keeps_its_level(mlsd: Mlsd) -> None:
    mlsd("placement", "--level", "senior", given="\n3\n")
    said = " ".join(mlsd("placement", "--level", "junior", given="").out.split())
    assert "This test was begun as senior and keeps that level" in said
    assert "`mlsd placement --level junior --again` begins anew." in said
    assert "keeps that level" not in mlsd("placement", "--level", "senior", given="").out
    assert "Going on" not in mlsd("placement", "--level", "junior", "--again", given="").out


def test_step_by_step_for_a_script(mlsd: Mlsd) -> None:
    nothing = mlsd("placement", "--json").json
    assert (nothing["state"], nothing["question"], nothing["asked"]) == ("none", None, 0)
    begun = mlsd("placement", "--level", "mid", "--json").json
    assert begun["state"] == "asking"
    question = begun["question"]
    assert question["number"] == 1
    assert {"card", "concept", "why", "front", "back", "belief", "gain"} <= question.keys()
    assert mlsd("placement", "--json").json["question"] == question
    said = mlsd("placement", "--answer", question["card"], "easy", "--json").json
    assert said["event"]
    assert said["asked"] == 1
    assert said["said"]["after"] > said["said"]["before"]
    assert said["result"]["known"] >= 1
    ended = mlsd("placement", "--end", "--json").json
    assert ended["state"] == "placed"
    assert question["concept"] in ended["confirmed"]
    assert mlsd("undo", "--json").json["kind"] == "placement"
    assert mlsd("placement", "--json").json["state"] == "asking"


def test_the_end_says_what_came_out_of_how_many_answers(mlsd: Mlsd) -> None:
    card = mlsd("placement", "--level", "mid", "--json").json["question"]["card"]
    said = mlsd("placement", "--answer", card, "yes")
    assert said.out.strip().endswith(", 1 answer")
    ended = mlsd("placement", "--end")
    assert "Roughly: " in ended.out
    assert mlsd("placement", "--json").json["asked"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--answer", "alpha/first", "yes"), "No placement question is open."),
        (("--end",), "No placement has begun."),
        (("--end", "--skip"), "Only one of"),
        (("--level", "guru"), "guru"),
        (("--level", "mid", "--at", "2026-03-01"), "no offset"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(
    mlsd: Mlsd, arguments: tuple[str, ...], said: str
) -> None:
    ran = mlsd("placement", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_another_placement_needs_again_and_a_bad_word_is_refused(mlsd: Mlsd) -> None:
    card = mlsd("placement", "--level", "mid", "--json").json["question"]["card"]
    assert "--again" in mlsd("placement", "--level", "mid", "--json").err
    assert "unknown, no, partly" in mlsd("placement", "--answer", card, "maybe").err
    assert mlsd("placement", "--level", "staff", "--again", "--json").json["level"] == "staff"


def test_declining_and_looking(mlsd: Mlsd) -> None:
    assert mlsd("placement", "--skip", "--json").json == {"state": "skipped"}
    assert mlsd("placement", "--json").json["state"] == "skipped"


def test_a_test_in_the_past_is_dated_there(mlsd: Mlsd) -> None:
    at = ("--at", "2026-01-05T10:00+01:00")
    card = mlsd("placement", "--level", "mid", "--json", *at).json["question"]["card"]
    assert mlsd("placement", "--answer", card, "yes", "--json", *at).code == 0
    assert {line["at"][:10] for line in mlsd("log", "--json").json} == {"2026-01-05"}
