"""The scripting contract: names and exit codes that scripts rely on."""

import json
from datetime import datetime
from pathlib import Path

from program import Mlsd

AT = "2026-03-01T08:00:00+01:00"


def test_a_script_drives_a_review_from_next_to_undo(mlsd: Mlsd, tmp_path: Path) -> None:
    card = mlsd("next", "--json").json
    assert set(card) >= {"card", "kind", "concept", "front", "back", "reason", "intervals"}
    assert set(card["intervals"]) == {"again", "hard", "good", "easy"}
    assert (card["card"], card["kind"], card["concept"]) == ("alpha/first", "basic", "alpha")
    assert not (tmp_path / "home" / "state").exists(), "next writes nothing"

    answered = mlsd("answer", card["card"], "easy", "--json").json
    assert set(answered) >= {"card", "event", "due", "stability", "difficulty"}
    assert datetime.fromisoformat(answered["due"]).tzinfo is not None

    undone = mlsd("undo", "--json").json
    assert undone["target"] == answered["event"]
    assert (undone["card"], undone["kind"]) == ("alpha/first", "review")
    redone = mlsd("redo", "--json").json
    assert redone["target"] == answered["event"]
    assert mlsd("redo").code == 1
    assert len(mlsd("log", "--json").json) == 3
    assert len(mlsd("log", "--json", "--card", "beta/name").json) == 0


def test_the_intervals_of_next_are_those_that_answer_gives(mlsd: Mlsd) -> None:
    card = mlsd("next", "--json", "--at", AT).json

    answered = mlsd("answer", card["card"], "easy", "--at", AT, "--json").json

    due = datetime.fromisoformat(answered["due"])
    start = datetime.fromisoformat(AT).replace(hour=4)
    assert (due - start).days == card["intervals"]["easy"]


def test_at_keeps_its_time_in_the_log(mlsd: Mlsd) -> None:
    mlsd("answer", "alpha/first", "good", "--at", AT)
    mlsd("answer", "beta/name", "good", "--at", "2026-02-01T08:00:00Z")

    times = [event["at"] for event in mlsd("log", "--json").json]

    assert times == ["2026-02-01T08:00:00.000+00:00", "2026-03-01T08:00:00.000+01:00"]


def test_due_counts_and_says_when_the_next_comes(mlsd: Mlsd) -> None:
    before = mlsd("due", "--json").json
    assert set(before) >= {"due", "new", "minutes", "next_due"}
    assert (before["due"], before["new"], before["next_due"]) == (0, 8, None)

    mlsd("set", "new_per_day", "1")
    mlsd("answer", "alpha/first", "easy")
    after = mlsd("due", "--json").json
    assert (after["due"], after["new"]) == (0, 0)
    assert datetime.fromisoformat(after["next_due"]).tzinfo is not None


def test_due_obeys_its_threshold_by_exit_code_alone(mlsd: Mlsd) -> None:
    quiet = mlsd("due", "--quiet", "--at-least", "3")
    assert (quiet.code, quiet.out) == (0, "")
    assert mlsd("due", "--quiet", "--at-least", "300").code == 1
    assert mlsd("due", "--at-least", "many").code == 2
    assert mlsd("due", "--sideways").code == 2


def test_an_answer_to_a_suspended_or_unknown_card_is_refused(mlsd: Mlsd) -> None:
    unknown = mlsd("answer", "alpha/frist", "good")
    assert unknown.code == 1
    assert "alpha/first" in unknown.err
    assert mlsd("answer", "alpha/first", "perfect").code == 2
    assert mlsd("answer", "alpha/first", "good", "--at", "yesterday").code == 2
    assert mlsd("answer", "alpha/first", "good", "--at", "9999-12-31T00:00:00Z").code == 2
    assert mlsd("answer", "alpha/first", "good", "--at", "2026-03-01T08:00").code == 2


def test_the_graph_answers_in_json(mlsd: Mlsd) -> None:
    stats = mlsd("graph", "stats", "--json").json
    wanted = {"concepts", "case_studies", "cards", "cards_by_kind", "edges", "acyclic", "diagrams"}
    assert set(stats) >= wanted
    assert (stats["concepts"], stats["acyclic"], stats["edges"]["prerequisite"]) == (3, True, 2)

    path = mlsd("graph", "path", "alpha", "gamma", "--json")
    assert path.json["path"] == ["alpha", "beta", "gamma"]
    assert path.json["reasons"] == [
        "Beta begins where Alpha ends.",
        "Gamma refines what Beta builds.",
    ]

    none = mlsd("graph", "path", "gamma", "alpha", "--json")
    assert (none.code, none.json) == (1, {"path": [], "reasons": []})

    node = mlsd("graph", "show", "beta", "--json").json
    assert node["id"] == "beta"
    wrong = mlsd("graph", "show", "betta")
    assert wrong.code == 1
    assert "beta" in wrong.err


def test_cards_are_listed_with_their_place(mlsd: Mlsd, content: Path) -> None:
    rows = mlsd("cards", "--json").json

    assert {row["card"] for row in rows} >= {"alpha/hidden#c1", "alpha/hidden#c2", "beta/steps"}
    assert set(rows[0]) >= {"card", "kind", "concept", "authored", "path", "line"}
    first = next(row for row in rows if row["card"] == "alpha/first")
    lines = Path(first["path"]).read_text(encoding="utf-8").splitlines()
    assert lines[first["line"] - 1] == "### First"
    derived = next(row for row in rows if row["card"] == "contrast:beta~gamma")
    assert (derived["kind"], derived["authored"], derived["concept"]) == ("contrast", False, "beta")


