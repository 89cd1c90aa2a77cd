from pathlib import Path

import pytest

from mlsd_graph import config
from mlsd_graph.errors import ConfigError
from mlsd_graph.paths import Paths


@pytest.fixture
def home(tmp_path: Path) -> Paths:
    return Paths(state=tmp_path / "state", config=tmp_path, cache=tmp_path / "cache")


def write(home: Paths, text: str) -> None:
    home.config_file.write_text(text, encoding="utf-8")


def test_without_a_file_the_defaults_hold(home: Paths) -> None:
    assert config.load(home) == config.Config(path=home.config_file)


def test_every_key_is_read(home: Paths) -> None:
    write(home, 'content = ["own"]\ntheme = "nord"\neditor = "vi"\n[keymap]\n"review.good" = "g"\n')

    loaded = config.load(home)

    assert loaded.content == (home.config / "own",)
    assert (loaded.theme, loaded.editor, loaded.keymap) == ("nord", "vi", {"review.good": "g"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("them = 1", "them"),
        ("theme = 1", "theme"),
        ("content = [1]", "content"),
        ("theme = ", "config.toml"),
    ],
)
def test_a_wrong_key_or_value_is_named_with_its_file(home: Paths, text: str, said: str) -> None:
    write(home, text)

    with pytest.raises(ConfigError) as caught:
        config.load(home)

    assert said in str(caught.value)
    assert str(home.config_file) in str(caught.value)


def test_an_id_without_quotes_is_the_same_id(home: Paths) -> None:
    write(home, '[keymap]\nreview.good = "f"\n"review.easy" = "g"\n[keymap.page]\nnext = "n"\n')

    loaded = config.load(home)

    assert loaded.keymap == {"review.good": "f", "review.easy": "g", "page.next": "n"}
    assert loaded.doubts == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("keymap = 3", "`keymap` must be a table. Write [keymap] above its lines."),
        ("[keymap]\na.b = 1", '`a.b` must be a string of keys. Write "a.b" = "f".'),
    ],
)
def test_a_keymap_that_cannot_be_read_is_left_for_the_app_to_say(
    home: Paths, text: str, said: str
) -> None:
    write(home, f'theme = "nord"\n{text}')

    loaded = config.load(home)

    assert loaded.theme == "nord"
    assert loaded.keymap == {}
    assert loaded.doubts == (f"config.toml: {said}",)


@pytest.mark.parametrize(
    "before",
    ["", 'theme = "nord"\n', "# mine\neditor = 'vi'\n[keymap]\na = 'b'\n", "[keymap]\na = 'b'\n"],
)
def test_saving_a_theme_keeps_every_other_line(home: Paths, before: str) -> None:
    write(home, before)
    loaded = config.load(home)

    config.save_theme(loaded, "gruvbox")

    after = config.load(home)
    assert after.theme == "gruvbox"
    assert (after.editor, after.keymap) == (loaded.editor, loaded.keymap)
    if "# mine" in before:
        assert "# mine" in home.config_file.read_text(encoding="utf-8")


@pytest.mark.parametrize("before", ["editor = 'vi'\n", None])
def test_saving_a_theme_writes_where_a_link_leads(
    home: Paths, tmp_path: Path, before: str | None
) -> None:
    kept = tmp_path / "dotfiles" / "mlsd"
    kept.parent.mkdir()
    if before is not None:
        kept.write_text(before, encoding="utf-8")
        kept.chmod(0o600)
    (tmp_path / "to").symlink_to(kept)
    home.config_file.symlink_to(tmp_path / "to")

    config.save_theme(config.load(home), "nord")

    assert home.config_file.is_symlink()
    assert (tmp_path / "to").is_symlink()
    assert not kept.is_symlink()
    assert kept.read_text(encoding="utf-8") == f'{before or ""}theme = "nord"\n'
    assert before is None or kept.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in kept.parent.iterdir()] == ["mlsd"]
    assert config.load(home).theme == "nord"
