import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlsd_graph.study.quantities import read_quantity

UNITS = (
    "GB",
    "Gbit/s",
    "ms",
    "minutes",
    "million users",
    "%",
    "times",
    "requests/s",
    "",
    "km",
    "mW",
)


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
        ("5 m hours", "hours", 5e6),
        ("5M", "minutes", 5e6),
        ("800 m", "km", 0.8),
        ("1.2k", "queries/s", 1200),
        ("2k", "hours", 2000),
        ("1200 queries per second", "queries/s", 1200),
        ("1200 per minute", "queries/s", 20),
        ("1200 qps", "queries/s", 1200),
        ("1200 reqs", "requests", 1200),
        ("-3", "", -3),
        (".5 s", "ms", 500),
        ("8 GiB", "GB", 8 * 2**30 / 1e9),
        ("120k$", "thousand USD", 120),
        ("$120,000 dollars", "thousand USD", 120),
        ("5 GPU-days", "GPU-hours", 120),
        ("90%", "cosine", 0.9),
        ("40x", "times", 40),
        ("50–200 GB", "GB", 100),
        ("1 to 4 h", "hours", 2),
        ("100e6*256*4/1e9", "GB", 102.4),
        ("5 x 100 GB", "GB", 500),
        ("1,5 GB", "GB", 1.5),
        ("0,125", "", 0.125),
        ("1.200.000", "", 1_200_000),
        ("1'200'000", "", 1_200_000),
        ("500 MW", "mW", 500),
        ("5 mW", "W", 0.005),
    ],
)
def test_numbers_are_read_in_the_unit_of_the_card(text: str, unit: str, expected: float) -> None:
    read = read_quantity(text, unit)

    assert read is not None
    assert read.values == (pytest.approx(expected),)
    assert not read.unread


@pytest.mark.parametrize(
    "text",
    [
        "100 gb", "100gb", "100g", "100 Gb", "0.1tb", "100 gigabytes", "100 GBytes", "100 gigs",
        "100 gb/s", "10^11 B", "10**11 bytes", "10¹¹ b", "1e5 mb", "100 GB or so", "~100 GB",
    ],
)  # fmt: skip
def test_units_are_read_in_any_case_and_in_words(text: str) -> None:
    read = read_quantity(text, "GB")

    assert read is not None
    assert read.values == (pytest.approx(100),)
    assert not read.unread


@pytest.mark.parametrize("text", ["10⁷", "10^7", "10**7", "1x10^7", "1*10^7", "1 x 10⁷", "1E7"])
def test_powers_of_ten_are_read_however_they_are_typed(text: str) -> None:
    read = read_quantity(text, "users")

    assert read is not None
    assert read.values == (1e7,)


@pytest.mark.parametrize(
    ("text", "megabytes"), [("8 gb/s", 1), ("8 GB/s", 8), ("8 gbps", 1), ("8 Gbit/s", 1)]
)
def test_a_small_b_is_a_bit_only_where_bits_are_asked_for(text: str, megabytes: float) -> None:
    in_bits, in_bytes = read_quantity(text, "Gbit/s"), read_quantity(text.replace("it", ""), "GB/s")

    assert in_bits is not None
    assert in_bits.values == (pytest.approx(8 * megabytes),)
    assert in_bytes is not None
    assert in_bytes.values == (pytest.approx(8),)


@pytest.mark.parametrize(
    ("text", "unit", "unread"),
    [("100 foo", "GB", "foo"), ("5 ms", "GB", "ms"), ("100€", "USD", "€"), ("7 GB", "users", "GB")],
)
def test_a_unit_that_does_not_fit_is_named_and_counts_as_the_cards(
    text: str, unit: str, unread: str
) -> None:
    read = read_quantity(text, unit)

    assert read is not None
    assert read.unread == unread
    assert read_quantity(text.removesuffix(unread), unit) == (read.values, "")


def test_a_bare_number_may_be_meant_with_or_without_the_cards_multiplier() -> None:
    read = read_quantity("2000000", "million users")

    assert read is not None
    assert read.values == (2e6, 2.0)


@pytest.mark.parametrize("text", ["", "no idea", "GB", ".", "1/0"])
def test_text_without_a_number_is_no_quantity(text: str) -> None:
    assert read_quantity(text, "GB") is None


@pytest.mark.parametrize(
    "text", ["1e309", "9e999", "5 x 10^999", "1e-400", "1e308 TB", "10^-999999"]
)
def test_numbers_of_any_size_are_held_within_what_can_be_judged(text: str) -> None:
    read = read_quantity(text, "GB")

    assert read is not None
    assert all(math.isfinite(value) and value for value in read.values)


def test_hostile_length_is_cut_and_not_searched_for_ever() -> None:
    assert read_quantity("1" * 1_000_000, "GB") is not None
    assert read_quantity("1 000" * 100_000, "GB") is not None
    assert read_quantity("2*" * 100_000, "GB") is not None


_PIECES = st.sampled_from(
    [
        "1",
        "0",
        "9e999",
        "10^",
        "⁻⁹",
        "x10",
        " ",
        "/",
        "*",
        "-",
        "e",
        "E",
        ",000",
        ".",
        "k",
        "mb",
        "to",
    ]
)
_TYPED = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=20).map("".join))


@settings(max_examples=400)
@given(_TYPED, st.sampled_from(UNITS))
@example("0^-1", "GB")
def test_whatever_is_typed_is_read_as_finite_numbers_or_not_at_all(text: str, unit: str) -> None:
    read = read_quantity(text, unit)

    assert read is None or (read.values and all(map(math.isfinite, read.values)))
