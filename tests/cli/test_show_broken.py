"""A page or card whose file has errors is not simply unknown."""

from pathlib import Path

from drawn_content import PREDICTION_MODES
from program import Mlsd


def test_a_page_whose_file_is_broken_is_told_from_an_unknown_one(mlsd: Mlsd, content: Path) -> None:
    (content / "concepts/serving/alpha.md").write_text("no front matter", encoding="utf-8")

    ran = mlsd("show", "alpha")

    assert ran.code == 1
    assert "concepts/serving/alpha.md:1:1 front-matter-missing" in ran.err
    assert "There is no page" not in ran.err
    assert "There is no page “delta”" in mlsd("show", "delta").err


def test_a_card_with_an_error_is_named_with_its_place(mlsd: Mlsd, content: Path) -> None:
    page = content / "concepts/serving/alpha.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("A: Nothing", "A; Nothing"), encoding="utf-8")

    for call in (("show", "alpha/first"), ("answer", "alpha/first", "good")):
        ran = mlsd(*call)
        assert ran.code == 1
        assert "alpha.md:14:1 card-no-answer" in ran.err
        assert "Did you mean" not in ran.err
    assert "Did you mean alpha/hidden" in mlsd("show", "alpha/hiden#c1").err


def test_a_diagram_with_a_fault_is_told_of_in_its_place(mlsd: Mlsd, content: Path) -> None:
    page = content / "concepts" / "serving" / "prediction-modes.md"
    page.write_text(PREDICTION_MODES.replace(":::cache", ":::cash", 1), encoding="utf-8")
    line = PREDICTION_MODES[: PREDICTION_MODES.index(":::cache")].count("\n") + 1

    said = " ".join(mlsd("show", "prediction-modes").out.split())

    told = "## Ahead or on request This diagram cannot be drawn: “cash” is no kind of block."
    assert told in said
    assert f"prediction-modes.md:{line}" in said.replace(" ", "")
    assert said.index("cannot be drawn") < said.index("## Sources")
