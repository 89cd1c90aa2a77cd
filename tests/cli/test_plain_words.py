"""Messages about files and folders that are not what they should be."""

import os
from pathlib import Path

from program import Mlsd


def test_a_home_below_a_file_is_named(mlsd: Mlsd, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    for call in (["due"], ["next"]):
        ran = mlsd(*call, MLSD_HOME=str(tmp_path / "file" / "home"))
        assert ran.code == 2
        assert f"{tmp_path / 'file'} is a file, not a folder. Check MLSD_HOME." in ran.err


def test_a_title_that_yaml_takes_for_a_list_is_told_to_be_quoted(mlsd: Mlsd, content: Path) -> None:
    page = content / "concepts/serving/alpha.md"
    text = page.read_text(encoding="utf-8")
    for title in ("[[[deep]]]", "{deep: 1}"):
        page.write_text(text.replace("title: Alpha", f"title: {title}"), encoding="utf-8")
        assert "stands in quotes" in mlsd("check").out


def test_a_name_that_is_not_utf8_is_called_that(mlsd: Mlsd, content: Path) -> None:
    folder = os.fsencode(content / "concepts/serving")
    with open(folder + b"/b\xffd.md", "w", encoding="utf-8") as file:  # noqa: PTH123  bytes
        file.write("text")

    ran = mlsd("check")

    assert "bad-file-name: The name is not UTF-8." in ran.out
    assert "1 error," in ran.err
    assert "0 warnings" in ran.err


def test_the_help_of_new_says_where_a_page_goes(mlsd: Mlsd) -> None:
    assert "in a checkout" in mlsd("new", "--help").out


def test_the_help_names_both_things_that_export_writes(mlsd: Mlsd) -> None:
    assert "Write an Anki deck or the map." in mlsd("--help").out
    assert "Write an Anki deck or the map." in mlsd("export", "--help").out
