"""`mlsd new`: scaffold a page that passes `mlsd check`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlsd_graph.clean import clean_line
from mlsd_graph.cli.context import Context
from mlsd_graph.errors import ContentError, UsageError

if TYPE_CHECKING:
    from mlsd_graph.content import Library

_LINKS = 3
"""Concepts in each checklist of a new case study: the fewest that a checklist has."""


@click.command("new")
@click.argument("kind", type=click.Choice(["concept", "case-study"]))
@click.argument("name", metavar="ID")
@click.option("--domain", metavar="D", default="", help="The concept's folder, such as serving.")
@click.option("--title", metavar="T", default="", help="Else the id in words.")
@click.option(
    "--dir", "folder", metavar="DIR", help="The content folder to write to; else your own."
)
@click.pass_obj
def command(  # noqa: PLR0913  one option each
    context: Context, kind: str, name: str, *, domain: str, title: str, folder: str | None
) -> None:
    """Scaffold a concept or a case study and print its path; nothing is overwritten.

    It goes into the last content folder: the one named by --content or in config.toml, the shipped
    content itself in a checkout of the project, else your own folder (`mlsd path` names it).
    """
    from mlsd_graph.content import load, scaffold  # noqa: PLC0415  not for every command
    from mlsd_graph.content.records import PageKind  # noqa: PLC0415  not for every command
    from mlsd_graph.content.slugs import ID  # noqa: PLC0415  not for every command

    page_kind = PageKind(kind)
    if domain and not ID.fullmatch(domain):
        raise UsageError(f"“{domain}” is no domain.", "Use lower-case words joined by hyphens.")
    if domain and page_kind is not PageKind.CONCEPT:
        raise UsageError("Only a concept has a domain.")
    root = Path(folder).expanduser().absolute() if folder else _own(context)
    library = load((*context.roots, *([root] if root.is_dir() else [])), cache=None)
    _refuse_taken(library, name)
    links = _links(library)
    planned = tuple(f"{name}-concept-{place}" for place in range(len(links) + 1, _LINKS + 1))
    text = scaffold(page_kind, name, title=clean_line(title), links=(*links, *planned))
    target = (
        root / "concepts" / (domain or "general") / f"{name}.md"
        if page_kind is PageKind.CONCEPT
        else root / "case-studies" / f"{name}.md"
    )
    _write(target, text)
    if page_kind is PageKind.CASE_STUDY and planned:
        _plan(root / "planned.md", planned)
    click.echo(str(target))


def _own(context: Context) -> Path:
    """The last configured folder that can be written to and is no installed package."""
    from mlsd_graph.study.editing import is_installed  # noqa: PLC0415  not for every command

    last = context.roots[-1]
    return context.paths.own_content if is_installed(last) else last


def _refuse_taken(library: "Library", name: str) -> None:
    if name in library.pages:
        raise ContentError(f"“{name}” exists: {library.pages[name].path}.", "Edit that page.")
    if name in library.aliases:
        raise ContentError(f"“{name}” was an id of “{library.aliases[name]}”.", "Choose another.")


def _links(library: "Library") -> tuple[str, ...]:
    """Concepts for the checklists to begin with: the first ones there are."""
    from mlsd_graph.content.records import PageKind  # noqa: PLC0415  not for every command

    concepts = [head.id for head in library.pages.values() if head.kind is PageKind.CONCEPT]
    return tuple([*concepts, *library.planned][:_LINKS])


def _plan(file: Path, names: tuple[str, ...]) -> None:
    """List concepts to come, so that the checklists of the first case study have what to name."""
    lines = "".join(f"- {name}: {name.replace('-', ' ')}\n" for name in names)
    try:
        with file.open("a", encoding="utf-8", newline="\n") as planned:
            planned.write(lines)
    except OSError as error:
        raise ContentError(f"{file} cannot be written: {error.strerror}.") from error


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise ContentError(f"{target} exists.", "Nothing was changed.") from error
    except OSError as error:
        reason = (error.strerror or "error").lower()
        raise ContentError(f"{target} cannot be written: {reason}.") from error
