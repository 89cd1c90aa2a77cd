"""`mlsd export map`: the whole graph as one HTML file."""

import json
from pathlib import Path

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import a_file, json_option
from mlsd_graph.quantity import quantity


@click.command("map")
@click.option(
    *("-o", "--output", "out"),
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("mlsd-map.html"),
    show_default=True,
    help="Where to write; an older map is replaced whole or stays.",
)
@click.option("--with-recall", is_flag=True, help="Shade each concept by how well you recall it.")
@json_option
@click.pass_obj
def concept_map(context: Context, out: Path, *, with_recall: bool, as_json: bool) -> None:
    """Write the whole graph as one HTML file that works offline.

    Open it in any browser; it loads nothing and sends nothing.
    """
    out = a_file(out, "A map")
    from export.map import write  # noqa: PLC0415  not for `--help`
    from mlsd_graph.graph import build  # noqa: PLC0415  not for `--help`

    if with_recall:
        from mlsd_graph.study.known import standing  # noqa: PLC0415  not for `--help`

        study = context.study(write=False)
        written = write(study.library, study.graph, out, standing(study))
    else:
        library = context.library()
        written = write(library, build(library), out)
    if as_json:
        record = {
            "concepts": written.concepts,
            "case_studies": written.case_studies,
            "bytes": written.bytes,
            "path": str(written.path),
        }
        click.echo(json.dumps(record, ensure_ascii=False))
        return
    size = f"{written.bytes / 1000:.0f} kB"
    concepts = quantity(written.concepts, "concept")
    cases = quantity(written.case_studies, "case study", "case studies")
    click.echo(f"{concepts}, {cases}, {size} → {out}")
