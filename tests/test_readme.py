"""README and program say the same: every command is described, every described one exists."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from mlsd_graph.cli.root import COMMANDS, command

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert re.search(rf"`mlsd {name}\b", README)


def test_every_command_in_the_readme_exists() -> None:
    named = set(re.findall(r"`mlsd ([a-z]+)", README)) | set(
        re.findall(r"^mlsd ([a-z]+)", README, re.MULTILINE)
    )

    assert named <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    ran = CliRunner().invoke(command, [name, "--help"])

    assert ran.exit_code == 0
    assert len(ran.output.splitlines()) > 3


def test_help_lists_every_command_with_what_it_does() -> None:
    output = CliRunner().invoke(command, ["--help"]).output

    for name, (_, said) in COMMANDS.items():
        assert name in output
        assert said.split(";")[0].split(",")[0] in output


def test_the_picture_of_the_app_is_there() -> None:
    for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (ROOT / name).is_file()
