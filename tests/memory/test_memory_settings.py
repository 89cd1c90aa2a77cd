"""Settings read back what they write, and say what they allow."""

import pytest

from mlsd_graph.errors import UsageError
from mlsd_graph.memory import DEFAULT_PARAMETERS, Settings
from mlsd_graph.memory.settings import keys

CHANGED = Settings(
    desired_retention=0.87,
    parameters=(*DEFAULT_PARAMETERS[:20], 0.2),
    learning_steps=(30, 600, 7200),
    relearning_steps=(),
    learn_ahead=0,
    maximum_interval=400,
    leech_threshold=0,
    new_per_day=0,
    reviews_per_day=9999,
    minutes_per_day=25,
    new_with_backlog=True,
    fuzz=False,
    load_balance=False,
    graph_order=False,
    earned_order=True,
    session_order=False,
    probes=False,
    contrast_pairs=False,
    credit="on",
    pace_by_success=True,
)


@pytest.mark.parametrize("whole", [Settings(), CHANGED])
def test_every_setting_reads_what_it_writes(whole: Settings) -> None:
    text = whole.as_text()
    assert tuple(text) == keys()
    read = Settings()
    for key, value in text.items():
        read = read.with_value(key, value)
    assert read == whole


def test_keys_may_be_written_with_dashes() -> None:
    assert Settings().with_value("New-per-day", "7").new_per_day == 7


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("desired_retention", "1"),
        ("desired_retention", "nan"),
        ("desired_retention", "high"),
        ("parameters", "1, 2, 3"),
        ("parameters", ", ".join(["nan"] * 21)),
        ("parameters", ", ".join(["0.5"] * 100_000)),
        ("learning_steps", ""),
        ("learning_steps", "10"),
        ("learning_steps", "0m"),
        ("learning_steps", "-1m"),
        ("learning_steps", "1m " * 11),
        ("learning_steps", "99999999999d"),
        ("learning_steps", "²m"),
        ("learn_ahead", "2d"),
        ("maximum_interval", "0"),
        ("maximum_interval", "36501"),
        ("new_per_day", "-1"),
        ("new_per_day", "1.5"),
        ("new_per_day", "9" * 5000),
        ("fuzz", "maybe"),
        ("credit", "yes"),
        ("probes", "shadow"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_with_the_allowed_form(key: str, text: str) -> None:
    with pytest.raises(UsageError, match="It is ") as refused:
        Settings().with_value(key, text)
    assert refused.value.exit_code == 2


def test_an_unknown_key_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="desired_retention, parameters"):
        Settings().with_value("easy_bonus", "1.3")
