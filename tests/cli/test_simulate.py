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


def test_the_table_names_the_limits_of_a_day_and_which_one_binds(mlsd: Mlsd) -> None:
    mlsd("set", "new_per_day", "2")
    said = mlsd("simulate", "--days", "3", "--minutes", "30").out
    assert "A day has at most 30 minutes, 200 reviews and 2 new cards." in said
    assert all(line.endswith("  new") for line in said.splitlines() if " %" in line)
    assert max(map(len, said.splitlines())) < 80
    mlsd("set", "reviews_per_day", "1")
    found = mlsd("simulate", "--days", "3", "--retention", "0.9", "--json").json
    assert (found["reviews_per_day"], found["new_per_day"], found["plan_until"]) == (1, 2, None)
    (row,) = found["workloads"]
    assert (row["limit"], row["days_held"]) == ("reviews_per_day", {"reviews_per_day": 3})
    assert row["new"] <= 3


def test_what_was_answered_today_is_not_promised_again(mlsd: Mlsd) -> None:
    mlsd("set", "new_per_day", "1")
    one_day = ("simulate", "--days", "1", "--retention", "0.9", "--json")
    assert mlsd(*one_day).json["workloads"][0]["new"] == 1
    card = mlsd("next", "--json").json["card"]
    mlsd("answer", card, "easy")
    assert mlsd(*one_day).json["workloads"][0]["new"] == 0


def test_a_plan_that_chooses_instead_is_named(mlsd: Mlsd) -> None:
    mlsd("set", "interview", "2026-03-01/2100-01-01 20m mid")
    assert "your plan chooses instead" not in mlsd("simulate", "--days", "3").out
    when = ("--at", "2026-03-02T18:00Z")
    mlsd("set", "interview", "2026-03-01/2026-04-01 20m mid")
    assert "Until 2026-04-01 your plan chooses instead" in mlsd("simulate", *when).out


def test_a_pace_by_success_that_is_not_reckoned_is_said(mlsd: Mlsd) -> None:
    assert "pace_by_success" not in mlsd("simulate", "--days", "3").out
    mlsd("set", "pace_by_success", "on")
    assert "`pace_by_success` may give more or fewer new" in mlsd("simulate", "--days", "3").out
