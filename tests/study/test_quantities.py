import pytest

from mlsd_graph.study.quantities import quantity


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("100", "GB", 100),
        ("0.1 TB", "GB", 100),
        ("100,000 MB", "GB", 100),
        ("1e2 GB", "GB", 100),
        ("about 1.0×10² GB", "GB", 100),
        ("100e9 bytes", "GB", 100),
        ("100 B", "GB", 1e-7),
        ("2 million", "users", 2e6),
        ("2M users", "users", 2e6),
        ("2 billion", "M", 2000),
        ("2B", "users", 2e9),
        ("1 hour", "s", 3600),
        ("90 min", "hours", 1.5),
        ("5m", "s", 300),
        ("1.2k", "queries/s", 1200),
        ("1200 queries per second", "queries/s", 1200),
        ("-3", "", -3),
        (".5 s", "ms", 500),
        ("8 GiB", "GB", 8 * 2**30 / 1e9),
    ],
)
def test_numbers_are_read_in_the_unit_of_the_card(text: str, unit: str, expected: float) -> None:
    assert quantity(text, unit) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["", "no idea", "GB", "."])
def test_text_without_a_number_is_no_quantity(text: str) -> None:
    assert quantity(text, "GB") is None


def test_hostile_length_is_cut_and_not_searched_for_ever() -> None:
    assert quantity("1" * 1_000_000, "GB") is not None
    assert quantity("1 000" * 100_000, "GB") is not None