def test_search_forgives_a_typo(mlsd: Mlsd) -> None:
    hits = mlsd("search", "gama", "--json").json

    assert set(hits[0]) >= {"id", "title", "kind", "score"}
    assert hits[0]["id"] == "gamma"


def test_show_prints_pages_and_cards(mlsd: Mlsd) -> None:
    assert "Beta begins where Alpha ends." in mlsd("show", "beta").out
    card = mlsd("show", "alpha/hidden#c1").out
    assert "[how many?]" in card


def test_statistics_have_their_names(mlsd: Mlsd) -> None:
    mlsd("answer", "alpha/first", "easy", "--at", AT)

    stats = mlsd("stats", "--json", "--at", AT).json

    assert set(stats) >= {"reviews", "retention", "streak", "by_day"}
    assert set(stats) >= {"backlog", "study_days", "rest_days", "streak_floor"}
    assert stats["by_day"] == {"2026-03-01": 1}
    assert stats["streak"] == stats["study_days"] == 0


def test_settings_are_shown_changed_and_refused(mlsd: Mlsd) -> None:
    assert mlsd("set", "new_per_day", "--json").json == {"new_per_day": "20"}
    changed = mlsd("set", "new_per_day", "7", "--json").json
    assert (changed["before"], changed["after"]) == ("20", "7")
    refused = mlsd("set", "new_per_day", "lots")
    assert refused.code == 2
    assert mlsd("set", "nonsense").code == 2


def test_line_mode_works_through_a_pipe(mlsd: Mlsd) -> None:
    ran = mlsd("review", "--plain", "--limit", "2", given="\n4\nq\n")

    assert ran.code == 0
    assert "What does Alpha need" in ran.out
    assert "1 review in " in ran.out
    assert len(mlsd("log", "--json").json) == 1


def test_line_mode_records_what_was_graded_before_the_pipe_ended(mlsd: Mlsd) -> None:
    ran = mlsd("review", "--plain", given="\n4\n")

    assert ran.code == 0
    assert [event["rating"] for event in mlsd("log", "--json").json] == [4]


def test_the_app_is_refused_without_a_terminal(mlsd: Mlsd) -> None:
    ran = mlsd(given="")

    assert ran.code == 2
    assert "\x1b" not in ran.out + ran.err
    assert "review --plain" in ran.err


def test_doctor_checks_backs_up_and_restores(mlsd: Mlsd, tmp_path: Path) -> None:
    mlsd("answer", "alpha/first", "easy")
    assert mlsd("doctor").code == 0
    assert mlsd("doctor", "--backup").code == 0
    backups = mlsd("doctor", "--backups", "--json").json
    assert backups

    state = tmp_path / "home" / "state" / "state.sqlite"
    state.write_bytes(b"not a database" * 1000)
    broken = mlsd("next", "--json")
    assert broken.code == 1
    assert "doctor --restore" in broken.err
    told = mlsd("doctor")
    assert told.code == 1
    assert "cannot be read" in told.out
    assert "0 events" not in told.out
    assert mlsd("doctor", "--json").json["events"] is None
    assert mlsd("doctor", "--restore").code == 0
    assert state.stat().st_mode & 0o777 == 0o600
    assert len(mlsd("log", "--json").json) == 1
    assert mlsd("doctor", "--rebuild").code == 0


def test_content_may_be_named_before_or_behind_the_command(mlsd: Mlsd, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    for call in (
        ["--content", str(empty), "cards", "--json"],
        ["cards", "--json", f"--content={empty}"],
    ):
        assert mlsd(*call).json == []
    missing = mlsd("cards", "--content", str(tmp_path / "nowhere"))
    assert missing.code == 1
    assert "nowhere" in missing.err


def test_a_mistyped_command_gets_a_proposal(mlsd: Mlsd) -> None:
    ran = mlsd("serch", "x")

    assert ran.code == 2
    assert "search" in ran.err


def test_check_finds_what_is_wrong_and_exits_1(mlsd: Mlsd, content: Path) -> None:
    page = content / "concepts/serving/gamma.md"
    page.write_text(page.read_text(encoding="utf-8").replace("[[beta]]", "[[betta]]"))

    ran = mlsd("check", "--json")

    assert ran.code == 1
    found = next(f for f in ran.json if f["code"] == "unknown-id")
    assert set(found) >= {"code", "severity", "path", "line", "column", "message", "hint"}
    assert "beta" in found["hint"] + found["message"]
    assert found["line"] == 10


def test_export_writes_a_deck_and_counts(mlsd: Mlsd, tmp_path: Path) -> None:
    deck = tmp_path / "deck.apkg"

    ran = mlsd("export", "anki", "-o", str(deck), "--json")

    assert ran.code == 0, ran.err
    assert set(ran.json) >= {"notes", "cards", "media", "path"}
    assert Path(ran.json["path"]) == deck
    assert deck.stat().st_size > 1000
    assert ran.json["cards"] == len(json.loads(mlsd("cards", "--json").out))
