"""`mlsd search`: concepts and cards by words, typos forgiven."""

import json
from typing import TYPE_CHECKING

import click

from mlsd_graph.clean import clean
from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option

if TYPE_CHECKING:
    from mlsd_graph.search import Filter, Hit

_WORDS_FIND = 20
_PASSED = 100.0
"""Score of a card that passes a filter, which has no degrees."""


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), help="At most so many: 20, or all of a filter.")
@json_option
@click.pass_obj
def command(context: Context, query: tuple[str, ...], limit: int | None, *, as_json: bool) -> None:
    """Find concepts and cards, typos forgiven.

    With a filter, such as is:due, domain:serving or "prop:r<0.8", all cards that pass are listed,
    in content order. A word that starts with - stands behind `--`.
    """
    from mlsd_graph.search import Index, parse  # noqa: PLC0415  rapidfuzz: 20 ms

    text = " ".join(query)
    # Only what has a filter must be one: quotes and brackets are words like any others.
    wanted = parse(text) if ":" in text else None
    if wanted is not None and wanted.filters:
        hits = _passing(context, wanted, limit)
    else:
        hits = Index.build(context.library()).search(text, limit=limit or _WORDS_FIND)
    if as_json:
        rows = [
            {"id": hit.id, "title": hit.title, "kind": hit.kind, "score": round(hit.score, 2)}
            for hit in hits
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for hit in hits:
            click.echo(f"{hit.kind:12} {hit.id:48} {clean(hit.title)}")
    if not hits:
        click.get_current_context().exit(1)


def _passing(context: Context, wanted: "Filter", limit: int | None) -> "list[Hit]":
    from mlsd_graph.search import Hit  # noqa: PLC0415  rapidfuzz: 20 ms
    from mlsd_graph.search.passing import passing  # noqa: PLC0415  only for a filter

    study = context.study(write=False)
    found = list(passing(study, wanted))
    if limit is not None and limit < len(found):
        click.echo(f"{limit} of {len(found)} are listed; --limit says how many.", err=True)
    return [Hit(head.uid, head.name, head.kind.value, _PASSED) for head in found[:limit]]
