"""`mlsd diagram show|place`: draw the diagrams of a page, and place the blocks of new ones."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.findings import line
from mlsd_graph.errors import ContentError, UnknownIdError

if TYPE_CHECKING:
    from mlsd_graph.cli.context import Context
    from mlsd_graph.content.chartrecords import Diagram
    from mlsd_graph.content.records import Page
    from mlsd_graph.diagrams.grids import Placed


@click.group("diagram")
def command() -> None:
    """Show diagrams and place their blocks."""


@command.command("show")
@click.argument("name", metavar="ID[/KEY]")
@click.option("--list", "form", flag_value="list", help="Sentences instead of a drawing.")
@click.option("--svg", "form", flag_value="svg", help="The picture that goes on cards.")
@click.option("--ascii", "form", flag_value="ascii", help="Draw lines with ASCII alone.")
@click.pass_context
def show(ctx: click.Context, name: str, *, form: str | None) -> None:
    """Draw the diagrams of a page, or the one named by its key.

    A filled head (▼) ends an arrow that is waited for; an open one (▽), on a dashed line, ends one
    that is not. With --ascii these are v and V.

    Exit 1 if one of them cannot be read.
    """
    from mlsd_graph.diagrams.remembering import keep_in  # noqa: PLC0415  not for `--help`

    context: Context = ctx.obj
    keep_in(context.cache_of_places)
    page_id, _, key = name.partition("/")
    page = context.library().page(page_id)
    found = tuple(each for each in page.diagrams if key in ("", each.key))
    faulty = not (key and found) and _tell_errors(page)
    _check_count(page, key, len(found), one=form == "svg", faulty=faulty)
    for number, diagram in enumerate(found):
        if form != "svg":
            click.echo(("\n" if number else "") + f"{diagram.title}\n")
        drawn = _drawn(diagram, form)
        # a picture is a file, and without a declaration its encoding is UTF-8
        click.echo(drawn.encode() if form == "svg" else drawn)
    ctx.exit(1 if faulty else 0)


def _drawn(diagram: "Diagram", form: str | None) -> str:
    from mlsd_graph.diagrams.sentences import sentences  # noqa: PLC0415  not for `--help`
    from mlsd_graph.diagrams.svg import picture  # noqa: PLC0415  not for `--help`
    from mlsd_graph.diagrams.text import paint  # noqa: PLC0415  not for `--help`

    if form == "list":
        return "\n".join(sentences(diagram.chart))
    if form == "svg":
        return picture(diagram.chart, diagram.title)
    return paint(diagram.chart, ascii_only=form == "ascii").plain


def _tell_errors(page: "Page") -> bool:
    """Name what keeps diagrams of a page from being drawn, as `mlsd check` does."""
    errors = [
        finding
        for finding in page.findings
        if finding.severity.value == "error" and finding.code.startswith("diagram")
    ]
    for finding in errors:
        click.echo(line(finding), err=True)
    return bool(errors)


def _check_count(page: "Page", key: str, count: int, *, one: bool, faulty: bool) -> None:
    """Refuse a name that means none, or several where one is wanted."""
    page_id = page.head.id
    keys = ", ".join(f"{page_id}/{each.key}" for each in page.diagrams)
    if not count:
        what = f"has no diagram “{key}”" if key else "has no diagrams"
        drawable = " that can be drawn" if faulty else ""
        raise UnknownIdError(f"{page_id} {what}{drawable}.", f"There is {keys}." if keys else "")
    if one and count > 1:
        raise UnknownIdError(f"{page_id} has {count} diagrams.", f"Name one: {keys}.")


@command.command("place")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path())
@click.option("--write", is_flag=True, help="Write the lines into the file.")
@click.pass_context
def place(ctx: click.Context, files: tuple[str, ...], *, write: bool) -> None:
    """Print the `%% grid:` lines of new and changed diagrams; what has a place keeps it.

    Exit 1 if a diagram cannot be read.
    """
    from mlsd_graph.content.limits import FILE_BYTES  # noqa: PLC0415  not for `--help`
    from mlsd_graph.diagrams.grids import place_page  # noqa: PLC0415  not for `--help`

    faulty = False
    for name in files:
        path = Path(name)
        try:
            with path.open("rb") as stream:
                data = stream.read(FILE_BYTES + 1)
            text = data.decode()
        except (OSError, UnicodeDecodeError) as error:
            raise ContentError(f"{name}: {getattr(error, 'strerror', 'not UTF-8')}.") from error
        if len(data) > FILE_BYTES:
            raise ContentError(f"{name}: larger than {FILE_BYTES // 1024} kB.")
        placed = place_page(text)
        _tell(name, placed)
        faulty |= bool(placed.faults)
        if write and placed.placements:
            _replace(path, placed.text.encode())
    ctx.exit(1 if faulty else 0)


def _tell(name: str, placed: "Placed") -> None:
    for fault in placed.faults:
        place = f"{name}:{fault.line}:{fault.column}"
        click.echo(f"{place}: {fault.message} {fault.hint}".rstrip(), err=True)
    for placement in placed.placements:
        click.echo(f"{name}:{placement.line}:", err=True)
        click.echo("\n".join(placement.rows))
    if not placed.placements and not placed.faults:
        click.echo(f"{name}: every block has its place.", err=True)


def _replace(path: Path, data: bytes) -> None:
    """Write beside the file and move there, so that a full disk leaves the old one whole."""
    target = path.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".place-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(target.stat().st_mode & 0o7777)
            Path(name).replace(target)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ContentError(f"{path}: not written: {error.strerror}.") from error
