from hand_clock import Clock

from mlsd_graph.store import Draft, Event, Kind
from mlsd_graph.study import Study
from mlsd_graph.study.travels import Away, travels

DAY = 86_400_000
NOW = 1_795_262_400_000


def event(kind: str, days_ago: int, data: str = '{"source":"anki"}') -> Event:
    return Event(bytes(16), kind, None, NOW - days_ago * DAY, 0, "here", 1, data=data)


def test_a_deck_that_stays_out_for_a_week_is_told_by_its_days() -> None:
    assert travels([event(Kind.EXPORT, 6)]).days_out(NOW) == 0
    assert travels([event(Kind.EXPORT, 7)]).days_out(NOW) == 7


def test_a_new_deck_each_day_does_not_put_the_reminder_off() -> None:
    assert travels([event(Kind.EXPORT, day) for day in range(9, -1, -1)]).days_out(NOW) == 9


def test_what_came_back_ends_it_and_the_next_deck_begins_anew() -> None:
    out = [event(Kind.EXPORT, 30), event(Kind.IMPORT, 20)]
    assert travels(out).days_out(NOW) == 0
    assert travels([*out, event(Kind.EXPORT, 8)]).days_out(NOW) == 8


def test_a_dismissal_holds_for_a_week() -> None:
    said, out = '{"what":"phone"}', event(Kind.EXPORT, 30)
    assert travels([out, event(Kind.DISMISS, 6, said)]).days_out(NOW) == 0
    assert travels([out, event(Kind.DISMISS, 7, said)]).days_out(NOW) == 30
    assert travels([out, event(Kind.DISMISS, 6, '{"what":"x"}')]).days_out(NOW) == 30


def test_our_own_deck_and_an_adopted_one_bring_nothing_back() -> None:
    out = [event(Kind.EXPORT, 30, '{"sha256":"a","bytes":9}')]
    own = event(Kind.IMPORT, 20, '{"source":"anki","sha256":"a"}')
    adopted = event(Kind.IMPORT, 20, '{"source":"anki","adopted":"mine.apkg"}')
    found = travels([*out, own, adopted])
    assert found.days_out(NOW) == 30
    assert (found.back, found.written, found.sizes) == (0, {"a"}, {9})


def test_data_of_the_wrong_kind_is_passed_over() -> None:
    odd = event(Kind.EXPORT, 8, '{"sha256":[],"bytes":"9"}')
    assert travels([odd]).days_out(NOW) == 8
    assert travels([odd, event(Kind.IMPORT, 7, '{"sha256":[]}')]).days_out(NOW) == 0


def test_a_study_remembers_decks_and_dismissals(study: Study, clock: Clock) -> None:
    study.sent({"cards": 3})
    clock.ms += 8 * DAY
    assert study.travels().days_out(clock.ms) == 8
    study.dismiss_reminder()
    assert study.travels().days_out(clock.ms) == 0
    assert study.undo() is None
    assert study.store.check().problems == ()


def test_a_deck_of_a_clock_that_was_ahead_is_out_since_the_next_act(
    study: Study, clock: Clock
) -> None:
    clock.ms += 30 * DAY
    study.sent({"cards": 3})
    clock.ms -= 30 * DAY
    study.store.record(Kind.SESSION)
    study.store.append([Draft(Kind.SESSION, when=(clock.ms - 99 * DAY, 0))])
    for days, told in ((6, 0), (1, 7), (1, 8)):
        clock.ms += days * DAY
        assert study.travels().days_out(clock.ms) == told
    study.dismiss_reminder()
    clock.ms += 7 * DAY
    assert study.travels().days_out(clock.ms) == 15


def test_a_dismissal_of_a_clock_that_was_ahead_holds_for_a_week(study: Study, clock: Clock) -> None:
    study.sent({"cards": 3})
    clock.ms += 30 * DAY
    study.dismiss_reminder()
    clock.ms -= 22 * DAY
    study.store.record(Kind.SESSION)
    assert study.travels().days_out(clock.ms) == 0
    clock.ms += 7 * DAY
    assert study.travels().days_out(clock.ms) == 15


def test_what_came_back_under_a_clock_that_was_ahead_hides_no_later_deck(
    study: Study, clock: Clock
) -> None:
    clock.ms += 30 * DAY
    study.store.record(Kind.IMPORT, data={"source": "anki"})
    clock.ms -= 30 * DAY
    study.sent({"cards": 3})
    clock.ms += 8 * DAY
    found = study.travels()
    assert found.days_out(clock.ms) == 8
    assert found.back <= clock.ms


def test_a_deck_ahead_after_which_nothing_was_written_is_out_since_now(
    study: Study, clock: Clock
) -> None:
    clock.ms += 30 * DAY
    study.sent({"cards": 3})
    clock.ms -= 20 * DAY
    assert study.travels().sent == clock.ms
    assert study.travels().days_out(clock.ms) == 0


def test_phones_are_told_apart_by_when_their_collections_were_made() -> None:
    def back(days_ago: int, data: str) -> Event:
        return event(Kind.IMPORT, days_ago, data)

    one, two, desktop = '{"created":1}', '{"created":2}', '{"desktop":"x"}'
    first = Event(b"1" * 16, Kind.EXPORT, None, NOW - 8 * DAY, 0, "here", 1)
    then = Event(b"2" * 16, Kind.EXPORT, None, NOW - 6 * DAY, 0, "here", 2)
    told = [back(10, one), back(9, two), first, back(7, two), then]
    assert travels(told[:2]).away == ()
    away = travels(told).away
    assert away == (Away(NOW - 10 * DAY, first.id), Away(NOW - 7 * DAY, then.id))
    assert travels([*told, back(5, one)]).away == away[1:]
    assert travels([*told, back(5, desktop)]).away == ()
