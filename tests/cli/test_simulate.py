"""`mlsd simulate`: a table for people, JSON for scripts, nothing written."""

from program import Mlsd


def test_a_table_marks_the_retention_in_force(mlsd: Mlsd) -> None:
    done = mlsd("simulate", "--days", "30")
    assert (done.code, done.err) == (0, "")
    marked = [line for line in done.out.splitlines() if "%*" in line]
    assert len(marked) == 1
    assert "90 %*" in marked[0]


def test_json_tells_each_retention_that_was_asked_for(mlsd: Mlsd) -> None:
    asked = ("--retention", "0.95", "--retention", "0.8", "--minutes", "10", "--days", "60")
    found = mlsd("simulate", "--json", *asked).json
    assert [each["retention"] for each in found["workloads"]] == [0.8, 0.95]
    assert (found["days"], found["minutes_per_day"], found["cards"]) == (60, 10.0, 0)
    for each in found["workloads"]:
        assert len(each["minutes_by_day"]) == 60
        assert max(each["minutes_by_day"]) <= 10.0
        assert 0 < each["remembered"] <= found["new"]


def test_senseless_numbers_are_a_usage_error(mlsd: Mlsd) -> None:
    for wrong in (("--days", "0"), ("--retention", "2"), ("--minutes", "-1"), ("--days", "many")):
        assert mlsd("simulate", *wrong).code == 2
