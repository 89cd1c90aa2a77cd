from pathlib import Path

import pytest

from mlsd_graph.errors import EditorError
from mlsd_graph.study.views import Place
from tui.editor import editor_command

PLACE = Place(Path("/notes/a b.md"), 7)


@pytest.mark.parametrize(
    ("configured", "environ", "expected"),
    [
        ("", {}, ["vi", "+7", "/notes/a b.md"]),
        ("", {"EDITOR": " "}, ["vi", "+7", "/notes/a b.md"]),
        (" ", {"VISUAL": "nano"}, ["nano", "+7", "/notes/a b.md"]),
        ("", {"EDITOR": "code"}, ["code", "--wait", "--goto", "/notes/a b.md:7"]),
        ("hx -v", {}, ["hx", "-v", "/notes/a b.md:7"]),
        ("gedit {path} +{line}", {}, ["gedit", "/notes/a b.md", "+7"]),
        ("", {"EDITOR": "editor"}, ["editor", "+7", "/notes/a b.md"]),
        ("", {"EDITOR": "/bin/sensible-editor"}, ["/bin/sensible-editor", "+7", "/notes/a b.md"]),
        ("vim.basic -n", {}, ["vim.basic", "-n", "+7", "/notes/a b.md"]),
        ("vim.tiny", {}, ["vim.tiny", "+7", "/notes/a b.md"]),
        ("pico", {}, ["pico", "+7", "/notes/a b.md"]),
        ("gvim", {}, ["gvim", "-f", "+7", "/notes/a b.md"]),
        ("code-insiders", {}, ["code-insiders", "--wait", "--goto", "/notes/a b.md:7"]),
        ("unknown --flag", {}, ["unknown", "--flag", "/notes/a b.md"]),
    ],
)
def test_the_editor_opens_at_the_line_it_is_told(
    configured: str, environ: dict[str, str], expected: list[str]
) -> None:
    assert editor_command(configured, PLACE, environ) == expected


def test_a_command_that_is_not_closed_is_said() -> None:
    with pytest.raises(EditorError, match="not closed"):
        editor_command("code 'x", PLACE, {})
