"""`mlsd check`: what is wrong with content, where, and what to do."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.findings import COLORS, line, short
from mlsd_graph.cli.options import json_option
from mlsd_graph.errors import UsageError
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from mlsd_graph.content import Library
    from mlsd_graph.content.records import Finding

_GITHUB_LEVELS = {"error": "error", "warning": "warning", "advice": "notice"}


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@json_option
@click.option("--github", is_flag=True, help="Annotations for a GitHub workflow.")
@click.option("--no-advice", is_flag=True, help="List errors and warnings only.")
@click.option("--base", metavar="BRANCH", help="Name cards that this git branch had.")
@click.pass_obj
def command(  # noqa: PLR0913  one for each option
    context: Context,
    paths: tuple[str, ...],
    *,
    as_json: bool,
    github: bool,
    no_advice: bool,
    base: str | None,
) -> None:
    """Check content and list findings; exit 1 on an error or a warning.

    PATH is a content folder, or a file or folder inside one; without it, the configured content.
    """
    from mlsd_graph.check import check  # noqa: PLC0415  only this command checks
    from mlsd_graph.check.base import base_cards  # noqa: PLC0415  only this command checks
    from mlsd_graph.content import load  # noqa: PLC0415  only this command checks
    from mlsd_graph.content.emptiness import TO_DO, no_pages  # noqa: PLC0415  only this command checks
    from mlsd_graph.diagrams.remembering import keep_in  # noqa: PLC0415  only this command checks

    keep_in(context.cache_of_places)
    roots, shown = _scope(paths, context.roots)
    library = load(roots, cache=context.content_cache if roots == context.roots else None)
    before = base_cards(roots, base) if base else None
    found = [f for f in check(library, base=before) if _inside(f.path, shown)]
    listed = [f for f in found if not no_advice or f.severity.value != "advice"]
    if as_json:
        click.echo(json.dumps([_record(f) for f in listed], ensure_ascii=False, indent=1))
    elif github:
        for finding in listed:
            click.echo(_annotation(finding))
    else:
        _print(listed, found, library)
    if not library.pages:
        click.echo(f"{no_pages(library.roots)} {TO_DO}", err=True)
    if any(finding.severity.value != "advice" for finding in found):
        click.get_current_context().exit(1)


def _scope(
    paths: tuple[str, ...], configured: tuple[Path, ...]
) -> tuple[tuple[Path, ...], list[str]]:
    """Which folders to load, and which files to speak of (none: all)."""
    roots: list[Path] = []
    shown: list[str] = []
    for name in paths:
        path = Path(name).absolute()
        if not path.exists() and not path.is_symlink():
            raise UsageError(f"{name}: there is no such file or folder.")
        root = next((r for r in configured if path.is_relative_to(r)), None)
        if root is None:
            root = _root_of(path)
        else:
            # A page of the configured content is checked beside all of it.
            roots += [each for each in configured if each not in roots]
        if root not in roots:
            roots.append(root)
        if path != root:
            shown.append(str(path))
        else:
            shown.append(str(root))
    return tuple(roots) or configured, shown


def _root_of(path: Path) -> Path:
    """The content folder that a path is, or lies in: the parent of concepts/, tracks/ and so on."""
    from mlsd_graph.content.walk import FOLDERS  # noqa: PLC0415  only this command checks

    for folder in (path, *path.parents):
        if folder.name in FOLDERS:
            return folder.parent
    if path.is_dir():
        return path
    if path.name == "planned.md":
        return path.parent
    raise UsageError(
        f"{path}: the file lies in no content folder.",
        f"Content files stand in {', '.join(f'{name}/' for name in FOLDERS)}.",
    )


def _inside(path: str, shown: list[str]) -> bool:
    return not shown or any(path == s or path.startswith(s.rstrip(os.sep) + os.sep) for s in shown)


def _print(listed: "list[Finding]", found: "list[Finding]", library: "Library") -> None:
    """List findings; the summary counts those that are not listed too."""
    for finding in listed:
        click.echo(line(finding))
    counts = {name: sum(f.severity.value == name for f in found) for name in COLORS}
    summary = ", ".join(
        f"{number} advice" if name == "advice" else quantity(number, name)
        for name, number in counts.items()
    )
    pages, cards = quantity(len(library.pages), "page"), quantity(len(library.cards), "card")
    unlisted = "" if len(listed) == len(found) else " (not listed)"
    click.echo(f"{pages}, {cards}: {summary}{unlisted}.", err=True)


def _record(finding: "Finding") -> dict[str, str | int]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": short(finding.path),
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "hint": finding.hint,
    }


def _annotation(finding: "Finding") -> str:
    """A workflow command; newlines and separators escaped as GitHub's toolkit does."""
    properties = {
        "file": short(finding.path),
        "line": str(finding.line),
        "col": str(finding.column),
        "title": finding.code,
    }
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    level = _GITHUB_LEVELS[finding.severity.value]
    return f"::{level} {written}::{_data(f'{finding.message} {finding.hint}'.rstrip())}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
