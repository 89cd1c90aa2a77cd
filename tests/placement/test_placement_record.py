"""How the log holds a placement: small events, hostile ones passed over, the end one act."""

from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.level import Level
from mlsd_graph.placement.record import beginning, declining, ending, recorded
from mlsd_graph.store import Draft, Event, Kind
from mlsd_graph.store.event import DATA_LIMIT, write_data


def written(drafts: list[Draft], at: int = 1_700_000_000_000) -> list[Event]:
    return [
        Event(
            draft.id or bytes([n]) * 16, str(draft.kind), None, at + n, 0, "d", n + 1,
            draft.target, data=write_data(draft.data),
        )
        for n, draft in enumerate(drafts)
    ]  # fmt: skip


def test_a_log_without_placement_offers_one() -> None:
    assert recorded([]).is_new


def test_beliefs_of_the_largest_graph_come_back_and_every_event_fits() -> None:
    beliefs = {f"{n:04}{'x' * 116}": 0.875 for n in range(1500)}
    drafts = ending(b"e" * 16, beliefs, 25)
    assert all(len(write_data(draft.data) or "") <= DATA_LIMIT for draft in drafts)
    assert sum(draft.kind == Kind.PLACEMENT for draft in drafts) == 1
    found = recorded(written([beginning(Level.SENIOR), *drafts]))
    assert found.beliefs == beliefs
    assert found.begun is None


def test_a_new_end_replaces_the_old_one() -> None:
    drafts = [*ending(b"e" * 16, {"a": 0.9}, 10), *ending(b"f" * 16, {"b": 0.8}, 10)]
    assert recorded(written(drafts)).beliefs == {"b": 0.8}


def test_undoing_the_end_leaves_the_test_open_and_the_older_result_in_force() -> None:
    drafts = [*ending(b"e" * 16, {"a": 0.9}, 10), beginning(Level.STAFF)]
    drafts += [*ending(b"f" * 16, {"b": 0.8}, 10), Draft(Kind.UNDO, target=b"f" * 16)]
    found = recorded(written(drafts))
    assert found.beliefs == {"a": 0.9}
    assert found.begun is not None
    assert found.level is Level.STAFF


def test_declining_gives_up_the_open_test_and_keeps_the_result() -> None:
    drafts = [*ending(b"e" * 16, {"a": 0.9}, 10), beginning(Level.MID), declining()]
    found = recorded(written(drafts))
    assert found.skipped
    assert found.begun is None
    assert found.beliefs == {"a": 0.9}


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([Kind.PLACEMENT, Kind.BELIEF]),
            st.fixed_dictionaries(
                {}, optional={"act": st.sampled_from(["begin", "end", "skip"]) | JSON,
                              "level": JSON, "of": JSON, "p": JSON},
            ),
        ),
        max_size=6,
    )
)  # fmt: skip
def test_whatever_another_program_wrote_gives_a_record(
    events: list[tuple[Kind, dict[str, object]]],
) -> None:
    found = recorded(written([Draft(kind, data=data) for kind, data in events]))
    assert all(0 <= belief <= 1 for belief in found.beliefs.values())
    assert found.level in Level
