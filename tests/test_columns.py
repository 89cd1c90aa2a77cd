"""Small columns: heights, points for nothing, and what fits."""

from mlsd_graph.columns import cell, columns, thinned


def test_columns_rise_with_their_values_and_nothing_is_a_point() -> None:
    assert columns([0.0, 0.001, 0.5, 1.0], 1.0) == "·▁▄█"
    assert columns([0, 1, 4, 8]) == "·▁▄█"
    assert columns([0.0, 0.0]) == "··"
    assert columns([]) == ""


def test_a_tall_column_is_drawn_row_by_row() -> None:
    assert [cell(0.75, row, 2) for row in range(2)] == ["█", "▄"]
    assert [cell(0.0, row, 2) for row in range(2)] == [" ", " "]


def test_thinned_values_fit_and_end_with_the_last() -> None:
    values = [float(i) for i in range(61)]
    for room in (1, 2, 14, 60, 61, 99):
        kept = thinned(values, room)
        assert len(kept) <= room
        assert kept[-1] == 60.0
        assert room == 1 or kept[0] == 0.0
    assert thinned(values, 99) == values
