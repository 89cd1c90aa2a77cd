"""What the interviewer asks back, and why."""

from interviewed_shop import BRIEF, OWN

from mlsd_graph.content.records import Step
from mlsd_graph.interview.covering import covered
from mlsd_graph.interview.questions import Sources, assigned, closing, follow_ups

SERVING = BRIEF.part(Step.SERVING)


def asked(sources: Sources, notes: str, **more: int) -> list[str]:
    return [q.card for q in follow_ups(BRIEF, Step.SERVING, notes, sources, **more)]


def test_cards_belong_to_the_step_whose_words_they_share(sources: Sources) -> None:
    found = assigned(BRIEF, OWN[:3])
    assert [card.uid for card in found[Step.SERVING]] == ["shop/stale", "shop/morning"]
    assert [card.uid for card in found[Step.MONITORING]] == ["shop/histogram"]


def test_a_cloze_is_never_spoken(sources: Sources) -> None:
    assert "shop/gap" not in asked(sources, "", most=10)


def test_what_the_notes_leave_out_is_asked_first(sources: Sources) -> None:
    assert asked(sources, "a cache for popular pages")[0] == "shop/morning"
    assert asked(sources, "batch scoring at night")[0] == "shop/stale"


def test_what_the_notes_bring_in_is_challenged_by_its_contrast(sources: Sources) -> None:
    questions = follow_ups(BRIEF, Step.SERVING, "we use batch scoring", sources)
    challenge = next(q for q in questions if q.card.startswith("contrast:"))
    assert "You bring in Batch scoring" in challenge.text
    assert "Result cache" in challenge.text
    assert challenge.answer == "Freshness decides."


def test_without_notes_nothing_is_challenged(sources: Sources) -> None:
    assert not any(uid.startswith("contrast:") for uid in asked(sources, ""))


def test_each_question_says_why_it_was_chosen(sources: Sources) -> None:
    (first, *_) = follow_ups(BRIEF, Step.SERVING, "a cache for popular pages", sources)
    assert first.why == "your notes leave out Batch scoring"


def test_where_the_case_has_few_cards_a_concept_is_asked(sources: Sources) -> None:
    bare = BRIEF._replace(cards=())
    questions = follow_ups(bare, Step.SERVING, "", sources)
    assert {q.card for q in questions} == {"cache/when", "batch/late"}
    assert all(q.text.startswith("Another system. ") for q in questions)


def test_a_card_is_asked_once_in_an_interview(sources: Sources) -> None:
    first = asked(sources, "")
    second = follow_ups(BRIEF, Step.SERVING, "", sources, used=first)
    assert not {q.card for q in second} & set(first)


def test_what_earlier_interviews_asked_comes_later(sources: Sources) -> None:
    before = asked(sources, "", most=1)
    other = sources._replace(asked={before[0]: 1})
    assert asked(other, "", most=1) != before


def test_of_cards_asked_as_often_the_worst_recalled_comes_first(sources: Sources) -> None:
    known = sources._replace(recall=lambda uid: 0.99 if uid == "shop/stale" else 0.1)
    assert asked(known, "")[0] == "shop/morning"


def test_no_questions_may_be_wanted(sources: Sources) -> None:
    assert asked(sources, "", most=0) == []


def test_the_card_that_touches_most_steps_closes_the_interview(sources: Sources) -> None:
    assert [q.card for q in closing(BRIEF)] == ["shop/two-minutes"]
    assert closing(BRIEF._replace(cards=OWN[:2])) == ()
    assert "shop/two-minutes" not in asked(sources, "", most=10)


def test_names_count_as_said_however_they_are_spelled() -> None:
    assert covered(SERVING.items, "the RESULT  CACHE keeps pages") == {"cache": "Result cache"}
    assert "cache" in covered(SERVING.items, "a resutl cache")
    assert covered(SERVING.items, "   ") == {}


def test_the_items_own_words_count_too() -> None:
    assert "batch" in covered(SERVING.items, "scoring runs at night")
    assert "batch" not in covered(SERVING.items, "at night")


def test_a_short_name_must_stand_as_a_word() -> None:
    short = SERVING.items[0]._replace(names=("AUC",), text="[[cache]]")
    assert covered([short], "the AUC is 0.8") == {"cache": "AUC"}
    assert covered([short], "we auctioned it") == {}


def test_letters_and_small_words_name_nothing() -> None:
    for notes in ("a", "e", "t", "the a an of", "to be or not to be", "ca", "re"):
        assert covered(SERVING.items, notes) == {}
    ranking = SERVING.items[0]._replace(
        names=("Ranking", "Latency budget", "Likes"), text="[[ranking]]"
    )
    assert covered([ranking], "banking at night, a budget like lace") == {}
    for notes in ("rankings", "our latency-budget", "latencybudget is 50 ms", "latency bugdet"):
        assert "cache" in covered([ranking], notes)


def test_reasons_are_sentences_that_mean_something(sources: Sources) -> None:
    whys = {q.why for q in follow_ups(BRIEF, Step.SERVING, "", sources)}
    assert whys == {"it is about this step of the case"}
